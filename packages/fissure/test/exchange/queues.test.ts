// Queues, and belts of slats, against lists of batches and loads that are moved by hand; both engines (`importedSeries`).
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { exportAndImport, valuesOf } from './conformance.ts';
import { importedSeries } from './imported-series.ts';

const DT = 0.5;
const STEPS = 24;
const file = (variables: string) =>
  `<xmile><sim_specs method="euler"><start>0</start><stop>${STEPS * DT}</stop><dt>${DT}</dt></sim_specs><model><variables>${variables}</variables></model></xmile>`;
const flow = (name: string, equation: string, more = '') => `<flow name="${name}"><eqn>${equation}</eqn>${more}</flow>`;
const series = (variables: string, variable: string) => importedSeries('m.xmile', file(variables), variable);

function isNear(found: readonly number[], wanted: readonly number[], what: string): void {
  expect(found, what).toHaveLength(STEPS + 1);
  for (const [step, value] of wanted.entries()) expect(found[step], `${what} at ${step}`).toBeCloseTo(value, 9);
}

// Comes in bursts: 6, 0, 2, 6, 0, 2, ...
const bursts = (step: number) => [6, 0, 2][step % 3]!;
const BURSTS = 'IF (TIME / DT) MOD 3 = 0 THEN 6 ELSE IF (TIME / DT) MOD 3 = 1 THEN 0 ELSE 2';

interface Taker {
  readonly limit: number;
  readonly oneAtATime: boolean;
  readonly whole: boolean;
}

/** What leaves at each step, and what waits: batches in a list, taken from its head. */
function queueByHand(initial: number, { limit, oneAtATime, whole }: Taker, overflows = false) {
  let line = initial > 0 ? [initial] : [];
  const [out, over, waiting]: [number[], number[], number[]] = [[], [], []];
  for (let step = 0; step <= STEPS; step += 1) {
    waiting.push(line.reduce((a, b) => a + b, 0));
    let room = limit * DT;
    let taken = 0;
    for (let count = 0; line.length > 0 && room > 1e-12 && (count === 0 || !oneAtATime); count += 1) {
      const first = line[0]!;
      if (first <= room + 1e-12) {
        taken += first;
        room -= first;
        line = line.slice(1);
      } else {
        if (!whole) {
          taken += room;
          line = [first - room, ...line.slice(1)];
        }
        break;
      }
    }
    out.push(taken / DT);
    over.push(overflows ? line.reduce((a, b) => a + b, 0) / DT : 0);
    if (overflows) line = [];
    if (bursts(step) > 0) line = [...line, bursts(step) * DT];
  }
  return { out, over, waiting };
}

const queue = (outflows: string, initial = '5') =>
  `<stock name="line"><eqn>${initial}</eqn><inflow>in</inflow>${outflows}<queue/></stock>${flow('in', BURSTS)}`;
const belt = (attributes: string, inside: string, inflow = 'served') =>
  `<stock name="belt"><eqn>0</eqn><inflow>${inflow}</inflow><outflow>done</outflow><conveyor ${attributes}>${inside}</conveyor></stock><flow name="done"/>`;

describe('queues', () => {
  it.each([
    ['a batch a step, in parts', '', { limit: 3, oneAtATime: true, whole: false }],
    ['a batch a step, in parts, discrete', 'discrete="true"', { limit: 2.2, oneAtATime: true, whole: false }],
    ['whole batches alone', 'discrete="true" batch_integrity="true"', { limit: 7, oneAtATime: true, whole: true }],
    ['a whole batch that never fits', 'batch_integrity="true"', { limit: 5, oneAtATime: true, whole: true }],
    ['as much as there is room for', 'one_at_a_time="false"', { limit: 3, oneAtATime: false, whole: false }],
  ])('before a conveyor that takes %s', (_, attributes, taker) => {
    const variables = `${queue('<outflow>served</outflow>', taker.whole ? '3' : '5')}<flow name="served"/>${belt(attributes, `<len>2</len><in_limit>${taker.limit}</in_limit>`)}`;
    const { out, waiting } = queueByHand(taker.whole ? 3 : 5, taker);
    isNear(series(variables, 'served'), out, 'served');
    isNear(series(variables, 'line'), waiting, 'line');
    // The belt keeps each load for four steps.
    isNear(
      series(variables, 'done'),
      out.map((_, step) => (step < 4 ? 0 : out[step - 4]!)),
      'done',
    );
  });

  it('what the conveyor has no room for flows over', () => {
    const variables = `${queue('<outflow>served</outflow><outflow>lost</outflow>')}<flow name="served"/>${flow('lost', '0', '<overflow/>')}${belt('', '<len>1</len><in_limit>3</in_limit>')}`;
    const { out, over } = queueByHand(5, { limit: 3, oneAtATime: true, whole: false }, true);
    isNear(series(variables, 'served'), out, 'served');
    isNear(series(variables, 'lost'), over, 'lost');
  });

  it('before a plain stock nothing waits longer than a step', () => {
    const variables = `${queue('<outflow>served</outflow>')}<flow name="served"/><stock name="done"><eqn>0</eqn><inflow>served</inflow></stock>`;
    const wanted = Array.from({ length: STEPS + 1 }, (_, step) => (step === 0 ? 10 : bursts(step - 1)));
    isNear(series(variables, 'served'), wanted, 'served');
  });

  it('two servers that take a batch each, the first listed first', () => {
    const variables = `${queue('<outflow>one</outflow><outflow>two</outflow>')}<flow name="one"/><flow name="two"/>
      <stock name="b1"><eqn>0</eqn><inflow>one</inflow><outflow>d1</outflow><conveyor><len>2</len><in_limit>8</in_limit></conveyor></stock><flow name="d1"/>
      <stock name="b2"><eqn>0</eqn><inflow>two</inflow><outflow>d2</outflow><conveyor><len>2</len><in_limit>1</in_limit></conveyor></stock><flow name="d2"/>`;
    // Of the 5 the first takes 4 in a step, the second 0.5; the rest is 0.5, and 3 of the burst have come.
    expect(series(variables, 'one').slice(0, 4)).toStrictEqual([8, 1, 5, 2]);
    expect(series(variables, 'two').slice(0, 4)).toStrictEqual([1, 1, 0, 0]);
  });

  it.each([
    ['<oven/>', 'Gather in a stock that a PULSE empties'],
    ['<conveyor one_at_a_time="false" batch_integrity="true"><len>2</len></conveyor>', 'several whole batches'],
  ])('what is refused: %s', (server, words) => {
    const variables = `${queue('<outflow>served</outflow>')}<flow name="served"/><stock name="b"><eqn>0</eqn><inflow>served</inflow><outflow>d</outflow>${server}</stock>${flow('d', '0')}`;
    const problems = new Problems();
    importModel('m.xmile', file(variables), new Map(), problems);
    expect(problems.list.map(({ message, help }) => `${message} ${help}`).join()).toContain(words);
  });
});

/** Loads that know how far they have to go and what they shed in a step. */
function slatsByHand(
  transit: (step: number) => number,
  arrested: (step: number) => boolean,
  leak: number,
  initial: number,
) {
  const first = transit(0);
  // Had the same always entered, a load would have shed a part of leak / first in each step of its way.
  const whole = Array.from({ length: first }, (_, gone) => 1 - (leak * gone) / first).reduce((a, b) => a + b, 0);
  let loads = Array.from({ length: first }, (_, gone) => ({
    steps: first - gone,
    content: (initial / whole) * (1 - (leak * gone) / first),
    sheds: ((initial / whole) * leak) / first,
  }));
  const [out, lost, entered]: [number[], number[], number[]] = [[], [], []];
  for (let step = 0; step <= STEPS; step += 1) {
    const stands = arrested(step);
    const load = stands ? 0 : bursts(step) * DT;
    entered.push(load / DT);
    lost.push(stands ? 0 : loads.reduce((total, { sheds }) => total + sheds, 0) / DT);
    out.push(
      stands
        ? 0
        : loads.filter(({ steps }) => steps === 1).reduce((total, one) => total + one.content - one.sheds, 0) / DT,
    );
    if (!stands)
      loads = loads
        .filter(({ steps }) => steps > 1)
        .map(({ steps, content, sheds }) => ({ steps: steps - 1, content: content - sheds, sheds }));
    if (load > 0) loads.push({ steps: transit(step), content: load, sheds: (load * leak) / transit(step) });
  }
  return { out, lost, entered };
}

describe('belts of slats', () => {
  const growing = (step: number) => (step < 8 ? 4 : step < 14 ? 7 : 2);
  const never = () => false;
  const stop = (step: number) => step >= 5 && step < 9;
  it.each([
    [
      'a time of transit that changes',
      'IF TIME &lt; 4 THEN 2 ELSE IF TIME &lt; 7 THEN 3.5 ELSE 1',
      '',
      growing,
      never,
      0,
    ],
    ['the same, leaking', 'IF TIME &lt; 4 THEN 2 ELSE IF TIME &lt; 7 THEN 3.5 ELSE 1', '', growing, never, 0.3],
    [
      'a time of transit that is sampled twice',
      'IF TIME &lt; 4 THEN 2 ELSE IF TIME &lt; 7 THEN 3.5 ELSE 1',
      '<sample>TIME = 5 OR TIME = 8</sample>',
      (step: number) => (step < 10 ? 4 : step < 16 ? 7 : 2),
      never,
      0.3,
    ],
    [
      'a belt that is arrested',
      '2',
      '<arrest>IF TIME &gt;= 2.5 AND TIME &lt; 4.5 THEN 1 ELSE 0</arrest>',
      () => 4,
      stop,
      0,
    ],
    [
      'the same, leaking',
      '2',
      '<arrest>IF TIME &gt;= 2.5 AND TIME &lt; 4.5 THEN 1 ELSE 0</arrest>',
      () => 4,
      stop,
      0.25,
    ],
  ])('%s', (_, transit, more, steps, arrested, leak) => {
    const leaking = leak > 0 ? `<outflow>lost</outflow>` : '';
    const variables = `<stock name="belt"><eqn>12</eqn><inflow>in</inflow><outflow>out</outflow>${leaking}<conveyor><len>${transit}</len>${more}</conveyor></stock>
      <flow name="out"/>${flow('in', BURSTS)}${leak > 0 ? flow('lost', String(leak), '<leak/>') : ''}`;
    const wanted = slatsByHand(steps, arrested, leak, 12);
    isNear(series(variables, 'in'), wanted.entered, 'in');
    isNear(series(variables, 'out'), wanted.out, 'out');
    if (leak > 0) isNear(series(variables, 'lost'), wanted.lost, 'lost');
  });

  it.each(['mdl', 'xmile'] as const)('go out to %s and back as they are, and queues as well', (format) => {
    const variables = `${queue('<outflow>served</outflow>')}<flow name="served"/>
      ${belt('', '<len>IF TIME &lt; 6 THEN 2 ELSE 3.5</len><in_limit>3</in_limit><arrest>IF TIME = 4 THEN 1 ELSE 0</arrest>')}`;
    const problems = new Problems();
    const { study } = importModel('m.xmile', file(variables), new Map(), problems)!;
    const model = checkModel(study, problems);
    const seen = new Set(['line', 'served', 'belt', 'done']);
    const [before, after] = [model, exportAndImport(model, format)].map((one) => valuesOf(one, seen));
    expect(before!.size).toBe(seen.size);
    expect(after).toStrictEqual(before);
  });

  it('a belt of slats that never stops is the belt that a delay makes', () => {
    const one = (more: string) =>
      `<stock name="belt"><eqn>12</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>2</len>${more}</conveyor></stock><flow name="out"/>${flow('in', BURSTS)}`;
    isNear(series(one('<arrest>TIME &lt; 0</arrest>'), 'out'), series(one(''), 'out'), 'out');
  });
});

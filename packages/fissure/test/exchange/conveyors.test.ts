// Conveyors against a belt of loads that is moved by hand, step by step, and against closed forms of the steady state.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';
import { checkModel } from '../../src/model/check-model.ts';
import { exportAndImport, valuesOf } from './conformance.ts';

function modelOf(variables: string, dt = 0.25, method = 'euler') {
  const problems = new Problems();
  const text = `<xmile><sim_specs method="${method}"><start>0</start><stop>12</stop><dt>${dt}</dt></sim_specs>
<dimensions><dim name="d"><elem name="a"/><elem name="b"/></dim></dimensions><model><variables>${variables}</variables></model></xmile>`;
  const imported = importModel('m.xmile', text, new Map(), problems);
  const errors = () => problems.list.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (imported === undefined || errors().length > 0)
    return { errors: errors(), codes: problems.list.map(({ code }) => code) };
  const model = checkModel(imported.study, problems);
  expect(errors()).toStrictEqual([]);
  return { model, errors: [], codes: problems.list.map(({ code }) => code) };
}

const flow = (name: string, equation: string) => `<flow name="${name}"><eqn>${equation}</eqn></flow>`;
const leak = (name: string, equation: string) => `<flow name="${name}"><eqn>${equation}</eqn><leak/></flow>`;
const IN = '3 + SIN(TIME)';

interface Belt {
  readonly initial: number;
  readonly transit: number;
  readonly dt: number;
  readonly entering: (time: number) => number;
  readonly leaks?: readonly ((time: number) => number)[];
  readonly exponential?: boolean;
}

/** Loads in order of leaving; each remembers what it sheds in a step. Returns rates and contents at each step. */
function moveByHand({ initial, transit, dt, entering, leaks = [], exponential = false }: Belt) {
  const count = Math.max(1, Math.round(transit / dt));
  // A load of 1 that entered N - i steps ago, for the belt at the start.
  const travelled: number[] = [1];
  const first = leaks.map((one) => one(0));
  const shed = (content: number) =>
    exponential
      ? first.reduce((left, f) => left - left * f * dt, content)
      : content - first.reduce((sum, f) => sum + f, 0) / count;
  while (travelled.length < count) travelled.push(shed(travelled.at(-1)!));
  const scale = initial / travelled.reduce((a, b) => a + b, 0);
  let slats = travelled
    .reverse()
    .map((part) => ({ content: part * scale, sheds: first.map((f) => (f * scale) / count) }));
  const rows: { end: number; leaked: number[]; contents: number }[] = [];
  for (let step = 0; step * dt <= 12 + 1e-9; step += 1) {
    const time = step * dt;
    const contents = slats.reduce((sum, { content }) => sum + content, 0);
    const leaked = leaks.map((f, k) => {
      let total = 0;
      for (const slat of slats) {
        const amount = exponential ? slat.content * f(time) * dt : slat.sheds[k]!;
        slat.content -= amount;
        total += amount;
      }
      return total / dt;
    });
    rows.push({ end: slats[0]!.content / dt, leaked, contents });
    const load = entering(time) * dt;
    slats = [...slats.slice(1), { content: load, sheds: leaks.map((f) => (f(time) * load) / count) }];
  }
  return rows;
}

function compare(variables: string, belt: Belt, leaks: readonly string[] = []): void {
  const values = valuesOf(modelOf(variables, belt.dt).model!);
  moveByHand(belt).forEach(({ end, leaked, contents }, step) => {
    expect(values.get('out')![step], `out at ${step}`).toBeCloseTo(end, 9);
    expect(values.get('belt')![step], `belt at ${step}`).toBeCloseTo(contents, 9);
    leaks.forEach((name, k) => {
      expect(values.get(name)![step], `${name} at ${step}`).toBeCloseTo(leaked[k]!, 9);
    });
  });
}

const belt = (inside: string, outflows: readonly string[], initial = '20', attributes = '') =>
  `<stock name="belt"><eqn>${initial}</eqn><inflow>in</inflow>${outflows.map((one) => `<outflow>${one}</outflow>`).join('')}<conveyor${attributes}>${inside}</conveyor></stock><flow name="out"/>`;

const entering = (time: number) => 3 + Math.sin(time);

it.each([
  ['whole steps', '2', 2, 0.25],
  ['a time that is no whole number of steps', '1.3', 1.3, 0.25],
  ['less than a step', '0.1', 0.1, 0.25],
  ['an awkward step', '3', 3, 0.3],
  ['a time that is a variable of the model', 'stay', 2.5, 0.125],
])('what enters leaves after its time: %s', (_, length, transit, dt) => {
  compare(`${belt(`<len>${length}</len>`, ['out'])}${flow('in', IN)}<aux name="stay"><eqn>2.5</eqn></aux>`, {
    ...{ initial: 20, transit, dt, entering },
  });
});

it('two leaks take constant amounts of each load, by the parts that held when it entered', () => {
  const variables = `${belt('<len>2</len>', ['out', 'lost', 'stolen'])}${flow('in', IN)}${leak('lost', '0.2')}${leak('stolen', 'IF TIME &lt; 5 THEN 0.1 ELSE 0.3')}`;
  const leaks = [() => 0.2, (time: number) => (time < 5 ? 0.1 : 0.3)];
  compare(variables, { initial: 20, transit: 2, dt: 0.25, entering, leaks }, ['lost', 'stolen']);
});

it('exponential leaks take parts of what is there', () => {
  const variables = `${belt('<len>2</len>', ['out', 'lost', 'stolen'], '20', ' exponential_leak="true"')}${flow('in', IN)}${leak('lost', '0.2')}${leak('stolen', '0.4')}`;
  const leaks = [() => 0.2, () => 0.4];
  compare(variables, { initial: 20, transit: 2, dt: 0.25, entering, leaks, exponential: true }, ['lost', 'stolen']);
});

it('in a steady state 1 - f comes out, or (1 - f DT)^N, and Little holds: contents = flow * time', () => {
  const steady = (attributes: string) =>
    valuesOf(
      modelOf(`${belt('<len>2</len>', ['out', 'lost'], '0', attributes)}${flow('in', '10')}${leak('lost', '0.3')}`)
        .model!,
    );
  expect(steady('').get('out')!.at(-1)).toBeCloseTo(7, 9);
  expect(steady(' exponential_leak="true"').get('out')!.at(-1)).toBeCloseTo(10 * (1 - 0.3 * 0.25) ** 8, 9);
  const whole = valuesOf(modelOf(`${belt('<len>2</len>', ['out'], '0')}${flow('in', '10')}`).model!);
  expect(whole.get('belt')!.at(-1)).toBeCloseTo(20, 9);
});

it('takes no more than its limit and its room, the first inflow first', () => {
  const variables = `<stock name="belt"><eqn>4</eqn><inflow>wide</inflow><inflow>narrow</inflow><outflow>out</outflow><conveyor><len>2</len><capacity>8</capacity><in_limit>6</in_limit></conveyor></stock>
<flow name="out"/>${flow('wide', 'IF TIME &lt; 6 THEN 4 ELSE 1')}${flow('narrow', '5')}<stock name="source"><eqn>100</eqn><outflow>narrow</outflow></stock>`;
  const values = valuesOf(modelOf(variables).model!);
  const [a, b, contents, out] = ['wide', 'narrow', 'belt', 'out'].map((id) => values.get(id)!);
  expect([a![0], b![0]]).toStrictEqual([4, 2]);
  expect(Math.max(...contents!)).toBeCloseTo(8, 9);
  a!.forEach((rate, step) => {
    expect(rate + b![step]!).toBeLessThanOrEqual(6 + 1e-9);
    expect(rate + b![step]!).toBeLessThanOrEqual((8 - contents![step]!) / 0.25 + out![step]! + 1e-9);
  });
  // What was not taken is still where it came from.
  expect(values.get('source')!.at(-1)).toBeCloseTo(
    100 - b!.slice(0, -1).reduce((sum, rate) => sum + rate * 0.25, 0),
    9,
  );
});

it('a conveyor takes what a stock that must not become negative can give, not what is wanted of it', () => {
  const dims = '<dimensions><dim name="d"/></dimensions>';
  // 10 is there and 1 comes in a unit of time: `first` takes 2, `rest` wants 3 and then gets what is left; `each` is shared out of 6.
  const { model, errors } = modelOf(
    `<stock name="ore"><eqn>10</eqn><inflow>found</inflow><outflow>first</outflow><outflow>rest</outflow><non_negative/></stock>
<stock name="heap"><eqn>6</eqn><outflow>each</outflow><non_negative/></stock>
${flow('found', '1')}${flow('first', '2')}${flow('rest', '3')}<flow name="each">${dims}<eqn>d * 2</eqn></flow>
<stock name="belt"><eqn>0</eqn><inflow>rest</inflow><outflow>out</outflow><conveyor><len>1</len></conveyor></stock><flow name="out"/>
<stock name="belts">${dims}<eqn>0</eqn><inflow>each</inflow><outflow>ends</outflow><conveyor><len>1</len></conveyor></stock><flow name="ends">${dims}</flow>
<stock name="line"><eqn>0</eqn><inflow>asked</inflow><outflow>served</outflow><queue/></stock><stock name="pool"><eqn>5</eqn><outflow>asked</outflow><non_negative/></stock>
${flow('asked', '4')}<flow name="served"/><stock name="done"><eqn>0</eqn><inflow>served</inflow></stock>`,
  );
  expect(errors).toEqual([]);
  const values = valuesOf(model!);
  const [dt, last] = [0.25, values.get('ore')!.length - 1];
  const gone = (id: string) =>
    values
      .get(id)!
      .slice(0, -1)
      .reduce((sum, rate) => sum + rate * dt, 0);
  let ore = 10;
  for (let step = 0; step <= last; step += 1) {
    expect(values.get('ore')![step], `ore at ${step}`).toBeCloseTo(ore, 9);
    const first = Math.min(2, ore / dt + 1);
    const rest = Math.min(3, ore / dt + 1 - first);
    expect(values.get('rest')![step], `rest at ${step}`).toBeCloseTo(rest, 9);
    if (step + 4 <= last) expect(values.get('out')![step + 4], `out at ${step + 4}`).toBeCloseTo(rest, 9);
    ore += (1 - first - rest) * dt;
  }
  expect(gone('each[a]') + gone('each[b]')).toBeCloseTo(6, 9);
  for (const one of ['a', 'b']) expect(gone(`ends[${one}]`)).toBeCloseTo(gone(`each[${one}]`), 9);
  expect(values.get('done')!.at(-1)).toBeCloseTo(5, 9);
});

it('chains, arrays and exports of conveyors', () => {
  const one = (name: string, from: string, to: string, dims = '') =>
    `<stock name="${name}">${dims}<eqn>8</eqn><inflow>${from}</inflow><outflow>${to}</outflow><conveyor><len>1.5</len></conveyor></stock><flow name="${to}">${dims}</flow>`;
  const dims = '<dimensions><dim name="d"/></dimensions>';
  const { model } = modelOf(
    `${one('first', 'in', 'between')}${one('second', 'between', 'out')}${flow('in', IN)}${one('each', 'to_each', 'from_each', dims)}<flow name="to_each">${dims}<eqn>TIME</eqn></flow>`,
  );
  const values = valuesOf(model!);
  expect(values.get('out')![20]).toBeCloseTo(entering((20 - 12) * 0.25), 9);
  expect(values.get('from_each[b]')![20]).toBeCloseTo((20 - 6) * 0.25, 9);
  for (const format of ['mdl', 'xmile'] as const)
    for (const [id, series] of valuesOf(exportAndImport(model!, format)))
      if (['out', 'first', 'second', 'from_each[b]'].includes(id)) expect(series, id).toStrictEqual(values.get(id));
});

it.each([
  ['<len>0</len>', '', 'above 0'],
  ['', '', 'without a time of transit'],
])('what cannot be said exactly is refused: %s%s', (inside, attributes, reason) => {
  const { errors } = modelOf(`${belt(inside, ['out'], '20', attributes)}${flow('in', IN)}`);
  expect(errors.join()).toContain(reason);
});

it.each([
  ['<leak leak_start="0.3"/>', 'within a step'],
  ['<leak leak_start="0.5" leak_end="0.5"/>', 'no length'],
  ['<leak/><leak_integers/>', 'whole units'],
])('leaks that are refused: %s', (tag, reason) => {
  const { errors } = modelOf(
    `${belt('<len>2</len>', ['out', 'lost'])}${flow('in', IN)}<flow name="lost"><eqn>0.1</eqn>${tag}</flow>`,
  );
  expect(errors.join()).toContain(reason);
});

it.each([
  ['conveyor', '<conveyor><len>2</len></conveyor>'],
  ['queue', '<queue/>'],
])('an array of flows out of a %s that is none is refused: how it is shared is told nowhere', (_, kind) => {
  const { errors } = modelOf(
    `<stock name="belt"><eqn>8</eqn><inflow>in</inflow><outflow>out</outflow>${kind}</stock>${flow('in', IN)}<flow name="out"><dimensions><dim name="d"/></dimensions></flow>`,
  );
  expect(errors.join()).toContain('out of `belt`');
});

it('where no outflow is marked as a leak the first is the end, and the others are leaks: XMILE 1.0, 4.2.1', () => {
  const marked = modelOf(
    `${belt('<len>2</len>', ['out', 'lost', 'stolen'])}${flow('in', IN)}${leak('lost', '0.2')}${leak('stolen', '0.1')}`,
  );
  const plain = modelOf(
    `${belt('<len>2</len>', ['out', 'lost', 'stolen'])}${flow('in', IN)}${flow('lost', '0.2')}${flow('stolen', '0.1')}`,
  );
  expect(plain.errors).toEqual([]);
  expect(valuesOf(plain.model!)).toStrictEqual(valuesOf(marked.model!));
  const mixed = modelOf(
    `${belt('<len>2</len>', ['out', 'lost', 'stolen'])}${flow('in', IN)}${leak('lost', '0.2')}${flow('stolen', '0.1')}`,
  );
  expect(mixed.errors.join()).toContain('two ends');
});

it('a leak from a part of a conveyor whose time of transit changes is refused', () => {
  const { errors } = modelOf(
    `${belt('<len>2 + TIME</len>', ['out', 'lost'])}${flow('in', IN)}<flow name="lost" leak_end="0.5"><eqn>0.1</eqn><leak/></flow>`,
  );
  expect(errors.join()).toContain('known before the run');
});

/** Loads moved by hand, the one that leaves next first; a leak takes from those that are on the steps of its zone. */
function zonesByHand(
  count: number,
  dt: number,
  leaks: readonly { part: number; from: number; to: number }[],
  exponential: boolean,
) {
  const after = (load: { content: number; entered: number; gone: number }) => {
    const taken = leaks.map(() => 0);
    leaks.forEach(({ part, from, to }, k) => {
      if (load.gone < from || load.gone >= to) return;
      const before = exponential ? taken.reduce((left, one) => left - one, load.content) : 0;
      taken[k] = exponential ? before * part * dt : (part * load.entered) / (to - from);
    });
    return {
      taken,
      load: { ...load, content: taken.reduce((left, one) => left - one, load.content), gone: load.gone + 1 },
    };
  };
  const unit = [{ content: 1, entered: 1, gone: 0 }];
  while (unit.length < count) unit.push(after(unit.at(-1)!).load);
  const scale = 20 / unit.reduce((sum, { content }) => sum + content, 0);
  let loads = unit.reverse().map((one) => ({ ...one, content: one.content * scale, entered: scale }));
  return Array.from({ length: 12 / dt + 1 }, (_, step) => {
    const contents = loads.reduce((sum, { content }) => sum + content, 0);
    const moved = loads.map(after);
    const leaked = leaks.map((_one, k) => moved.reduce((sum, { taken }) => sum + taken[k]!, 0) / dt);
    const end = moved[0]!.load.content / dt;
    const coming = entering(step * dt) * dt;
    loads = [...moved.slice(1).map((one) => one.load), { content: coming, entered: coming, gone: 0 }];
    return { contents, leaked, end };
  });
}

it.each([
  ['linear', ''],
  ['exponential', ' exponential_leak="true"'],
])('leaks from parts of a conveyor, which overlap: %s', (kind, attributes) => {
  const zoned = (name: string, part: string, zone: string) =>
    `<flow name="${name}" ${zone}><eqn>${part}</eqn><non_negative/><leak/></flow>`;
  const { model, errors } = modelOf(
    `${belt('<len>2</len>', ['out', 'early', 'late', 'all'], '20', attributes)}${flow('in', IN)}${zoned('early', '0.2', 'leak_start="0" leak_end="0.5"')}${zoned('late', '0.3', 'leak_start="0.25" leak_end="1"')}${zoned('all', '0.1', '')}`,
  );
  expect(errors).toEqual([]);
  const values = valuesOf(model!);
  const leaks = [
    { part: 0.2, from: 0, to: 4 },
    { part: 0.3, from: 2, to: 8 },
    { part: 0.1, from: 0, to: 8 },
  ];
  const rows = zonesByHand(8, 0.25, leaks, kind === 'exponential');
  rows.forEach(({ contents, leaked, end }, step) => {
    expect(values.get('belt')![step], `belt at ${step}`).toBeCloseTo(contents, 9);
    expect(values.get('out')![step], `out at ${step}`).toBeCloseTo(end, 9);
    ['early', 'late', 'all'].forEach((name, k) => {
      expect(values.get(name)![step], `${name} at ${step}`).toBeCloseTo(leaked[k]!, 9);
    });
  });
  for (const format of ['mdl', 'xmile'] as const)
    expect(valuesOf(exportAndImport(model!, format)).get('late')).toStrictEqual(values.get('late'));
});

it('an array of conveyors with a time of transit for each needs no slats', () => {
  const dims = '<dimensions><dim name="d"/></dimensions>';
  const { model } = modelOf(
    `<stock name="belt">${dims}<eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>stay</len></conveyor></stock><flow name="in">${dims}<eqn>${IN}</eqn></flow><flow name="out">${dims}</flow>
<aux name="stay">${dims}<element subscript="a"><eqn>2</eqn></element><element subscript="b"><eqn>3</eqn></element></aux>`,
  );
  const values = valuesOf(model!);
  expect(values.get('out[a]')![20]).toBeCloseTo(entering((20 - 8) * 0.25), 9);
  expect(values.get('out[b]')![20]).toBeCloseTo(entering((20 - 12) * 0.25), 9);
  expect(values.size).toBeLessThan(30);
});

it('exchange/conveyors-by-steps: Euler in place of Runge-Kutta', () => {
  const { codes } = modelOf(`${belt('<len>2</len>', ['out'])}${flow('in', IN)}`, 0.25, 'rk4');
  expect(codes).toContain('exchange/conveyors-by-steps');
});

it('a module before a conveyor does not hide which flows the conveyor moves', () => {
  const { model, errors } = modelOf(`<module name="m"/>${flow('in', '4')}<flow name="out"/>
<stock name="belt"><eqn>8</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>2</len></conveyor></stock>
</variables></model><model name="m"><variables><aux name="x"><eqn>1</eqn></aux>`);
  expect(errors).toEqual([]);
  expect(new Set(valuesOf(model!).get('out'))).toEqual(new Set([4]));
});

/** Slats from the end, moved by hand with an exponential leak: what enters is laid at the beginning or evenly over all. */
function spreadByHand(first: readonly number[], dt: number, fraction: number, isEven: boolean) {
  let slats = [...first];
  return Array.from({ length: 12 / dt + 1 }, (_, step) => {
    const contents = slats.reduce((sum, slat) => sum + slat, 0);
    slats = slats.map((slat) => slat * (1 - fraction * dt));
    const end = slats[0]! / dt;
    const load = entering(step * dt) * dt;
    slats = [...slats.slice(1), 0].map((slat, at) =>
      isEven ? slat + load / slats.length : at === slats.length - 1 ? load : slat,
    );
    return { contents, end };
  });
}

const SPREAD = `<flow name="in" isee:spreadflow="even"><eqn>${IN}</eqn></flow>`;
const EXPONENTIAL = ' exponential_leak="true"';

it.each([
  [
    'a value for each unit of time',
    '1, 2, 3, 4',
    '4',
    0.25,
    [1, 2, 3, 4].flatMap((v) => [v, v, v, v].map((x) => x / 4)),
  ],
  ['a value for each step', '5;1;2', '1.5', 0.5, [5, 1, 2]],
  ['more values than it needs', '1, 2, 3', '2', 0.5, [0.5, 0.5, 1, 1]],
  ['what is known before the run', '5, MAX(MIN(ABS(k), 9), 1), k', '1.5', 0.5, [5, 2, 2]],
])('a list of what a conveyor holds at first: %s', (_, initial, length, dt, first) => {
  const hold = belt(`<len>${length}</len>`, ['out', 'lost'], initial, EXPONENTIAL);
  const known = '<aux name="k"><eqn>2</eqn></aux>';
  const values = valuesOf(modelOf(`${hold}${flow('in', IN)}${leak('lost', '0.1')}${known}`, dt).model!);
  spreadByHand(first, dt, 0.1, false).forEach(({ contents, end }, step) => {
    expect(values.get('belt')![step], `belt at ${step}`).toBeCloseTo(contents, 9);
    expect(values.get('out')![step], `out at ${step}`).toBeCloseTo(end, 9);
  });
});

it('Stella: a flow that is spread evenly lies on every slat of the conveyor', () => {
  const hold = belt('<len>2</len>', ['out', 'lost'], '20', EXPONENTIAL);
  const { model } = modelOf(`${hold}${SPREAD}${leak('lost', '0.1')}`);
  const values = valuesOf(model!);
  const kept = Array.from({ length: 8 }, (_, at) => (1 - 0.1 * 0.25) ** (7 - at));
  const scale = 20 / kept.reduce((sum, part) => sum + part, 0);
  const first = kept.map((part) => part * scale);
  spreadByHand(first, 0.25, 0.1, true).forEach(({ contents, end }, step) => {
    expect(values.get('belt')![step], `belt at ${step}`).toBeCloseTo(contents, 9);
    expect(values.get('out')![step], `out at ${step}`).toBeCloseTo(end, 9);
  });
  for (const format of ['mdl', 'xmile'] as const)
    expect(valuesOf(exportAndImport(model!, format)).get('out')).toStrictEqual(values.get('out'));
});

it.each([
  ['too few values', belt('<len>4</len>', ['out'], '1, 2'), flow('in', IN), 'needs 4 values'],
  [
    'a time that is not known',
    belt('<len>3 + RANDOM(0, 1)</len>', ['out'], '1, 2'),
    flow('in', IN),
    'known before the run',
  ],
  ['a value that is not known', belt('<len>2</len>', ['out'], '1, in'), flow('in', IN), 'known before the run'],
  ['leaks by parts of what enters', belt('<len>2</len>', ['out', 'lost'], '1, 2'), flow('in', IN), 'still to lose'],
  ['spread, and such leaks', belt('<len>2</len>', ['out', 'lost']), SPREAD, 'leaks by parts'],
  ['by a profile', belt('<len>2</len>', ['out']), SPREAD.replace('even', 'dist'), '(dist)'],
])('what a list or a spread inflow leaves open is refused: %s', (_, hold, enters, reason) => {
  const { errors } = modelOf(`${hold}${enters}${leak('lost', '0.1')}`);
  expect(errors.join()).toContain(reason);
  // Once, though end, leak and contents all read it.
  expect(new Set(errors).size).toBe(errors.length);
});

it('Stella: a flow that keeps its mark and enters no conveyor is an ordinary flow', () => {
  const { model } = modelOf(`<stock name="s"><eqn>0</eqn><inflow>in</inflow></stock>${SPREAD.replace('even', 'dest')}`);
  expect(valuesOf(model!).get('s')![1]).toBe(0.75);
});

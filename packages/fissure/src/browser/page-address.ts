/**
 * What a page shows, as the part of its address after `#`: short, with a version, and only what differs from the page as it
 * opens. What cannot be understood is left out, since addresses are copied by hand.
 */
import { type Additions, printVaried, readMembers, readVaried, type VariedConstant } from './additions.ts';
import { isConstant } from './constants.ts';
import { isSwitch } from './switches.ts';

export interface PageState {
  /** Name of a scenario of the study, or empty. */
  readonly scenario: string;
  /** By lever or switch; a lever at 1 is not written. */
  readonly levers: ReadonlyMap<string, number>;
  readonly selected: { readonly kind: 'claim' | 'output'; readonly id: string } | undefined;
  readonly style: 'bands' | 'lines';
  /** The reader guesses before the result is shown. */
  readonly isGuessing: boolean;
  /** Scenarios that the reader made. */
  readonly own: readonly OwnScenario[];
  readonly arrangement: Arrangement;
}

/** What the reader looks at, and what they vary: a step of its own for the back button. */
export interface Arrangement {
  /** Charts that were added, each of one variable or of several: see `Additions.plots`. */
  readonly charts: readonly (readonly string[])[];
  /** Ids of the study's own outputs that are put away. */
  readonly hidden: readonly string[];
  readonly varied: readonly VariedConstant[];
  /** Of an ensemble over what is varied; undefined: as many as the study says. */
  readonly members: number | undefined;
}

export const PLAIN_ARRANGEMENT: Arrangement = { charts: [], hidden: [], varied: [], members: undefined };

export function additionsOf({ charts, varied, members }: Arrangement): Additions {
  return { plots: [...new Set(charts.flat())], varied, members: varied.length === 0 ? undefined : members };
}

export interface OwnScenario {
  readonly name: string;
  readonly scenario: string;
  readonly levers: ReadonlyMap<string, number>;
}

export const PLAIN_STATE: PageState = {
  ...{ scenario: '', levers: new Map(), selected: undefined, style: 'bands', isGuessing: false, own: [] },
  arrangement: PLAIN_ARRANGEMENT,
};

const VERSION = '1';

export function printAddress(state: PageState): string {
  const parts = new URLSearchParams();
  if (state.scenario !== '') parts.append('scenario', state.scenario);
  if (state.levers.size > 0) parts.append('set', printLevers(state.levers));
  if (state.selected) parts.append(state.selected.kind, state.selected.id);
  if (state.style === 'lines') parts.append('style', 'lines');
  if (state.isGuessing) parts.append('guess', '1');
  for (const { name, scenario, levers } of state.own)
    parts.append('own', [name, scenario, printLevers(levers)].map(encoded).join('!'));
  const { charts, hidden, varied, members } = state.arrangement;
  for (const chart of charts) parts.append('plot', chart.map(encoded).join('~'));
  if (hidden.length > 0) parts.append('hide', hidden.map(encoded).join('~'));
  for (const one of varied) parts.append('vary', printVaried(one));
  if (varied.length > 0 && members !== undefined) parts.append('members', String(members));
  const text = parts.toString();
  return text === '' ? '' : `v=${VERSION}&${text}`;
}

export function readAddress(text: string): PageState {
  const parts = new URLSearchParams(text.replace(/^#/, ''));
  if (parts.get('v') !== VERSION) return PLAIN_STATE;
  const [claim, output] = [parts.get('claim'), parts.get('output')];
  return {
    scenario: parts.get('scenario') ?? '',
    levers: readLevers(parts.get('set') ?? ''),
    selected: claim ? { kind: 'claim', id: claim } : output ? { kind: 'output', id: output } : undefined,
    style: parts.get('style') === 'lines' ? 'lines' : 'bands',
    isGuessing: parts.get('guess') === '1',
    own: parts.getAll('own').flatMap(readOwn),
    arrangement: {
      charts: parts.getAll('plot').flatMap((chart) => {
        const plots = namesIn(chart);
        return plots.length === 0 ? [] : [plots];
      }),
      hidden: namesIn(parts.get('hide') ?? ''),
      varied: parts.getAll('vary').flatMap((one) => readVaried(one) ?? []),
      members: readMembers(parts.get('members')),
    },
  };
}

function printLevers(levers: PageState['levers']): string {
  return [...levers].map(([id, value]) => `${encoded(id)}*${value}`).join('~');
}

function readLevers(text: string): PageState['levers'] {
  const levers = new Map<string, number>();
  for (const part of text.split('~')) {
    const [id, value, ...rest] = part.split('*');
    const multiple = Number(value);
    if (!id || !value || rest.length > 0 || !Number.isFinite(multiple)) continue;
    const name = decoded(id);
    // A mechanism is in, whatever the scenario says; a constant is any number; a lever at 1 is as it was.
    const isMultiple = !isSwitch(name) && !isConstant(name);
    if (isConstant(name) || (multiple >= 0 && !(isMultiple && multiple === 1))) levers.set(name, multiple);
  }
  return levers;
}

function readOwn(text: string): readonly OwnScenario[] {
  const [name, scenario, levers] = text.split('!').map(decoded);
  if (!name || scenario === undefined || levers === undefined) return [];
  return [{ name, scenario, levers: readLevers(levers) }];
}

function namesIn(text: string): readonly string[] {
  return text
    .split('~')
    .map(decoded)
    .filter((name) => name !== '');
}

/** Also what parts are joined with. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!~*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * What a page shows, as the part of its address after `#`: short, with a version, and only what differs from the page as it
 * opens. What cannot be understood is left out, since addresses are copied by hand, and can be told.
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

const PARTS = new Set('v scenario set claim output style guess own plot hide vary members'.split(' '));

/** `unread` takes what could not be understood, as it stands in the address. */
export function readAddress(text: string, unread: string[] = []): PageState {
  const parts = new URLSearchParams(text.replace(/^#/, ''));
  if (parts.get('v') !== VERSION) {
    if (parts.size > 0) unread.push(parts.toString());
    return PLAIN_STATE;
  }
  const leaveOut = (name: string, value: string) => void unread.push(`${name}=${value}`);
  for (const [name, value] of parts) if (!PARTS.has(name)) leaveOut(name, value);
  /** Of each part of that name what could be read. */
  const all = <Read>(name: string, read: (value: string) => Read | undefined) =>
    parts.getAll(name).flatMap((value) => {
      const found = read(value);
      if (found === undefined) leaveOut(name, value);
      return found === undefined ? [] : [found];
    });
  const oneOf = (name: string, known: string) => all(name, (value) => (value === known ? value : undefined)).length > 0;
  const leversIn = (value: string) => readLevers(value, (part) => leaveOut('set', part));
  const [claim, output, style] = [parts.get('claim'), parts.get('output'), parts.get('style')];
  if (style !== null && style !== 'lines' && style !== 'bands') leaveOut('style', style);
  return {
    scenario: parts.get('scenario') ?? '',
    levers: leversIn(parts.get('set') ?? ''),
    selected: claim ? { kind: 'claim', id: claim } : output ? { kind: 'output', id: output } : undefined,
    style: style === 'lines' ? 'lines' : 'bands',
    isGuessing: oneOf('guess', '1'),
    own: all('own', (value) => readOwn(value, leversIn)),
    arrangement: {
      charts: all('plot', (value) => {
        const names = namesIn(value);
        return names.length === 0 ? undefined : names;
      }),
      hidden: namesIn(parts.get('hide') ?? ''),
      varied: all('vary', readVaried),
      members: all('members', readMembers)[0],
    },
  };
}

function printLevers(levers: PageState['levers']): string {
  return [...levers].map(([id, value]) => `${encoded(id)}*${value}`).join('~');
}

function readLevers(text: string, leaveOut: (part: string) => void): PageState['levers'] {
  const levers = new Map<string, number>();
  for (const part of text.split('~')) {
    if (part === '') continue;
    const [id, value, ...rest] = part.split('*');
    const multiple = Number(value);
    const name = decoded(id ?? '');
    const isNumber = value !== undefined && value !== '' && rest.length === 0 && Number.isFinite(multiple);
    if (name === '' || !isNumber || (multiple < 0 && !isConstant(name))) {
      leaveOut(decoded(part));
      continue;
    }
    // A mechanism is in, whatever the scenario says; a constant is any number; a lever at 1 is as it was.
    if (multiple !== 1 || isSwitch(name) || isConstant(name)) levers.set(name, multiple);
  }
  return levers;
}

function readOwn(text: string, leversIn: (text: string) => PageState['levers']): OwnScenario | undefined {
  const [name, scenario, levers] = text.split('!').map(decoded);
  if (!name || scenario === undefined || levers === undefined) return undefined;
  return { name, scenario, levers: leversIn(levers) };
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

/** The options of the command line, as commander gives them to the commands, and how their texts are read. */
import { InvalidArgumentError } from 'commander';
import type { EngineName } from '../engine/compile-batch.ts';
import type { DiscoveredCase } from './simulate/discover-case.ts';

export interface OutputOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** Of every command that reads a study, which may be a model file of another tool. */
export interface StudyOptions extends OutputOptions {
  /** Go on without what is not understood of the model file. */
  readonly lenient?: boolean;
}

export interface ExperimentOptions extends StudyOptions {
  readonly set: readonly Setting[];
  readonly off: readonly string[];
  readonly vary?: readonly Range[];
  readonly scenario?: string;
  readonly members?: number;
  readonly replicates?: number;
  readonly candidates?: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly out?: string;
  readonly engine?: EngineName;
}

/** `--set pay[local]=800` */
export interface Setting {
  readonly target: string;
  readonly value: number;
}

export function readSetting(text: string, before: readonly Setting[] = []): readonly Setting[] {
  const equals = text.indexOf('=');
  const target = text.slice(0, equals).trim();
  const value = readNumber(text.slice(equals + 1).trim());
  if (equals <= 0 || target === '')
    throw new InvalidArgumentError('Write it as name=number, for instance --set pay=400.');
  if (value === undefined) throw new InvalidArgumentError(`"${text.slice(equals + 1).trim()}" is not a number.`);
  return [...before, { target, value }];
}

/** `--vary pay[local]=400..900` */
export interface Range {
  readonly target: string;
  readonly low: number;
  readonly high: number;
}

export function readRange(text: string, before: readonly Range[] = []): readonly Range[] {
  const [, target, from, to] = /^\s*([^=]*\S)\s*=\s*(.+?)\s*\.\.\s*(.+?)\s*$/.exec(text) ?? [];
  const [low, high] = [from, to].map((end) => readNumber(end ?? ''));
  if (target === undefined || low === undefined || high === undefined)
    throw new InvalidArgumentError('Write it as name=low..high, for instance --vary pay=400..900.');
  if (!(low < high)) throw new InvalidArgumentError(`${low} is not below ${high}.`);
  return [...before, { target, low, high }];
}

export function readNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

/** For what may hold commas of its own. */
export function readTexts(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function readCount(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= lowest && value <= highest))
      throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest.toLocaleString('en')}.`);
    return value;
  };
}

/** `C1=supported` */
export function readExpectation(text: string, before: readonly Expectation[] = []): readonly Expectation[] {
  const match = /^([^=]+)=(.+)$/.exec(text);
  const word = match?.[2]?.trim().replaceAll('-', ' ');
  if (!match || !EXPECTED_WORDS.some((known) => known === word))
    throw new InvalidArgumentError(`Write it as claim=verdict, the verdict one of ${EXPECTED_WORDS.join(', ')}.`);
  return [...before, { claim: match[1]!.trim(), verdict: word! }];
}

/** `claim:C1` or `chart:strength` */
export function readEmbed(text: string): Embed {
  const match = /^(claim|chart):(.+)$/.exec(text);
  if (!match) throw new InvalidArgumentError('Write it as claim:ID or chart:OUTPUT, for instance claim:C1.');
  return { kind: match[1] as Embed['kind'], id: match[2]!.trim() };
}

export interface Embed {
  readonly kind: 'claim' | 'chart';
  readonly id: string;
}

export interface Expectation {
  readonly claim: string;
  readonly verdict: string;
}

const EXPECTED_WORDS = ['supported', 'contradicted', 'depends', 'vacuous', 'untestable', 'by construction'];

const STRESS_PARTS = ['expectations', 'knockouts', 'defences', 'steps', 'signs', 'surprises'];

/** Parts of `fissure stress`. */
export function readParts(text: string, before: readonly string[] = []): readonly string[] {
  const parts = readNames(text);
  const unknown = parts.find((part) => !STRESS_PARTS.includes(part));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${STRESS_PARTS.join(', ')}.`);
  return [...before, ...parts];
}

/** `strength<9000`, `max(strength)>9000`, `C1=breaks` */
export function readCase(text: string): DiscoveredCase {
  const [, claim, outcome] = /^\s*([^=<>]+?)\s*=\s*(holds|breaks)\s*$/.exec(text) ?? [];
  if (claim !== undefined) return { kind: 'claim', claim, outcome: outcome as 'holds' | 'breaks' };
  const [, over, inner, end, side, number] =
    /^\s*(?:(max|min|mean)\(\s*([^()<>]+?)\s*\)|([^()<>]+?))\s*([<>])\s*(\S+)\s*$/.exec(text) ?? [];
  const level = readNumber(number ?? '');
  const output = inner ?? end;
  if (output === undefined || level === undefined)
    throw new InvalidArgumentError(
      'Write it as output<number, max(output)>number, min or mean as well, or claim=breaks or claim=holds.',
    );
  return { kind: 'output', over: (over ?? 'end') as 'end', output, side: side as '<' | '>', level };
}

/** Above 0, at most 1. */
export function readShare(text: string): number {
  const value = readNumber(text);
  if (value === undefined || !(value > 0 && value <= 1))
    throw new InvalidArgumentError('It must be a number above 0, at most 1.');
  return value;
}

/** A decimal number or a fraction, as in a study: `0.5`, `1e-3`, `1/16`. */
function readNumber(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:\/(\d+\.?\d*))?$/.exec(text);
  if (!match) return undefined;
  const value = Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(value) ? value : undefined;
}

/** `--passes "strength<9000"`: an output, and the level that it falls below or rises above. */
export interface Passage {
  readonly output: string;
  readonly side: '<' | '>';
  readonly level: number;
}

export function readPassage(text: string, before: readonly Passage[] = []): readonly Passage[] {
  const [, output, side, level] = /^\s*([^<>]+?)\s*([<>])\s*(\S+)\s*$/.exec(text) ?? [];
  const number = Number(level);
  if (output === undefined || level === undefined || !Number.isFinite(number))
    throw new InvalidArgumentError('Expected output<number or output>number, as in "strength<9000".');
  return [...before, { output, side: side as '<' | '>', level: number }];
}

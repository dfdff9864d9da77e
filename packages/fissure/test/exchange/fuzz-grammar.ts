/**
 * Mutations that leave a model file well formed more often than not: whole equations and elements, names, numbers, calls,
 * operators, subscripts and attributes take the place of one another.
 */
import { FUNCTIONS } from '../../src/exchange/translate/functions/functions.ts';

type Next = (below: number) => number;

const CALLS = [...FUNCTIONS.keys()].map((id) => id.toUpperCase().replaceAll('_', ' '));
const NUMBERS = ['0', '-1', '1e308', '-1e-308', '0.1', '3', '1e9', ':NA:', 'INF', '2147483648', '100000'];
const OPERATORS = ['+', '-', '*', '/', '^', '>', '<=', '=', '<>', ':AND:', ' AND ', ' MOD '];

const NAME = /[\p{L}_][\p{L}\p{N}_ ]*[\p{L}\p{N}]|"[^"\n]{1,40}"/gu;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;
const OPERATOR = /[-+*/^<>=]/g;
const SUBSCRIPTS = /\[[^\][\n]*\]/g;
const PARENTHESES = /\([^()\n]*\)/g;
const ATTRIBUTE = /[a-z_]+="[^"]*"/g;
const ELEMENT = /<([a-z_]+)\b[^>]*\/>|<([a-z_]+)\b[^>]*>(?:(?!<\2\b)[\s\S])*?<\/\2>/g;
/** From one `|` to the next. */
const ENTRY = /[^|]+\|/g;

interface Found {
  readonly text: string;
  readonly at: number;
}

/** One to three mutations; the text as it is where there is nothing to change. */
export function mutateGrammar(text: string, next: Next): string {
  const whole = text.includes('<xmile') || text.includes('<variables') ? ELEMENT : ENTRY;
  const kinds: readonly ((of: string) => string)[] = [
    (of) => replaceOne(of, whole, next, () => ''),
    (of) => replaceOne(of, whole, next, (one) => one + one),
    (of) => replaceOne(of, whole, next, (one) => one + pick(of, whole, next)),
    (of) => replaceOne(of, whole, next, () => pick(of, whole, next)),
    (of) => replaceOne(of, NAME, next, () => pick(of, NAME, next)),
    (of) => replaceOne(of, NAME, next, () => callOf(of, next)),
    (of) => replaceOne(of, NUMBER, next, () => NUMBERS[next(NUMBERS.length)]!),
    (of) => replaceOne(of, NUMBER, next, () => pick(of, NAME, next)),
    (of) => replaceOne(of, NUMBER, next, () => callOf(of, next)),
    (of) => replaceOne(of, OPERATOR, next, () => OPERATORS[next(OPERATORS.length)]!),
    (of) => replaceOne(of, SUBSCRIPTS, next, () => pick(of, SUBSCRIPTS, next)),
    (of) => replaceOne(of, SUBSCRIPTS, next, () => ''),
    (of) => replaceOne(of, NAME, next, (one) => one + pick(of, SUBSCRIPTS, next)),
    (of) => replaceOne(of, PARENTHESES, next, () => pick(of, PARENTHESES, next)),
    (of) => replaceOne(of, ATTRIBUTE, next, () => pick(of, ATTRIBUTE, next)),
  ];
  let result = text;
  for (let count = 1 + next(3); count > 0; count -= 1) result = kinds[next(kinds.length)]!(result);
  return result;
}

/** A call of any function, with as many arguments as it pleases chance. */
function callOf(text: string, next: Next): string {
  const args = Array.from({ length: next(6) }, () => pick(text, next(3) === 0 ? NUMBER : NAME, next));
  return `${CALLS[next(CALLS.length)]}(${args.join(', ')})`;
}

function pick(text: string, pattern: RegExp, next: Next): string {
  return findOne(text, pattern, next)?.text ?? '1';
}

function replaceOne(text: string, pattern: RegExp, next: Next, change: (found: string) => string): string {
  const found = findOne(text, pattern, next);
  if (found === undefined) return text;
  return text.slice(0, found.at) + change(found.text) + text.slice(found.at + found.text.length);
}

/** The first from somewhere on: finding all in a large file to take one would be most of the work. */
function findOne(text: string, pattern: RegExp, next: Next): Found | undefined {
  pattern.lastIndex = next(text.length + 1);
  const found = pattern.exec(text) ?? pattern.exec(text);
  return found ? { text: found[0], at: found.index } : undefined;
}

/**
 * Makes `docs/reference/functions.md` from the table of built-in functions. Run with `npm run generate`; a test fails
 * when the page is not current.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BUILTINS, type Builtin, type BuiltinKind, type UnitRule } from '../packages/fissure/src/equations/builtins.ts';

const target = fileURLToPath(new URL('../docs/reference/functions.md', import.meta.url));

const TITLES: Readonly<Record<BuiltinKind, string>> = {
  math: 'Mathematics',
  statistical: 'Random draws',
  delay: 'Delays, smooths and trends',
  'test input': 'Test inputs',
  time: 'Time',
  miscellaneous: 'Miscellaneous',
  array: 'Arrays',
};

const INTRODUCTIONS: Partial<Record<BuiltinKind, string>> = {
  statistical:
    'One number per whole step of DT and per call, the same in all stages of RK4. Which number it is depends on the seed of\n' +
    "the study, the member's replicate, the step and the place of the call: XMILE's optional seed argument is not taken.",
  delay:
    'All but DELAY stand for stocks of their own, which the integration method advances with the others. `T` is the second\n' +
    'argument; it may change during a run.',
  array:
    "Each takes one array, with `*`, `*:part`, `first:last` or a dimension that is not one of the equation's own in the places\n" +
    'over which it runs: `SUM(fighters[*, believer])`. MAX and MIN with one argument belong here too.',
};

const UNIT_WORDS: Partial<Record<UnitRule, string>> = {
  '1': '1',
  any: 'any',
  self: 'its own',
  lookup: 'a lookup',
  'lookup x': "the lookup's x",
  'lookup y': "the lookup's y",
};

export function functionReference(): string {
  const kinds = Object.keys(TITLES) as BuiltinKind[];
  return [
    '<!-- Made by scripts/generate-function-reference.ts from packages/fissure/src/equations/builtins.ts. Do not edit. -->',
    '',
    '# Built-in functions',
    '',
    'The base library of XMILE 1.0 with its array functions, and a few that say they are not part of it. Names are written in',
    'any case. Functions without arguments are written without brackets: `TIME`. What NaN, infinity and division by zero do is',
    'said in [equations](equations.md#numbers).',
    '',
    'In the units, _u_ and _v_ are any two units: arguments with the same letter have the same unit. _time_ is the time unit of',
    'the study.',
    '',
    ...kinds.flatMap((kind) => section(kind)),
  ].join('\n');
}

function section(kind: BuiltinKind): string[] {
  const introduction = INTRODUCTIONS[kind];
  const builtins = [...BUILTINS.values()].filter((builtin) => builtin.kind === kind);
  return [`## ${TITLES[kind]}`, '', ...(introduction ? [introduction, ''] : []), ...builtins.flatMap(entry)];
}

function entry(builtin: Builtin): string[] {
  const text = builtin.details === '' ? builtin.doc : `${builtin.doc} ${builtin.details}`;
  return [`### ${builtin.name}`, '', `\`${builtin.signature}\``, '', text, '', units(builtin), ''];
}

function units({ parameters, result }: Builtin): string {
  const args = parameters.map(({ name, unit, default: standard }) => {
    const otherwise = standard === undefined ? '' : ` (if left out: ${standard})`;
    return `${name} ${unitWord(unit)}${otherwise}`;
  });
  return `Units: ${[...args, `result ${unitWord(result)}`].join('; ')}.`;
}

function unitWord(rule: UnitRule): string {
  return `_${UNIT_WORDS[rule] ?? rule}_`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, functionReference());

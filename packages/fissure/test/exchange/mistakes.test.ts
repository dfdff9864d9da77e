// What is wrong with a model, and what its author is told: one small model for each message.
import { expect, it } from 'vitest';
import { Problems } from '../../src/diagnostics/problems.ts';
import { importModel } from '../../src/exchange/import-model.ts';

const CLOCK = 'FINAL TIME = 4 ~~| TIME STEP = 1 ~~|';
const xmile = (variables: string, method = 'euler') =>
  `<xmile><sim_specs method="${method}"><start>0</start><stop>4</stop><dt>1</dt></sim_specs><model><variables>${variables}</variables></model></xmile>`;

it.each([
  ['exchange/syntax', 'm.mdl', `x = 1 + * 2 ~~| ${CLOCK}`, '*'],
  ['exchange/unfinished', 'm.mdl', `${CLOCK} x = 1`, 'x'],
  ['exchange/not-understood', 'm.mdl', `x = y ~~| ${CLOCK}`, 'y'],
  ['exchange/unknown-function', 'm.mdl', `x = WONDER(1) ~~| ${CLOCK}`, 'WONDER(1)'],
  ['exchange/unknown-subscript', 'm.mdl', `x[Nowhere] = 1 ~~| ${CLOCK}`, 'Nowhere'],
  ['exchange/subscript-count', 'm.mdl', `d: A, B ~~| x[A] = 1 ~~| x = 2 ~~| ${CLOCK}`, 'x'],
  ['exchange/dimension-loop', 'm.mdl', `d: e ~~| e: d ~~| ${CLOCK}`, 'd'],
  ['exchange/too-large', 'm.mdl', `${manyDimensions()} ${CLOCK}`, undefined],
  [
    'exchange/changing-clock',
    'm.mdl',
    'x = 1 ~~| FINAL TIME = 4 ~~| TIME STEP = IF THEN ELSE(Time < 2, 1, 0.5) ~~|',
    undefined,
  ],
  ['exchange/uneven-end', 'm.mdl', 'x = 1 ~~| FINAL TIME = 10.3 ~~| TIME STEP = 0.25 ~~|', undefined],
  [
    'exchange/uneven-saving',
    'm.mdl',
    'x = 1 ~~| FINAL TIME = 10 ~~| TIME STEP = 0.25 ~~| SAVEPER = 0.6 ~~|',
    undefined,
  ],
  ['exchange/reality-check', 'm.mdl', `r :THE CONDITION: x = 0 :IMPLIES: x = 0 ~~| x = 1 ~~| ${CLOCK}`, 'r'],
  ['exchange/xml', 'm.xmile', '<xmile><a b></xmile>', undefined],
  ['exchange/unmatched-tag', 'm.xmile', xmile('<aux name="a"><eqn>1</eqn></units></aux>'), undefined],
  ['exchange/not-xmile', 'm.xmile', '<html/>', '<'],
  ['exchange/method', 'm.xmile', xmile('<aux name="a"><eqn>1</eqn></aux>', 'gear'), undefined],
  ['exchange/unknown-element', 'm.xmile', xmile('<wonder name="a"/>'), '<wonder name="a"/>'],
  ['exchange/unknown-element', 'm.xmile', xmile('<aux name="a"><eqn>1</eqn><wonder/></aux>'), '<wonder/>'],
  [
    'exchange/ignored',
    'm.xmile',
    xmile('<aux name="a"><eqn>1</eqn><event_poster min="0"/></aux>'),
    '<event_poster min="0"/>',
  ],
  ['exchange/unknown-module', 'm.xmile', xmile('<module name="m"/>'), '<module name="m"/>'],
  ['exchange/no-equation', 'm.xmile', xmile('<aux name="a"/>'), '<aux name="a"/>'],
  ['exchange/not-supported', 'm.xmile', xmile('<stock name="s"><eqn>1</eqn><oven/></stock>'), undefined],
])('%s', (code, file, text, marked) => {
  const problems = new Problems();
  importModel(file, text, new Map(), problems);
  const found = problems.list.find((one) => one.code === code);
  expect(found, problems.list.map((one) => `${one.code} ${one.message}`).join('\n')).toBeDefined();
  if (marked !== undefined) expect(text.slice(found!.place!.start, found!.place!.end)).toBe(marked);
});

function manyDimensions(): string {
  return Array.from({ length: 12 }, (_, i) => `d${i}: (a${i}x1-a${i}x10000) ~~|`).join(' ');
}

it('command/no-model-file: a path that leads to no model', async () => {
  const { importCommand } = await import('../../src/cli/commands/import.ts');
  await expect(importCommand('nowhere.mdl', {} as never)).rejects.toMatchObject({
    diagnostics: [{ code: 'command/no-model-file' }],
  });
});

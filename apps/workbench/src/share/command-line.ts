/** What `fissure run` is to be told for the numbers that the page shows. */
import { isOut, mechanismSwitch, printVaried } from 'fissure/workbench';
import { arrangement, change, isChanged } from '../chosen.ts';
import { study } from '../known.ts';
import { levers } from '../levers/order.ts';
import { quoted } from './quoted.ts';

/** Undefined where a lever multiplies what members assume, or a form or mechanism was chosen that no option chooses. */
export function commandLine(): string | undefined {
  const { path, constants, mechanisms, experiment } = study.value!;
  const { scenario, levers: settings } = change.value;
  if (levers.value.some(({ id }) => settings.has(id))) return undefined;
  const set = constants.flatMap(({ id }) => {
    const value = settings.get(id);
    return value === undefined ? [] : ['--set', `${id.replace(/^constant:/, '')}=${value}`];
  });
  const off = mechanisms.map(mechanismSwitch).filter((one) => isOut(settings, [], one));
  const isTold = set.length / 2 + off.length === settings.size;
  if (!isTold) return undefined;
  const { varied } = arrangement.value;
  const words = [
    ...['fissure', 'run', path],
    ...(scenario === '' ? [] : ['--scenario', scenario]),
    ...varied.flatMap((one) => ['--vary', printVaried(one)]),
    ...(experiment.memberCount === 1 ? [] : ['--members', String(experiment.memberCount)]),
    ...set,
    ...off.flatMap(({ id }) => ['--off', id.replace(/^mechanism:/, '')]),
  ];
  return words.map(quoted).join(' ');
}

/** What `fissure matrix` is to be told for the table of variants; undefined where a change stands, which it cannot be told. */
export function matrixLine(members: number, candidates: number): string | undefined {
  if (isChanged.value) return undefined;
  const vary = arrangement.value.varied.flatMap((one) => ['--vary', printVaried(one)]);
  const counts = ['--members', String(members), ...(candidates > members ? ['--candidates', String(candidates)] : [])];
  return ['fissure', 'matrix', study.value!.path, ...vary, ...counts].map(quoted).join(' ');
}

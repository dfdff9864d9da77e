/** `fissure map`: a variable by place over time, as a table of shaded tiles. */
import { canonicalName } from '../../base/names.ts';
import { type PlaceMap, placeMap } from '../../report/figures/place-map.ts';
import { numberText } from '../../report/number-text.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Setting, StudyOptions } from '../options.ts';
import { knownName, planForCommand } from '../simulate/plan-for-command.ts';
import { recordCentral } from '../simulate/record-run.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { textTable } from '../text/text-table.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export interface MapOptions extends StudyOptions {
  readonly variable?: string;
  readonly set: readonly Setting[];
  readonly off: readonly string[];
  readonly scenario?: string;
}

export async function mapCommand(folder: string, options: MapOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const planned = planForCommand(folder, options, { claims: [] });
  const { study, experiment, changes } = planned;
  const { map } = study.settings;
  if (map === undefined) throw usageError('command/no-map', {});
  const names =
    options.variable === undefined
      ? map.show.map(({ text }) => text)
      : [knownName('command/unknown-variable', options.variable, study.variables)];
  const run = recordCentral(experiment);
  const maps = names.map((name) => {
    const found = placeMap(study, map, run, canonicalName(name));
    if (found === undefined) throw usageError('command/not-by-place', { name });
    return found;
  });
  if (options.json) {
    writeAnswer(terminal, 'map', planned.notices, planned.texts, {
      ...{ study: study.settings.title, changes },
      ...leftOutData(study),
      maps,
    });
    return EXIT.ok;
  }
  terminal.out(`${terminal.paint.bold(study.settings.title)}: by place, at central values`);
  if (changes !== '') terminal.out(`With ${changes}`);
  for (const one of maps) terminal.out(`\n${mapTable(one, terminal)}`);
  for (const line of leftOutText(study)) terminal.out(line);
  return EXIT.ok;
}

const SHADES = ' ░▒▓█';

function mapTable({ title, unit, places, panels }: PlaceMap, { width, paint }: Terminal): string {
  const greatest = Math.max(0, ...panels.flatMap(({ values }) => values.filter(Number.isFinite)));
  const kept = width < 110 ? panels.filter((_, i) => i % 2 === 0 || i === panels.length - 1) : panels;
  const cell = (value: number) => {
    if (Number.isNaN(value)) return '–';
    const shade = greatest > 0 ? SHADES[Math.min(4, Math.ceil((4 * Math.max(0, value)) / greatest))]! : ' ';
    return `${numberText(value)} ${shade}${shade}`;
  };
  return textTable(
    [
      { title: unit === '1' ? title : `${title} (${unit})`, wrap: true },
      ...kept.map(({ label }) => ({ title: label, align: 'right' as const })),
    ],
    places.map(({ name }, i) => [name, ...kept.map(({ values }) => cell(values[i]!))]),
    { width, heading: paint.dim },
  );
}

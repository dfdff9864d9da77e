/** What calibrating found: numbers, fit and plots in a terminal, and tables of them. */
import { printCsvCell } from '../../base/csv.ts';
import type { Chart } from '../../report/figures/chart.ts';
import { timeAxis } from '../../report/figures/time-axis.ts';
import { countedText, countText, numberText, outOfHundred } from '../../report/number-text.ts';
import { unitSuffix } from '../../report/unit-words.ts';
import type { TimeSettings } from '../../study/study.ts';
import { quotedPath } from '../quoted-path.ts';
import type { Terminal } from '../terminal.ts';
import { outcomePlots } from './outcome-text.ts';
import { dimNotes, textTable } from './text-table.ts';

export interface Calibrated {
  readonly numbers: readonly CalibratedNumber[];
  readonly loss: number;
  /** Whether the size of errors was stated with the record, or taken as what makes it most likely. */
  readonly errors: 'stated' | 'estimated';
  readonly runs: number;
  readonly starts: number;
  /** Starts that ended as well as the best. */
  readonly agreeing: number;
  readonly tangled: readonly { readonly first: string; readonly second: string; readonly correlation: number }[];
  readonly series: readonly FittedSeries[];
  readonly interrupted: boolean;
}

export interface CalibratedNumber {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Its prior, or the range that was given. */
  readonly declared: string;
  /** A factor that several elements are multiplied with. */
  readonly isScale: boolean;
  readonly value: number;
  /** 95 %; null where the record says nothing of it. */
  readonly interval: readonly [number, number] | null;
  /** The best lies at an end of the range, or beyond. */
  readonly atEdge: boolean;
}

export interface FittedSeries {
  readonly series: string;
  readonly label: string;
  readonly unit: string;
  readonly isRelative: boolean;
  /** Root mean square of what the model is off, in the unit; of its logarithm where `isRelative`. */
  readonly misfit: number;
  readonly points: readonly {
    readonly at: number;
    readonly date: string;
    readonly observed: number;
    readonly model: number;
  }[];
  /** The course of the best run. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** Fewer are told by the table. */
const POINTS_OF_A_COURSE = 3;

export function calibratedText(
  found: Calibrated,
  { folder, time }: { readonly folder: string; readonly time: TimeSettings },
  terminal: Terminal,
): string {
  const { width, paint } = terminal;
  const numbers = textTable(
    [
      { title: 'Number', wrap: true },
      { title: 'Best', align: 'right' },
      { title: '95 %' },
      { title: 'Looked for in', wrap: true },
    ],
    found.numbers.map((own) => [
      own.label || own.name,
      `${numberText(own.value, 4)}${unitSuffix(own.unit)}`,
      intervalText(own),
      own.declared,
    ]),
    { width, heading: paint.dim },
  );
  const fits = textTable(
    [{ title: 'Series', wrap: true }, { title: 'Points', align: 'right' }, { title: 'Off by' }, { title: 'Explained' }],
    found.series.map((own) => [
      own.label || own.series,
      countText(own.points.length),
      own.isRelative
        ? `a factor of ${numberText(Math.exp(own.misfit))}`
        : `${numberText(own.misfit)}${unitSuffix(own.unit)}`,
      explainedText(own),
    ]),
    { width, heading: paint.dim },
  );
  const next = nextCommand(found, folder);
  const courses = found.series.filter(({ points }) => points.length >= POINTS_OF_A_COURSE);
  return [
    '',
    numbers,
    '',
    fits,
    '',
    ...(courses.length > 0 ? [outcomePlots(chartsOf(courses, time), terminal), ''] : []),
    dimNotes(notesOf(found), terminal),
    ...(next === undefined ? [] : [next]),
  ].join('\n');
}

function intervalText({ interval, atEdge }: CalibratedNumber): string {
  if (atEdge) return 'at the edge';
  return interval === null ? 'not settled' : `(${numberText(interval[0])} to ${numberText(interval[1])})`;
}

/** Of the squares by which a series leaves its mean. */
function explainedText({ points }: FittedSeries): string {
  const mean = points.reduce((sum, { observed }) => sum + observed, 0) / points.length;
  const around = points.reduce((sum, { observed }) => sum + (observed - mean) ** 2, 0);
  const off = points.reduce((sum, { observed, model }) => sum + (observed - model) ** 2, 0);
  if (!(around > 0)) return '';
  return off < around ? `${outOfHundred(1 - off / around)} of 100` : 'nothing';
}

function notesOf({ errors, runs, starts, agreeing, tangled, numbers, series }: Calibrated): readonly string[] {
  const points = series.reduce((sum, own) => sum + own.points.length, 0);
  return [
    ...(points < numbers.length
      ? [`${countedText(points, 'point')} cannot settle ${countedText(numbers.length, 'number')}: others fit as well.`]
      : []),
    `${countText(agreeing)} of ${countedText(starts, 'start')} ended here, in ${countedText(runs, 'run')}.` +
      (agreeing < starts ? ' The others ended at worse fits; more --starts make it surer that none is better.' : ''),
    ...tangled.map(
      ({ first, second, correlation }) =>
        `The record hardly tells ${first} and ${second} apart (correlation ${correlation.toFixed(2).replace('-', '−')}): only what they do together is settled.`,
    ),
    errors === 'estimated'
      ? 'Off by: root mean square. The size of errors is taken as what makes the observations most likely. Explained: of the squares around the mean.'
      : 'Off by: root mean square. Errors are those that the study states for each series. Explained: of the squares around the mean.',
    'Ranges are 95 % intervals by the curvature of the likelihood at the best point.',
  ];
}

/** Full precision: the run that is proposed is the run that was found. */
function nextCommand({ numbers }: Calibrated, folder: string): string | undefined {
  if (numbers.some(({ isScale, name }) => isScale || name.includes(';'))) return undefined;
  const settings = numbers.map(({ name, value }) => `--set ${quotedPath(`${name}=${value}`)}`);
  return `Next: fissure run ${quotedPath(folder)} ${settings.join(' ')}`;
}

function chartsOf(series: readonly FittedSeries[], time: TimeSettings): readonly Chart[] {
  const axis = timeAxis(time);
  return series.map(
    (own): Chart => ({
      id: own.series,
      title: own.label || own.series,
      unit: own.unit,
      axis,
      layers: [
        { kind: 'line', label: 'Best run', role: 'main', times: own.times, values: own.values },
        {
          kind: 'points',
          label: 'Observed',
          use: 'fit',
          points: own.points.map(({ at, observed }) => ({
            ...{ from: at, to: at, value: observed },
            ...{ low: undefined, high: undefined, label: '' },
          })),
        },
      ],
    }),
  );
}

export function calibratedCsv({ numbers }: Calibrated): string {
  const rows = numbers.map(({ name, value, interval, unit }) =>
    [printCsvCell(name), value, interval?.[0] ?? '', interval?.[1] ?? '', printCsvCell(unit)].join(','),
  );
  return `${['number,value,low,high,unit', ...rows].join('\r\n')}\r\n`;
}

export function fitCsv({ series }: Calibrated): string {
  const rows = series.flatMap(({ series: name, points }) =>
    points.map(({ date, observed, model }) => [printCsvCell(name), date, observed, model].join(',')),
  );
  return `${['series,date,observed,model', ...rows].join('\r\n')}\r\n`;
}

/** The numbers behind drawings that no table on the page tells in full: a page with scripts gives them away as CSV. */
import type { LedgerAccount } from '../../analysis/ledger.ts';
import type { CausesStrip } from '../../analysis/loops/describe-loops.ts';
import type { Assessment } from '../../analysis/results.ts';
import type { TimeSettings } from '../../study/study.ts';
import type { CausesInput, LoopsInput } from '../page/causes-input.ts';
import { movingCauses } from './cause-charts.ts';
import { COLOURED_GROUPS } from './loop-chart.ts';
import type { Numbers } from './numbers-csv.ts';
import type { PlaceMap } from './place-map.ts';
import { timeText } from './time-axis.ts';

/** By the `data-files` of the element on the page that shows them. */
export type FigureNumbers = Readonly<Record<string, Numbers>>;

interface ShownFigures {
  readonly causes?: CausesInput | undefined;
  readonly maps?: readonly PlaceMap[] | undefined;
  readonly assessment: Pick<Assessment, 'ledger' | 'times'>;
}

export function figureNumbers({ causes, maps = [], assessment }: ShownFigures, time: TimeSettings): FigureNumbers {
  const { loops = [], strips = [] } = causes ?? {};
  return Object.fromEntries([
    ...loops.map((own) => [loopsId(own), loopNumbers(own)] as const),
    ...strips
      .filter(({ causes }) => movingCauses(causes).length > 0)
      .map((strip) => [stripId(strip), stripNumbers(strip)] as const),
    ...maps.map((map) => [map.id, mapNumbers(map)] as const),
    ...(assessment.ledger ?? []).map(
      (account) => [ledgerId(account), ledgerNumbers(account, assessment.times, time)] as const,
    ),
  ]);
}

export function loopsId({ variable }: Pick<LoopsInput, 'variable'>): string {
  return `loops-${variable ?? 'all'}`;
}

export function stripId({ variable }: Pick<CausesStrip, 'variable'>): string {
  return `causes-${variable}`;
}

export function ledgerId({ account }: Pick<LedgerAccount, 'account'>): string {
  return `ledger-${account}`;
}

/** Of 1, negative where they hold back. Groups that the chart draws as one are told as one. */
function loopNumbers({ loops: { times, loops }, groups }: LoopsInput): Numbers {
  if (groups.length === 0)
    return overTime(
      times,
      loops.map(({ id, name, shares }) => ({ title: `${id} ${name}`, values: shares })),
    );
  const rest = groups.slice(COLOURED_GROUPS);
  const sumOf = (side: 'reinforcing' | 'balancing') =>
    times.map((_, t) => rest.reduce((sum, group) => sum + group[side][t]!, 0));
  const drawn = groups.slice(0, COLOURED_GROUPS).map((group) => ({ ...group, title: group.id || 'no mechanism' }));
  const others = { title: 'others', reinforcing: sumOf('reinforcing'), balancing: sumOf('balancing') };
  return overTime(
    times,
    [...drawn, ...(rest.length > 0 ? [others] : [])].flatMap(({ title, reinforcing, balancing }) => [
      { title: `${title}, amplifying`, values: reinforcing },
      { title: `${title}, holding back`, values: balancing.map((share) => -share) },
    ]),
  );
}

function stripNumbers({ times, causes }: CausesStrip): Numbers {
  return overTime(
    times,
    movingCauses(causes).map(({ variable, shares }) => ({ title: variable, values: shares })),
  );
}

/** Shares, to a hundredth of a percent. */
function overTime(
  times: readonly number[],
  series: readonly { readonly title: string; readonly values: readonly number[] }[],
): Numbers {
  return {
    head: ['time', ...series.map(({ title }) => title)],
    rows: times.map((time, i) => ({ key: time, cells: series.map(({ values }) => Number(values[i]!.toFixed(4)) + 0) })),
  };
}

function mapNumbers({ places, panels }: PlaceMap): Numbers {
  return {
    head: ['place', ...panels.map(({ label }) => label)],
    rows: places.map(({ name }, i) => ({ key: name, cells: panels.map(({ values }) => rounded(values[i]!)) })),
  };
}

/** Every saved time, where the table on the page takes several together: what came and went since the one before. */
function ledgerNumbers({ lines, remaining }: LedgerAccount, times: readonly number[], time: TimeSettings): Numbers {
  return {
    head: ['until', ...lines.map(({ name, side }) => `${name} (${side})`), 'remaining'],
    rows: times.map((at, i) => ({
      key: timeText(at, time),
      cells: [...lines.map(({ during }) => (i === 0 ? Number.NaN : rounded(during[i - 1]!))), rounded(remaining[i]!)],
    })),
  };
}

/** Six digits: more of them would say more than a share or a mean can, and fill the page. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

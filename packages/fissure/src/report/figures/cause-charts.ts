/** What moves a variable: the part that each cause has in the change of it, over time. */
import type { Cause, CausesStrip } from '../../analysis/loops/describe-loops.ts';
import { polaritySign, polarityText } from '../loop-words.ts';
import { outOfHundred } from '../number-text.ts';
import type { Chart, TimeAxis } from './chart.ts';
import type { ChartStack, StackRow } from './chart-stack.ts';

/** Of the plot of a share, in pixels. */
const SHARE_HEIGHT = 58;

export function movingCauses<Own extends Pick<Cause, 'meanShare'>>(causes: readonly Own[]): readonly Own[] {
  return causes.filter(({ meanShare }) => meanShare > 0);
}

/** Undefined where nothing moves it. `nameOf`: as people call a variable. */
export function causeStack(
  { variable, role, times, causes }: CausesStrip,
  axis: TimeAxis,
  nameOf: (variable: string) => string,
): ChartStack | undefined {
  const moving = movingCauses(causes);
  if (moving.length === 0) return undefined;
  const [first] = moving;
  const what = role === 'stock' ? `the net flow of ${nameOf(variable)}` : nameOf(variable);
  return {
    id: `causes-${variable}`,
    title: `The largest part in how ${what} changes is that of ${nameOf(first!.variable)}: ${outOfHundred(first!.meanShare)} of 100`,
    rows: moving.map((cause) => shareRow(cause, times, axis, nameOf)),
  };
}

/** In size, on a scale to 100: which way it moves is in the title. */
function shareRow(
  { variable, polarity, meanShare, shares }: Cause,
  times: readonly number[],
  axis: TimeAxis,
  nameOf: (variable: string) => string,
): StackRow {
  const sharesOf = (values: readonly number[]) => [
    {
      kind: 'band' as const,
      label: 'part of the change, of 100',
      depth: 1,
      times,
      low: values.map(() => 0),
      high: values,
    },
  ];
  const chart: Chart = {
    id: `share-${variable}`,
    title: `${polaritySign(polarity)} ${nameOf(variable)}: ${outOfHundred(meanShare)} of 100, ${polarityText(polarity)}`,
    unit: '1',
    axis,
    layers: sharesOf(shares.map((share) => 100 * Math.abs(share))),
  };
  return { chart, height: SHARE_HEIGHT, standing: { ...chart, layers: sharesOf([100]) } };
}

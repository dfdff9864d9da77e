/** The causes of a variable as files: their numbers, and their strips as a drawing of its own. */
import {
  type CausesAnswer,
  type Chart,
  causeStack,
  chartStackSvg,
  movingCauses,
  type StackRow,
  type TracedVariable,
  timeAxis,
  timeText,
} from 'fissure/why';
import type { ChartContent } from '../charts/content.ts';
import { origin } from '../charts/origin.ts';
import { study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { WHY } from './strings.ts';
import { byId, labelOf } from './why-state.ts';

export function causesContent(answer: CausesAnswer): ChartContent {
  const { time } = study.value!.settings;
  const all = [answer, ...answer.causes].filter(({ moved }) => moved !== undefined);
  const [name, title] = [`causes-${answer.variable}`, WHY.causesOf(labelOf(answer.variable))];
  return {
    ...{ name, title },
    svg: () => {
      const stack = causeStack({ ...answer, times: answer.shareTimes }, timeAxis(time), labelOf);
      const rows = movingCauses(answer.causes).flatMap((cause, i) => [...traceRow(cause), stack!.rows[i]!]);
      const whole = { id: name, title: stack?.title ?? title, rows: [...traceRow(answer), ...rows] };
      return chartStackSvg(whole, { origin: origin(), width: 720 }).html;
    },
    numbers: () => ({
      head: [STRINGS.time, ...all.map(({ variable }) => `${labelOf(variable)} ${bracketed(unitOf(variable))}`.trim())],
      rows: (answer.moved?.times ?? []).map((at, i) => {
        return { key: at, name: timeText(at, time), cells: all.map(({ moved }) => moved!.mean[i] ?? Number.NaN) };
      }),
    }),
  };
}

/** Of its plot with its margins, in pixels. */
const TRACE_HEIGHT = 90;

/** As its strip is drawn; nothing where the run does not compute it. */
function traceRow({ variable, moved, baseline }: TracedVariable): readonly StackRow[] {
  if (!moved) return [];
  const { times, mean, low, high } = moved;
  const layers: Chart['layers'] = [
    { kind: 'band', label: '', depth: 0, times, low, high },
    { kind: 'line', label: labelOf(variable), role: 'main', times, values: mean },
    ...(baseline
      ? [
          {
            ...{ kind: 'line' as const, label: STRINGS.before, role: 'standing' as const },
            ...{ times: baseline.times, values: baseline.mean },
          },
        ]
      : []),
  ];
  const axis = timeAxis(study.value!.settings.time);
  const chart = { id: variable, title: labelOf(variable), unit: unitOf(variable), axis, layers };
  return [{ chart, height: TRACE_HEIGHT }];
}

function bracketed(unit: string): string {
  return unit === '' ? '' : `(${unit})`;
}

/** Nothing for a plain number. */
export function unitOf(variable: string): string {
  const unit = byId.value.get(variable)?.unit ?? '';
  return unit === '1' ? '' : unit;
}

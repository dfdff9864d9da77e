/** The record as a fan draws it, before any member was compared with it. */
import { type Experiment, savedTimes } from '../experiment/experiment.ts';
import type { FanInput } from '../report/figures/fan-charts.ts';

export function recordOf({ plan, history }: Experiment): Pick<FanInput, 'times' | 'history'> {
  return {
    times: [...savedTimes(plan)],
    history: history.map(({ label, unit, use, output = null, points }) => ({
      ...{ label, unit, use, output },
      points: points.map(({ reducer, date, value, low = null, high = null }) => ({
        ...{ date, value, low, high },
        from: reducer.name === 'total' ? reducer.from : null,
        time: reducer.to,
      })),
    })),
  };
}

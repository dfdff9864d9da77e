import { type Chart, timeText } from 'fissure/workbench';
import { amount } from '../numbers.ts';
import { STRINGS } from '../strings.ts';
import { columnsOf } from './chart-files.ts';

export function ChartTable({ chart }: { chart: Chart }) {
  const { times, series } = columnsOf(chart);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section class="scroll" tabIndex={0} aria-label={STRINGS.tableOf(chart.title)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{STRINGS.time}</th>
            {series.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time, i) => (
            <tr key={time}>
              <th scope="row">{timeText(time, chart.axis.calendar)}</th>
              {series.map(({ title, values }) => (
                <td key={title}>{Number.isFinite(values[i]) ? amount(values[i]!) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

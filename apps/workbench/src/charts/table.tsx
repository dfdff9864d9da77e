import { STRINGS } from '../strings.ts';
import { type ChartContent, cellText } from './content.ts';

export function NumbersTable({ content: { title, numbers } }: { content: ChartContent }) {
  const { head, rows } = numbers();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section class="scroll" tabIndex={0} aria-label={STRINGS.tableOf(title)}>
      <table>
        <thead>
          <tr>
            {head.map((text, i) => (
              <th key={i} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td key={i}>{cellText(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

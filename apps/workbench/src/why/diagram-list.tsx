/** The diagram in words: for each variable what acts on it and what it acts on. */
import { type Diagram, polaritySign } from 'fissure/why';
import { WHY } from './strings.ts';
import { labelOf, walkTo } from './why-state.ts';

export function DiagramList({ drawing: { nodes, links } }: { readonly drawing: Diagram }) {
  const rows = [...nodes].sort((a, b) => Number(b.focus) - Number(a.focus));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section class="scroll" tabIndex={0} aria-label={WHY.tabs.diagram}>
      <table>
        <thead>
          <tr>
            <th scope="col">{WHY.actsOnIt}</th>
            <th scope="col">{WHY.variable}</th>
            <th scope="col">{WHY.itActsOn}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, role }) => (
            <tr key={id}>
              <td>
                <Linked links={links.filter(({ to }) => to === id).map((link) => ({ ...link, name: link.from }))} />
              </td>
              <th scope="row">
                {labelOf(id)} <span class="note">{WHY.roles[role]}</span>
              </th>
              <td>
                <Linked links={links.filter(({ from }) => from === id).map((link) => ({ ...link, name: link.to }))} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Linked({ links }: { readonly links: readonly (Diagram['links'][number] & { readonly name: string })[] }) {
  return (
    <ul class="plain">
      {links.map(({ name, polarity, flow }) => (
        <li key={name}>
          <button type="button" class="in-list" onClick={() => walkTo(name)}>
            {polaritySign(polarity)} {labelOf(name)}
          </button>{' '}
          <span class="note">{flow ? (polarity === '-' ? WHY.drains : WHY.fills) : WHY.polarities[polarity]}</span>
        </li>
      ))}
    </ul>
  );
}

/** Statements of the argument, as the server made them from Markdown in which HTML is text; and their light in the text. */
import { study } from '../known.ts';
import { WHY } from './strings.ts';

export function Statements({ ids }: { readonly ids: readonly string[] }) {
  const all = study.value!.statements.filter(({ id }) => ids.includes(id));
  return (
    <ul class="plain">
      {all.map(({ id, html }) => (
        <li key={id}>
          <StatementLink id={id} /> <q dangerouslySetInnerHTML={{ __html: html }} />
        </li>
      ))}
    </ul>
  );
}

/** No address of its own: the address holds the state of the page. */
export function StatementLink({ id }: { readonly id: string }) {
  return (
    <button
      type="button"
      class="to-statement"
      aria-label={WHY.toStatement(id)}
      onClick={() => document.getElementById(id)?.scrollIntoView({ block: 'center' })}
    >
      {id}
    </button>
  );
}

/** Lights them up where they stand in the argument. */
export function Lit({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return null;
  const where = ids.map((id) => `#${CSS.escape(id)}`).join();
  return <style>{`${where}{background:color-mix(in srgb,#b87f00 18%,transparent)}`}</style>;
}

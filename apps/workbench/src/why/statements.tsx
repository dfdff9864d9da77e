/** Statements of the argument, as the server made them from Markdown in which HTML is text; and their light in the text. */
import { study } from '../session.ts';

export function Statements({ ids }: { readonly ids: readonly string[] }) {
  const all = study.value!.statements.filter(({ id }) => ids.includes(id));
  return (
    <ul class="plain">
      {all.map(({ id, html }) => (
        <li key={id}>
          <a href={`#${id}`}>{id}</a> <q dangerouslySetInnerHTML={{ __html: html }} />
        </li>
      ))}
    </ul>
  );
}

/** Lights them up where they stand in the argument. */
export function Lit({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return null;
  const where = ids.map((id) => `#${CSS.escape(id)}`).join();
  return <style>{`${where}{background:color-mix(in srgb,#b87f00 18%,transparent)}`}</style>;
}

/** The ids of evidence and statements on which something rests. */
import { StatementLink } from './statements.tsx';
import { WHY } from './strings.ts';
import { details } from './why-state.ts';

export function Because({ ids }: { readonly ids: readonly string[] }) {
  const known = new Set(details.value!.evidence.map(({ id }) => id));
  const isGuess = !ids.some((id) => known.has(id));
  return (
    <>
      {isGuess && <em>{WHY.guess}</em>}
      {ids.map((id, i) => (
        <span key={id}>
          {i > 0 || isGuess ? ', ' : ''}
          {known.has(id) ? id : <StatementLink id={id} />}
        </span>
      ))}
    </>
  );
}

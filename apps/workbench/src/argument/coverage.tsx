/** How much of the argument somebody has dealt with, and the way to the rest. */
import { isLocal, study } from '../known.ts';
import { openMarking } from '../marking/open.ts';
import { STRINGS } from '../strings.ts';

/** Named one by one; there are more at the beginning than anybody reads. */
const MOST_NAMED = 6;

export function Coverage() {
  const { statements } = study.value!;
  if (statements.length === 0 || isLocal.value) return null;
  const left = statements.filter(({ isHandled }) => !isHandled);
  const done = statements.length - left.length;
  return (
    <div class="coverage">
      {left.length > 0 && (
        <meter min={0} max={statements.length} value={done} aria-label={STRINGS.handled(done, statements.length)} />
      )}{' '}
      {STRINGS.handled(done, statements.length)}{' '}
      {left.slice(0, MOST_NAMED).map(({ id }) => (
        <button key={id} type="button" aria-label={STRINGS.toStatement(id)} onClick={() => openMarking(id)}>
          {id}
        </button>
      ))}
      {left.length > MOST_NAMED && STRINGS.moreOpen(left.length - MOST_NAMED)}{' '}
      <button type="button" id="mark" aria-keyshortcuts="m" onClick={() => openMarking()}>
        {STRINGS.dealWith}
      </button>
    </div>
  );
}

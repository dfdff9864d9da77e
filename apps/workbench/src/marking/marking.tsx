/** One statement after the other, and what becomes of it: by letters, or by a pointer. */
import { useSignal } from '@preact/signals';
import type { Fate } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { token } from '../edit/token.ts';
import { study, tell } from '../known.ts';
import './marking.css';
import { shownStatement } from './open.ts';
import { saveFate, takeBack, type Written } from './save.ts';
import { MARKING } from './strings.ts';

type Status = Fate['status'];

const KEYS: Readonly<Record<string, Status>> = {
  m: 'modelled',
  t: 'claim',
  c: 'context',
  x: 'out of scope',
  o: 'open',
};
const STATUSES = Object.entries(KEYS);

export default function Marking() {
  const { statements } = study.value!;
  const onlyOpen = useSignal(statements.some(({ isHandled }) => !isHandled));
  const said = useSignal('');
  const undo = useSignal<readonly Written[]>([]);
  const listed = statements.filter(({ id, isHandled }) => !onlyOpen.value || !isHandled || id === shownStatement.value);
  const current = listed.find(({ id }) => id === shownStatement.value) ?? listed[0];
  const at = current === undefined ? -1 : listed.indexOf(current);
  const go = (step: number) => {
    const next = listed[at + step];
    if (next) shownStatement.value = next.id;
  };
  const save = async (id: string, fate: Fate) => {
    const outcome = await saveFate(id, fate);
    if (typeof outcome === 'string') {
      said.value = outcome === 'conflict' ? MARKING.conflict : MARKING.brackets;
      return;
    }
    if ('mistake' in outcome) {
      said.value = MARKING.notWritten(outcome.mistake);
      return;
    }
    undo.value = [...undo.value, outcome];
    said.value = MARKING.saved(id);
    go(1);
  };
  const takeBackLast = async () => {
    const last = undo.value.at(-1)!;
    undo.value = undo.value.slice(0, -1);
    said.value = (await takeBack(last)) ? MARKING.undone(last.id) : MARKING.conflict;
    shownStatement.value = last.id;
  };
  return (
    <Dialog title={MARKING.title}>
      <div class="marking">
        {token.value === undefined && <p class="note">{MARKING.readOnly}</p>}
        <label class="boxed">
          <input
            type="checkbox"
            checked={onlyOpen.value}
            onChange={(event) => (onlyOpen.value = event.currentTarget.checked)}
          />{' '}
          {MARKING.onlyOpen}
        </label>
        {current === undefined ? (
          <p>{MARKING.noneLeft}</p>
        ) : (
          <Statement
            // Another form for each, also when the study was read anew.
            key={`${current.id} ${current.status} ${current.note}`}
            statement={current}
            place={statements.indexOf(current) + 1}
            all={statements.length}
            isFirst={at <= 0}
            isLast={at + 1 >= listed.length}
            go={go}
            save={(fate) => save(current.id, fate).catch(tell)}
          />
        )}
        <p role="status">{said.value}</p>
        {undo.value.length > 0 && (
          <button type="button" onClick={() => takeBackLast().catch(tell)}>
            {MARKING.undo}
          </button>
        )}
      </div>
    </Dialog>
  );
}

interface StatementProps {
  readonly statement: NonNullable<typeof study.value>['statements'][number];
  readonly place: number;
  readonly all: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly go: (step: number) => void;
  readonly save: (fate: Fate) => void;
}

function Statement({ statement, place, all, isFirst, isLast, go, save }: StatementProps) {
  const { id, html, isHandled } = statement;
  const status = useSignal<Status>(statement.status);
  const note = useSignal(statement.note);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // The next one takes letters at once.
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const choose = (chosen: Status, isByLetter: boolean) => {
    if (namesIn(chosen) !== namesIn(status.value)) note.value = chosen === statement.status ? statement.note : '';
    status.value = chosen;
    if (isByLetter && chosen !== 'open') requestAnimationFrame(() => field.current?.focus());
  };
  const byLetter = (event: KeyboardEvent) => {
    if (event.target === field.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = KEYS[event.key];
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
    if (chosen === undefined && step === 0) return;
    event.preventDefault();
    if (chosen === undefined) go(step);
    else choose(chosen, true);
  };
  const names = namesIn(status.value);
  return (
    <form
      ref={form}
      onKeyDown={byLetter}
      onSubmit={(event) => {
        event.preventDefault();
        save({ status: status.value, note: note.value });
      }}
    >
      <p class="note">
        {MARKING.place(place, all, id)}. {isHandled ? MARKING.handled : MARKING.notHandled}
      </p>
      {/* Made by the server from Markdown in which HTML is text. */}
      <blockquote class="prose" dangerouslySetInnerHTML={{ __html: html }} />
      <fieldset>
        <legend>{MARKING.fate}</legend>
        {STATUSES.map(([key, one]) => (
          <label key={one} class="boxed">
            <input
              type="radio"
              name="fate"
              aria-keyshortcuts={key}
              checked={status.value === one}
              onChange={() => choose(one, false)}
            />{' '}
            {MARKING.fates[one]} <kbd>{key}</kbd>
          </label>
        ))}
      </fieldset>
      {status.value !== 'open' && (
        <label class="find">
          {names === undefined ? MARKING.reason : MARKING.carriers[names]}
          <input
            ref={field}
            list={names && `names-of-${names}`}
            autocomplete="off"
            value={note.value}
            onInput={(event) => (note.value = event.currentTarget.value)}
          />
        </label>
      )}
      <datalist id="names-of-modelled">
        {study.value!.mechanisms.map(({ name, label }) => (
          <option key={name} value={name} label={label} />
        ))}
      </datalist>
      <datalist id="names-of-claim">
        {study.value!.experiment.claims.map((claim) => (
          <option key={claim.id} value={claim.id} label={claim.says} />
        ))}
      </datalist>
      <p class="turns">
        <button type="button" disabled={isFirst} aria-keyshortcuts="k" onClick={() => go(-1)}>
          {MARKING.before}
        </button>
        <button type="button" disabled={isLast} aria-keyshortcuts="j" onClick={() => go(1)}>
          {MARKING.next}
        </button>
        <button type="submit" disabled={token.value === undefined}>
          {MARKING.save}
        </button>
      </p>
      <p class="note">{MARKING.keys}</p>
    </form>
  );
}

/** Whether names carry it, and of what kind; otherwise it has a reason, or none. */
function namesIn(status: Status): 'modelled' | 'claim' | undefined {
  return status === 'modelled' || status === 'claim' ? status : undefined;
}

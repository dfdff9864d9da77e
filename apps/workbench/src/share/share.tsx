/** What one sees, for others: a link to the state, a sentence, and the study's report as one file. */
import { useSignal } from '@preact/signals';
import { save } from '../../../shared/files.ts';
import { flippedClaims } from '../argument/changes.ts';
import { change, isChanged } from '../chosen.ts';
import { Dialog } from '../dialog.tsx';
import { DIALOGS } from '../dialog-strings.ts';
import { token } from '../edit/token.ts';
import { isLocal, study, verdicts } from '../known.ts';
import { differences } from '../levers/differences.ts';
import { STRINGS } from '../strings.ts';
import { commandLine } from './command-line.ts';
import { Copied } from './copied.tsx';
import './share.css';

export default function Share() {
  const line = commandLine();
  return (
    <Dialog title={DIALOGS.shareTitle}>
      <div class="share">
        {isLocal.value ? (
          <p class="note">{DIALOGS.noLink}</p>
        ) : (
          <>
            <Copied label={DIALOGS.link} text={location.href} />
            <p class="note">{DIALOGS.linkNote}</p>
          </>
        )}
        <Copied label={DIALOGS.caption} text={caption()} />
        {line && <Copied label={DIALOGS.inTerminal} text={line} />}
        {!isLocal.value && (
          <>
            <h3>{DIALOGS.report}</h3>
            <p class="note">{DIALOGS.reportNote}</p>
            <MakeReport />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What was changed, and what that does to the claims. */
function caption(): string {
  return DIALOGS.captionOf(study.value!.title, differences(change.value), isChanged.value ? flips() : standing());
}

function flips(): string {
  const texts = flippedClaims.value.map(({ claim, from, to }) =>
    STRINGS.flip(claim, STRINGS.words[from], STRINGS.words[to]),
  );
  return texts.length === 0 ? STRINGS.unchanged : STRINGS.flipped(texts);
}

function standing(): string {
  const words = [...new Set(verdicts.value.map(({ word }) => word))];
  const texts = words.map((word) =>
    DIALOGS.standingOne(verdicts.value.filter((one) => one.word === word).length, STRINGS.words[word]),
  );
  return texts.length === 0 ? '' : DIALOGS.standing(texts);
}

function MakeReport() {
  const state = useSignal<'idle' | 'making' | string>('idle');
  if (token.value === undefined) return <p>{DIALOGS.noToken}</p>;
  if (state.value === 'making')
    return (
      <p role="status">
        {DIALOGS.makingReport} <progress aria-label={DIALOGS.makingReport} />
      </p>
    );
  const make = async () => {
    state.value = 'making';
    try {
      const answer = await fetch('/api/report', {
        method: 'POST',
        headers: { authorization: `Bearer ${token.value}` },
      });
      if (!answer.ok) throw new Error(((await answer.json()) as { readonly reason: string }).reason);
      save('report.html', 'text/html', await answer.blob());
      state.value = 'idle';
    } catch (error) {
      state.value = String((error as Error).message);
    }
  };
  return (
    <>
      {state.value !== 'idle' && <p role="alert">{state.value}</p>}
      <button type="button" onClick={() => void make()}>
        {DIALOGS.makeReport}
      </button>
    </>
  );
}

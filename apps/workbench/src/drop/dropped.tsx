/** A model of another tool on its way into the page: while it is read, and what stands in the way where it cannot be. */
import { useSignal } from '@preact/signals';
import type { StudyMessage } from 'fissure/workbench';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import { DIALOGS } from '../dialog-strings.ts';
import { openSource } from '../reading.ts';
import { STRINGS } from '../strings.ts';
import { droppedFiles } from './drop.ts';
import { sourceOfFiles } from './dropped-source.ts';
import './dropped.css';

export default function Dropped() {
  const files = droppedFiles.value;
  /** Why it is not shown: diagnostics, or a sentence. */
  const refused = useSignal<StudyMessage | string | undefined>(undefined);
  useEffect(() => {
    refused.value = undefined;
    if (!files) return;
    let isWanted = true;
    read(files).then(
      (reason) => {
        if (!isWanted) return;
        if (reason === undefined) droppedFiles.value = undefined;
        else refused.value = reason;
      },
      (error: Error) => (refused.value = STRINGS.failed(error.message)),
    );
    return () => {
      isWanted = false;
    };
  }, [files]);
  if (!files) return null;
  return (
    <Dialog
      title={DIALOGS.droppedTitle(files.map(({ name }) => name))}
      onClose={() => (droppedFiles.value = undefined)}
    >
      <div class="dropped">
        {refused.value === undefined ? <p role="status">{DIALOGS.readingModel}</p> : <Refused why={refused.value} />}
      </div>
    </Dialog>
  );
}

/** Undefined: the page shows it. */
async function read(files: readonly File[]): Promise<StudyMessage | string | undefined> {
  const source = await sourceOfFiles(files);
  if (!source) return DIALOGS.dropTooLarge;
  const message = (await source.message('')) as StudyMessage | undefined;
  if (message?.ready && droppedFiles.value === files) {
    openSource(source);
    return undefined;
  }
  source.close();
  return message ?? DIALOGS.noModel;
}

function Refused({ why }: { readonly why: StudyMessage | string }) {
  if (typeof why === 'string') return <p role="alert">{why}</p>;
  return (
    <>
      <p role="alert">{DIALOGS.droppedRefused}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={DIALOGS.modelProblems}>
        <pre>{why.diagnostics}</pre>
      </section>
    </>
  );
}

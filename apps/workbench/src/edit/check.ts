/** Whether the texts as they stand are right: asked of the server shortly after the last change, one question at a time. */
import { effect, signal } from '@preact/signals';
import type { LanguageMessage, LspDiagnostic, StudyName, UnsavedTexts } from 'fissure/workbench';
import { tell } from '../known.ts';
import { revision } from '../reading.ts';
import { checkTexts, readLanguage } from './api.ts';
import { refusal, unsaved } from './texts.ts';
import { isOutdated, token } from './token.ts';

const PAUSE_MS = 250;

export const problems = signal<readonly LspDiagnostic[]>([]);
/** Names of the study when it could last be read. */
export const names = signal<readonly StudyName[]>([]);
export const isChecking = signal(false);
/** What the format allows. The same for every study, so it is asked for once. */
export const language = signal<LanguageMessage | undefined>(undefined);
readLanguage().then((message) => {
  language.value = message;
}, tell);

let timer: ReturnType<typeof setTimeout> | undefined;
let isAsking = false;
let isStale = false;

effect(() => {
  void unsaved.value;
  void revision.value;
  // Whoever may not ask is not refused again and again.
  if (token.value === undefined || isOutdated.value) return;
  isChecking.value = true;
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE_MS);
});

async function check(): Promise<void> {
  isStale = isAsking;
  if (isAsking) return;
  isAsking = true;
  const asked = unsaved.peek();
  try {
    const found = await checkTexts(asked);
    if (isSame(asked, unsaved.peek())) problems.value = found.diagnostics;
    if (found.names.length > 0) names.value = found.names;
  } catch (error) {
    refusal.value = String((error as Error).message);
  }
  isAsking = false;
  if (isStale) await check();
  else isChecking.value = !isSame(asked, unsaved.peek());
}

function isSame(a: UnsavedTexts, b: UnsavedTexts): boolean {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
}

/** What the editor asks of the server. */
import type {
  CheckedTexts,
  Fate,
  LanguageMessage,
  NoteEdit,
  OpenedText,
  TextFile,
  UnsavedTexts,
  ValueEdit,
  ValueForm,
  WriteRequest,
} from 'fissure/workbench';
import { token } from './token.ts';

/** The server refused; `status` says on what ground. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

export const listFiles = () => ask<readonly TextFile[]>('/api/files');
export const readFile = (path: string) => ask<OpenedText>(`/api/file?path=${encodeURIComponent(path)}`);
export const readLanguage = () => ask<LanguageMessage>('/api/language');
export const writeFile = (wanted: WriteRequest) => send<{ readonly hash: string }>('PUT', '/api/file', wanted);
export const createFile = (path: string, text: string) =>
  send<{ readonly hash: string }>('POST', '/api/file/new', { path, text });
export const removeFile = (path: string, replaces: string) =>
  send<object>('POST', '/api/file/remove', { path, replaces });
export const renameFile = (path: string, to: string, replaces: string) =>
  send<object>('POST', '/api/file/rename', { path, to, replaces });
/** Of the model file that is shown; the study then takes its place. */
export const makeStudy = () => send<{ readonly folder: string }>('POST', '/api/make-study', {});
export const checkTexts = (unsaved: UnsavedTexts) => send<CheckedTexts>('POST', '/api/check', { unsaved });
export const readForm = (name: string, unsaved: UnsavedTexts) =>
  send<ValueForm>('POST', '/api/form', { name, unsaved });
export const editValue = (text: string, edit: ValueEdit) =>
  send<{ readonly text: string }>('POST', '/api/form/edit', { text, edit });
/** The text of argument.md with a statement dealt with; refused (422) where it would not read back. */
export const markStatement = (text: string, id: string, fate: Fate) =>
  send<{ readonly text: string }>('POST', '/api/mark', { text, id, fate });
/** The text of notes.yaml with a note added, changed or taken out; refused (422) where it would not read back. */
export const editNote = (text: string, edit: NoteEdit) =>
  send<{ readonly text: string }>('POST', '/api/note', { text, edit });

function send<Answer>(method: string, address: string, body: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${token.value ?? ''}`, 'content-type': 'application/json' };
  return ask(address, { method, headers, body: JSON.stringify(body) });
}

async function ask<Answer>(address: string, request?: RequestInit): Promise<Answer> {
  const answer = await fetch(address, request);
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body as Answer;
  const { reason } = (body ?? {}) as { readonly reason?: string };
  throw new Refused(answer.status, reason ?? answer.statusText);
}

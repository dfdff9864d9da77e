/**
 * What the editor asks of the server: the study's texts, whether unsaved ones are right, and writing. Everything but
 * reading needs the token that only the address printed in the terminal carries.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { LanguageMessage, NoteEdit } from '../browser/edit-message.ts';
import { BUILTINS } from '../equations/builtins.ts';
import { systemReason } from '../host/system-reason.ts';
import { addNote } from '../study/add-note.ts';
import { changeNote, removeNote } from '../study/change-note.ts';
import { markStatement } from '../study/mark-statement.ts';
import { STATUSES } from '../study/read-argument.ts';
import { jsonSchemaOf, STUDY_SCHEMAS, type StudyFileName } from '../study/schemas.ts';
import { Refusal, type Texts } from './study-texts.ts';
import { editValue, valueForm } from './value-form.ts';

/** Bytes of a request: all texts of a large study, with what JSON adds to them. */
const LARGEST_REQUEST = 8_000_000;

const unsaved = z.record(z.string(), z.string());
const writeRequest = z.strictObject({ path: z.string(), text: z.string(), replaces: z.string() });
const createRequest = z.strictObject({ path: z.string(), text: z.string() });
const removeRequest = z.strictObject({ path: z.string(), replaces: z.string() });
const renameRequest = z.strictObject({ path: z.string(), to: z.string(), replaces: z.string() });
const checkRequest = z.strictObject({ unsaved });
const formRequest = z.strictObject({ name: z.string(), unsaved });
const at = z.array(z.union([z.string(), z.number().int().min(0)])).max(20);
const editRequest = z.strictObject({
  text: z.string(),
  edit: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('scalar'), at, text: z.string() }),
    z.strictObject({ kind: z.literal('prior'), at, distribution: z.string(), numbers: z.array(z.string()).max(3) }),
  ]),
});

const markRequest = z.strictObject({
  text: z.string(),
  id: z.string(),
  fate: z.strictObject({ status: z.enum(STATUSES), note: z.string() }),
});

const note = z.strictObject({
  about: z.array(z.string()).max(100),
  text: z.string(),
  date: z.string(),
  by: z.string(),
});
const noteAt = z.strictObject({ index: z.number().int().min(0), note });
const noteRequest = z.strictObject({
  text: z.string(),
  edit: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('add'), note }),
    z.strictObject({ kind: z.literal('change'), at: noteAt, note }),
    z.strictObject({ kind: z.literal('remove'), at: noteAt }),
  ]),
});

/** Tells as JSON of `CheckedTexts` whether unsaved texts, by path, are right. */
export type CheckTexts = (unsaved: Readonly<Record<string, string>>) => Promise<string | undefined>;

export interface EditOptions {
  /** Of what is served now: a study may take the place of the model file that it was made of. */
  readonly texts: () => Texts;
  readonly token: string;
  readonly check: CheckTexts;
  /** Makes the study's report; without it there is none to be had here. */
  readonly report?: (() => Promise<Uint8Array>) | undefined;
  /** Makes a study of the model file that is served, and serves that: its folder. */
  readonly makeStudy?: (() => Promise<string>) | undefined;
}

export function editRoutes({ texts, token, check, report, makeStudy }: EditOptions): Hono {
  const routes = new Hono();
  routes.get('/files', (context) => context.json(texts().list()));
  routes.get('/file', (context) => context.json(texts().read(context.req.query('path') ?? '')));
  routes.get('/language', (context) => context.json(languageMessage()));

  const isTrusted = requireToken(token);
  const isSmall = bodyLimit({ maxSize: LARGEST_REQUEST, onError: tooLarge });
  routes.put('/file', isTrusted, isSmall, async (context) => {
    const wanted = await bodyOf(context, writeRequest);
    return context.json({ hash: await texts().write(wanted) });
  });
  routes.post('/file/new', isTrusted, isSmall, async (context) => {
    const wanted = await bodyOf(context, createRequest);
    return context.json({ hash: await texts().create(wanted) });
  });
  routes.post('/file/remove', isTrusted, isSmall, async (context) => {
    await texts().remove(await bodyOf(context, removeRequest));
    return context.json({});
  });
  routes.post('/file/rename', isTrusted, isSmall, async (context) => {
    await texts().rename(await bodyOf(context, renameRequest));
    return context.json({});
  });
  routes.post('/check', isTrusted, isSmall, async (context) => {
    const wanted = await bodyOf(context, checkRequest);
    context.header('content-type', 'application/json; charset=utf-8');
    return context.body((await check(wanted.unsaved))!);
  });
  routes.post('/form', isTrusted, isSmall, async (context) => {
    const wanted = await bodyOf(context, formRequest);
    const form = valueForm(wanted.name, texts(), wanted.unsaved);
    if (!form) throw new Refusal(404, 'No file of the model declares this name.');
    return context.json(form);
  });
  routes.post('/form/edit', isTrusted, isSmall, async (context) => {
    const wanted = await bodyOf(context, editRequest);
    const text = editValue(wanted.text, wanted.edit);
    if (text === undefined) throw new Refusal(422, 'This cannot be changed without touching what stands around it.');
    return context.json({ text });
  });
  routes.post('/mark', isTrusted, isSmall, async (context) => {
    const wanted = await bodyOf(context, markRequest);
    const text = markStatement(wanted.text, wanted.id, wanted.fate);
    if (text === undefined) throw new Refusal(422, 'It would not read back like that.');
    return context.json({ text });
  });
  routes.post('/note', isTrusted, isSmall, async (context) => {
    const wanted = await bodyOf(context, noteRequest);
    const text = editNote(wanted.text, wanted.edit);
    if (text === undefined) throw new Refusal(422, 'It would not read back like that.');
    return context.json({ text });
  });
  routes.post('/make-study', isTrusted, async (context) => {
    if (!makeStudy) throw new Refusal(404, 'Studies are made of model files by `fissure import`.');
    return context.json({ folder: await makeStudy() });
  });
  routes.post('/report', isTrusted, async (context) => {
    if (!report) throw new Refusal(404, 'Reports are made by `fissure report`.');
    const page = await report().catch((error: Error) => {
      throw new Refusal(422, error.message);
    });
    context.header('content-type', 'text/html; charset=utf-8');
    return context.body(Uint8Array.from(page));
  });
  routes.onError((error, context) => {
    if (error instanceof Refusal) return context.json({ reason: error.message }, error.status);
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    return context.json({ reason: `It cannot be done: ${reason}.` }, 422);
  });
  return routes;
}

function editNote(text: string, edit: NoteEdit): string | undefined {
  if (edit.kind === 'add') return addNote(text, edit.note);
  return edit.kind === 'change' ? changeNote(text, edit.at, edit.note) : removeNote(text, edit.at);
}

function languageMessage(): LanguageMessage {
  const functions = [...BUILTINS.values()].map(({ name, signature, doc }) => ({ name, signature, doc }));
  const files = Object.keys(STUDY_SCHEMAS) as StudyFileName[];
  return { functions, schemas: Object.fromEntries(files.map((file) => [file, jsonSchemaOf(file)])) };
}

function requireToken(token: string): MiddlewareHandler {
  // Digests are of one length, as the comparison wants it.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const wanted = digest(`Bearer ${token}`);
  return async (context, next) => {
    if (!timingSafeEqual(digest(context.req.header('authorization') ?? ''), wanted))
      return context.json(
        {
          reason:
            'This page may not write: the token is missing or is that of an earlier server. Open the address that the terminal printed.',
        },
        401,
      );
    await next();
  };
}

function tooLarge(context: Context): Response {
  return context.json({ reason: 'The request is larger than a study may be.' }, 413);
}

async function bodyOf<Wanted>(context: Context, shape: z.ZodType<Wanted>): Promise<Wanted> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new Refusal(400, 'The request is not of the form that is expected here.');
  return parsed.data;
}

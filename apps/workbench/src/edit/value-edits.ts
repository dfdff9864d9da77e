/** What somebody typed into the form of a value: what of it differs from the file, and what the file would be with it. */
import type { ValueForm as Form, LspDiagnostic, PriorField, ValueEdit, YamlPath } from 'fissure/workbench';
import { checkTexts, editValue, Refused, readForm } from './api.ts';
import { STRINGS } from './strings.ts';
import { openText, refusal, unsaved } from './texts.ts';

export interface Typed {
  /** By field of the form. */
  readonly texts: readonly string[];
  readonly prior: PriorField | undefined;
}

/** What differs from the file, in order. */
export function editsOf(form: Form, { texts, prior }: Typed): readonly ValueEdit[] {
  const edits: ValueEdit[] = form.fields.flatMap(({ at, text }, index) =>
    texts[index] === text ? [] : [{ kind: 'scalar' as const, at, text: texts[index]!.trim() }],
  );
  if (!prior || !form.prior || prior.distribution === '') return edits;
  const count = STRINGS.distributions[prior.distribution]!.length;
  const numbers = Array.from({ length: count }, (_, index) => (prior.numbers[index] ?? '').trim());
  const isSame = prior.distribution === form.prior.distribution && numbers.join() === form.prior.numbers.join();
  if (!isSame) edits.push({ kind: 'prior', at: prior.at, distribution: prior.distribution, numbers });
  return edits;
}

/** What was typed for one name as input for another: where both have the same field, and it was changed. */
export function carriedOver(from: Form, typed: Typed, to: Form): Typed {
  const changed = new Map(
    from.fields.flatMap(({ at, text }, index) =>
      typed.texts[index] === text ? [] : [[fieldKey(at), typed.texts[index]!]],
    ),
  );
  const isPriorKept = JSON.stringify(typed.prior) === JSON.stringify(from.prior);
  return {
    texts: to.fields.map(({ at, text }) => changed.get(fieldKey(at)) ?? text),
    prior: isPriorKept || !typed.prior ? to.prior : to.prior && { ...typed.prior, at: to.prior.at },
  };
}

/** Below the section and the name. */
function fieldKey(at: YamlPath): string {
  return JSON.stringify(at.slice(2));
}

/** Text of the file with the changes; `renamed`: it does not declare the name any more; undefined: `refusal` says why. */
export async function changedText(
  form: Form,
  edits: readonly ValueEdit[],
): Promise<{ readonly text: string } | 'renamed' | undefined> {
  const opened = await openText(form.file);
  if (!opened) return undefined;
  let { text } = opened;
  try {
    for (const edit of edits) ({ text } = await editValue(text, edit));
    refusal.value = '';
    return { text };
  } catch (error) {
    const isRefused = error instanceof Refused && error.status === 422;
    if (isRefused && !(await isStillDeclared(form, opened.text))) {
      refusal.value = '';
      return 'renamed';
    }
    refusal.value = STRINGS.refused(error instanceof Refused ? error.status : 0, String((error as Error).message));
    return undefined;
  }
}

/** By the same spelling, which is how it is found in the text. */
async function isStillDeclared({ name, file }: Form, text: string): Promise<boolean> {
  try {
    const found = await readForm(name, { ...unsaved.peek(), [file]: text });
    return found.name === name && found.file === file;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
}

/** Mistakes that the changes would bring. */
export async function problemsOf(form: Form, text: string): Promise<readonly LspDiagnostic[]> {
  const { diagnostics } = await checkTexts({ ...unsaved.peek(), [form.file]: text });
  return diagnostics.filter(({ severity }) => severity === 1);
}

/**
 * The options that change a model, as a text of its own, so that a mistake in them is shown like one in a file: with an
 * excerpt, a caret, and did-you-mean.
 */
import type { SourceText } from '../diagnostics/source-text.ts';
import { NO_CHANGE } from '../experiment/no-change.ts';
import type { Variation } from '../experiment/vary-parameters.ts';
import type { Intervention } from '../study/study.ts';
import type { ExperimentOptions } from './options.ts';

export const COMMAND_LINE = 'command line';

export interface Overrides {
  readonly text: string;
  readonly intervention: Intervention | undefined;
  readonly variations: readonly Variation[];
}

export function overridesOf({ set, off, vary = [] }: Pick<ExperimentOptions, 'set' | 'off' | 'vary'>): Overrides {
  let text = '';
  const append = (option: string, name: string, rest: string): SourceText => {
    text += `${text === '' ? '' : ' '}${option} `;
    const start = text.length;
    text += name + rest;
    return { text: name, file: COMMAND_LINE, offsets: start, end: start + name.length };
  };
  const settings = set.map(({ target, value }) => ({ target: append('--set', target, `=${value}`), value }));
  const switches = off.map((name) => append('--off', name, ''));
  const variations = vary.map(({ target, low, high }) => ({
    target: append('--vary', target, `=${low}..${high}`),
    ...{ low, high },
  }));
  if (set.length === 0 && off.length === 0) return { text, intervention: undefined, variations };
  const place = { file: COMMAND_LINE, start: 0, end: text.length };
  return { text, intervention: { ...NO_CHANGE, set: settings, off: switches, place }, variations };
}

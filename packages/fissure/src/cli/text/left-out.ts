/** What a lenient import left out of a study stands in everything that a command makes of it. */
import { droppedText } from '../../report/method-notes.ts';
import type { Study } from '../../study/study.ts';

export function leftOutText({ settings }: Study): readonly string[] {
  return droppedText(settings.dropped ?? []);
}

/** Fields of an answer or of a file; none where all was understood. */
export function leftOutData({ settings }: Study): { readonly dropped?: readonly string[] } {
  return settings.dropped?.length ? { dropped: settings.dropped } : {};
}

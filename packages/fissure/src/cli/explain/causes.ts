/** What moves a variable, as part of its thread: its immediate causes, with their share of its change over time. */
import { type CausesStrip, causesOf } from '../../analysis/loops/describe-loops.ts';
import { canonicalName } from '../../base/names.ts';
import { shareBars } from '../../report/figures/share-bars.ts';
import { polaritySign } from '../../report/loop-words.ts';
import { outOfHundred } from '../../report/number-text.ts';
import type { StudyOptions } from '../options.ts';
import { planFolder } from '../simulate/plan-for-command.ts';
import { centralInfluence } from '../simulate/record-run.ts';
import { displayWidth } from '../text/text-table.ts';
import type { Thread } from './thread.ts';

export function causesForCommand(folder: string, variable: string, options: StudyOptions): CausesStrip | undefined {
  const { experiment } = planFolder(folder, { ...options, set: [], off: [] }, { claims: [] });
  return causesOf(centralInfluence(experiment), canonicalName(variable));
}

const BAR_WIDTH = 24;

export function withCauses(thread: Thread, { role, causes }: CausesStrip, width: number): Thread {
  if (causes.length === 0) return thread;
  const nameWidth = Math.min(width - BAR_WIDTH - 12, Math.max(...causes.map(({ variable }) => displayWidth(variable))));
  const moving = causes.filter(({ meanShare }) => meanShare > 0);
  const still = causes.filter(({ meanShare }) => meanShare === 0);
  const lines = moving.map(({ variable, polarity, meanShare, shares }) => {
    const pad = ' '.repeat(Math.max(0, nameWidth - displayWidth(variable)));
    return `${polaritySign(polarity)} ${variable}${pad} ${outOfHundred(meanShare).padStart(3)} ${shareBars(shares, BAR_WIDTH)}`;
  });
  const constant = still.map(({ variable, polarity }) => `${polaritySign(polarity)}${variable}`).join(', ');
  const what =
    role === 'stock'
      ? 'Moved by (share of the change of its net flow, of 100)'
      : 'Moved by (share of its change, of 100)';
  const sections = [
    { label: `${what}, over the run at central values`, lines, drawn: true },
    ...(constant === '' ? [] : [{ label: 'Reads, but they do not move', lines: [constant] }]),
  ];
  return { ...thread, sections: [...thread.sections, ...sections.filter((section) => section.lines.length > 0)] };
}

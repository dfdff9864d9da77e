/** `fissure matrix` in a terminal: claims down, variants across in as many blocks as the width asks for; and as CSV. */
import { isOtherWord } from '../../analysis/step-stability.ts';
import type { Verdict, VerdictWord } from '../../analysis/verdict.ts';
import type { WeightsSummary } from '../../analysis/weights.ts';
import { printCsvCell } from '../../base/csv.ts';
import type { Variant } from '../../experiment/variants.ts';
import { outOfHundred } from '../../report/number-text.ts';
import { verdictSign } from '../../report/verdict-words.ts';
import type { Study } from '../../study/study.ts';
import type { Terminal } from '../terminal.ts';
import { displayWidth, textTable, wrapText } from './text-table.ts';
import { verdictLegend } from './verdict-table.ts';

export interface MatrixColumn extends Omit<Variant, 'change'> {
  readonly memberCount: number;
  readonly weights: WeightsSummary['state'];
  readonly effectiveNumber: number;
  readonly verdicts: readonly MatrixCell[];
}

interface MatrixCell {
  readonly claim: string;
  readonly word: VerdictWord;
  readonly share: number | null;
  readonly interval: readonly [number, number];
  /** Another word than as the study stands, by more than chance at a border. */
  readonly differs: boolean;
}

export function matrixColumn(
  { kind, name, label }: Variant,
  verdicts: readonly Verdict[],
  { state, memberCount, effectiveNumber }: WeightsSummary,
  base: readonly Verdict[],
): MatrixColumn {
  return {
    ...{ kind, name, label, memberCount, weights: state, effectiveNumber },
    verdicts: verdicts.map((verdict, i) => ({
      claim: verdict.claim,
      word: verdict.word,
      share: verdict.fitted.share,
      interval: verdict.fitted.interval,
      differs: isOtherWord(base[i]!, verdict),
    })),
  };
}

export function matrixText(study: Study, columns: readonly MatrixColumn[], terminal: Terminal): string {
  const { bold } = terminal.paint;
  const [base] = columns;
  if (base === undefined) return 'Stopped before the study as it stands was judged: there is no verdict.';
  const wrap = (text: string) => wrapText(text, terminal.width).join('\n');
  const changed = columns.flatMap((column) => changesText(base, column));
  const impossible = columns.filter(({ weights }) => weights === 'impossible').map(titleOf);
  return [
    `\n${bold(study.settings.title)}\n`,
    ...blocksOf(base, columns, terminal).map((block) => `${block}\n`),
    bold('What changes'),
    ...(changed.length > 0 ? changed : ['No claim gets another word by more than chance.']).map(wrap),
    '',
    ...(impossible.length > 0
      ? [wrap(`No member fits the record, so the prior stands: ${impossible.join(', ')}.`)]
      : []),
    wrap(
      `In how many of 100 ${base.weights === 'fitted' ? 'weighted ' : ''}members the claim holds; ${base.memberCount} members, weighed anew for each column. *: another word than as it stands, by more than chance at a border.`,
    ),
    verdictLegend(terminal),
  ].join('\n');
}

/** As many columns beside each other as fit, and the study as it stands in each block. */
function blocksOf(base: MatrixColumn, columns: readonly MatrixColumn[], terminal: Terminal): readonly string[] {
  const claimWidth = Math.max('Claim'.length, ...base.verdicts.map(({ claim }) => displayWidth(claim)));
  const widthOf = (column: MatrixColumn) =>
    2 + Math.max(displayWidth(titleOf(column)), ...cellsOf(column).map(displayWidth));
  const room = terminal.width - claimWidth - widthOf(base);
  const blocks: MatrixColumn[][] = [[]];
  let used = 0;
  for (const column of columns.slice(1)) {
    if (used > 0 && used + widthOf(column) > room) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)!.push(column);
    used += widthOf(column);
  }
  return blocks.map((block) => {
    const shown = [base, ...block];
    return textTable(
      [{ title: 'Claim' }, ...shown.map((column) => ({ title: titleOf(column) }))],
      base.verdicts.map(({ claim }, i) => [terminal.paint.bold(claim), ...shown.map((column) => cellsOf(column)[i]!)]),
      { width: terminal.width, heading: terminal.paint.dim },
    );
  });
}

function titleOf({ kind, name, label }: MatrixColumn): string {
  if (kind === undefined) return label;
  return kind === 'mechanisms' ? `no ${name}` : name;
}

function cellsOf({ verdicts }: MatrixColumn): readonly string[] {
  return verdicts.map(
    ({ word, share, differs }) =>
      `${verdictSign(word)} ${share === null ? '–' : outOfHundred(share)}${differs ? ' *' : ''}`,
  );
}

/** `- no M3 (Fear of the gallows): C1 supported → depends` */
function changesText(base: MatrixColumn, column: MatrixColumn): readonly string[] {
  const changes = column.verdicts.flatMap(({ claim, word, differs }, i) =>
    differs ? [`${claim} ${base.verdicts[i]!.word} → ${word}`] : [],
  );
  const label = column.label === '' ? '' : ` (${column.label})`;
  return changes.length === 0 ? [] : [`- ${titleOf(column)}${label}: ${changes.join(', ')}`];
}

export function matrixCsv(columns: readonly MatrixColumn[]): string {
  const rows = columns.flatMap(({ kind, name, label, verdicts }) =>
    verdicts.map(({ claim, word, share, interval, differs }) =>
      [claim, kind ?? '', name, label, word, share ?? '', ...interval, differs]
        .map((cell) => printCsvCell(String(cell)))
        .join(','),
    ),
  );
  return `${['claim,kind,variant,label,verdict,share,share_low,share_high,differs', ...rows].join('\r\n')}\r\n`;
}

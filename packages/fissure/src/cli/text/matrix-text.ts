/** `fissure matrix` in a terminal: claims down, variants across in as many blocks as the width asks for. */
import type { VariantColumn } from '../../analysis/judge-variant.ts';
import { countedText, outOfHundred } from '../../report/number-text.ts';
import { verdictSign } from '../../report/verdict-words.ts';
import type { Study } from '../../study/study.ts';
import type { Terminal } from '../terminal.ts';
import { displayWidth, textTable, wrapText } from './text-table.ts';
import { verdictLegend } from './verdict-table.ts';

export function matrixText(study: Study, columns: readonly VariantColumn[], terminal: Terminal): string {
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
      `In how many of 100 ${base.weights === 'fitted' ? 'weighted ' : ''}members the claim holds; ${membersText(base)}, weighed anew for each column. *: another word than as it stands, by more than chance at a border.`,
    ),
    verdictLegend(terminal),
  ].join('\n');
}

/** `150 members chosen of 4,500 candidates` */
function membersText({ memberCount, candidateCount }: VariantColumn): string {
  const members = countedText(memberCount, 'member');
  return candidateCount === null ? members : `${members} chosen of ${countedText(candidateCount, 'candidate')}`;
}

/** As many columns beside each other as fit, and the study as it stands in each block. */
function blocksOf(base: VariantColumn, columns: readonly VariantColumn[], terminal: Terminal): readonly string[] {
  const claimWidth = Math.max('Claim'.length, ...base.verdicts.map(({ claim }) => displayWidth(claim)));
  const widthOf = (column: VariantColumn) =>
    2 + Math.max(displayWidth(titleOf(column)), ...cellsOf(column).map(displayWidth));
  const room = terminal.width - claimWidth - widthOf(base);
  const blocks: VariantColumn[][] = [[]];
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

function titleOf({ kind, name, label }: VariantColumn): string {
  if (kind === undefined) return label;
  return kind === 'mechanisms' ? `no ${name}` : name;
}

function cellsOf({ verdicts }: VariantColumn): readonly string[] {
  return verdicts.map(
    ({ word, share, differs }) =>
      `${verdictSign(word)} ${share === null ? '–' : outOfHundred(share)}${differs ? ' *' : ''}`,
  );
}

/** `- no M3 (Fear of the gallows): C1 supported → depends` */
function changesText(base: VariantColumn, column: VariantColumn): readonly string[] {
  const changes = column.verdicts.flatMap(({ claim, word, differs }, i) =>
    differs ? [`${claim} ${base.verdicts[i]!.word} → ${word}`] : [],
  );
  const label = column.label === '' ? '' : ` (${column.label})`;
  return changes.length === 0 ? [] : [`- ${titleOf(column)}${label}: ${changes.join(', ')}`];
}

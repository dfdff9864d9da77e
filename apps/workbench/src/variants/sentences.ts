/** What turns where, in sentences: one for each claim, and one for each variant that turns any. */
import type { VerdictWord } from 'fissure/workbench';
import { STRINGS } from '../strings.ts';
import type { Column } from './columns.ts';
import { VARIANTS } from './strings.ts';

/** Columns that are there. */
type Judged = Column & { readonly judged: NonNullable<Column['judged']> };

export function judgedOf(columns: readonly Column[]): readonly Judged[] {
  return columns.filter((column): column is Judged => column.judged !== undefined);
}

/** In the order of the claims. */
export function sentencesByClaim(columns: readonly Judged[]): readonly string[] {
  return (columns[0]?.judged.verdicts ?? []).map(({ claim, word }, i) => {
    const cells = columns.map(({ where, judged }) => ({ where, ...judged.verdicts[i]! }));
    const same = cells.filter((cell) => cell.word === word).length;
    if (same === cells.length) return VARIANTS.steady(claim, VARIANTS.does[word], cells.length);
    const turned = new Map<VerdictWord, string[]>();
    for (const cell of cells.filter(({ differs }) => differs))
      turned.set(cell.word, [...(turned.get(cell.word) ?? []), cell.where]);
    const nearly = cells.filter((cell) => cell.word !== word && !cell.differs).length;
    return VARIANTS.sentence([
      VARIANTS.mostly(claim, VARIANTS.does[word], same, cells.length),
      ...[...turned].map(([own, where]) => VARIANTS.turned(VARIANTS.does[own], where)),
      ...(nearly > 0 ? [VARIANTS.nearly(nearly)] : []),
    ]);
  });
}

export interface TurningVariant {
  readonly where: string;
  readonly flips: readonly string[];
}

export function turningVariants([first, ...others]: readonly Judged[]): readonly TurningVariant[] {
  return others.flatMap(({ where, judged }) => {
    const flips = judged.verdicts.flatMap(({ claim, word, differs }, i) =>
      differs ? [VARIANTS.flip(claim, STRINGS.words[first!.judged.verdicts[i]!.word], STRINGS.words[word])] : [],
    );
    return flips.length > 0 ? [{ where, flips }] : [];
  });
}

export function isTurning({ judged }: Column): boolean {
  return judged?.verdicts.some(({ differs }) => differs) ?? false;
}

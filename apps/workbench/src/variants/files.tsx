/** The table to take along: its numbers as `fissure matrix` writes them, and itself as a drawing. */
import { type VerdictGrid, type VerdictWord, variantsCsv, verdictGridSvg } from 'fissure/workbench';
import { saveCsv, savePng, saveSvg } from '../../../shared/files.ts';
import { SHAPES } from '../argument/chip.tsx';
import { origin } from '../charts/origin.ts';
import { study, tell } from '../known.ts';
import { STRINGS } from '../strings.ts';
import type { judgedOf } from './sentences.ts';
import { VARIANTS } from './strings.ts';
import { shareText } from './table.tsx';

const NAME = 'claims-by-variants';

interface FilesProps {
  readonly columns: ReturnType<typeof judgedOf>;
  /** Lines under the drawing. */
  readonly notes: readonly string[];
}

export function Files({ columns, notes }: FilesProps) {
  const svg = () => verdictGridSvg(gridOf(columns, notes), origin()).html;
  const acts = {
    CSV: () => saveCsv(NAME, variantsCsv(columns.map(({ judged }) => judged))),
    SVG: () => saveSvg(NAME, svg()),
    PNG: () => void savePng(NAME, svg()).catch(tell),
  };
  return (
    <div class="tools">
      {Object.entries(acts).map(([kind, act]) => (
        <button
          key={kind}
          type="button"
          disabled={columns.length === 0}
          aria-label={STRINGS.saveAs(STRINGS.byVariants, kind)}
          onClick={act}
        >
          {kind}
        </button>
      ))}
    </div>
  );
}

function gridOf(columns: FilesProps['columns'], notes: readonly string[]): VerdictGrid {
  const { title, experiment } = study.value!;
  const words = new Set<VerdictWord>();
  const rows = experiment.claims.map(({ id, says }, i) => ({
    ...{ claim: id, says },
    cells: columns.map(({ judged }) => {
      const { word, share, differs } = judged.verdicts[i]!;
      words.add(word);
      return { text: `${SHAPES[word]} ${shareText(share)}`, word, differs };
    }),
  }));
  const legend = [...words].map((word) => `${SHAPES[word]} ${STRINGS.words[word]}: ${STRINGS.meanings[word]}`);
  return {
    ...{ id: NAME, title: VARIANTS.figure(title), rows },
    columns: columns.map(({ where, title: own }) => where || own),
    notes: [...notes, ...legend],
  };
}

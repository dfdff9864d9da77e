/** A word-sized chart in the text: how what a claim measures goes on, the study as it stands in grey. */
import { useComputed } from '@preact/signals';
import type { Band } from 'fissure/workbench';
import { isChanged } from '../chosen.ts';
import { bands, baseline } from '../known.ts';

const [WIDTH, HEIGHT] = [44, 14];

/** `output`: by id. */
export function Spark({ output: id }: { readonly output: string | undefined }) {
  // A lever that moves brings new bands of what is looked at alone: the others are the same objects.
  const moved = useComputed(() => bands.value.find(({ output }) => output === id));
  const still = useComputed(() =>
    isChanged.value ? baseline.value?.assessment.bands.find(({ output }) => output === id) : undefined,
  );
  const paths = useComputed(() => sparkPaths(moved.value, still.value)).value;
  if (!paths) return null;
  return (
    // The verdict beside it and the outcome's own chart say the same in words.
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {paths.still && <path class="still" d={paths.still} />}
      <path class="moved" d={paths.moved} />
    </svg>
  );
}

function sparkPaths(
  movedBand: Band | undefined,
  stillBand: Band | undefined,
): { readonly moved: string; readonly still: string } | undefined {
  const [moved, still] = [medianOf(movedBand), medianOf(stillBand)];
  const all = [...moved, ...still];
  if (moved.length < 2) return undefined;
  const [low, high] = [Math.min(0, ...all), Math.max(...all)];
  const path = (values: readonly number[]) =>
    values
      .map((value, i) => `${((i / (values.length - 1)) * WIDTH).toFixed(1)} ${heightOf(value, low, high).toFixed(1)}`)
      .join('L');
  return { moved: `M${path(moved)}`, still: still.length > 0 ? `M${path(still)}` : '' };
}

function heightOf(value: number, low: number, high: number): number {
  return 1 + (HEIGHT - 2) * (1 - (value - low) / (high - low || 1));
}

/** Every moment that has a number. */
function medianOf(band: Band | undefined): readonly number[] {
  const median = band?.fitted[2] ?? [];
  return median.filter((value): value is number => value !== null && Number.isFinite(value));
}

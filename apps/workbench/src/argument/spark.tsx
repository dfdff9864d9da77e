/** A word-sized chart in the text: how what a claim measures goes on, the study as it stands in grey. */
import { useComputed } from '@preact/signals';
import type { Band } from 'fissure/workbench';
import { outputsOf } from '../outcomes/outputs-of.ts';
import { bands, baseline, isChanged } from '../session.ts';
import type { PlannedClaim } from './claim.tsx';

const [WIDTH, HEIGHT] = [44, 14];

export function Spark({ claim }: { claim: PlannedClaim }) {
  const paths = useComputed(() => sparkPaths(claim)).value;
  if (!paths) return null;
  return (
    // The verdict beside it and the outcome's own chart say the same in words.
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {paths.still && <path class="still" d={paths.still} />}
      <path class="moved" d={paths.moved} />
    </svg>
  );
}

function sparkPaths(claim: PlannedClaim): { readonly moved: string; readonly still: string } | undefined {
  const [output] = outputsOf(claim);
  if (!output) return undefined;
  const moved = medianOf(bands.value, output.id);
  const still = isChanged.value ? medianOf(baseline.value?.assessment.bands ?? [], output.id) : [];
  const all = [...moved, ...still].filter(Number.isFinite);
  if (moved.length < 2 || all.length === 0) return undefined;
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
function medianOf(all: readonly Band[], id: string): readonly number[] {
  const median = all.find(({ output }) => output === id)?.fitted[2] ?? [];
  return median.filter((value): value is number => value !== null && Number.isFinite(value));
}

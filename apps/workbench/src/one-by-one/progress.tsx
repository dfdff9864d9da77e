/** How far the columns of a table are, with the way to stop and to go on. */
import type { Signal } from '@preact/signals';
import { failure } from '../known.ts';
import { Status } from '../status.tsx';
import type { UnderWay } from './one-by-one.ts';
import { COLUMNS } from './strings.ts';

interface ProgressProps {
  readonly done: number;
  readonly all: number;
  /** The reader has not stopped it. */
  readonly isWanted: Signal<boolean>;
  readonly isReady: boolean;
  readonly underWay: UnderWay | undefined;
}

export function Progress({ done, all, isWanted, isReady, underWay }: ProgressProps) {
  const isComplete = done === all;
  const isUnderWay = isReady && isWanted.value && !isComplete && failure.value === '';
  const left = underWay?.secondsLeft;
  return (
    <>
      {/* Always there, so that what comes into it is read out; how far it is would be read out again and again. */}
      <Status>{isUnderWay ? '' : stateText({ isReady, done, all })}</Status>
      {isReady && !isWanted.value && !isComplete && (
        <button type="button" onClick={() => (isWanted.value = true)}>
          {COLUMNS.goOn}
        </button>
      )}
      {isUnderWay && (
        <p class="under-way">
          {COLUMNS.progress(done, all)}
          {left !== undefined && `, ${COLUMNS.left(minutesText(left))}`}{' '}
          <progress value={underWay?.share ?? 0} aria-label={COLUMNS.progress(done, all)} />{' '}
          <button type="button" onClick={() => (isWanted.value = false)}>
            {COLUMNS.stop}
          </button>
        </p>
      )}
    </>
  );
}

function stateText({ isReady, done, all }: Pick<ProgressProps, 'isReady' | 'done' | 'all'>): string {
  if (!isReady) return COLUMNS.waiting;
  return done === all ? COLUMNS.complete(all) : COLUMNS.stopped(done, all);
}

/** `1:05`, in minutes and seconds. */
function minutesText(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

import type { Breaking } from 'fissure/workbench';
import { useRef } from 'preact/hooks';
import { scenario, settings } from '../chosen.ts';
import { baseline } from '../known.ts';
import { levers } from '../levers/order.ts';
import { changeTo } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { breaking, stopBreaking, tryToBreak } from './breaking.ts';

/** One button starts and stops, so that whoever is at it is never left without it: not even when the search ends by itself. */
export function BreakIt({ claim }: { claim: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const state = breaking.value?.claim === claim ? breaking.value : undefined;
  const isSearching = state !== undefined && !state.isDone;
  return (
    <>
      <button
        type="button"
        ref={button}
        disabled={!baseline.value}
        onClick={() => (isSearching ? stopBreaking() : tryToBreak(claim))}
      >
        {isSearching ? STRINGS.stop : STRINGS.tryToBreak}
      </button>
      {isSearching && (
        <p>
          {STRINGS.breaking} <progress value={state.share} aria-label={STRINGS.breaking} />
        </p>
      )}
      {/* Always there, so that what comes into it is read out. */}
      <div role="status">
        {state?.isDone &&
          (state.found ? (
            <Found point={state.found} claim={claim} onApply={() => button.current?.focus()} />
          ) : (
            <p>{STRINGS.unbreakable(state.tried)}</p>
          ))}
      </div>
    </>
  );
}

interface FoundProps {
  readonly point: NonNullable<Breaking['found']>;
  readonly claim: string;
  /** The way to it goes with the next verdicts. */
  readonly onApply: () => void;
}

function Found({ point, claim, onApply }: FoundProps) {
  const lever = levers.value.find(({ id }) => id === point.lever);
  if (!lever) return null;
  const apply = () => {
    onApply();
    stopBreaking();
    changeTo({ scenario: scenario.value, levers: new Map(settings.value).set(lever.id, point.value) });
  };
  const meaning = STRINGS.meaning(point.value, lever.central, lever.unit);
  return (
    <>
      <p>{STRINGS.brokenBy(claim, lever.label, meaning, STRINGS.words[point.from], STRINGS.words[point.to])}</p>
      <button type="button" onClick={apply}>
        {STRINGS.apply}
      </button>
    </>
  );
}

import type { Breaking } from 'fissure/workbench';
import { scenario, settings } from '../chosen.ts';
import { baseline } from '../known.ts';
import { levers } from '../levers/order.ts';
import { changeTo } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { breaking, stopBreaking, tryToBreak } from './breaking.ts';

export function BreakIt({ claim }: { claim: string }) {
  const state = breaking.value?.claim === claim ? breaking.value : undefined;
  if (!state) {
    return (
      <button type="button" disabled={!baseline.value} onClick={() => tryToBreak(claim)}>
        {STRINGS.tryToBreak}
      </button>
    );
  }
  if (!state.isDone) {
    return (
      <p>
        {STRINGS.breaking} <progress value={state.share} aria-label={STRINGS.breaking} />{' '}
        <button type="button" onClick={stopBreaking}>
          {STRINGS.stop}
        </button>
      </p>
    );
  }
  return (
    <div role="status">
      {state.found ? <Found point={state.found} claim={claim} /> : <p>{STRINGS.unbreakable(state.tried)}</p>}
    </div>
  );
}

function Found({ point, claim }: { point: NonNullable<Breaking['found']>; claim: string }) {
  const lever = levers.value.find(({ id }) => id === point.lever);
  if (!lever) return null;
  const apply = () => {
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

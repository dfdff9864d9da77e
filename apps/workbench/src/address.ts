/** Keeps the address and the page in step: every change that was let go of is a step that the back button undoes. */
import { batch, effect } from '@preact/signals';
import {
  type Arrangement,
  type Change,
  type PageState,
  printAddress,
  type ReadyStudy,
  readAddress,
} from 'fissure/workbench';
import {
  arrangement,
  change,
  chartStyle,
  isGuessing,
  ownScenarios,
  scenario,
  selected,
  settings,
  settled,
} from './chosen.ts';
import { isReading, study } from './known.ts';
import { forgetLeftOut, leaveOutMissing, unread } from './left-out.ts';
import { changeTo } from './session.ts';
import { source, sourceOf } from './source.ts';

/** The steps that the address is at. */
let last: Change = settled.value;
let arranged: Arrangement = arrangement.value;
/** A model that the page read itself has steps of its own. */
let from = source.value.number;

export function followAddress(): void {
  apply(read());
  settled.value = change.value;
  [last, arranged] = [settled.value, arrangement.value];
  effect(() => {
    const next = `#${printAddress({ ...settled.value, ...besides() })}`;
    const isSame = next === location.hash || (next === '#' && location.hash === '');
    if (isSame && source.value.number === from) return;
    const isStep = last !== settled.value || arranged !== arrangement.value;
    [last, arranged] = [settled.value, arrangement.value];
    const address = location.pathname + location.search + (next === '#' ? '' : next);
    const { number } = source.value;
    if (isStep || number !== from) {
      history.pushState(number, '', address);
      forgetLeftOut();
    } else history.replaceState(number, '', address);
    from = number;
  });
  addEventListener('popstate', ({ state: number }) => {
    batch(() => {
      forgetLeftOut();
      apply(read());
      source.value = sourceOf(number);
      from = source.value.number;
      settled.value = change.value;
      [last, arranged] = [settled.value, arrangement.value];
    });
    // Of what is being read it is found out when it is there.
    if (study.value && !isReading.value) tidyAddress(study.value);
    changeTo(change.value);
  });
}

/** Without what the study does not have. That is no step: back would lead to it again. */
export function tidyAddress(ready: ReadyStudy): void {
  batch(() => {
    const before = change.value;
    leaveOutMissing(ready);
    if (change.value !== before) settled.value = change.value;
    [last, arranged] = [settled.value, arrangement.value];
  });
}

function read(): PageState {
  const parts: string[] = [];
  const state = readAddress(location.hash, parts);
  unread.value = parts;
  return state;
}

function besides(): Omit<PageState, 'scenario' | 'levers'> {
  return {
    selected: selected.value,
    style: chartStyle.value,
    isGuessing: isGuessing.value,
    own: ownScenarios.value,
    arrangement: arrangement.value,
  };
}

function apply(state: PageState): void {
  batch(() => {
    scenario.value = state.scenario;
    settings.value = state.levers;
    selected.value = state.selected;
    chartStyle.value = state.style;
    isGuessing.value = state.isGuessing;
    ownScenarios.value = state.own;
    arrangement.value = state.arrangement;
  });
}

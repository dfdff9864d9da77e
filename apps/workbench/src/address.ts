/** Keeps the address and the page in step: every change that was let go of is a step that the back button undoes. */
import { batch, effect } from '@preact/signals';
import { type Arrangement, type Change, type PageState, printAddress, readAddress } from 'fissure/workbench';
import { arrangement, chartStyle, isGuessing, ownScenarios, scenario, selected, settings, settled } from './chosen.ts';
import { changeTo } from './session.ts';
import { source, sourceOf } from './source.ts';

export function followAddress(): void {
  apply(readAddress(location.hash));
  settled.value = { scenario: scenario.value, levers: settings.value };
  let last: Change = settled.value;
  let arranged: Arrangement = arrangement.value;
  /** A model that the page read itself has steps of its own. */
  let from = source.value.number;
  effect(() => {
    const next = `#${printAddress({ ...settled.value, ...besides() })}`;
    const isSame = next === location.hash || (next === '#' && location.hash === '');
    if (isSame && source.value.number === from) return;
    const isStep = last !== settled.value || arranged !== arrangement.value;
    last = settled.value;
    arranged = arrangement.value;
    const address = location.pathname + location.search + (next === '#' ? '' : next);
    const { number } = source.value;
    if (isStep || number !== from) history.pushState(number, '', address);
    else history.replaceState(number, '', address);
    from = number;
  });
  addEventListener('popstate', ({ state: number }) => {
    const state = readAddress(location.hash);
    batch(() => {
      source.value = sourceOf(number);
      from = source.value.number;
      arranged = state.arrangement;
      last = { scenario: state.scenario, levers: state.levers };
      settled.value = last;
      apply(state);
    });
    changeTo(last);
  });
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

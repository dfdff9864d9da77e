/** Where the levers may be moved to soon is simulated before: those that a hand is near, or while there is none the first. */
import { effect, signal } from '@preact/signals';
import type { ConstantLever, ExpectedLever, Lever } from 'fissure/workbench';
import { change, settled } from '../chosen.ts';
import { baseline, isStale, study } from '../known.ts';
import { ask } from '../simulating.ts';
import { constantValues, multiplesWithin, reachOf } from './scale.ts';

type AnyLever = Lever | ConstantLever;

/** Id of the lever that a hand is near; it may be of a study that was open before. */
const near = signal('');

/** A page that nobody sees simulates nothing that nobody asked for. */
const isHidden = signal(document.hidden);
document.addEventListener('visibilitychange', () => {
  isHidden.value = document.hidden;
});

/** What a lever's own element takes. */
export function expectingHand({ id }: AnyLever) {
  const expect = () => {
    near.value = id;
  };
  return {
    onPointerEnter: expect,
    onFocusCapture: expect,
    onPointerLeave: () => {
      near.value = '';
    },
  };
}

/** `all`: levers as they are ordered on the page, `seen` of which are seen at first. */
export function expectHands(all: () => readonly AnyLever[], seen: number): void {
  effect(() => {
    if (!study.value || !baseline.value || isStale.value) return;
    settled.value;
    const levers = all();
    const own = levers.filter(({ id }) => id === near.value);
    const wanted = isHidden.value ? [] : own.length > 0 ? own : levers.slice(0, seen);
    ask({ kind: 'expect', change: change.peek(), levers: wanted.map(expected), isNear: own.length > 0 });
  });
}

function expected(lever: AnyLever): ExpectedLever {
  const { id } = lever;
  return 'value' in lever
    ? { id, values: constantValues(lever), standing: lever.value }
    : { id, values: multiplesWithin(reachOf(lever)), standing: 1 };
}

/** Where the levers may be moved to soon is simulated before: those that a hand is near, or while there is none the first. */
import { effect, signal } from '@preact/signals';
import type { ConstantLever, ExpectedLever, Lever } from 'fissure/workbench';
import { baseline, change, isPending, isStale, settled, study } from '../session.ts';
import { ask } from '../simulating.ts';
import { constantValues, multiplesWithin, reachOf } from './scale.ts';

type AnyLever = Lever | ConstantLever;

const near = signal<AnyLever | undefined>(undefined);

/** What a lever's own element takes. */
export function expectingHand(lever: AnyLever) {
  const expect = () => {
    near.value = lever;
  };
  return {
    onPointerEnter: expect,
    onFocusCapture: expect,
    onPointerLeave: () => {
      near.value = undefined;
    },
  };
}

/** `first`: those that are seen first. */
export function expectHands(first: () => readonly AnyLever[]): void {
  effect(() => {
    const own = near.value;
    settled.value;
    // Once verdicts are there it goes on; while they are under way they come before what nobody is near to.
    const isWaiting = isPending.value && !own;
    if (!study.value || !baseline.value || isStale.value || isWaiting) return;
    const levers = (own ? [own] : first()).map(expected);
    ask({ kind: 'expect', change: change.peek(), levers, hasFans: own !== undefined });
  });
}

function expected(lever: AnyLever): ExpectedLever {
  const { id } = lever;
  return 'value' in lever
    ? { id, values: constantValues(lever), standing: lever.value }
    : { id, values: multiplesWithin(reachOf(lever)), standing: 1 };
}

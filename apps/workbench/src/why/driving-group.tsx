/** Which loops drive the variable at the moment that is read, in a sentence. */
import { useSignal } from '@preact/signals';
import { type LoopsAnswer, outOfHundred } from 'fissure/why';
import { useEffect } from 'preact/hooks';
import { tab } from '../drawer/tab.ts';
import { groupName } from './loop-groups.tsx';
import { WHY } from './strings.ts';
import { useAnswer } from './use-answer.ts';
import { labelOf, marks } from './why-state.ts';

/** Loops take seconds in a large study: whoever walks on is not made to wait for them. */
const REST_MS = 1200;

export function DrivingGroup({
  variable,
  when,
  time,
}: {
  readonly variable: string;
  readonly when: string;
  readonly time: number;
}) {
  const isResting = useSignal(false);
  useEffect(() => {
    isResting.value = false;
    const timer = setTimeout(() => {
      isResting.value = true;
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [variable]);
  return isResting.value ? <Told variable={variable} when={when} time={time} /> : null;
}

function Told({ variable, when, time }: { readonly variable: string; readonly when: string; readonly time: number }) {
  const { answer, isPending } = useAnswer('loops', { variable, most: 6, marks: marks.value });
  const driving = answer && !isPending ? drivingAt(answer, time) : undefined;
  if (!driving || !answer) return null;
  const { group, share, isReinforcing } = driving;
  const scope = answer.through === undefined ? '' : labelOf(answer.through);
  return (
    <p class="driving">
      {WHY.driving(when, groupName(group), outOfHundred(share), isReinforcing, scope)}{' '}
      <button
        type="button"
        onClick={() => {
          tab.value = 'loops';
        }}
      >
        {WHY.tabs.loops}
      </button>
    </p>
  );
}

/** The group with the largest share then; undefined where nothing moves. */
function drivingAt({ groups, times }: LoopsAnswer, time: number) {
  const at = times.reduce(
    (nearest, one, i) => (Math.abs(one - time) < Math.abs(times[nearest]! - time) ? i : nearest),
    0,
  );
  const [first] = groups
    .map((group) => ({ group, share: group.reinforcing[at]! + group.balancing[at]! }))
    .toSorted((a, b) => b.share - a.share);
  if (!first || !(first.share > 0)) return undefined;
  return { ...first, isReinforcing: first.group.reinforcing[at]! >= first.group.balancing[at]! };
}

/** Shows an answer; says so while there is none yet, or the one shown is not yet that to the question, and what stopped its worker. */
import type { Answers, QuestionKind } from 'fissure/why';
import type { ComponentChildren } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { STRINGS } from '../strings.ts';
import { WHY } from './strings.ts';
import type { Answered } from './use-answer.ts';
import { startAnalystAnew } from './why-state.ts';

interface AnsweringProps<K extends QuestionKind> {
  readonly asked: Answered<K>;
  /** What `children` uses besides the answer and signals. A lever that moves draws nothing again until there is an answer. */
  readonly using?: readonly unknown[];
  readonly children: (answer: Answers[K]) => ComponentChildren;
}

export function Answering<K extends QuestionKind>({ asked, using = [], children }: AnsweringProps<K>) {
  const { answer, isPending, failure } = asked;
  const place = useRef<HTMLParagraphElement>(null);
  const drawn = useMemo(() => answer !== undefined && children(answer), [answer, ...using]);
  if (failure !== '' || answer === undefined)
    return (
      <p role={failure === '' ? 'status' : 'alert'} ref={place} tabIndex={-1}>
        {failure === '' ? (
          isPending ? (
            WHY.loading
          ) : (
            WHY.noCauses
          )
        ) : (
          <>
            {WHY.failed(failure)}{' '}
            <button
              type="button"
              onClick={() => {
                // The button goes, and whoever pressed it stays.
                place.current?.focus();
                startAnalystAnew();
              }}
            >
              {STRINGS.startAnew}
            </button>
          </>
        )}
      </p>
    );
  return (
    <div class={isPending ? 'answer pending' : 'answer'} aria-busy={isPending}>
      {drawn}
    </div>
  );
}

/** Shows an answer; says so while there is none yet, or the one shown is not yet that to the question. */
import type { Answers, QuestionKind } from 'fissure/why';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { WHY } from './strings.ts';
import type { Answered } from './use-answer.ts';

interface AnsweringProps<K extends QuestionKind> {
  readonly asked: Answered<K>;
  /** What `children` uses besides the answer and signals. A lever that moves draws nothing again until there is an answer. */
  readonly using?: readonly unknown[];
  readonly children: (answer: Answers[K]) => ComponentChildren;
}

export function Answering<K extends QuestionKind>({ asked, using = [], children }: AnsweringProps<K>) {
  const { answer, isPending, failure } = asked;
  const drawn = useMemo(() => answer !== undefined && children(answer), [answer, ...using]);
  if (failure) return <p role="alert">{WHY.failed(failure)}</p>;
  if (answer === undefined) return <p role="status">{isPending ? WHY.loading : WHY.noCauses}</p>;
  return (
    <div class={isPending ? 'answer pending' : 'answer'} aria-busy={isPending}>
      {drawn}
    </div>
  );
}

/** A question to the worker, and its last answer while the next one is worked out. */
import { useSignal } from '@preact/signals';
import type { AnalystClient, Answers, Question, QuestionKind, Questions } from 'fissure/why';
import { useEffect, useRef } from 'preact/hooks';
import { change } from '../chosen.ts';
import { analyst, teachScenario } from './why-state.ts';

export interface Answered<K extends QuestionKind> {
  readonly answer: Answers[K] | undefined;
  /** The answer shown is to an earlier question. */
  readonly isPending: boolean;
  readonly failure: string;
}

interface Asked<K extends QuestionKind> {
  readonly client: AnalystClient | undefined;
  readonly key: string;
  readonly question: Question<K>;
}

/** Long enough for a hand that moves a lever not to ask at every step. */
const SETTLE_MS = 120;

/** One question at a time: what was asked meanwhile is asked next, and only the last of it. */
export function useAnswer<K extends QuestionKind>(kind: K, asked: Questions[K]): Answered<K> {
  const question = { ...asked, kind, change: change.value } as unknown as Question<K>;
  const key = JSON.stringify([kind, asked, change.value.scenario, [...change.value.levers]]);
  const client = analyst.value;
  const state = useSignal<Answered<K> & Pick<Asked<K>, 'key' | 'client'>>({
    ...{ answer: undefined, isPending: true, failure: '', key: '', client: undefined },
  });
  const wanted = useRef<Asked<K>>(undefined);
  const isBusy = useRef(false);
  const lastChange = useRef(change.value);
  useEffect(() => {
    wanted.current = { client, key, question };
    const follow = async () => {
      if (isBusy.current) return;
      isBusy.current = true;
      for (let done: unknown; wanted.current && done !== wanted.current; ) {
        const own = wanted.current;
        done = own;
        try {
          if (own.client) await teachScenario(own.client, own.question.change);
          const answer = await own.client?.ask<K>(own.question);
          if (own.client && own.client === analyst.peek())
            state.value = { ...own, answer, isPending: false, failure: '' };
        } catch (reason) {
          const failure = reason instanceof Error ? reason.message : String(reason);
          if (own.client === analyst.peek()) state.value = { ...own, answer: undefined, isPending: false, failure };
        }
      }
      isBusy.current = false;
    };
    const isLever = lastChange.current !== change.value;
    lastChange.current = change.value;
    const timer = setTimeout(() => void follow(), isLever ? SETTLE_MS : 0);
    return () => clearTimeout(timer);
  }, [client, key]);
  useEffect(
    () => () => {
      wanted.current = undefined;
    },
    [],
  );
  const { answer, failure, isPending, ...of } = state.value;
  // A worker that was started in place of one that failed has not failed.
  const isOwn = of.client === client;
  return { answer, failure: isOwn ? failure : '', isPending: isPending || of.key !== key || !isOwn };
}

/** What takes long, one piece after the other: how far it is, how long the rest takes, and what stops it. */
import type { Signal } from '@preact/signals';
import type { Change, SimulationAnswer, SimulationRequest } from 'fissure/workbench';
import { study, tell } from '../known.ts';
import { sendScenario } from '../scenarios/sent.ts';
import { alsoListen, nextTurn } from '../session.ts';
import { ask } from '../simulating.ts';

/** From 0 to 1 of all that was still to do, and how long the rest takes if it goes on as so far. */
export interface UnderWay {
  readonly share: number;
  readonly secondsLeft: number | undefined;
}

export interface Piece {
  readonly change: Change;
  /** So soon there that it does not count. */
  readonly isQuick: boolean;
  readonly request: (turn: number) => SimulationRequest;
  /** Keeps what an answer to the request says; true: that was the last one. */
  readonly take: (answer: SimulationAnswer) => boolean;
}

export interface Row {
  readonly pieces: readonly Piece[];
  readonly kind: 'judge' | 'variant';
  readonly underWay: Signal<UnderWay | undefined>;
}

/** Until then workers are compiling, and nobody knows how fast they will be. */
const FIRST_SECONDS = 4;

/** Answers what stops it: what has come by then stays. */
export function oneByOne({ pieces, kind, underWay }: Row): () => void {
  if (pieces.length === 0) return () => undefined;
  const all = pieces.filter(({ isQuick }) => !isQuick).length;
  let startedMs: number | undefined;
  let isStopped = false;
  const of = study.peek();
  let hearNoMore = () => undefined as unknown;
  const tellShare = (done: number) => {
    startedMs ??= performance.now();
    const share = done / all;
    const seconds = (performance.now() - startedMs) / 1000;
    const canTell = share > 0 && seconds > FIRST_SECONDS;
    underWay.value = { share, secondsLeft: canTell ? (seconds * (1 - share)) / share : undefined };
  };
  const stop = () => {
    isStopped = true;
    hearNoMore();
    underWay.value = undefined;
    ask({ kind: 'stop', what: kind });
  };
  const get = ({ isQuick, request, take }: Piece, done: number) =>
    new Promise<void>((resolve) => {
      const turn = nextTurn();
      hearNoMore = alsoListen((answer) => {
        // Nobody knows what failed: to go on waiting would be to wait for ever. It is told already.
        if (answer.kind === 'failed') stop();
        // Of a study that was opened since, whoever asked is asking anew.
        if (!('turn' in answer) || answer.turn !== turn || study.peek() !== of) return;
        if (answer.kind === 'share' && !isQuick) tellShare(done + answer.share);
        if (take(answer)) resolve();
      });
      ask(request(turn));
    }).finally(() => hearNoMore());
  const work = async () => {
    let done = 0;
    for (const piece of pieces) {
      if (!piece.isQuick) tellShare(done);
      if (piece.change.scenario !== '') await sendScenario(piece.change);
      if (isStopped) return;
      await get(piece, done);
      if (isStopped) return;
      if (!piece.isQuick) done += 1;
    }
    underWay.value = undefined;
  };
  work().catch((reason) => {
    stop();
    tell(reason);
  });
  return stop;
}

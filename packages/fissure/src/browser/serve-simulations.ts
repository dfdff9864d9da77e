/** Makes the Web Worker it is called in simulate for its page what that asks for. */
import type { MemberPool } from '../experiment/member-pool.ts';
import type { SimulationAnswer, SimulationRequest } from './simulation-messages.ts';
import { Simulations } from './simulations.ts';

/** What a worker has and the types of ECMAScript do not know. */
interface WorkerGlobals {
  onmessage: ((event: { readonly data: SimulationRequest }) => void) | null;
  postMessage(answer: SimulationAnswer): void;
  readonly performance: { now(): number };
}

export function serveSimulations(openPool: () => MemberPool): void {
  const worker = globalThis as unknown as WorkerGlobals;
  const { performance: clock } = worker;
  const simulations = new Simulations({
    post: (answer) => worker.postMessage(answer),
    openPool,
    now: () => clock.now(),
  });
  worker.onmessage = ({ data }) => simulations.hear(data);
}

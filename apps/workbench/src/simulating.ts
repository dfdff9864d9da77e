/** The page's line to its simulating worker. */
import type { SimulationAnswer, SimulationRequest } from 'fissure/workbench';

let worker = start();

function start(): Worker {
  return new Worker(new URL('./simulation-worker.ts', import.meta.url), { type: 'module' });
}

/** In place of one that failed: it knows nothing yet. Its own workers end with it. */
export function startWorkerAnew(): void {
  const { onmessage, onerror } = worker;
  worker.terminate();
  worker = start();
  Object.assign(worker, { onmessage, onerror });
}

export function ask(request: SimulationRequest): void {
  worker.postMessage(request);
}

export function listen(onAnswer: (answer: SimulationAnswer) => void, onFailure: (reason: string) => void): void {
  worker.onmessage = ({ data }) => onAnswer(data);
  worker.onerror = ({ message }) => onFailure(message);
}

/** The page's line to its simulating worker. */
import type { SimulationAnswer, SimulationRequest } from 'fissure/workbench';

const worker = new Worker(new URL('./simulation-worker.ts', import.meta.url), { type: 'module' });

export function ask(request: SimulationRequest): void {
  worker.postMessage(request);
}

export function listen(onAnswer: (answer: SimulationAnswer) => void, onFailure: (reason: string) => void): void {
  worker.onmessage = ({ data }) => onAnswer(data);
  worker.onerror = ({ message }) => onFailure(message);
}

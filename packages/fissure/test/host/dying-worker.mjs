// A member worker that dies just before it answers with the block that has the member in FISSURE_TEST_FATAL, or between
// taking the block in FISSURE_TEST_UNNOTED and noting that: always, or (with a file name in FISSURE_TEST_ONCE) only as long
// as that file does not exist.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const fatal = Number(process.env.FISSURE_TEST_FATAL);
const once = process.env.FISSURE_TEST_ONCE;

function die() {
  if (once !== undefined && existsSync(once)) return;
  if (once !== undefined) writeFileSync(once, '');
  process.exit(1);
}

const unnoted = Number(process.env.FISSURE_TEST_UNNOTED);
const { store } = Atomics;
Atomics.store = (cells, index, value) => {
  if (value === unnoted + 1) die();
  return store(cells, index, value);
};

const post = parentPort.postMessage.bind(parentPort);
parentPort.postMessage = (answer, transfer) => {
  if (answer.kind === 'block' && answer.ensemble.members.includes(fatal)) die();
  post(answer, transfer);
};
await import('../../dist/host/member-worker.js');

// A member worker that dies just before it answers with the block that has the member in FISSURE_TEST_FATAL: always, or
// (with a file name in FISSURE_TEST_ONCE) only as long as that file does not exist.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const fatal = Number(process.env.FISSURE_TEST_FATAL);
const once = process.env.FISSURE_TEST_ONCE;

function dieAt(answer) {
  if (answer.kind !== 'block' || !answer.ensemble.members.includes(fatal)) return;
  if (once !== undefined && existsSync(once)) return;
  if (once !== undefined) writeFileSync(once, '');
  process.exit(1);
}

const post = parentPort.postMessage.bind(parentPort);
parentPort.postMessage = (answer, transfer) => {
  dieAt(answer);
  post(answer, transfer);
};
await import('../../dist/host/member-worker.js');

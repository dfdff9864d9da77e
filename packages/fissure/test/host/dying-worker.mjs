// A member worker that dies when it is given the block with the member in FISSURE_TEST_FATAL: always, or (with a file
// name in FISSURE_TEST_ONCE) only as long as that file does not exist.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const fatal = Number(process.env.FISSURE_TEST_FATAL);
const once = process.env.FISSURE_TEST_ONCE;

function dieAt({ first, count }) {
  if (fatal < first || fatal >= first + count) return;
  if (once !== undefined && existsSync(once)) return;
  if (once !== undefined) writeFileSync(once, '');
  process.exit(1);
}

const on = parentPort.on.bind(parentPort);
parentPort.on = (event, handler) =>
  on(event, (message) => {
    dieAt(message);
    handler(message);
  });
await import('../../dist/host/member-worker.js');

/** A worker thread of Node that simulates blocks of members. */
import { parentPort } from 'node:worker_threads';
import { serveBlocks } from '../experiment/serve-blocks.ts';

const port = parentPort!;
port.on(
  'message',
  serveBlocks((answer, transfer) => port.postMessage(answer, transfer)),
);
port.postMessage({ kind: 'ready' });

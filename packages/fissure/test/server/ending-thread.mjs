/** Answers with what it began with, and ends when it is asked for details. */
import { parentPort, workerData } from 'node:worker_threads';

parentPort.on('message', ({ id, name }) => {
  if (name === 'details') process.exit(3);
  if (name === 'check') throw new Error('out of luck');
  parentPort.postMessage({ id, text: workerData.folder });
});

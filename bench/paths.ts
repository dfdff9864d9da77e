import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Where everything goes that a benchmark builds: not in git. */
export const OUT = fileURLToPath(new URL('../out/bench/', import.meta.url));

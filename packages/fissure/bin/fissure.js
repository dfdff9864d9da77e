#!/usr/bin/env node
// Starts the built command line; in a fresh checkout there is none yet.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) {
  const { main: start } = await import(main.href);
  await start(process.argv);
} else {
  process.stderr.write('Fissure is not built yet. Run `npm ci && npm run build` in its folder, then try again.\n');
  process.exitCode = 4;
}

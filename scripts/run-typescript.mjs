// Runs a TypeScript file with Vite's module loader: Node 20 cannot strip types by itself.
import { runnerImport } from 'vite';

const [file] = process.argv.slice(2);
process.argv.splice(1, 2, new URL(file, `file://${process.cwd()}/`).pathname);
await runnerImport(file);

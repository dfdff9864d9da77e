// Runs both suites and counts. A file with a failed test is run once more, alone and from its start: many browsers at once on
// few cores disturb each other. What fails again has failed; what passes then is named, for an unsteady test is to be mended.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

const isChecked = process.argv[2] === '0';

/** Results by file. */
function run(command, args, output) {
  rmSync(output, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  const { status } = spawnSync(command, [...args, ...reporters], { stdio: 'inherit' });
  const { testResults } = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : { testResults: [] };
  const files = new Map(testResults.map((file) => [relative('.', file.name), file]));
  // What breaks outside of every test says so by its status alone.
  return { files, isBroken: status !== 0 && failedIn(files).length === 0 };
}

function failedIn(files) {
  return [...files].filter(([, { status }]) => status !== 'passed').map(([name]) => name);
}

mkdirSync('out', { recursive: true });
const suites = ['test', 'test-slow'].map((name) => run('npm', ['run', name, '--'], `out/${name}-results.json`));
const files = new Map(suites.flatMap((suite) => [...suite.files]));
const isBroken = suites.some((suite) => suite.isBroken || suite.files.size === 0);
const unsteady = failedIn(files);
if (unsteady.length > 0) {
  console.log(`\nOnce more, alone: ${unsteady.join(', ')}\n`);
  const again = run('npx', ['vitest', 'run', '--no-file-parallelism', ...unsteady], 'out/test-results-again.json');
  if (!again.isBroken) for (const [name, file] of again.files) files.set(name, file);
  console.log(`Needed a second try: ${unsteady.join(', ')}`);
}

const tests = [...files.values()].flatMap(({ assertionResults }) => assertionResults);
// A skip means that this machine lacks something which CI should have installed: that is a failure here.
const notPassed = tests.filter(({ status }) => status !== 'passed');
for (const { fullName, status } of notPassed) console.log(`${status}: ${fullName}`);
const isSound = isChecked && !isBroken && failedIn(files).length === 0;
const failures = notPassed.length === 0 && !isSound ? 1 : notPassed.length;
console.log(`${tests.length - notPassed.length} passed, ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);

/** `fissure test`: judges the claims of a study. */
import type { ExitCode } from '../exit-codes.ts';
import { writeResults } from '../files/results-files.ts';
import { resultFiles, showVerdicts, type TestOptions, testExit, testStudy } from './test-study.ts';

export async function testCommand(folder: string, options: TestOptions): Promise<ExitCode> {
  const tested = await testStudy(folder, options, { claims: 'needed' });
  showVerdicts(tested, options);
  if (options.out !== undefined && tested.assessment.provenance.membersDone > 0)
    await writeResults(options.out, resultFiles(tested, options), tested.terminal);
  return testExit(tested, options);
}

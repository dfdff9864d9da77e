/** `fissure test`: judges the claims of a study. */
import type { ExitCode } from '../exit-codes.ts';
import { resultFiles } from '../files/report-files.ts';
import { writeResults } from '../files/results-files.ts';
import { showVerdicts, testExit } from '../show-verdicts.ts';
import { type TestOptions, testStudy } from '../simulate/test-study.ts';

export async function testCommand(folder: string, options: TestOptions): Promise<ExitCode> {
  const tested = await testStudy(folder, options, { claims: 'needed' });
  showVerdicts(tested, options);
  if (options.out !== undefined && tested.assessment.provenance.membersDone > 0)
    await writeResults(options.out, resultFiles(tested, options), tested.terminal);
  return testExit(tested, options);
}

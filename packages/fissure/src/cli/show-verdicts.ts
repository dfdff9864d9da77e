/** What a tested study says: verdicts, or outcomes where nothing is claimed, and how the command ends. */
import { isBalanceBroken, methodNotes } from '../report/method-notes.ts';
import { isFitted, judgedClaims } from '../report/page/report-input.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { TestedStudy, TestOptions } from './simulate/test-study.ts';
import { outcomeTable } from './text/outcome-text.ts';
import { verdictDetails, verdictFootnotes, verdictTable } from './text/verdict-table.ts';
import { writeAnswer } from './write-diagnostics.ts';

export function showVerdicts(tested: TestedStudy, options: TestOptions): void {
  const { study, assessment, changes, notices, texts, terminal, interrupted } = tested;
  if (options.json) {
    writeAnswer(terminal, 'test', notices, texts, { study: study.settings.title, changes, interrupted, ...assessment });
    return;
  }
  const claims = judgedClaims({ study, assessment });
  terminal.out(`\n${terminal.paint.bold(study.settings.title)}`);
  if (changes !== '') terminal.out(`With ${changes}`);
  if (assessment.provenance.membersDone === 0) {
    terminal.out('Stopped before a member was finished: there is no verdict.');
    return;
  }
  if (study.claims.length === 0) {
    showOutcomes(tested);
    return;
  }
  terminal.out(`\n${verdictTable(claims, assessment, terminal)}\n`);
  if (options.details)
    for (const claim of claims) terminal.out(`${verdictDetails(claim, isFitted(assessment), terminal)}\n`);
  terminal.out(verdictFootnotes(assessment, terminal));
}

/** What there is to show where nothing is claimed. */
function showOutcomes({ charts, assessment, terminal }: TestedStudy): void {
  if (charts.length > 0) terminal.out(`\n${outcomeTable(charts, terminal)}\n`);
  terminal.out('The study has no claims to test.');
  for (const note of methodNotes(assessment)) terminal.out(note);
}

/** Findings: an expectation that is not met, a balance that is broken, and with --strict a contradicted claim. */
export function testExit({ assessment, interrupted, terminal }: TestedStudy, options: TestOptions): ExitCode {
  if (interrupted) {
    const { membersDone, membersAsked } = assessment.provenance;
    terminal.notice(`Stopped: kept ${membersDone} of ${membersAsked} members.`);
    return EXIT.interrupted;
  }
  const unmet = options.expect.filter(({ claim, verdict }) =>
    assessment.verdicts.every((own) => own.claim.toLowerCase() !== claim.toLowerCase() || own.word !== verdict),
  );
  for (const { claim, verdict } of unmet) {
    const word = assessment.verdicts.find((own) => own.claim.toLowerCase() === claim.toLowerCase())?.word;
    terminal.error(`Expected ${claim} to be ${verdict}; it is ${word ?? 'not tested'}.`);
  }
  if (isBalanceBroken(assessment)) terminal.error('A balance is broken: something that is conserved is not.');
  const contradicted = options.strict && assessment.verdicts.some(({ word }) => word === 'contradicted');
  return unmet.length > 0 || contradicted || isBalanceBroken(assessment) ? EXIT.findings : EXIT.ok;
}

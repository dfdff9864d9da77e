/** The commands that show a study: in a browser, as a page, by loop and by place. */
import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { readCount, readEmbed } from '../options.ts';
import { LENIENT, withChanges, withOutput, withTesting, withUncertainty } from './shared-options.ts';

export function addOpen(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('open')
    .summary('serve the workbench on this machine alone')
    .argument('<study>', 'folder of the study')
    .description('Serve the workbench of a study on this machine alone: levers, fans and verdicts in a browser.')
    .option('--port <number>', 'port on loopback (default: one that is free)', readCount(0, 65_535))
    .option(...LENIENT)
    .option('-q, --quiet', 'only the address')
    .addHelpText('after', '\nExamples:\n  fissure open studies/islamic-state')
    .action(async (study, options) => {
      const { openCommand } = await import('../commands/open.ts');
      finish(await openCommand(study, options));
    });
}

export function addStart(program: Command, finish: (code: ExitCode) => void): void {
  withTesting(
    withUncertainty(
      withOutput(
        program
          .command('start')
          .summary('check, test and report in one go')
          .argument('<study>', 'folder of the study')
          .description('Everything at once: check the study, test its claims, write the report as one HTML page.')
          .option('--serve', 'then serve the workbench until Ctrl-C')
          .option('--out <folder>', 'write the results there (default: out/NAME-OF-THE-STUDY)')
          .addHelpText(
            'after',
            `
Examples:
  fissure start studies/islamic-state
  fissure start studies/islamic-state --serve
  fissure start studies/islamic-state --members 300 --out my-report`,
          ),
      ),
    ),
  ).action(async (study, options) => {
    const { startCommand } = await import('../commands/start.ts');
    finish(await startCommand(study, options));
  });
}

export function addReport(program: Command, finish: (code: ExitCode) => void): void {
  withTesting(
    withUncertainty(
      withOutput(
        program
          .command('report')
          .summary('test the claims, and write the report as one HTML file')
          .argument('<study>', 'folder of the study')
          .description('Test the claims of a study and write the report: one HTML file that needs nothing else.')
          .option('-o, --out <file>', 'where to write it', 'report.html')
          .option('--static', 'the short form: equations as text, links in a sentence')
          .addOption(
            new Option('--embed <what>', 'only one claim or chart, to put into another page').argParser(readEmbed),
          )
          .addHelpText(
            'after',
            `
Examples:
  fissure report studies/islamic-state -o report.html
  fissure report studies/islamic-state --static --members 300
  fissure report model.mdl --vary contact_rate=0.8..1.6
  fissure report studies/islamic-state --embed claim:C1 -o claim.html
  fissure report studies/islamic-state --embed chart:strength -o strength.html`,
          ),
      ),
    ),
  ).action(async (study, options) => {
    const { reportCommand } = await import('../commands/report.ts');
    finish(await reportCommand(study, options));
  });
}

export function addLoops(program: Command, finish: (code: ExitCode) => void): void {
  withChanges(
    withOutput(
      program
        .command('loops')
        .summary('the feedback loops, and when each drives what')
        .argument('<study>', 'folder of the study')
        .description(
          'Find the feedback loops that follow from the equations, and show what share of the behaviour each has over time.',
        )
        .option('--variable <name>', 'only loops through this variable')
        .option('--top <count>', 'how many loops to show', readCount(1, 1000), 10)
        .addHelpText(
          'after',
          `
Examples:
  fissure loops studies/islamic-state
  fissure loops studies/islamic-state --variable fighters --top 5
  fissure loops studies/islamic-state --off M3 --json`,
        ),
    ),
  ).action(async (study, options) => {
    const { loopsCommand } = await import('../commands/loops.ts');
    finish(await loopsCommand(study, options));
  });
}

export function addMap(program: Command, finish: (code: ExitCode) => void): void {
  withChanges(
    withOutput(
      program
        .command('map')
        .summary('variables by place over time')
        .argument('<study>', 'folder of the study')
        .description('Show variables by place over time; study.yaml says where the places lie.')
        .option('--variable <name>', 'this variable, not those that study.yaml names')
        .addHelpText(
          'after',
          `
Examples:
  fissure map studies/islamic-state
  fissure map studies/islamic-state --variable fear --scenario closed_border`,
        ),
    ),
  ).action(async (study, options) => {
    const { mapCommand } = await import('../commands/map.ts');
    finish(await mapCommand(study, options));
  });
}

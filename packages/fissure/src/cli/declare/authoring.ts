/** The commands with which a study is written: made, checked, explained, documented. */
import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { LENIENT, withExperiment, withOutput } from './shared-options.ts';

export function addInit(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('init')
      .summary('make a small study to start from')
      .argument('<folder>', 'a folder that does not exist yet, or is empty')
      .description('Make a small study that runs, to start your own from.')
      .option('--from <file>', 'a text file with your argument: its sentences become statements, all of them open')
      .addHelpText(
        'after',
        `
Examples:
  fissure init my-study
  fissure init my-study && fissure start my-study
  fissure init my-study --from argument.txt && fissure check my-study`,
      ),
  ).action(async (folder, options) => {
    const { initCommand } = await import('../commands/init.ts');
    finish(await initCommand(folder, options));
  });
}

export function addCheck(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('check')
      .summary('read a study and check names, dimensions, units, claims')
      .argument('<study>', 'folder of the study')
      .description(
        'Read a study and check it: files, names, dimensions, units, claims. Nothing is simulated but a few single runs.',
      )
      .option('--strict', 'warnings are findings: exit code 1')
      .option(...LENIENT)
      .option('--no-simulate', 'leave out the single runs that compare integration methods and steps')
      .addHelpText(
        'after',
        `
Examples:
  fissure check studies/islamic-state
  fissure check studies/islamic-state --strict
  fissure check studies/islamic-state --json | jq '.diagnostics[].message'`,
      ),
  ).action(async (study, options) => {
    const { checkCommand } = await import('../commands/check.ts');
    finish(await checkCommand(study, options));
  });
}

export function addExplain(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('explain')
      .summary('what a message means; what a name of a study rests on')
      .argument(
        '<name>',
        'code of a message, or the name of anything in a study: variable, parameter, mechanism, scenario, claim, output, evidence ...',
      )
      .description(
        'Explain a message, or follow one thing of a study from statement to evidence to equation to verdict.',
      )
      .option('--study <folder>', 'the study to look in (default: the current folder)')
      .option(...LENIENT)
      .addHelpText(
        'after',
        `
Examples:
  fissure explain unit/mismatch
  fissure explain desertion --study studies/islamic-state
  fissure explain p5.1 --study studies/islamic-state`,
      ),
  ).action(async (name, options) => {
    const { explainCommand } = await import('../commands/explain.ts');
    finish(await explainCommand(name, options));
  });
}

export function addDocs(program: Command, finish: (code: ExitCode) => void): void {
  withExperiment(
    withOutput(
      program
        .command('docs')
        .summary('write a page for every mechanism')
        .argument('<study>', 'folder of the study')
        .description(
          'Write a page for every mechanism: statements, equations, literature, rival form, numbers, what switching it off changes, what the record says.',
        )
        .option('--out <folder>', 'where to write them (default: docs/mechanisms of the study)')
        .addHelpText(
          'after',
          `
Examples:
  fissure docs studies/islamic-state                 into its docs/mechanisms
  fissure docs studies/islamic-state --out pages --members 100`,
        ),
    ),
  ).action(async (study, options) => {
    const { docsCommand } = await import('../commands/docs.ts');
    finish(await docsCommand(study, options));
  });
}

/** Options that several commands take. */
import { type Command, Option } from 'commander';
import { defaultEngine } from '../../engine/compile-batch.ts';
import { readCount, readExpectation, readNames, readRange, readSetting } from '../options.ts';

export function withOutput(command: Command): Command {
  return command
    .option('--json', 'print one JSON object instead of text')
    .option('-q, --quiet', 'no progress and no notices')
    .addOption(new Option('--color', 'use colours also where the output is not a screen'))
    .addOption(new Option('--no-color', 'use no colours (NO_COLOR does the same)').default(undefined));
}

/** What reads a study may be given a model file of another tool. */
export const LENIENT = [
  '--lenient',
  'go on without what is not understood of a model file, and list it in every result',
] as const;

/** What is changed before a run, whatever the command does with it. */
export function withChanges(command: Command): Command {
  return withOverrides(command).option('--scenario <name>', 'apply a scenario of the study');
}

export function withOverrides(command: Command): Command {
  return command
    .option(...LENIENT)
    .addOption(
      new Option('--set <name=value>', 'fix a parameter, or one element of it: --set "pay[local]=800"')
        .argParser(readSetting)
        .default([], 'none'),
    )
    .addOption(new Option('--off <mechanism>', 'switch a mechanism off').argParser(readNames).default([], 'none'));
}

export function withExperiment(command: Command): Command {
  return withEnsemble(withChanges(command));
}

export function withUncertainty(command: Command): Command {
  return withVariations(withExperiment(command));
}

/** What is uncertain is a matter of the study; a model of another tool cannot say it. */
export function withVariations(command: Command): Command {
  return command.addOption(
    new Option('--vary <name=low..high>', 'let a parameter range evenly between two numbers, in place of its prior')
      .argParser(readRange)
      .default([], 'none'),
  );
}

export function withEnsemble(command: Command): Command {
  return withWork(
    command
      .option('--members <count>', 'how many members', readCount(1, 1_000_000))
      .option('--replicates <count>', 'how many members share a point and differ in random draws', readCount(1, 10_000))
      .option(
        '--candidates <count>',
        'how many members to screen by the record first; 0: none',
        readCount(0, 1_000_000),
      ),
  );
}

/** How many runs are worked off. */
export function withWork(command: Command): Command {
  return command
    .option('--seed <number>', 'seed of designs and random draws', readCount(0, 4_294_967_295))
    .option('--workers <count>', 'how many worker threads (default: one per core)', readCount(1, 256))
    .addOption(
      new Option('--engine <name>', 'what runs the equations')
        .choices(['webassembly', 'javascript', 'interpreter'])
        .default(defaultEngine()),
    );
}

export function withTesting(command: Command): Command {
  return command
    .addOption(new Option('--claim <id>', 'test only this claim').argParser(readNames).default([], 'none'))
    .option('--details', 'also by rival structure, and the reported numbers')
    .addOption(
      new Option('--expect <claim=verdict>', 'exit code 1 unless the claim gets this verdict')
        .argParser(readExpectation)
        .default([], 'none'),
    )
    .option('--strict', 'a contradicted claim is a finding: exit code 1');
}

/** The commands that simulate a study and judge it. */
import { type Command, Option } from 'commander';
import { VARIANT_KINDS } from '../../experiment/variants.ts';
import type { ExitCode } from '../exit-codes.ts';
import { readCase, readCount, readNames, readParts, readPassage, readShare } from '../options.ts';
import {
  withChanges,
  withEnsemble,
  withExperiment,
  withOutput,
  withOverrides,
  withTesting,
  withUncertainty,
  withVariations,
  withWork,
} from './shared-options.ts';

export function addRun(program: Command, finish: (code: ExitCode) => void): void {
  withUncertainty(
    withOutput(
      program
        .command('run')
        .summary('simulate a study once, or an ensemble of it')
        .argument('<study>', 'folder of the study')
        .description(
          'Simulate a study and show its main outcomes: once at central values, or with --members as an ensemble.',
        )
        .option('--all', 'write every variable to the CSV, not only the outputs')
        .option('--traces', 'with --members and --out: every member over time, as traces.csv')
        .option('--extremes', 'least and greatest value of each output at any step, saved or not, and when')
        .addOption(
          new Option('--passes <output<level>', 'when an output is first below (<) or above (>) a level')
            .argParser(readPassage)
            .default([], 'none'),
        )
        .option('--out <folder>', 'write the results there')
        .addHelpText(
          'after',
          `
Examples:
  fissure run studies/islamic-state
  fissure run studies/islamic-state --scenario closed_border --off M12
  fissure run studies/islamic-state --set "pay[local]=800" --out out
  fissure run studies/islamic-state --extremes --passes "strength<20000"
  fissure run studies/islamic-state --members 300 --seed 7
  fissure run model.mdl --vary contact_rate=0.8..1.6`,
        ),
    ),
  ).action(async (study, options) => {
    const { runCommand } = await import('../commands/run.ts');
    finish(await runCommand(study, options));
  });
}

export function addTest(program: Command, finish: (code: ExitCode) => void): void {
  withTesting(
    withUncertainty(
      withOutput(
        program
          .command('test')
          .summary('judge its claims over plausible worlds')
          .argument('<study>', 'folder of the study')
          .description('Judge the claims of a study over an ensemble of plausible worlds.')
          .option('--out <folder>', 'write the results there')
          .option('--traces', 'with --out: every member over time, as traces.csv')
          .addHelpText(
            'after',
            `
Examples:
  fissure test studies/islamic-state
  fissure test studies/islamic-state --claim C4 --details
  fissure test studies/islamic-state --off M3 --members 500 --json > verdicts.json
  fissure test studies/islamic-state --expect C1=supported --expect C12=depends`,
          ),
      ),
    ),
  ).action(async (study, options) => {
    const { testCommand } = await import('../commands/test.ts');
    finish(await testCommand(study, options));
  });
}

export function addStress(program: Command, finish: (code: ExitCode) => void): void {
  withUncertainty(
    withOutput(
      program
        .command('stress')
        .summary('try what the model must bear')
        .argument('<study>', 'folder of the study')
        .description(
          'Try what the model must bear: extreme conditions, each mechanism knocked out, claims where they are said to change sides, other steps and methods, priors with either sign, surprises.',
        )
        .addOption(
          new Option(
            '--only <parts>',
            'expectations, knockouts, defences, steps, signs, surprises; several with commas',
          )
            .argParser(readParts)
            .default([], 'all'),
        )
        .option('--out <folder>', 'write the results there')
        .addHelpText(
          'after',
          `
Examples:
  fissure stress studies/islamic-state
  fissure stress studies/islamic-state --only expectations,knockouts --members 100`,
        ),
    ),
  ).action(async (study, options) => {
    const { stressCommand } = await import('../commands/stress.ts');
    finish(await stressCommand(study, options));
  });
}

export function addMatrix(program: Command, finish: (code: ExitCode) => void): void {
  withVariations(
    withEnsemble(
      withOutput(
        program
          .command('matrix')
          .summary('every claim under every variant of the model')
          .argument('<study>', 'folder of the study')
          .description(
            'Judge every claim as the study stands, under each scenario, with each mechanism off, and in each rival form: claims down, variants across. 150 members each, chosen of as many candidates for each as the study has, unless told otherwise.',
          )
          .addOption(new Option('--claim <id>', 'judge only this claim').argParser(readNames).default([], 'all'))
          .addOption(new Option('--only <kind>', 'only variants of this kind').choices(VARIANT_KINDS))
          .option('--out <folder>', 'write the results there')
          .addHelpText(
            'after',
            `
Examples:
  fissure matrix studies/garrison
  fissure matrix studies/islamic-state --only mechanisms --claim C1,C4 --candidates 3000`,
          ),
      ),
    ),
  ).action(async (study, options) => {
    const { matrixCommand } = await import('../commands/matrix.ts');
    finish(await matrixCommand(study, options));
  });
}

export function addRivals(program: Command, finish: (code: ExitCode) => void): void {
  withExperiment(
    withOutput(
      program
        .command('rivals')
        .summary('fit rival models, and compare them')
        .argument('<study>', 'folder of the study')
        .description(
          'Fit rival models of the study, each on its own, and compare how they fit, how they foretell, and what a claim is worth in each.',
        )
        .addOption(new Option('--claim <id>', 'also judge this claim in each').argParser(readNames).default([], 'none'))
        .option('--out <folder>', 'write the results there')
        .addHelpText(
          'after',
          `
Examples:
  fissure rivals studies/islamic-state
  fissure rivals studies/islamic-state --claim C12 --members 600`,
        ),
    ),
  ).action(async (study, options) => {
    const { rivalsCommand } = await import('../commands/rivals.ts');
    finish(await rivalsCommand(study, options));
  });
}

export function addCompare(program: Command, finish: (code: ExitCode) => void): void {
  withVariations(
    withEnsemble(
      withOverrides(
        withOutput(
          program
            .command('compare')
            .summary('scenarios and changes beside the study as it stands')
            .argument('<study>', 'folder of the study')
            .description(
              'Set scenarios, and what --set and --off change, beside the study as it stands: every output at the end and on average, over one run at central values or, with --members or --vary, member by member.',
            )
            .addOption(
              new Option('--scenario <names>', 'only these scenarios; again, or with commas, for more')
                .argParser(readNames)
                .default([], 'all'),
            )
            .addOption(
              new Option('--output <names>', 'only these outputs; again, or with commas, for more')
                .argParser(readNames)
                .default([], 'all'),
            )
            .option('--out <folder>', 'write the results there')
            .addHelpText(
              'after',
              `
Examples:
  fissure compare studies/islamic-state
  fissure compare studies/islamic-state --scenario closed_border --output strength --members 300
  fissure compare studies/garrison --set arrears=0 --out out`,
            ),
        ),
      ),
    ),
  ).action(async (study, options) => {
    const { compareCommand } = await import('../commands/compare.ts');
    finish(await compareCommand(study, options));
  });
}

export function addSensitivity(program: Command, finish: (code: ExitCode) => void): void {
  withUncertainty(
    withOutput(
      program
        .command('sensitivity')
        .summary('which assumptions decide where outputs end')
        .argument('<study>', 'folder of the study')
        .description(
          'Which of the uncertain numbers and rival forms decide where the outputs end, over an ensemble weighted by the record; with --sobol their shares of the variance. What claims hinge on is told by fissure test.',
        )
        .addOption(
          new Option('--output <names>', 'only these outputs; again, or with commas, for more')
            .argParser(readNames)
            .default([], 'all'),
        )
        .option('--top <count>', 'how many assumptions to show', readCount(1, 10), 5)
        .addOption(
          new Option('--sobol', "shares of the variance, alone and in all (Sobol' indices), over the priors").conflicts(
            ['members', 'replicates', 'candidates'],
          ),
        )
        .option(
          '--pairs <count>',
          'with --sobol: how many pairs of points to exchange (default: 256)',
          readCount(2, 100_000),
        )
        .option('--at <date>', 'with --sobol: when to look at the outputs (default: at the end)')
        .option('--out <folder>', 'write the results there')
        .addHelpText(
          'after',
          `
Examples:
  fissure sensitivity studies/garrison
  fissure sensitivity studies/garrison --sobol --pairs 1000
  fissure sensitivity studies/islamic-state --output strength --members 500 --top 10
  fissure sensitivity model.mdl --vary duration=1..4 --vary contact_rate=0.8..1.6`,
        ),
    ),
  ).action(async (study, options) => {
    const { sensitivityCommand } = await import('../commands/sensitivity.ts');
    finish(await sensitivityCommand(study, options));
  });
}

export function addCalibrate(program: Command, finish: (code: ExitCode) => void): void {
  const command = program
    .command('calibrate')
    .summary('fit uncertain numbers to what was observed')
    .argument('<study>', 'folder of the study')
    .description(
      "Look for the values of uncertain numbers with which the model agrees best with observations: the fitted series of the study's record, or a table. Weighing many worlds by the record is what fissure test does.",
    )
    .option('--data <file>', 'table of observations: times in the first column, a variable in each other')
    .option('--relative', 'with --data: errors are proportional to what is observed')
    .addOption(
      new Option('--only <names>', 'calibrate only these; again, or with commas, for more')
        .argParser(readNames)
        .default([], 'all that is uncertain'),
    )
    .option('--starts <count>', 'from how many points to look', readCount(1, 1000), 4)
    .option('--runs <count>', 'how many runs at most', readCount(100, 10_000_000), 40_000)
    .option('--out <folder>', 'write the results there')
    .addHelpText(
      'after',
      `
Examples:
  fissure calibrate model.mdl --data observed.csv --vary birth_rate=0..2 --vary death_rate=0..2
  fissure calibrate studies/garrison --only outrage,impatience
  fissure calibrate model.xmile --data observed.csv --relative --vary contact_rate=0.1..5 --out out`,
    );
  withWork(withVariations(withChanges(withOutput(command)))).action(async (study, options) => {
    const { calibrateCommand } = await import('../commands/calibrate.ts');
    finish(await calibrateCommand(study, options));
  });
}

export function addDiscover(program: Command, finish: (code: ExitCode) => void): void {
  withUncertainty(
    withOutput(
      program
        .command('discover')
        .summary('under which assumptions an outcome happens')
        .argument('<study>', 'folder of the study')
        .description(
          'Scenario discovery: the region of uncertain numbers and rival forms in which an outcome happens, over an ensemble weighted by the record.',
        )
        .addOption(
          new Option('--where <outcome>', '"output<number" at the end, "max(output)>number", or claim=breaks')
            .argParser(readCase)
            .makeOptionMandatory(),
        )
        .option('--density <share>', 'how often it must happen in the region', readShare, 0.8)
        .option('--out <folder>', 'write the results there')
        .addHelpText(
          'after',
          `
Examples:
  fissure discover studies/garrison --where "present<500"
  fissure discover studies/islamic-state --where C4=breaks --density 0.9
  fissure discover model.mdl --vary duration=1..4 --vary contact_rate=0.8..1.6 --where "max(show_sick)>300"`,
        ),
    ),
  ).action(async (study, options) => {
    const { discoverCommand } = await import('../commands/discover.ts');
    finish(await discoverCommand(study, options));
  });
}

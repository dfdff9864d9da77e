/** The commands of `fissure`, their options, help and examples. Each command's own file is loaded only when it runs. */
import { Command, Option } from 'commander';
import { defaultEngine } from '../engine/compile-batch.ts';
import type { ExitCode } from './exit-codes.ts';
import {
  readCount,
  readEmbed,
  readExpectation,
  readNames,
  readParts,
  readPassage,
  readSetting,
  readTexts,
} from './options.ts';
import { packageVersion } from './package-version.ts';

export function buildProgram(finish: (code: ExitCode) => void): Command {
  const program = new Command('fissure')
    .description(
      'Turns an argument about an armed group into a model you can run, question and test.\n' +
        'A model of an argument, not a forecast and not intelligence.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .showHelpAfterError('Add --help to see how the command is used.')
    .showSuggestionAfterError();
  addCheck(program, finish);
  addRun(program, finish);
  addTest(program, finish);
  addStress(program, finish);
  addRivals(program, finish);
  addDocs(program, finish);
  addInit(program, finish);
  addImport(program, finish);
  addExport(program, finish);
  addData(program, finish);
  addExplain(program, finish);
  addCompile(program, finish);
  addLoops(program, finish);
  addMap(program, finish);
  addReport(program, finish);
  addStart(program, finish);
  addOpen(program, finish);
  program.addHelpText(
    'after',
    `
Examples:
  fissure init my-study                 make a small study to start from
  fissure check my-study                read it, check names, dimensions and units
  fissure run my-study                  simulate it once and show its outcomes
  fissure test my-study                 judge its claims over many plausible worlds
  fissure explain unit/mismatch         what a message means and how to mend it

Exit codes: 0 ok, 1 findings, 2 usage, 3 invalid study, 4 environment, 130 interrupted.`,
  );
  return program;
}

function addCheck(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('check')
      .argument('<study>', 'folder of the study')
      .description(
        'Read a study and check it: files, names, dimensions, units, claims. Nothing is simulated but a few single runs.',
      )
      .option('--strict', 'warnings are findings: exit code 1')
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
    const { checkCommand } = await import('./check-command.ts');
    finish(await checkCommand(study, options));
  });
}

function addRun(program: Command, finish: (code: ExitCode) => void): void {
  withExperiment(
    withOutput(
      program
        .command('run')
        .argument('<study>', 'folder of the study')
        .description(
          'Simulate a study and show its main outcomes: once at central values, or with --members as an ensemble.',
        )
        .option('--all', 'write every variable to the CSV, not only the outputs')
        .option('--lenient', 'go on without what is not understood of a model file, and list it in every result')
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
  fissure run studies/islamic-state --members 300 --seed 7`,
        ),
    ),
  ).action(async (study, options) => {
    const { runCommand } = await import('./run-command.ts');
    finish(await runCommand(study, options));
  });
}

function addTest(program: Command, finish: (code: ExitCode) => void): void {
  withTesting(
    withExperiment(
      withOutput(
        program
          .command('test')
          .argument('<study>', 'folder of the study')
          .description('Judge the claims of a study over an ensemble of plausible worlds.')
          .option('--out <folder>', 'write the results there')
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
    const { testCommand } = await import('./test-command.ts');
    finish(await testCommand(study, options));
  });
}

function addStress(program: Command, finish: (code: ExitCode) => void): void {
  withExperiment(
    withOutput(
      program
        .command('stress')
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
    const { stressCommand } = await import('./stress-command.ts');
    finish(await stressCommand(study, options));
  });
}

function addRivals(program: Command, finish: (code: ExitCode) => void): void {
  withExperiment(
    withOutput(
      program
        .command('rivals')
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
    const { rivalsCommand } = await import('./rivals-command.ts');
    finish(await rivalsCommand(study, options));
  });
}

function addDocs(program: Command, finish: (code: ExitCode) => void): void {
  withExperiment(
    withOutput(
      program
        .command('docs')
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
    const { docsCommand } = await import('./docs-command.ts');
    finish(await docsCommand(study, options));
  });
}

function addInit(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('init')
      .argument('<folder>', 'a folder that does not exist yet, or is empty')
      .description('Make a small study that runs, to start your own from.')
      .addHelpText(
        'after',
        `
Examples:
  fissure init my-study
  fissure init my-study && fissure start my-study`,
      ),
  ).action(async (folder, options) => {
    const { initCommand } = await import('./init-command.ts');
    finish(await initCommand(folder, options));
  });
}

function addImport(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('import')
      .argument('<model>', 'a model of Vensim (.mdl) or in XMILE (.xmile, .stmx)')
      .description('Turn a model of another tool into a study that runs.')
      .option('--out <folder>', 'the folder of the study (default: the name of the model)')
      .option('--lenient', 'go on without what is not understood of a model file, and list it in every result')
      .addHelpText(
        'after',
        `
Examples:
  fissure import teacup.mdl
  fissure import model.xmile --out my-study && fissure run my-study
  fissure run teacup.mdl                runs a model without keeping a study`,
      ),
  ).action(async (model, options) => {
    const { importCommand } = await import('./import-command.ts');
    finish(await importCommand(model, options));
  });
}

function addExport(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('export')
      .argument('<study>', 'folder of the study')
      .description('Write the model of a study for other tools. Claims, priors and evidence have no place there.')
      .addOption(
        new Option('--to <format>', 'XMILE, Vensim, or a table of all values of one run')
          .choices(['xmile', 'mdl', 'csv'])
          .default('xmile'),
      )
      .option('--out <file>', 'write it there (default: to the standard output)')
      .option('--lenient', 'go on without what is not understood of a model file, and list it in every result')
      .addHelpText(
        'after',
        `
Examples:
  fissure export my-study --to xmile --out my-study.xmile
  fissure export my-study --to mdl --out my-study.mdl
  fissure export my-study --to csv --out my-study.csv`,
      ),
  ).action(async (study, options) => {
    const { exportCommand } = await import('./export-command.ts');
    finish(await exportCommand(study, options));
  });
}

function addData(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('data')
      .argument(
        '<file>',
        'a table of events, of UCDP GED, ACLED or any other: .csv, .tsv, also .gz or .zip; .xlsx, .json, .parquet',
      )
      .description('Count events, and add up what they cost, by period, place, opponent or any column.')
      .addOption(
        new Option(
          '--by <columns>',
          'day, week, month, quarter or year; place, place(adm_2), opponent, side, type, any column',
        )
          .argParser(readNames)
          .default([], 'month'),
      )
      .addOption(
        new Option('--measure <names>', 'events, best, low, high, civilians, own, opposed, or a column of numbers')
          .argParser(readNames)
          .default([], 'events and deaths'),
      )
      .addOption(
        new Option(
          '--where <condition>',
          'only events for which it holds: country=Iraq, "where_prec<=4"; again for more',
        )
          .argParser(readTexts)
          .default([], 'all'),
      )
      .option('--actor <name>', 'only events with this actor on either side (default: the side of every event)')
      .option('--from <date>', 'first day, month or year')
      .option('--to <date>', 'last day, month or year')
      .addOption(
        new Option('--dates <how>', 'spread an event over its days, or count it whole at its first')
          .choices(['spread', 'start'])
          .default('spread'),
      )
      .addOption(
        new Option('--long <how>', 'what becomes of events of more than --long-days')
          .choices(['keep', 'leave-out'])
          .default('keep'),
      )
      .option('--long-days <count>', 'from how many days an event is long', readCount(1, 36_525), 92)
      .option('--date <column>', 'the column of dates, where it is not found by itself')
      .option('--schema <file>', 'a Frictionless Table Schema to check the table against (default: the one beside it)')
      .option('--sheet <name>', 'the sheet of a workbook (default: the first that is not empty)')
      .addOption(
        new Option('--as <form>', 'long or wide: CSV; series: observed series for history.yaml').choices([
          'long',
          'wide',
          'series',
        ]),
      )
      .option('--published <date>', 'for --as series: when the data were published')
      .option('--out <file>', 'write it there (default: as long CSV)')
      .addHelpText(
        'before',
        `Examples:
  fissure data events.csv --by month,place,opponent
  fissure data ged.csv.gz --by quarter,opponent --where country=Iraq --from 2014 --to 2017
  fissure data ged.csv --by month,country --measure own,opposed,civilians --out losses.csv
  fissure data acled.csv --by week,place --actor "Islamic State (Iraq)" --as wide
  fissure data ged.csv --by month --measure best,low,high --as series --published 2019-06 --out deaths.yaml
`,
      ),
  ).action(async (file, options) => {
    const { dataCommand } = await import('./data-command.ts');
    finish(await dataCommand(file, options));
  });
}

function addExplain(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('explain')
      .argument(
        '<name>',
        'code of a message, or something in a study: variable, parameter, mechanism, claim, statement, evidence',
      )
      .description(
        'Explain a message, or follow one thing of a study from statement to evidence to equation to verdict.',
      )
      .option('--study <folder>', 'the study to look in (default: the current folder)')
      .addHelpText(
        'after',
        `
Examples:
  fissure explain unit/mismatch
  fissure explain desertion --study studies/islamic-state
  fissure explain p5.1 --study studies/islamic-state`,
      ),
  ).action(async (name, options) => {
    const { explainCommand } = await import('./explain-command.ts');
    finish(await explainCommand(name, options));
  });
}

function addCompile(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('compile')
      .argument('<study>', 'folder of the study')
      .description('Show what a study becomes on its way to running code: plan, typed middle form, generated code.')
      .addOption(new Option('--print <stage>', 'print a stage whole').choices(['plan', 'ir', 'javascript']))
      .option('--open', 'ready for any parameter to change and any variable to be kept')
      .option('--out <folder>', 'write all stages there, the WebAssembly module among them')
      .addHelpText(
        'after',
        `
Examples:
  fissure compile studies/islamic-state
  fissure compile studies/garrison --print ir
  fissure compile studies/garrison --open --out out`,
      ),
  ).action(async (study, options) => {
    const { compileCommand } = await import('./compile-command.ts');
    finish(await compileCommand(study, options));
  });
}

function addLoops(program: Command, finish: (code: ExitCode) => void): void {
  withChanges(
    withOutput(
      program
        .command('loops')
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
    const { loopsCommand } = await import('./loops-command.ts');
    finish(await loopsCommand(study, options));
  });
}

function addMap(program: Command, finish: (code: ExitCode) => void): void {
  withChanges(
    withOutput(
      program
        .command('map')
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
    const { mapCommand } = await import('./map-command.ts');
    finish(await mapCommand(study, options));
  });
}

function addReport(program: Command, finish: (code: ExitCode) => void): void {
  withTesting(
    withExperiment(
      withOutput(
        program
          .command('report')
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
  fissure report studies/islamic-state --embed claim:C1 -o claim.html
  fissure report studies/islamic-state --embed chart:strength -o strength.html`,
          ),
      ),
    ),
  ).action(async (study, options) => {
    const { reportCommand } = await import('./report-command.ts');
    finish(await reportCommand(study, options));
  });
}

function addStart(program: Command, finish: (code: ExitCode) => void): void {
  withTesting(
    withExperiment(
      withOutput(
        program
          .command('start')
          .argument('<study>', 'folder of the study')
          .description('Everything at once: check the study, test its claims, write the report as one HTML page.')
          .option('--serve', 'then serve the workbench until Ctrl-C, where the output is a screen')
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
    const { startCommand } = await import('./start-command.ts');
    finish(await startCommand(study, options));
  });
}

function withOutput(command: Command): Command {
  return command
    .option('--json', 'print one JSON object instead of text')
    .option('-q, --quiet', 'no progress and no notices')
    .addOption(new Option('--color', 'use colours also where the output is not a screen'))
    .addOption(new Option('--no-color', 'use no colours (NO_COLOR does the same)').default(undefined));
}

/** What is changed before a run, whatever the command does with it. */
function withChanges(command: Command): Command {
  return command
    .addOption(
      new Option('--set <name=value>', 'fix a parameter, or one element of it: --set "pay[local]=800"')
        .argParser(readSetting)
        .default([], 'none'),
    )
    .addOption(new Option('--off <mechanism>', 'switch a mechanism off').argParser(readNames).default([], 'none'))
    .option('--scenario <name>', 'apply a scenario of the study');
}

function withExperiment(command: Command): Command {
  return withChanges(command)
    .option('--members <count>', 'how many members', readCount(1, 1_000_000))
    .option('--replicates <count>', 'how many members share a point and differ in random draws', readCount(1, 10_000))
    .option('--candidates <count>', 'how many members to screen by the record first; 0: none', readCount(0, 1_000_000))
    .option('--seed <number>', 'seed of designs and random draws', readCount(0, 4_294_967_295))
    .option('--workers <count>', 'how many worker threads (default: one per core)', readCount(1, 256))
    .addOption(
      new Option('--engine <name>', 'what runs the equations')
        .choices(['webassembly', 'javascript', 'interpreter'])
        .default(defaultEngine()),
    );
}

function withTesting(command: Command): Command {
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

function addOpen(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('open')
    .argument('<study>', 'folder of the study')
    .description('Serve the workbench of a study on this machine alone: levers, fans and verdicts in a browser.')
    .option('--port <number>', 'port on loopback (default: one that is free)', readCount(0, 65_535))
    .option('-q, --quiet', 'only the address')
    .addHelpText('after', '\nExamples:\n  fissure open studies/islamic-state')
    .action(async (study, options) => {
      const { openCommand } = await import('./open-command.ts');
      finish(await openCommand(study, options));
    });
}

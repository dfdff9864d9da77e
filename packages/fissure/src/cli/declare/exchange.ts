/** The commands for files of other tools, and for what a study becomes on its way to running code. */
import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { readCount, readNames, readTexts } from '../options.ts';
import { LENIENT, withOutput } from './shared-options.ts';

export function addImport(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('import')
      .summary('turn a model of Vensim or XMILE into a study')
      .argument('<model>', 'a model of Vensim (.mdl) or in XMILE (.xmile, .stmx)')
      .description('Turn a model of another tool into a study that runs.')
      .option('--out <folder>', 'the folder of the study (default: the name of the model)')
      .option(...LENIENT)
      .addHelpText(
        'after',
        `
Examples:
  fissure import teacup.mdl
  fissure import model.xmile --out my-study && fissure run my-study
  fissure run teacup.mdl                runs a model without keeping a study`,
      ),
  ).action(async (model, options) => {
    const { importCommand } = await import('../commands/import.ts');
    finish(await importCommand(model, options));
  });
}

export function addExport(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('export')
      .summary('write the model for other tools, or its values as CSV')
      .argument('<study>', 'folder of the study')
      .description('Write the model of a study for other tools. Claims, priors and evidence have no place there.')
      .addOption(
        new Option('--to <format>', 'XMILE, Vensim, or a table of all values of one run')
          .choices(['xmile', 'mdl', 'csv'])
          .default('xmile'),
      )
      .option('--out <file>', 'write it there (default: to the standard output)')
      .option(...LENIENT)
      .addHelpText(
        'after',
        `
Examples:
  fissure export my-study --to xmile --out my-study.xmile
  fissure export my-study --to mdl --out my-study.mdl
  fissure export my-study --to csv --out my-study.csv`,
      ),
  ).action(async (study, options) => {
    const { exportCommand } = await import('../commands/export.ts');
    finish(await exportCommand(study, options));
  });
}

export function addData(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('data')
      .summary('count events of a file by period, place, opponent')
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
    const { dataCommand } = await import('../commands/data.ts');
    finish(await dataCommand(file, options));
  });
}

export function addCompile(program: Command, finish: (code: ExitCode) => void): void {
  withOutput(
    program
      .command('compile')
      .summary('show what a study becomes on its way to running code')
      .argument('<study>', 'folder of the study')
      .description('Show what a study becomes on its way to running code: plan, typed middle form, generated code.')
      .addOption(new Option('--print <stage>', 'print a stage whole').choices(['plan', 'ir', 'javascript']))
      .option(...LENIENT)
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
    const { compileCommand } = await import('../commands/compile.ts');
    finish(await compileCommand(study, options));
  });
}

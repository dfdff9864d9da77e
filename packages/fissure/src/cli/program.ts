/** The commands of `fissure` in groups, as help lists them. Each command's own file is loaded only when it runs. */
import { Command } from 'commander';
import { packageVersion } from '../host/package-version.ts';
import { addCheck, addDocs, addExplain, addInit } from './declare/authoring.ts';
import { addCompile, addData, addExport, addImport } from './declare/exchange.ts';
import { addLoops, addMap, addOpen, addReport, addStart } from './declare/looking.ts';
import {
  addCalibrate,
  addCompare,
  addDiscover,
  addMatrix,
  addRivals,
  addRun,
  addSensitivity,
  addStress,
  addTest,
} from './declare/simulating.ts';
import type { ExitCode } from './exit-codes.ts';

type AddCommand = (program: Command, finish: (code: ExitCode) => void) => void;

const GROUPS: readonly (readonly [string, readonly AddCommand[]])[] = [
  ['Write a study:', [addInit, addCheck, addExplain, addDocs]],
  [
    'Simulate it:',
    [addRun, addCompare, addSensitivity, addDiscover, addCalibrate, addTest, addMatrix, addStress, addRivals],
  ],
  ['See it:', [addStart, addOpen, addReport, addLoops, addMap]],
  ['Other tools and files:', [addImport, addExport, addData, addCompile]],
];

export function buildProgram(finish: (code: ExitCode) => void): Command {
  const program = new Command('fissure')
    .description(
      'Turns an argument about an armed group into a model you can run, question and test.\n' +
        'A model of an argument, not a forecast and not intelligence.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    // Every command has options: saying so in each line only takes room.
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage().replace('[options] ', '')}` })
    // What is wrong with a command line is worded in usage.ts, where --json is known.
    .configureOutput({ outputError: () => {} });
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, finish);
  }
  program.commandsGroup('Help:').helpCommand('help [command]', 'print help for a command');
  program.addHelpText('after', EXAMPLES);
  return program;
}

const EXAMPLES = `
Examples:
  fissure init my-study                 make a small study to start from
  fissure check my-study                read it, check names, dimensions and units
  fissure run my-study                  simulate it once and show its outcomes
  fissure test my-study                 judge its claims over many plausible worlds
  fissure explain unit/mismatch         what a message means and how to mend it

Exit codes: 0 ok, 1 findings, 2 usage, 3 invalid study, 4 environment, 130 interrupted.`;

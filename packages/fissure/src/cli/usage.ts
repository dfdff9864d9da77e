/** What is wrong with a command line, as a message with a remedy: the right spelling, or the command that has the option. */
import type { Command, CommanderError } from 'commander';
import { usageError } from './command-error.ts';

/** Undefined for help and version that were asked for, which are no mistakes. */
export function usageProblem(error: CommanderError, program: Command, argv: readonly string[]) {
  if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return undefined;
  const words = argv.slice(2);
  // Commander prints all of its help for `fissure` alone and for `fissure help nothing`: one of them is a mistake.
  if (error.code === 'commander.help') {
    const [asked, name] = words;
    const isKnown = name === undefined || program.commands.some((command) => command.name() === name);
    return asked === 'help' && !isKnown ? unknownCommand(name, program) : undefined;
  }
  const [told = '', guess] = error.message.replace(/^error: /, '').split('\n');
  const command = program.commands.find((each) => each.name() === words[0]);
  const helps = [
    guess?.replace(/^\((.*)\)$/, '$1'),
    error.code === 'commander.unknownOption' ? ownersOf(told, program, command) : undefined,
    `See \`fissure ${command === undefined ? '' : `${command.name()} `}--help\`.`,
  ];
  return usageError('command/usage', { told: sentence(told) }, { help: helps.filter(Boolean).join(' ') });
}

function unknownCommand(name: string, program: Command) {
  const names = program.commands.map((command) => command.name()).join(', ');
  return usageError('command/usage', { told: `Unknown command '${name}'.` }, { help: `There are ${names}.` });
}

/** An option that other commands have is hardly ever a slip of the finger. */
function ownersOf(told: string, program: Command, command: Command | undefined): string | undefined {
  const flag = /'(-[^']*)'/.exec(told)?.[1]?.split('=')[0];
  const owners = program.commands.filter(
    (other) => other !== command && other.options.some((option) => option.long === flag || option.short === flag),
  );
  if (flag === undefined || owners.length === 0) return undefined;
  return `${flag} is an option of ${owners.map((owner) => owner.name()).join(', ')}.`;
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
}

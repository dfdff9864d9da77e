/** The page behind a diagnostic's code, as `fissure explain` prints it. */
import { nearestName } from '../base/nearest-name.ts';
import { MESSAGES, type MessageCode } from './messages.generated.ts';

export const MESSAGE_CODES = Object.keys(MESSAGES) as readonly MessageCode[];

/** Undefined where there is no such code. */
export function explainMessage(code: string): string | undefined {
  if (!Object.hasOwn(MESSAGES, code)) return undefined;
  const { severity, template, help, explanation } = MESSAGES[code as MessageCode];
  const lines = [`${severity}[${code}]: ${readable(template)}`, '', explanation];
  if (help !== '') lines.push('', `help: ${readable(help)}`);
  return `${lines.join('\n')}\n`;
}

/** The code that a misspelled one was meant to be; `unknown-field` is enough for `study/unknown-field`. */
export function nearestMessageCode(code: string): MessageCode | undefined {
  const bySecondPart = MESSAGE_CODES.find((candidate) => candidate.endsWith(`/${code}`));
  return bySecondPart ?? (nearestName(code, MESSAGE_CODES) as MessageCode | undefined);
}

/** Holes are shown as what they stand for: `{dt}` as `<dt>`. */
function readable(template: string): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, '<$1>');
}

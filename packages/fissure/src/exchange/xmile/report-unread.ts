/** Elements of an XMILE file that nothing reads: notes for what changes no result, errors for what may. */
import type { Problems } from '../../diagnostics/problems.ts';
import { spanOf, type XmlElement } from './read-xml.ts';

const OF_VARIABLES: ReadonlySet<string> = new Set(
  (
    'eqn mathml units doc documentation inflow outflow non_negative gf dimensions element conveyor leak leak_integers ' +
    'queue overflow oven xscale yscale xpts ypts vensim:netflow'
  ).split(' '),
);
/** How it is shown; Stella also marks the variables whose equations hold a delay. */
const SHOWN: ReadonlySet<string> = new Set('range scale format display label sketch isee:delay_aux'.split(' '));
const OF_FILES: ReadonlySet<string> = new Set(
  'header sim_specs model_units units dimensions behavior macro model style equation_prefs default_format ai_information'.split(
    ' ',
  ),
);

export function reportUnread(variable: XmlElement, file: string, problems: Problems): void {
  const owner = variable.attributes.name ?? '';
  for (const child of variable.children) {
    const place = { file, ...spanOf(child) };
    if (OF_VARIABLES.has(child.name) || SHOWN.has(child.name)) continue;
    if (child.name === 'event_poster')
      problems.add('exchange/ignored', { what: `events of \`${owner}\`, which tell a player something` }, place);
    else if (child.name.includes(':'))
      problems.add('exchange/ignored', { what: `<${child.name}> of \`${owner}\`, which is not part of XMILE` }, place);
    else problems.add('exchange/unknown-element', { name: child.name }, place);
  }
}

export function reportUnreadInFile(root: XmlElement, file: string, problems: Problems): void {
  for (const child of root.children) {
    const isEmpty = [...child.children, ...Object.keys(child.attributes), ...child.text.trim()].length === 0;
    if (!isEmpty && !OF_FILES.has(child.name) && !/prefs|:/.test(child.name))
      problems.add('exchange/ignored', { what: `<${child.name}>` }, { file, ...spanOf(child) });
  }
}

/** Elements of an XMILE file that nothing reads: notes for what changes no result, errors for what may. */
import type { Problems } from '../../diagnostics/problems.ts';
import { childNamed, spanOf, textOf, type XmlElement } from './read-xml.ts';

const OF_VARIABLES: ReadonlySet<string> = new Set(
  (
    'eqn init_eqn mathml units doc documentation inflow outflow non_negative gf dimensions element conveyor leak leak_integers ' +
    'queue overflow oven xscale yscale xpts ypts vensim:netflow'
  ).split(' '),
);
/** How it is shown; Stella also marks the variables whose equations hold a delay, or add up others. */
const SHOWN: ReadonlySet<string> = new Set(
  'range scale format display label sketch isee:delay_aux isee:summing'.split(' '),
);
/** Attributes of variables: of XMILE, and what Stella and its kin keep there for the display or for a player. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'name access autoexport leak_start leak_end flow_concept resource isee:spreadflow isee:label isee:hidden isee:derived_units'.split(
    ' ',
  ),
);
const OF_FILES: ReadonlySet<string> = new Set(
  'header sim_specs model_units units dimensions behavior macro model style equation_prefs default_format ai_information'.split(
    ' ',
  ),
);

export function reportUnread(variable: XmlElement, file: string, problems: Problems): void {
  const owner = variable.attributes.name ?? '';
  for (const name of Object.keys(variable.attributes)) {
    if (ATTRIBUTES.has(name.toLowerCase()) || /^xml/.test(name)) continue;
    const place = { file, start: variable.start, end: variable.start + 1 };
    problems.add('exchange/ignored', { what: `\`${name}\` of \`${owner}\`, which is not part of XMILE` }, place);
  }
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

/** A module may ask for steps of its own; all of them take those of the whole model. */
export function reportOwnClock(model: XmlElement, root: XmlElement, file: string, problems: Problems): void {
  const [own, whole] = [childNamed(model, 'sim_specs'), childNamed(root, 'sim_specs')];
  const isSame = ['dt', 'start', 'stop'].every((part) => ['', textOf(whole, part)].includes(textOf(own, part)));
  if (own === undefined || isSame) return;
  const what = `the steps of time of the module \`${model.attributes.name ?? ''}\`: it runs with those of the whole model`;
  problems.add('exchange/ignored', { what }, { file, ...spanOf(own) });
}

/** Asked of models with conveyors or queues alone: elsewhere it changes nothing. */
export function reportInstantFlows(specs: XmlElement | undefined, file: string, problems: Problems): void {
  if (specs?.attributes['isee:instantaneous_flows'] !== 'true') return;
  const what = 'that what leaves a queue or an oven may flow on within the same step';
  problems.add('exchange/ignored', { what }, { file, start: specs.start, end: specs.start + 1 });
}

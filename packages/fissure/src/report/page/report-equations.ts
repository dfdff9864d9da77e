/** The equations of the methods appendix: for each variable its formula, its unit, and the text the author wrote. */
import { clockWords } from '../../base/calendar.ts';
import { canonicalName, spokenName } from '../../base/names.ts';
import { Problems } from '../../diagnostics/problems.ts';
import type { SourceText } from '../../diagnostics/source-text.ts';
import { parseExpression } from '../../equations/parse.ts';
import { printExpression } from '../../equations/print.ts';
import type { ElementEquation, Replacement, Study, VariableDeclaration } from '../../study/study.ts';
import { countText, numberText } from '../number-text.ts';
import { equationMathml, nameMathml, rateMathml } from './equation-mathml.ts';
import { type Html, html, joinHtml } from './html.ts';

export interface EquationOptions {
  /** Only as text: a fifth of the size. */
  readonly plain?: boolean;
}

export function equationSection(study: Study, { plain = false }: EquationOptions = {}): Html {
  const groups = byFile(study.variables);
  if (groups.length === 0) return html``;
  return html`<section aria-labelledby="equations"><h2 id="equations">Equations</h2>
<p class="text">All ${countText(study.variables.length)} variables as they are computed${study.mechanisms.length + study.structures.length === 0 ? '' : ' when every mechanism is on and every structure has its first form'}. <i>t</i> counts ${clockWords(study.settings.time)}.</p>
${joinHtml(
  groups.map(
    ([file, variables]) =>
      html`<details class="long"><summary>${file}: ${countText(variables.length)} variables</summary>${plain ? plainList(variables) : formulaList(variables)}</details>`,
  ),
)}${otherForms(study, plain)}${tablesAndSeries(study)}</section>`;
}

/** What takes the place of an equation: where a rival form is chosen, or a mechanism is off. */
function otherForms(study: Study, plain: boolean): Html {
  const rivals = study.structures.flatMap((structure) =>
    structure.alternatives
      .filter(({ equations }) => equations.length > 0)
      .map(({ label, name, equations }) => ({ title: `${structure.label}: ${label || name.text}`, equations })),
  );
  const off = study.mechanisms.map(({ name, off: equations }) => ({ title: `Without ${name.text}`, equations }));
  const parts = [
    ...rivals.map((part) => ({ ...part, asFormula: !plain })),
    ...off.map((part) => ({ ...part, asFormula: false })),
  ];
  if (parts.length === 0) return html``;
  const entry = ({ title, equations, asFormula }: (typeof parts)[number]) => {
    const variables = equations.flatMap((replacement) => replaced(study, replacement));
    const texts = variables.flatMap((variable) => equationTexts(variable).filter((text) => !text.startsWith('d ')));
    const formulas = variables.flatMap((variable) => formulasOf(variable).slice(variable.kind === 'stock' ? 1 : 0));
    const aria = `Formulas of ${title}`;
    return html`<dt>${title}</dt><dd${asFormula && texts.some(isTooWide) ? TOO_WIDE : ''}>${asFormula ? formulaBox(formulas, aria) : ''}<code class="plain-text">${texts.join('\n')}</code></dd>`;
  };
  return html`<details class="long"><summary>Other forms: what rival structures and mechanisms that are off put in place</summary><dl class="equations">${joinHtml(parts.map(entry), '\n')}</dl></details>`;
}

/** The variable as it is with another equation; none where it is told element by element elsewhere. */
function replaced(study: Study, { variable, equations }: Replacement): readonly VariableDeclaration[] {
  const declared = study.variables.find(({ name }) => canonicalName(name.text) === canonicalName(variable.text));
  return declared === undefined ? [] : [{ ...declared, equations }];
}

/** Functions given by points, and what enters from data files. */
function tablesAndSeries({ lookups, inputs }: Study): Html {
  if (lookups.length + inputs.length === 0) return html``;
  const points = (rows: readonly (readonly [number, number])[]) =>
    rows.map(([x, y]) => `${numberText(x, 4)}: ${numberText(y, 4)}`).join('; ');
  const reading = { interpolate: 'straight lines between', step: 'steps' };
  const lookupRows = lookups.map(
    ({ name, xUnit, yUnit, points: own, between, outside }) =>
      html`<tr><th>${name.text}</th><td>${yUnit.text} by ${xUnit.text}</td><td>${reading[between]}, ${outside === 'hold' ? 'held outside' : 'extended outside'}</td><td>${points(own)}</td></tr>`,
  );
  const inputRows = inputs.flatMap(({ name, unit, series, between }) =>
    [...series].map(
      ([element, rows]) =>
        html`<tr><th>${name.text}${element === '' ? '' : `[${element}]`}</th><td>${unit.text} by time</td><td>${reading[between]}</td><td>${seriesText(rows, points)}</td></tr>`,
    ),
  );
  return html`<details class="long"><summary>Tables and series: ${countText(lookups.length)} functions given by points, ${countText(inputs.length)} inputs from data</summary><div class="scroll" tabindex="0" role="region" aria-label="Tables and series"><table class="ids"><caption>Tables and series</caption><thead><tr><th scope="col">Name</th><th scope="col">Units</th><th scope="col">Read as</th><th scope="col">Points</th></tr></thead><tbody>${joinHtml([...lookupRows, ...inputRows])}</tbody></table></div></details>`;
}

const MOST_POINTS = 12;

/** Long series by their ends: the file has them all. */
function seriesText(rows: readonly (readonly [number, number])[], points: (own: typeof rows) => string): string {
  if (rows.length <= MOST_POINTS) return points(rows);
  return `${points(rows.slice(0, 3))}; … ${countText(rows.length - 6)} more …; ${points(rows.slice(-3))}`;
}

function plainList(variables: readonly VariableDeclaration[]): Html {
  const lines = variables.flatMap((variable) =>
    equationTexts(variable).map((text) => `${text}  (${unitText(variable)})`),
  );
  return html`<pre tabindex="0"><code>${lines.join('\n')}</code></pre>`;
}

function formulaList(variables: readonly VariableDeclaration[]): Html {
  return html`<dl class="equations">${joinHtml(variables.map(variableEntry), '\n')}</dl>`;
}

function variableEntry(variable: VariableDeclaration): Html {
  const { name, label, kind, over } = variable;
  const across = over.length === 0 ? '' : ` by ${over.map((one) => one.text).join(', ')}`;
  const aria = `Formula of ${spokenName(name.text)}`;
  const texts = equationTexts(variable);
  return html`<dt><code>${name.text}</code> <span class="soft">${kind}${across}, ${unitText(variable)}</span>${label === '' ? '' : html` ${label}`}</dt><dd${texts.some(isTooWide) ? TOO_WIDE : ''}>${formulaBox(formulasOf(variable), aria)}<code class="plain-text">${texts.join('\n')}</code></dd>`;
}

/** One below the other; a wide one scrolls, by keys too. */
function formulaBox(formulas: readonly Html[], name: string): Html {
  return html`<div class="formula" tabindex="0" role="group" aria-label="${name}">${joinHtml(formulas.map((formula) => html`<p>${formula}</p>`))}</div>`;
}

/** A formula does not break: what would run over the edge of a sheet is printed as text. */
function isTooWide(text: string): boolean {
  return text.length > LONGEST_FORMULA;
}

/** Characters: at up to 5.7 pixels each on paper, which has 673. One that is wider makes a browser print every page smaller. */
const LONGEST_FORMULA = 115;
const TOO_WIDE = html` class="too-wide"`;

function unitText({ unit }: VariableDeclaration): string {
  return unit.text === '1' ? 'no unit' : unit.text;
}

/** As one would type it: `d fighters/dt = joining - leaving`, `fighters at the start = 100`. */
export function equationTexts(variable: VariableDeclaration): readonly string[] {
  const { name, kind, equations, inflows, outflows } = variable;
  const own = equations.map(({ subscripts, equation }) => {
    const left = `${name.text}${elementsText(subscripts)}`;
    return `${kind === 'stock' ? `${left} at the start` : left} = ${printed(equation)}`;
  });
  if (kind !== 'stock') return own;
  const terms = [...inflows.map((flow) => `+ ${printed(flow)}`), ...outflows.map((flow) => `- ${printed(flow)}`)];
  return [`d ${name.text}/dt = ${terms.length === 0 ? '0' : terms.join(' ').replace(/^\+ /, '')}`, ...own];
}

/** Of a stock its rate, then its start; else one for each group of elements. */
export function formulasOf(variable: VariableDeclaration): readonly Html[] {
  const { name, kind, equations, inflows, outflows } = variable;
  const own = equations.map(({ subscripts, equation }) => {
    const elements = subscripts === undefined ? [] : [subscripts === 'otherwise' ? 'otherwise' : subscripts.text];
    const left = nameMathml(name.text, elements);
    const start = html`<mrow>${left}<mo stretchy="false">(</mo><msub><mi>t</mi><mn>0</mn></msub><mo stretchy="false">)</mo></mrow>`;
    return equationMathml(kind === 'stock' ? start : left, tree(equation));
  });
  if (kind !== 'stock') return own;
  const rate = [
    ...inflows.map((flow) => ({ sign: '+' as const, flow })),
    ...outflows.map((flow) => ({ sign: '-' as const, flow })),
  ];
  const span = { start: 0, end: 0 };
  const [first, ...rest] = rate;
  const zero = { kind: 'number', value: 0, span } as const;
  const sum = rest.reduce<ReturnType<typeof tree>>(
    (left, { sign, flow }) => ({ kind: 'binary', operator: sign, left, right: tree(flow), span }),
    first === undefined
      ? zero
      : first.sign === '+'
        ? tree(first.flow)
        : { kind: 'unary', operator: '-', operand: tree(first.flow), span },
  );
  return [equationMathml(rateMathml(nameMathml(name.text)), sum), ...own];
}

function elementsText(subscripts: ElementEquation['subscripts']): string {
  if (subscripts === undefined) return '';
  return subscripts === 'otherwise' ? '[otherwise]' : `[${subscripts.text}]`;
}

function printed(source: SourceText): string {
  return printExpression(tree(source));
}

/** A study that was checked has no mistakes left to report. */
function tree(source: SourceText) {
  return parseExpression(source, new Problems());
}

/** In the order of the files; each named without its folder. */
function byFile(variables: readonly VariableDeclaration[]): readonly [string, readonly VariableDeclaration[]][] {
  const groups = new Map<string, VariableDeclaration[]>();
  for (const variable of variables) {
    const file = variable.name.file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
    groups.set(file, [...(groups.get(file) ?? []), variable]);
  }
  return [...groups];
}

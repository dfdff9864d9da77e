/** The equations of the methods appendix: for each variable its formula, its unit, and the text the author wrote. */
import { Problems } from '../diagnostics/problems.ts';
import type { SourceText } from '../diagnostics/source-text.ts';
import { parseExpression } from '../equations/parse.ts';
import { printExpression } from '../equations/print.ts';
import type { ElementEquation, Study, VariableDeclaration } from '../study/study.ts';
import { equationMathml, nameMathml, rateMathml } from './equation-mathml.ts';
import { type Html, html, joinHtml } from './html.ts';
import { countText } from './number-text.ts';

export interface EquationOptions {
  /** Only as text: a fifth of the size. */
  readonly plain?: boolean;
}

export function equationSection(study: Study, { plain = false }: EquationOptions = {}): Html {
  const groups = byFile(study.variables);
  if (groups.length === 0) return html``;
  return html`<section aria-labelledby="equations"><h2 id="equations">Equations</h2>
<p class="text">All ${countText(study.variables.length)} variables as they are computed when every mechanism is on and every structure has its first form. <i>t</i> counts ${study.settings.time.unit}s.</p>
${joinHtml(
  groups.map(
    ([file, variables]) =>
      html`<details class="long"><summary>${file}: ${countText(variables.length)} variables</summary>${plain ? plainList(variables) : formulaList(variables)}</details>`,
  ),
)}</section>`;
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
  const aria = `Formula of ${name.text.replaceAll('_', ' ')}`;
  const formulas = formulasOf(variable).map(
    (formula) => html`<div class="formula" tabindex="0" role="group" aria-label="${aria}">${formula}</div>`,
  );
  return html`<dt id="variable-${name.text}"><code>${name.text}</code> <span class="soft">${kind}${across}, ${unitText(variable)}</span>${label === '' ? '' : html` ${label}`}</dt><dd>${joinHtml(formulas)}<code class="plain-text">${equationTexts(variable).join('\n')}</code></dd>`;
}

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

/** The equations behind what is shown, as print has them, with their units and the numbers they read. */
import { useSignal } from '@preact/signals';
import type { WhyVariable } from 'fissure/why';
import { openValue } from '../edit/open.ts';
import { token } from '../edit/token.ts';
import { isLocal } from '../known.ts';
import { NotesButton } from '../notes/notes-button.tsx';
import { Because } from './because.tsx';
import { type Scope, ScopeChoice } from './scope-choice.tsx';
import { WHY } from './strings.ts';
import { tiesOf, upstreamOf } from './ties.ts';
import { details, shown } from './why-state.ts';

const MOST_FORMULAS = 40;

export function Equations() {
  const scope = useSignal<Scope>('direct');
  const all = upstreamOf(details.value!, [shown.value!], scope.value === 'upstream');
  const { variables, parameters } = tiesOf(details.value!, all.slice(0, MOST_FORMULAS));
  return (
    <>
      <ScopeChoice scope={scope} />
      {all.length > MOST_FORMULAS && <p class="note">{WHY.moreShown(MOST_FORMULAS, all.length)}</p>}
      <dl class="equations">
        {variables.map((variable) => (
          <Equation key={variable.id} variable={variable} />
        ))}
      </dl>
      {parameters.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        <section class="scroll" tabIndex={0} aria-label={WHY.parameters}>
          <table>
            <caption>{WHY.parameters}</caption>
            <thead>
              <tr>
                <th scope="col">{WHY.name}</th>
                <th scope="col">{WHY.value}</th>
                <th scope="col">{WHY.unit}</th>
                <th scope="col">{WHY.prior}</th>
                <th scope="col">{WHY.because}</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map(({ id, name, label, value, unit, prior, because }) => (
                <tr key={id}>
                  <th scope="row">
                    <code>{name}</code> <ChangeIt name={name} /> <NotesButton name={name} label={label || name} />
                    {label && label !== name && <p class="note">{label}</p>}
                  </th>
                  <td class="num">{value}</td>
                  <td>{unit === '1' ? '' : unit}</td>
                  <td>{prior}</td>
                  <td>
                    <Because ids={because} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

/** Leads into the editor, to the form of this very value. */
function ChangeIt({ name }: { readonly name: string }) {
  // Without it there is no form: the server makes it for whoever may write.
  if (token.value === undefined || isLocal.value) return null;
  return (
    <button
      type="button"
      class="change-it"
      aria-label={WHY.changeIt(name)}
      title={WHY.changeIt(name)}
      onClick={() => openValue(name)}
    >
      ✎
    </button>
  );
}

function Equation({ variable }: { readonly variable: WhyVariable }) {
  const { name, label, kind, unit, formulaHtmls, equations, docHtml, mechanisms } = variable;
  return (
    <>
      <dt>
        <code>{name}</code>{' '}
        <span class="note">
          {WHY.roles[kind]}, {unit === '1' ? WHY.noUnit : unit}
          {mechanisms.length > 0 && `, ${WHY.switchedBy(mechanisms.join(', '))}`}
        </span>{' '}
        {label} <ChangeIt name={name} />
      </dt>
      <dd>
        {kind === 'input' && <p>{WHY.fromOutside}</p>}
        {formulaHtmls.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
          <section class="formula" tabIndex={0} aria-label={WHY.formulaOf(name.replaceAll('_', ' '))}>
            {formulaHtmls.map((html) => (
              // MathML made by the server from the equation's tree, every name escaped.
              <div key={html} dangerouslySetInnerHTML={{ __html: html }} />
            ))}
          </section>
        )}
        {equations.length > 0 && <code class="plain-text">{equations.join('\n')}</code>}
        {docHtml && <p class="note" dangerouslySetInnerHTML={{ __html: docHtml }} />}
      </dd>
    </>
  );
}

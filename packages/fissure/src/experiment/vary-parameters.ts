/** A study in which parameters range between two numbers, whatever its author wrote of them: what `--vary` asks for. */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Model } from '../model/model.ts';
import { planParameters } from '../model/plan-parameters.ts';
import { resolveIntervention } from '../model/resolve-intervention.ts';
import type { ParameterDeclaration, PriorDeclaration, Study } from '../study/study.ts';
import { NO_CHANGE } from './no-change.ts';

/** `pay` (each element a draw of its own) or `pay[local]`, uniform between two numbers. */
export interface Variation {
  readonly target: SourceText;
  readonly low: number;
  readonly high: number;
}

/** Later variations replace earlier ones, and all of them the priors of the study. Reports unknown targets. */
export function varyParameters(
  study: Study,
  model: Model,
  variations: readonly Variation[],
  problems: Problems,
): Study {
  if (variations.length === 0) return study;
  const list = planParameters(model);
  const varied = new Map<string, Map<string, PriorDeclaration>>();
  for (const { target, low, high } of variations)
    for (const index of targetsOf(target, model, problems)) {
      const { name, element } = list[index]!;
      const own = varied.get(name) ?? new Map<string, PriorDeclaration>();
      varied.set(name, own);
      own.set(element, {
        elements: [element],
        mode: 'set',
        distribution: { kind: 'uniform', low, high },
        place: placeIn(target),
      });
    }
  const parameters = study.parameters.map((parameter) => {
    const own = varied.get(canonicalName(parameter.name.text));
    return own === undefined ? parameter : { ...parameter, priors: [...priorsBeside(parameter, own), ...own.values()] };
  });
  return { ...study, parameters };
}

function targetsOf(target: SourceText, model: Model, problems: Problems): readonly number[] {
  const change = { ...NO_CHANGE, set: [{ target, value: 0 }], place: placeIn(target) };
  return resolveIntervention(model, change, problems).changes.map(({ parameter }) => parameter);
}

/** What remains of the study's own priors for the other elements. */
function priorsBeside({ priors }: ParameterDeclaration, varied: ReadonlyMap<string, unknown>) {
  return priors.flatMap((prior): PriorDeclaration[] => {
    const elements = prior.elements.filter((element) => !varied.has(canonicalName(element)));
    return elements.length > 0 ? [{ ...prior, elements }] : [];
  });
}

/** Which stocks and flows a conserved total is made of. */
import { canonicalName } from '../base/names.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn } from '../diagnostics/source-text.ts';
import { parseUnit } from '../equations/parse-unit.ts';
import { printUnit } from '../equations/print-unit.ts';
import { divideUnits, sameUnit, type Unit, type UnitTable } from '../equations/unit.ts';
import type { ConservedDeclaration, Name } from '../study/study.ts';
import { didYouMean } from './dimensions.ts';
import type { Conserved, Variable } from './model.ts';

export function checkConserved(
  declarations: readonly ConservedDeclaration[],
  variables: ReadonlyMap<string, Variable>,
  units: UnitTable,
  timeUnit: Unit,
  problems: Problems,
): readonly Conserved[] {
  const result: Conserved[] = [];
  for (const { name, unit: unitText, sources, sinks } of declarations) {
    const unit = parseUnit(unitText, units, problems);
    if (unit === undefined) continue;
    const stocks = [...variables.values()]
      .filter((variable) => variable.kind === 'stock' && variable.unit !== undefined && sameUnit(variable.unit, unit))
      .map(({ id }) => id);
    if (stocks.length === 0)
      problems.add('check/nothing-conserved', { name: name.text, unit: unitText.text }, placeIn(unitText));
    const rate = divideUnits(unit, timeUnit);
    const flows = (names: readonly Name[]) =>
      names.flatMap((flow) =>
        isFlowOf(flow, rate, name, variables, units, problems) ? [canonicalName(flow.text)] : [],
      );
    result.push({ name: name.text, unit, stocks, sources: flows(sources), sinks: flows(sinks) });
  }
  return result;
}

function isFlowOf(
  name: Name,
  rate: Unit,
  conserved: Name,
  variables: ReadonlyMap<string, Variable>,
  units: UnitTable,
  problems: Problems,
): boolean {
  const variable = variables.get(canonicalName(name.text));
  if (variable?.kind !== 'flow') {
    const flows = [...variables.values()].filter(({ kind }) => kind === 'flow').map((flow) => flow.name.text);
    problems.add('check/unknown-flow', { name: name.text, conserved: conserved.text }, placeIn(name), {
      help: didYouMean(name.text, flows),
    });
    return false;
  }
  if (variable.unit === undefined || sameUnit(variable.unit, rate)) return true;
  problems.add(
    'unit/mismatch',
    {
      rule: `A source or sink of ${conserved.text} carries what is conserved`,
      one: `\`${conserved.text}\` per time unit`,
      oneUnit: printUnit(rate, units),
      other: `\`${name.text}\``,
      otherUnit: printUnit(variable.unit, units),
    },
    placeIn(name),
  );
  return false;
}

/** Every element of a checked model as a scalar with a slot and an equation. The order comes later. */
import type { InputDeclaration, TimeSettings } from '../study/study.ts';
import { type Expansion, expandExpression } from './expand-expression.ts';
import {
  type Equation,
  type EquationSet,
  elementCount,
  elementIndex,
  elementName,
  type Input,
  type Model,
  type Quantity,
  type Variable,
} from './model.ts';
import type { PlanExpr, PlanLookup, SlotRole } from './plan.ts';
import { binary, choice, slotOf, TIME } from './plan-expressions.ts';
import { planParameters } from './plan-parameters.ts';
import { type ScalarSystem, SystemBuilder } from './scalar-system.ts';

/** The model must be free of errors in names, subscripts and covering. */
export function expandModel(model: Omit<Model, 'system'>): ScalarSystem {
  const builder = new SystemBuilder();
  addParameters(model, builder);
  for (const variable of model.variables.values()) addSlots(model, builder, variable, variable.kind);
  for (const input of model.inputs.values()) addSlots(model, builder, input, 'input');
  for (const { declaration, id } of model.lookups.values())
    builder.lookups.push({
      name: id,
      x: declaration.points.map(([x]) => x),
      y: declaration.points.map(([, y]) => y),
      between: declaration.between,
      outside: declaration.outside,
    });
  for (const input of model.inputs.values()) addInput(model, builder, input);
  for (const variable of model.variables.values()) addVariable(model, builder, variable);
  addConserved(model, builder);
  return builder.finish();
}

type Parts = Omit<Model, 'system'>;

function addParameters(model: Parts, builder: SystemBuilder): void {
  for (const parameter of planParameters(model)) {
    const element = parameter.element === '' ? '' : `[${parameter.element}]`;
    const prefix = parameter.kind === 'parameter' ? '' : `${parameter.kind}·`;
    const slot = builder.addSlot(`${prefix}${parameter.name}${element}`, parameter.name, 'parameter');
    const key = `${prefix}${parameter.name}`;
    if (!builder.firstSlots.has(key)) builder.firstSlots.set(key, slot);
    builder.parameters.push(parameter);
  }
}

function addSlots(model: Parts, builder: SystemBuilder, quantity: Quantity, role: SlotRole): void {
  const { id, over, shape } = quantity;
  for (let flat = 0; flat < elementCount(shape); flat += 1) {
    const element = elementName(model.dimensions, over, elementIndex(shape, flat));
    const slot = builder.addSlot(element === '' ? id : `${id}[${element}]`, id, role);
    if (flat === 0) builder.firstSlots.set(id, slot);
  }
}

// -- Inputs ------------------------------------------------------------------------------------------------------------

/** An input is a lookup over the clock, which stands still for it from the freezing time on. */
function addInput(model: Parts, builder: SystemBuilder, input: Input): void {
  const first = builder.firstSlots.get(input.id)!;
  const freeze = slotOf(builder.firstSlots.get(`freeze·${input.id}`)!);
  for (let flat = 0; flat < elementCount(input.shape); flat += 1) {
    const element = elementName(model.dimensions, input.over, elementIndex(input.shape, flat));
    const lookup = builder.lookups.length;
    builder.lookups.push(inputLookup(input, element, model.study.settings.time));
    builder.equations[first + flat] = { op: 'lookup', lookup, x: binary('min', TIME, freeze) };
  }
}

function inputLookup(input: Input, element: string, time: TimeSettings): PlanLookup {
  const { declaration } = input;
  const rows = (declaration.series.get(element) ?? []).map(([at, value]) => [onGrid(at, time), value] as const);
  const points = withEnds(rows, declaration, time.dt);
  return {
    name: element === '' ? input.id : `${input.id}[${element}]`,
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
    between: declaration.between,
    outside: 'hold',
  };
}

/**
 * A time within 1e-9 of a step becomes exactly the time of that step as engines compute it, start + k * dt: otherwise
 * a row dated 0.3 would take effect one step late at TIME = 3 * 0.1.
 */
function onGrid(at: number, time: TimeSettings): number {
  const step = Math.round((at - time.start) / time.dt);
  const exact = time.start + step * time.dt;
  return Math.abs(exact - at) <= 1e-9 * Math.max(1, Math.abs(at)) ? exact : at;
}

/** A number before or after the rows is one more point, a hair (1e-9 of a step) outside: no step falls between. */
function withEnds(
  rows: readonly (readonly [number, number])[],
  { before, after }: InputDeclaration,
  dt: number,
): readonly (readonly [number, number])[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return rows;
  const head = before === 'hold' ? [] : [[first[0] - hair(first[0], dt), before] as const];
  const tail = after === 'hold' ? [] : [[last[0] + hair(last[0], dt), after] as const];
  return [...head, ...rows, ...tail];
}

function hair(at: number, dt: number): number {
  return Math.max(1e-9 * dt, 4 * Number.EPSILON * Math.abs(at));
}

// -- Variables -----------------------------------------------------------------------------------------------------------

function addVariable(model: Parts, builder: SystemBuilder, variable: Variable): void {
  const first = builder.firstSlots.get(variable.id)!;
  for (let flat = 0; flat < elementCount(variable.shape); flat += 1) {
    const own = elementIndex(variable.shape, flat);
    const element = elementName(model.dimensions, variable.over, own);
    const slot = first + flat;
    const base = { model, builder, id: variable.id, shown: variable.id, element, self: slot, own };
    if (variable.kind === 'stock') addStock(variable, slot, flat, base);
    else builder.equations[slot] = equationFor(variable, flat, base);
  }
}

type Base = Omit<Expansion, 'variant'>;

function addStock(variable: Variable, slot: number, flat: number, base: Base): void {
  const { builder } = base;
  builder.initials[slot] = expandEntry(variable.equations, flat, { ...base, variant: 'initial' });
  const rates = (flows: readonly Equation[], variant: string) =>
    flows.map((flow, i) => expandExpression(flow.resolved, { ...base, variant: `${variant}${i + 1}` }));
  builder.stocks.push({
    slot,
    inflows: rates(variable.inflows, 'inflow'),
    outflows: rates(variable.outflows, 'outflow'),
    nonNegative: variable.declaration.nonNegative,
  });
}

/** if mechanism is on then (the chosen form) else its neutral equation. */
function equationFor(variable: Variable, flat: number, base: Base): PlanExpr {
  const written = expandEntry(variable.equations, flat, { ...base, variant: '' });
  const formed = chosenForm(variable, flat, written, base);
  const { mechanism } = variable;
  if (mechanism === undefined) return formed;
  const on = slotOf(base.builder.firstSlots.get(`switch·${mechanism.id}`)!);
  return choice(on, formed, expandEntry(mechanism.off, flat, { ...base, variant: 'off' }));
}

function chosenForm(variable: Variable, flat: number, written: PlanExpr, base: Base): PlanExpr {
  const { structure } = variable;
  if (structure === undefined) return written;
  const alternatives = base.model.structures.get(structure.id)!.alternatives;
  const options = structure.alternatives.map((equations, i) =>
    equations === undefined
      ? written
      : expandEntry(equations, flat, { ...base, variant: `${structure.id}.${alternatives[i]}` }),
  );
  return { op: 'choose', slot: base.builder.firstSlots.get(`structure·${structure.id}`)!, options };
}

function expandEntry(equations: EquationSet, flat: number, expansion: Expansion): PlanExpr {
  return expandExpression(equations.entries[equations.entryOf[flat]!]!.resolved, expansion);
}

// -- Conserved totals ------------------------------------------------------------------------------------------------------

function addConserved(model: Parts, builder: SystemBuilder): void {
  const slotsOf = (ids: readonly string[]): number[] =>
    ids.flatMap((id) => {
      const { shape } = model.variables.get(id)!;
      return Array.from({ length: elementCount(shape) }, (_, flat) => builder.firstSlots.get(id)! + flat);
    });
  for (const { name, stocks, sources, sinks } of model.conserved)
    builder.conserved.push({ name, stocks: slotsOf(stocks), sources: slotsOf(sources), sinks: slotsOf(sinks) });
}

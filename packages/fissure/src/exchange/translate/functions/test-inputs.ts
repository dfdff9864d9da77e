/** What moves a model from outside: steps, ramps, pulses, and the clock. */
import type { Expr } from '../../../equations/ast.ts';
import * as make from '../make-expression.ts';
import { timeValue } from './calendar-time.ts';
import type { FunctionTable } from './function-table.ts';

const { add, binary, call, choose, divide, greatest, least, multiply, number, subtract } = make;
const one = make.number(1);
const zero = make.number(0);

/** Half a step later than now: a time within the step, so that no rounding decides. */
const within = add(make.TIME, divide(make.DT, number(2)));

/** 1 from a time on for as long as its width, and at least for a step. In whole steps, so that RK4 takes in no part of one. */
function vensimPulse([start, width]: readonly Expr[]): Expr {
  const lasts = isOneStep(width!) ? make.DT : greatest([make.DT, width!]);
  return subtract(call('STEP', one, start!), call('STEP', one, add(start!, lasts)));
}

function vensimPulseTrain([start, width, repeat, end]: readonly Expr[]): Expr {
  const isBefore = binary('<', within, end!);
  if (isOneStep(width!)) return choose(isBefore, least([one, call('PULSE', make.DT, start!, repeat!)]), zero);
  const phase = binary('mod', subtract(within, start!), repeat!);
  const inside = binary('and', binary('>', within, start!), isBefore);
  return choose(binary('and', inside, binary('<', phase, greatest([make.DT, width!]))), one, zero);
}

function isOneStep(width: Expr): boolean {
  return width.kind === 'name' && width.name === 'DT';
}

/** A size within a step: once, again and again, or, by the size alone, at every step. */
function xmilePulse([size, first, every]: readonly Expr[]): Expr {
  if (first === undefined) return call('PULSE', size!, make.name('STARTTIME'), make.DT);
  return call('PULSE', size!, first, ...(every ? [every] : []));
}

export function defineTestInputs(table: FunctionTable): void {
  table.plain('step', 2, 2, (height, time) => call('STEP', height!, time!));
  table.plain('ramp', 2, 3, (slope, start, end) =>
    end === undefined
      ? call('RAMP', slope!, start!)
      : multiply(slope!, greatest([zero, subtract(least([make.TIME, end]), start!)])),
  );
  table.special('pulse', 1, 3, (args, { translator, site, span }) => {
    const values = args.map((arg) => translator.expression(arg, site));
    if (translator.model.language === 'xmile') return xmilePulse(values);
    return values.length === 2 ? vensimPulse(values) : translator.fail('PULSE takes a time and a width', span);
  });
  table.plain('pulse_train', 4, 4, (...args) => vensimPulseTrain(args));
  for (const [name, value] of [
    ['time', make.TIME],
    ['dt', make.DT],
    ['starttime', make.name('STARTTIME')],
    ['stoptime', make.name('STOPTIME')],
  ] as const)
    table.plain(name, 0, 0, () => value);

  table.plain('time_base', 2, 2, (start, slope) => add(start!, multiply(make.TIME, slope!)));
  table.special('get_time_value', 3, 3, timeValue);
}

/**
 * Advances the stocks by one dt, by Euler's rule or by the classical Runge-Kutta rule of fourth order. Time is always
 * start + (whole or half step) * dt, never a running sum.
 */
import type { Plan } from '../model/plan.ts';
import type { Kernel } from './kernel.ts';
import type { Ledger } from './ledger.ts';

/** Both begin with the row evaluated at `step` and end with the stocks of step + 1 in the row. */
export type Advance = (step: number) => void;

export function makeAdvance(plan: Plan, kernel: Kernel, ledger: Ledger): Advance {
  return plan.time.method === 'rk4' ? makeRungeKutta(plan, kernel, ledger) : makeEuler(plan, kernel, ledger);
}

export function setClock(plan: Plan, kernel: Kernel, step: number, fraction: number): void {
  kernel.clock[0] = plan.time.start + (step + fraction) * plan.time.dt;
  kernel.clock[1] = step;
}

/** A non-negative stock from which no more was taken than was there ends at 0 where rounding would put it below. */
function makeEuler(plan: Plan, kernel: Kernel, ledger: Ledger): Advance {
  const { row, rates, spare } = kernel;
  const { dt } = plan.time;
  const slots = Int32Array.from(plan.stocks, (stock) => stock.slot);
  const nonNegative = Int32Array.from(plan.stocks.flatMap((stock, index) => (stock.nonNegative ? [index] : [])));
  return () => {
    ledger.enter(dt);
    for (let i = 0; i < slots.length; i++) row[slots[i]!]! += dt * rates[i]!;
    for (const i of nonNegative) if (row[slots[i]!]! < 0 && spare[i]! >= 0) row[slots[i]!] = 0;
  };
}

/**
 * next = stock + dt / 6 * (k1 + 2 * (k2 + k3) + k4).
 *
 * Outflows of non-negative stocks are cut in each stage to what the stock of that stage holds. With inflows that are
 * not negative the four stages together then take at most 5/8 of the stock, so that it stays positive.
 */
function makeRungeKutta(plan: Plan, kernel: Kernel, ledger: Ledger): Advance {
  const { row, rates } = kernel;
  const { dt } = plan.time;
  const count = plan.stocks.length;
  const slots = Int32Array.from(plan.stocks, (stock) => stock.slot);
  const before = new Float64Array(count);
  const first = new Float64Array(count);
  const middle = new Float64Array(count);

  const evaluateStage = (step: number, fraction: number): void => {
    for (let i = 0; i < count; i++) row[slots[i]!] = before[i]! + fraction * dt * rates[i]!;
    setClock(plan, kernel, step, fraction);
    kernel.evaluate();
  };

  return (step) => {
    for (let i = 0; i < count; i++) before[i] = row[slots[i]!]!;
    first.set(rates);
    ledger.enter(dt / 6);
    evaluateStage(step, 0.5);
    middle.set(rates);
    ledger.enter(dt / 3);
    evaluateStage(step, 0.5);
    for (let i = 0; i < count; i++) middle[i]! += rates[i]!;
    ledger.enter(dt / 3);
    evaluateStage(step, 1);
    ledger.enter(dt / 6);
    for (let i = 0; i < count; i++) {
      row[slots[i]!] = before[i]! + (dt / 6) * (first[i]! + 2 * middle[i]! + rates[i]!);
    }
  };
}

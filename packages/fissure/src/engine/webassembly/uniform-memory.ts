/**
 * Remembers the uniform numbers behind one member's draws. All arms of a member share them, whatever their parameters:
 * so the first arm works them out and the others read them.
 */
import { type RandomKey, uniformAt } from '../../base/random.ts';
import type { Plan } from '../../model/plan.ts';

/** More numbers than this are not remembered. */
const MOST = 200_000;

export class UniformMemory {
  private readonly numbers: Float64Array;
  private readonly perDraw: number;
  private key0 = 0;
  private key1 = 0;

  constructor(plan: Plan) {
    this.perDraw = plan.time.stepCount + 1;
    const count = plan.held.length * this.perDraw;
    const hasDraws = plan.held.some(({ kind }) => kind === 'draw');
    this.numbers = new Float64Array(hasDraws && count <= MOST ? count : 0);
  }

  /** `held`: index in `plan.held`; negative for draws of `plan.initial`, which are not remembered. 0 is no uniform number. */
  at(key: RandomKey, held: number, stream: readonly [number, number], step: number): number {
    if (held < 0 || this.numbers.length === 0) return uniformAt(key, stream[0], stream[1], step, 0);
    if (key[0] !== this.key0 || key[1] !== this.key1) {
      this.numbers.fill(0);
      this.key0 = key[0];
      this.key1 = key[1];
    }
    const at = held * this.perDraw + step;
    let u = this.numbers[at]!;
    if (u === 0) {
      u = uniformAt(key, stream[0], stream[1], step, 0);
      this.numbers[at] = u;
    }
    return u;
  }
}

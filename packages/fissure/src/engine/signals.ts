/**
 * PULSE, STEP and RAMP. Pulses and steps live on the whole numbers of the step clock: a time is moved to the nearest
 * step, and the stages inside an RK4 step see the value of the step. So no dt, however awkward, skips or doubles
 * one, and the integral of a pulse is its magnitude exactly. RAMP is continuous and follows the time of the stage.
 * NaN in any argument gives NaN.
 */
export interface SignalClock {
  readonly start: number;
  readonly dt: number;
}

/**
 * `magnitude / dt` at the step nearest to `first`, and again every `interval` (once only, if that is infinite or not
 * positive); intervals shorter than dt put several pulses into one step. Pulses before step 0 are lost.
 *
 * With interval: pulses before the upper border of the step less pulses before its lower border. Neighbouring steps
 * share a border, so that the counts telescope: none is lost to rounding, none counted twice.
 */
export function pulse(clock: SignalClock, step: number, magnitude: number, first: number, interval: number): number {
  if (Number.isNaN(magnitude) || Number.isNaN(first) || Number.isNaN(interval)) return NaN;
  const firstStep = (first - clock.start) / clock.dt;
  if (!(interval > 0 && interval < Infinity)) {
    return step - 0.5 <= firstStep && firstStep < step + 0.5 ? magnitude / clock.dt : 0;
  }
  const every = interval / clock.dt;
  const count = pulsesBefore(step + 0.5, firstStep, every) - pulsesBefore(step - 0.5, firstStep, every);
  return count === 0 ? 0 : (count * magnitude) / clock.dt;
}

/** How many of first, first + every, first + 2 every, ... lie below the border. */
function pulsesBefore(border: number, first: number, every: number): number {
  return Math.max(0, Math.ceil((border - first) / every));
}

/** `height` from the step nearest to `from` on (a time half-way between two steps counts as the later one). */
export function stepUp(clock: SignalClock, step: number, height: number, from: number): number {
  if (Number.isNaN(height) || Number.isNaN(from)) return NaN;
  return step + 0.5 > (from - clock.start) / clock.dt ? height : 0;
}

/** Rises by `slope` per unit of time from `from` to `to`, then stays; 0 throughout if `to` is before `from`. */
export function ramp(time: number, slope: number, from: number, to: number): number {
  if (Number.isNaN(slope) || Number.isNaN(from) || Number.isNaN(to)) return NaN;
  return time > from && to > from ? slope * (Math.min(time, to) - from) : 0;
}

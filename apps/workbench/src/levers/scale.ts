/**
 * A slider stands for the logarithm of what its lever multiplies by: half and double are equally far from where the study
 * stands, which is the middle.
 */
import type { ConstantLever, Lever } from 'fissure/workbench';

/** Of the logarithm to base 2: a step is some 3.5 %. */
export const STEP = 0.05;
/** A quarter to four times at least, and all that is plausible. */
const REACH_LEAST = 2;
const REACH_MOST = 6;

export function reachOf({ plausible }: Lever): number {
  const wanted = plausible ? Math.max(-Math.log2(plausible.low), Math.log2(plausible.high)) : 0;
  return Math.min(REACH_MOST, Math.max(REACH_LEAST, Math.ceil(wanted)));
}

export function positionOf(multiple: number, reach: number): number {
  return multiple > 0 ? Math.min(reach, Math.max(-reach, Math.log2(multiple))) : -reach;
}

export function multipleAt(position: number): number {
  return Number((2 ** position).toPrecision(3));
}

/** All that a slider can be set to, in order. */
export function multiplesWithin(reach: number): readonly number[] {
  const steps = Math.round(reach / STEP);
  return Array.from({ length: 2 * steps + 1 }, (_, i) => multipleAt((i - steps) * STEP));
}

/** Of the range of a constant, half to twice its value: so many that the value itself is one of the steps. */
const CONSTANT_STEPS = 150;

export function constantStep({ low, high }: ConstantLever): number {
  return (high - low) / CONSTANT_STEPS;
}

/** What a constant is set to where its slider stands near: its own value and zero are hit, all others have few digits. */
export function constantNear(constant: ConstantLever, wanted: number): number {
  const half = constantStep(constant) / 2;
  if (Math.abs(wanted - constant.value) < half) return constant.value;
  return Number((Math.abs(wanted) < half ? 0 : wanted).toPrecision(4));
}

/** All that its slider can be set to, in order. */
export function constantValues(constant: ConstantLever): readonly number[] {
  const step = constantStep(constant);
  return Array.from({ length: CONSTANT_STEPS + 1 }, (_, i) => constantNear(constant, constant.low + i * step));
}

/** Share of the slider's length, 0 to 1. */
export function placeOf(multiple: number, reach: number): number {
  return (positionOf(multiple, reach) + reach) / (2 * reach);
}

/**
 * A slider stands for the logarithm of what its lever multiplies by: half and double are equally far from where the study
 * stands, which is the middle.
 */
import type { Lever } from 'fissure/workbench';

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

/** Share of the slider's length, 0 to 1. */
export function placeOf(multiple: number, reach: number): number {
  return (positionOf(multiple, reach) + reach) / (2 * reach);
}

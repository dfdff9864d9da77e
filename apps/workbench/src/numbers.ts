/** Numbers and lists as people read them. */
import { numberText, unitWords } from 'fissure/workbench';

const TWO_PLACES = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

const isExtreme = (value: number) =>
  value !== 0 && (Math.abs(value) < 1e-6 || (Number.isFinite(value) && Math.abs(value) >= 1e15));

export const multiple = (value: number) => {
  if (isExtreme(value)) return numberText(value);
  // Two places would call it none.
  return value > 0 && value < 0.005 ? DIGITS.format(value) : TWO_PLACES.format(value);
};
export const count = (value: number) => WHOLE.format(value);
/** A share as whole parts of a hundred. */
export const percent = (share: number) => WHOLE.format(100 * share);
/** Of what is all but nothing, or beyond all counting, nobody counts the zeros. */
export const amount = (value: number) => (isExtreme(value) ? numberText(value) : DIGITS.format(value));
/** `fighters` of `fighters[local]`. */
export const declaredName = (id: string) => id.replace(/\[.*$/, '');
/** `deterrence (local)` for `deterrence[local]`. */
export const factorName = (id: string) => id.replaceAll('_', ' ').replace(/\[(.+)\]$/, ' ($1)');
export const quantity = (value: number, unit: string) => `${amount(value)} ${unitWords(unit, value)}`.trim();
export const list = (texts: readonly string[]) => LIST.format(texts);

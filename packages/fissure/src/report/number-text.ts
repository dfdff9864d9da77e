/** Numbers as people read them: few digits, grouped thousands, never `-0`. The same text in terminal, chart and page. */

/** `value` to `digits` significant digits: 18,400 · 0.0123 · 3.1 million. */
export function numberText(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? 'never' : 'minus infinity';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e15 || size < 1e-6) return value.toExponential(digits - 1).replace('e+', 'e');
  if (size >= 999_500_000) return `${plain(value / 1e9, digits)} billion`;
  if (size >= 999_500) return `${plain(value / 1e6, digits)} million`;
  return plain(value, digits);
}

/** A share between 0 and 1 as a count out of a hundred; `<1` and `>99` keep what is rare from looking impossible. */
export function outOfHundred(share: number): string {
  if (Number.isNaN(share)) return '-';
  const count = Math.round(share * 100);
  if (count === 0 && share > 0) return '<1';
  if (count === 100 && share < 1) return '>99';
  return String(count);
}

/** Labels for the ticks of one axis, all with the same number of decimals. */
export function tickTexts(ticks: readonly number[]): readonly string[] {
  const step = ticks.length > 1 ? Math.abs(ticks[1]! - ticks[0]!) : Math.abs(ticks[0] ?? 1);
  const largest = Math.max(...ticks.map(Math.abs), 0);
  const [divisor, suffix] =
    largest >= 1e9 ? [1e9, 'bn'] : largest >= 1e6 ? [1e6, 'm'] : largest >= 1e4 ? [1e3, 'k'] : [1, ''];
  const decimals = Math.min(8, Math.max(0, -Math.floor(Math.log10(step / divisor || 1) + 1e-9)));
  return ticks.map((tick) => (tick === 0 ? '0' : group((tick / divisor).toFixed(decimals)) + suffix));
}

/** 1,234,567 */
export function countText(value: number): string {
  return group(String(Math.round(value)));
}

/** `1 claim`, `1,200 runs`. */
export function countedText(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 || noun.endsWith('s') ? '' : 's'}`;
}

function plain(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  const magnitude = rounded === 0 ? 0 : Math.floor(Math.log10(Math.abs(rounded)));
  const decimals = Math.min(20, Math.max(0, digits - 1 - magnitude));
  const text = rounded.toFixed(decimals);
  return group(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

function group(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

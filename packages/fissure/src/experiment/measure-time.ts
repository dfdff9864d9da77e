/** Times in measures: dates, numbers, `start`, `stop` and sums of them, all known before any run. */
import { dateOfTime, timeOfDate } from '../base/calendar.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { placeIn, type SourceText } from '../diagnostics/source-text.ts';
import type { Expr } from '../equations/ast.ts';
import type { TimeSettings } from '../study/study.ts';

/** The simulated time that an argument names; undefined, with a diagnostic, where it names none within the run. */
export function measureTime(
  expr: Expr,
  source: SourceText,
  settings: TimeSettings,
  problems: Problems,
): number | undefined {
  if (expr.kind === 'error') return undefined;
  const time = constantTime(expr, settings);
  if (time === undefined || !Number.isFinite(time)) {
    problems.add('claim/not-a-time', { text: textOf(expr, source) }, placeOf(expr, source));
    return undefined;
  }
  const margin = 1e-9 * settings.dt;
  if (time >= settings.start - margin && time <= settings.stop + margin)
    return Math.min(settings.stop, Math.max(settings.start, time));
  const name = (at: number) => dateOfTime(at, settings);
  problems.add(
    'claim/outside-run',
    { date: textOf(expr, source), start: name(settings.start), stop: name(settings.stop) },
    placeOf(expr, source),
  );
  return undefined;
}

/** A length of time: a number, not negative. */
export function measureDuration(
  expr: Expr,
  source: SourceText,
  settings: TimeSettings,
  problems: Problems,
): number | undefined {
  if (expr.kind === 'error') return undefined;
  const duration = constantTime(expr, undefined);
  if (duration !== undefined && duration >= 0 && Number.isFinite(duration)) return duration;
  problems.add('claim/bad-duration', { text: textOf(expr, source), unit: settings.unit }, placeOf(expr, source));
  return undefined;
}

/** Without settings, names and dates are not known: what remains is plain numbers. */
function constantTime(expr: Expr, settings: TimeSettings | undefined): number | undefined {
  switch (expr.kind) {
    case 'number':
      return expr.value;
    case 'date':
      return settings && timeOfDate(expr.text, settings);
    case 'name': {
      const name = expr.name.toLowerCase();
      return name === 'start' ? settings?.start : name === 'stop' ? settings?.stop : undefined;
    }
    case 'unary': {
      const operand = constantTime(expr.operand, settings);
      return operand === undefined || expr.operator === 'not' ? undefined : expr.operator === '-' ? -operand : operand;
    }
    case 'binary': {
      const left = constantTime(expr.left, settings);
      const right = constantTime(expr.right, settings);
      if (left === undefined || right === undefined) return undefined;
      if (expr.operator === '+') return left + right;
      if (expr.operator === '-') return left - right;
      if (expr.operator === '*') return left * right;
      return expr.operator === '/' ? left / right : undefined;
    }
    default:
      return undefined;
  }
}

export function textOf(expr: Expr, source: SourceText): string {
  return source.text.slice(expr.span.start, expr.span.end);
}

export function placeOf(expr: Expr, source: SourceText) {
  return placeIn(source, expr.span.start, expr.span.end);
}

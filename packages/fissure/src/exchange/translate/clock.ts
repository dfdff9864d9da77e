/** The clock of a foreign model: start, stop, step and saving as numbers. */
import { NO_UNIT_SAID } from '../../base/calendar.ts';
import type { TimeSettings } from '../../study/study.ts';
import { Unreadable } from '../token-parser.ts';
import { constantOf } from './constants.ts';
import { knownTimeUnit, timeWord } from './time-words.ts';
import type { Translator } from './translator.ts';

const MOST_STEPS = 1_000_000;
/** Of a clock that changes on the way, which has to be read at every step: that takes a tenth of a second. */
const MOST_CHANGING_STEPS = 50_000;

export function readClock(translator: Translator): TimeSettings | undefined {
  const { model } = translator;
  const { span } = model.time;
  const place = { file: model.file, ...span };
  try {
    const start = number(translator, 'start', undefined) ?? 0;
    const stop =
      number(translator, 'stop', start) ?? translator.fail('the time at which the model ends is not given', span);
    const dt = number(translator, 'dt', start) ?? 1;
    if (!(dt > 0 && stop > start && Number.isFinite(stop))) return translator.fail('the clock must run forwards', span);
    const [least, lastStop] = changing(translator, start, stop, dt);
    const stepCount = Math.round((lastStop - start) / least);
    if (stepCount > MOST_STEPS) return translator.fail(`there are more than ${MOST_STEPS} steps`, span);
    const save = model.time.save === undefined ? least : (number(translator, 'save', start) ?? least);
    const varies = least !== dt || lastStop !== stop;
    const saveEvery = varies ? 1 : Math.max(1, Math.min(stepCount, Math.round(save / least)));
    const end = start + stepCount * least;
    if (isUneven((lastStop - start) / least))
      translator.problems.add('exchange/uneven-end', { start, stop: lastStop, dt: least, end }, place);
    if (!varies && save > least && isUneven(save / least))
      translator.problems.add('exchange/uneven-saving', { asked: save, dt: least, save: saveEvery * least }, place);
    const unit = knownTimeUnit(model.time.unit);
    return {
      calendarStart: undefined,
      start,
      stop: end,
      dt: least,
      unit: unit ?? 'month',
      called: unit === undefined ? (timeWord(model.time.unit) ?? NO_UNIT_SAID) : undefined,
      method: model.time.method,
      stepCount: Math.max(1, stepCount),
      saveEvery,
      place,
    };
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** So far from a whole number that it is no matter of how decimal fractions are held. */
function isUneven(steps: number): boolean {
  return Math.abs(steps - Math.round(steps)) > 1e-6 * Math.max(1, steps);
}

/** A step or an end that changes on the way: the smallest step throughout, to the last end; a warning says so. */
function changing(translator: Translator, start: number, stop: number, dt: number): [number, number] {
  if (isFixed(translator, 'dt') && isFixed(translator, 'stop')) return [dt, stop];
  let [time, least, end] = [start, dt, stop];
  for (let step = 0; time <= end; step += 1) {
    if (step === MOST_CHANGING_STEPS)
      translator.fail(
        `there are more than ${MOST_CHANGING_STEPS} steps of a clock that changes on the way`,
        translator.model.time.span,
      );
    const now = number(translator, 'dt', time) ?? dt;
    end = number(translator, 'stop', time) ?? end;
    if (!(now > 0)) break;
    least = Math.min(least, now);
    time = start + (step + 1) * least > time + now ? start + (step + 1) * least : time + now;
  }
  if (least !== dt || end !== stop)
    translator.problems.add(
      'exchange/changing-clock',
      { dt: least },
      { file: translator.model.file, ...translator.model.time.span },
    );
  return [least, end];
}

function isFixed(translator: Translator, which: 'stop' | 'dt'): boolean {
  const expr = translator.model.time[which];
  return expr === undefined || constantOf(expr, translator) !== undefined;
}

function number(
  translator: Translator,
  which: 'start' | 'stop' | 'dt' | 'save',
  time: number | undefined,
): number | undefined {
  const expr = translator.model.time[which];
  if (expr === undefined) return undefined;
  const value = translator.readNow(expr, time ?? 0);
  return value ?? translator.fail(`\`${which}\` of the clock must be a number that is known before the run`, expr.span);
}

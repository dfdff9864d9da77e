/** Simulated time as people read it: the ticks of a time axis, and a moment in words. */
import { type CalendarSettings, clockWord, dateOfTime, timeOfDate } from '../../base/calendar.ts';
import { numberText } from '../number-text.ts';
import { roundTicks, type TimeAxis } from './chart.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MOST_TICKS = 8;

export interface AxisSettings extends CalendarSettings {
  readonly start: number;
  readonly stop: number;
}

export function timeAxis(settings: AxisSettings): TimeAxis {
  const { start: from, stop: to, calendarStart, unit, called } = settings;
  const ticks = calendarStart === undefined ? numberTicks(from, to) : calendarTicks(settings);
  return { calendar: { calendarStart, unit, called }, from, to, ticks };
}

/** `Jun 2014`; with the day where it is not the first; `month 24` where there is no calendar. */
export function timeText(time: number, calendar: CalendarSettings): string {
  if (!Number.isFinite(time)) return 'never';
  if (calendar.calendarStart === undefined) return `${clockWord(calendar)} ${numberText(time, 4)}`;
  const [year = '', month = '', day = ''] = dateOfTime(time, calendar).split('-');
  const name = `${MONTHS[Number(month) - 1]} ${year}`;
  return day === '01' ? name : `${Number(day)} ${name}`;
}

function numberTicks(from: number, to: number): TimeAxis['ticks'] {
  return roundTicks(from, to, 6)
    .filter((at) => at >= from && at <= to)
    .map((at) => ({ at, label: numberText(at, 6) }));
}

/** The start of every year, or of every few years or months, so that there are no more than `MOST_TICKS`. */
function calendarTicks(settings: AxisSettings): TimeAxis['ticks'] {
  const [firstYear = 0, firstMonth = 1] = dateOfTime(settings.start, settings).split('-').map(Number);
  const [lastYear = 0, lastMonth = 1] = dateOfTime(settings.stop, settings).split('-').map(Number);
  const first = firstYear * 12 + firstMonth - 1;
  const last = lastYear * 12 + lastMonth - 1;
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((months) => (last - first) / months < MOST_TICKS);
  if (step === undefined) return [];
  const ticks: { at: number; label: string }[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    const year = Math.floor(month / 12);
    const number = (month % 12) + 1;
    const at = timeOfDate(`${String(year).padStart(4, '0')}-${String(number).padStart(2, '0')}`, settings);
    if (at === undefined || at < settings.start - 1e-9 || at > settings.stop + 1e-9) continue;
    const label = step >= 12 ? String(year) : number === 1 ? `Jan ${year}` : MONTHS[number - 1]!;
    ticks.push({ at, label });
  }
  return ticks;
}

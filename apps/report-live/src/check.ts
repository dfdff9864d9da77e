/** The page simulates the study as it stands, and compares every number with those that it was made with. */
import type { FittedBand, LiveStudy } from 'fissure/report-live';
import { element } from './dom.ts';
import type { Session, Simulated } from './session.ts';
import { STRINGS } from './strings.ts';
import { flipsOf } from './verdicts.ts';

export function checkButton(
  study: LiveStudy,
  session: Session,
  onSimulated: (simulated: Simulated) => void,
): HTMLElement {
  const button = element('button', { type: 'button' }, STRINGS.check);
  const answer = element('p', { class: 'small', role: 'status' });
  const check = async () => {
    button.disabled = true;
    try {
      const result = await session.simulateStanding((share) => {
        answer.textContent = STRINGS.checking(share);
      });
      answer.textContent = '';
      if (result === undefined) return;
      onSimulated(result);
      const { count, different } = compare(study.bands, result.bands);
      const flips = flipsOf(study, result.verdicts).length;
      answer.textContent =
        different + flips === 0
          ? STRINGS.same(count.toLocaleString('en'), study.verdicts.length)
          : STRINGS.different(String(different + flips));
    } finally {
      button.disabled = false;
    }
  };
  button.addEventListener('click', () => void check());
  return element('div', { class: 'check' }, button, answer);
}

function compare(a: readonly FittedBand[], b: readonly FittedBand[]): { count: number; different: number } {
  let [count, different] = [0, 0];
  a.forEach((band, output) => {
    band.fitted.forEach((row, level) => {
      row.forEach((value, time) => {
        count += 1;
        if (!Object.is(value, b[output]?.fitted[level]?.[time])) different += 1;
      });
    });
  });
  return { count, different };
}

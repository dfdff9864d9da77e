import { levers, reset } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { Slider } from './slider.tsx';

export function Levers() {
  return (
    <section aria-labelledby="levers">
      <h2 id="levers">{STRINGS.levers}</h2>
      <p>{STRINGS.leverNote}</p>
      {levers.value.map((lever) => (
        <Slider key={lever.id} lever={lever} />
      ))}
      <button type="button" onClick={reset}>
        {STRINGS.reset}
      </button>
    </section>
  );
}

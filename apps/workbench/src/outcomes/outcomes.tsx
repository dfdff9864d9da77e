import { CHART_STYLE } from 'fissure/workbench';
import { quality, study } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { Fan } from './fan.tsx';

const style = document.createElement('style');
style.textContent = CHART_STYLE;
document.head.append(style);

export function Outcomes() {
  return (
    <section aria-labelledby="outcomes">
      <h2 id="outcomes">{STRINGS.outcomes}</h2>
      <p class="quality">{quality.value ? STRINGS.qualities[quality.value] : STRINGS.untested}</p>
      {study.value!.experiment.outputs.map(({ id, title }) => (
        <Fan key={id} id={id} title={title} />
      ))}
    </section>
  );
}

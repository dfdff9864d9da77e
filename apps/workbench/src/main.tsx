import { CHART_STYLE, chartSvg, fanCharts, type Lever, type Verdict } from 'fissure/workbench';
import { render } from 'preact';
import {
  bands,
  baseline,
  diagnostics,
  drag,
  failure,
  isBroken,
  isPending,
  levers,
  progress,
  readStudy,
  release,
  reset,
  settings,
  study,
  tell,
  verdicts,
  watchStudy,
} from './session.ts';
import { STRINGS } from './strings.ts';
import './style.css';

function App() {
  const known = study.value;
  if (!known) {
    return (
      <main class="waiting">
        <h1>Fissure</h1>
        <p role="status">
          {failure.value ? STRINGS.failed(failure.value) : isBroken.value ? STRINGS.nothing : stageText()}
        </p>
        {!failure.value && !isBroken.value && <progress value={progress.value?.share} aria-label={stageText()} />}
        <Diagnostics />
      </main>
    );
  }
  return (
    <>
      <header>
        <h1>{known.title}</h1>
        <p>{STRINGS.tagline}</p>
      </header>
      <Diagnostics />
      <main class={isBroken.value ? 'columns dimmed' : 'columns'}>
        <section aria-labelledby="claims">
          <h2 id="claims">{STRINGS.claims}</h2>
          <p role="status">{failure.value ? STRINGS.failed(failure.value) : changes()}</p>
          {verdicts.value.map((verdict) => (
            <Claim key={verdict.claim} verdict={verdict} />
          ))}
          <h2>{STRINGS.argument}</h2>
          {known.statements.map(({ id, html }) => (
            // Made by the server from Markdown in which HTML is text.
            <p key={id} id={id} dangerouslySetInnerHTML={{ __html: html }} />
          ))}
        </section>
        <section aria-labelledby="outcomes">
          <h2 id="outcomes">{STRINGS.outcomes}</h2>
          <Fans />
        </section>
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
      </main>
    </>
  );
}

function stageText(): string {
  return STRINGS.stages[progress.value?.stage ?? 'read'];
}

function Diagnostics() {
  if (!isBroken.value) return null;
  return (
    <section class="diagnostics" role="alert">
      <p>{STRINGS.broken}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <pre tabIndex={0}>{diagnostics.value}</pre>
    </section>
  );
}

function Claim({ verdict }: { verdict: Verdict }) {
  const planned = baseline.value!.experiment.claims.find(({ id }) => id === verdict.claim);
  const share = verdict.fitted.share;
  return (
    <p class="claim">
      <strong class={`chip ${verdict.word.replaceAll(' ', '-')}`}>
        {verdict.claim} {verdict.word}
      </strong>{' '}
      {planned?.says} {share === null ? '' : <small>{STRINGS.share(Math.round(100 * share))}</small>}
    </p>
  );
}

function changes(): string {
  if (isPending.value) return STRINGS.pending;
  const before = new Map(baseline.value!.assessment.verdicts.map(({ claim, word }) => [claim, word]));
  const flips = verdicts.value.flatMap(({ claim, word }) =>
    before.get(claim) === word ? [] : [STRINGS.flip(claim, before.get(claim)!, word)],
  );
  return flips.length === 0 ? STRINGS.unchanged : STRINGS.flipped(flips);
}

function Fans() {
  const { assessment } = baseline.value!;
  const grey = fanCharts(assessment, study.value!.settings);
  const charts = fanCharts({ ...assessment, bands: bands.value }, study.value!.settings);
  return charts.map((chart, index) => {
    const main = grey[index]!.layers.filter((layer) => layer.kind === 'line');
    const still = main.map((layer) => ({ ...layer, role: 'rival' as const, label: STRINGS.before }));
    const layers = settings.value.size > 0 ? [...still, ...chart.layers] : chart.layers;
    return (
      <figure key={chart.id}>
        <figcaption>{chart.title}</figcaption>
        {/* Drawn by chartSvg, which escapes every text. */}
        <div dangerouslySetInnerHTML={{ __html: chartSvg({ ...chart, layers }).html }} />
      </figure>
    );
  });
}

function Slider({ lever }: { lever: Lever }) {
  const value = settings.value.get(lever.id) ?? 1;
  return (
    <label class="lever">
      <span>
        {lever.label} <output>{STRINGS.times(value)}</output>
      </span>
      <input
        type="range"
        min="0.25"
        max="2"
        step="0.05"
        value={value}
        aria-valuetext={STRINGS.times(value)}
        onInput={(event) => void drag(lever.id, Number(event.currentTarget.value)).catch(tell)}
        onChange={() => void release().catch(tell)}
      />
    </label>
  );
}

const chartStyle = document.createElement('style');
chartStyle.textContent = CHART_STYLE;
document.head.append(chartStyle);
render(<App />, document.getElementById('app')!);
watchStudy();
readStudy().catch(tell);

import { useComputed } from '@preact/signals';
import { CHART_STYLE } from 'fissure/workbench';
import { arrange, arrangement, chartStyle, selected } from '../chosen.ts';
import { Found } from '../header/diagnostics.tsx';
import { isLocal, isPlain, isSingle, progress, quality, study } from '../known.ts';
import { openDialog } from '../open-dialog.ts';
import { openSource } from '../reading.ts';
import { sourceOf } from '../source.ts';
import { Status } from '../status.tsx';
import { STRINGS } from '../strings.ts';
import { BrokenOffAsItStands, brokenOffByChange } from './broken-off.tsx';
import { Fan } from './fan.tsx';
import { measuredOutputs, putAway, type ShownChart, shownCharts } from './shown-charts.ts';
import { Together } from './together.tsx';

const style = document.createElement('style');
style.textContent = CHART_STYLE;
document.head.append(style);

export function Outcomes() {
  const shown = useComputed(shownCharts).value;
  const all = study.value!.experiment.outputs;
  const isOfClaim = measuredOutputs().length > 0 && shown.length < all.length;
  return (
    <section class="outcomes" aria-labelledby="outcomes">
      <h2 id="outcomes">{STRINGS.outcomes}</h2>
      {isPlain.value && (
        <>
          <Told />
          <Found />
          {isLocal.value ? <Dropped /> : study.value!.isModelFile && <p class="note">{STRINGS.modelFile}</p>}
          <BrokenOffAsItStands />
        </>
      )}
      <WhatIsShown />
      {isPlain.value && progress.value && !isSingle.value && (
        <progress value={progress.value.share} aria-label={STRINGS.runsUnderWay} />
      )}
      {isOfClaim ? (
        <p class="note">
          {STRINGS.filtered(shown.length, all.length, selected.value!.id)}{' '}
          <button type="button" onClick={() => (selected.value = undefined)}>
            {STRINGS.showAll}
          </button>
        </p>
      ) : (
        <Choosing />
      )}
      {shown.map((chart) => (
        <AnyChart key={chart.key} chart={chart} canGo={!isOfClaim} />
      ))}
    </section>
  );
}

function Dropped() {
  return (
    <p class="note">
      {STRINGS.droppedNote(study.value!.path)}{' '}
      <button type="button" onClick={() => openSource(sourceOf(0))}>
        {STRINGS.backToStudy}
      </button>
    </p>
  );
}

/** Of their own, these two: they change with every move of a lever, and the charts around them do not. */
function Told() {
  return <Status>{brokenOffByChange()}</Status>;
}

function WhatIsShown() {
  return <p class="note">{whatIsShown()}</p>;
}

function whatIsShown(): string {
  if (study.value!.experiment.outputs.length === 0) return STRINGS.noOutcomes;
  if (isSingle.value) return STRINGS.oneRun;
  if (!quality.value) return STRINGS.untested;
  const isWeighed = study.value!.experiment.history.length > 0;
  const runs = quality.value === 'full' && !isWeighed ? STRINGS.allRuns : STRINGS.qualities[quality.value];
  return [runs, chartStyle.value === 'bands' && STRINGS.bandsKey, isWeighed && STRINGS.recordKey]
    .filter(Boolean)
    .join(' ');
}

/** What is plotted, and the way to other charts. */
function Choosing() {
  const { hidden } = arrangement.value;
  return (
    <p class="note">
      <button type="button" id="choose-plots" aria-keyshortcuts="p" onClick={() => openDialog('plots')}>
        {STRINGS.choosePlots}
      </button>{' '}
      {hidden.length > 0 && (
        <button type="button" onClick={() => arrange({ hidden: [] })}>
          {STRINGS.showHidden(hidden.length)}
        </button>
      )}
    </p>
  );
}

function AnyChart({ chart, canGo }: { readonly chart: ShownChart; readonly canGo: boolean }) {
  const [first] = chart.outputs;
  const title = chart.outputs.map((output) => output.title);
  const away = canGo && (
    <button
      type="button"
      aria-label={STRINGS.putAway(title)}
      title={STRINGS.putAway(title)}
      onClick={() => {
        putAway(chart);
        document.getElementById('choose-plots')?.focus();
      }}
    >
      ✕
    </button>
  );
  return chart.outputs.length > 1 ? (
    <Together chart={chart}>{away}</Together>
  ) : (
    <Fan id={first!.id} title={first!.title} unit={first!.unit}>
      {away}
    </Fan>
  );
}

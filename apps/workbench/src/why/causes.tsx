/** A variable above, its direct causes below on the same axis; a cause that is chosen moves up. */
import { type Signal, useSignal } from '@preact/signals';
import {
  type CausesAnswer,
  movingCauses,
  numberText,
  outOfHundred,
  polaritySign,
  type TimeAxis,
  type TracedVariable,
  timeAxis,
  timeText,
} from 'fissure/why';
import { unitWords } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { ChartTools } from '../charts/tools.tsx';
import { isChanged } from '../chosen.ts';
import { study } from '../known.ts';
import { Answering } from './answering.tsx';
import { Because } from './because.tsx';
import { causesContent, unitOf } from './causes-content.ts';
import { DrivingGroup } from './driving-group.tsx';
import { WHY } from './strings.ts';
import { StripChart, valueAt } from './strip-chart.tsx';
import { useAnswer } from './use-answer.ts';
import { byId, details, labelOf, shown, trail, walkTo } from './why-state.ts';

export function Causes() {
  const element = useSignal('');
  const variable = shown.value!;
  const asked = useAnswer('causes', { variable, element: element.value });
  return <Answering asked={asked}>{(answer) => answer && <Strips answer={answer} element={element} />}</Answering>;
}

function Strips({ answer, element }: { readonly answer: CausesAnswer; readonly element: Signal<string> }) {
  const { time } = study.value!.settings;
  const axis = timeAxis(time);
  const cursor = useSignal(axis.to);
  const moving = movingCauses(answer.causes);
  const still = (byId.value.get(answer.variable)?.reads ?? []).filter(
    (name) => !moving.some(({ variable }) => variable === name),
  );
  return (
    <div class="causes">
      <div class="choices">
        <p class="note">
          {WHY.atCentral}
          {isChanged.value ? ` ${WHY.underLevers}` : ''}. {answer.role === 'stock' ? WHY.netFlow : ''}{' '}
          {answer.failedAt !== undefined && WHY.brokeOff(timeText(answer.failedAt, time))}
        </p>
        <ElementChoice answer={answer} element={element} />
      </div>
      <div class="strips">
        <Row traced={answer} axis={axis} cursor={cursor} isTop />
        {moving.length === 0 && <p class="note">{WHY.noCauses}</p>}
        {moving.map((cause) => (
          <Row
            key={cause.variable}
            traced={cause}
            axis={axis}
            cursor={cursor}
            cause={cause}
            shareTimes={answer.shareTimes}
          />
        ))}
        <TimeRow axis={axis} cursor={cursor} />
      </div>
      <Driving variable={answer.variable} cursor={cursor} />
      {still.length > 0 && (
        <p>
          {WHY.constants}:{' '}
          {still.map((name) => (
            <Still key={name} name={name} />
          ))}
        </p>
      )}
      <ChartTools content={causesContent(answer)} />
    </div>
  );
}

function ElementChoice({ answer, element }: { readonly answer: CausesAnswer; readonly element: Signal<string> }) {
  const elements = answer.moved?.elements ?? [];
  if (elements.length === 0) return null;
  return (
    <label class="choice">
      {WHY.element}{' '}
      <select
        value={elements.includes(element.value) ? element.value : ''}
        onChange={(event) => {
          element.value = event.currentTarget.value;
        }}
      >
        <option value="">{WHY.allElements(elements.length)}</option>
        {elements.map((one) => (
          <option key={one} value={one}>
            {one.replaceAll('_', ' ').replaceAll(',', ', ')}
          </option>
        ))}
      </select>
    </label>
  );
}

interface RowProps {
  readonly traced: TracedVariable;
  readonly axis: TimeAxis;
  readonly cursor: Signal<number>;
  readonly isTop?: boolean;
  readonly cause?: CausesAnswer['causes'][number];
  readonly shareTimes?: readonly number[];
}

function Row({ traced, axis, cursor, isTop, cause, shareTimes }: RowProps) {
  const { variable } = traced;
  const isOnTrail = trail.value.includes(variable);
  const top = useRef<HTMLHeadingElement>(null);
  // Whoever walked here with the keyboard goes on from the new top.
  useEffect(() => {
    if (isTop && trail.value.length > 1) top.current?.focus({ preventScroll: true });
  }, [isTop, variable]);
  return (
    <div class={isTop ? 'row top' : 'row'}>
      <div class="label">
        {isTop ? (
          <h3 tabIndex={-1} ref={top}>
            {labelOf(variable)}
          </h3>
        ) : (
          <button type="button" class="walk" aria-label={WHY.walk(labelOf(variable))} onClick={() => walkTo(variable)}>
            <span aria-hidden="true">{polaritySign(cause!.polarity)}</span> {labelOf(variable)}
          </button>
        )}
        <p class="note">
          <ValueNow traced={traced} cursor={cursor} />
          {cause && (
            <>
              {' · '}
              {WHY.share(outOfHundred(cause.meanShare))}, {WHY.polarities[cause.polarity]}
              {isOnTrail && `; ${WHY.closes}`}
            </>
          )}
        </p>
      </div>
      <div>
        <StripChart
          traced={traced}
          axis={axis}
          cursor={cursor}
          description={describe(traced, axis)}
          isTall={isTop ?? false}
        />
        {cause && shareTimes && <ShareArea shares={cause.shares} times={shareTimes} axis={axis} />}
      </div>
    </div>
  );
}

function ValueNow({ traced, cursor }: { readonly traced: TracedVariable; readonly cursor: Signal<number> }) {
  const unit = unitOf(traced.variable);
  const values = [traced.moved, traced.baseline].flatMap((trace) => (trace ? [valueAt(trace, cursor.value)] : []));
  const [now, before] = values.map((value) => numberText(value));
  return (
    <>
      {WHY.inUnit(now ?? '', unitWords(unit, values[0] ?? 0))}
      {before !== undefined && before !== now && <span class="before"> ({before})</span>}
    </>
  );
}

function describe({ variable, moved }: TracedVariable, { from, to }: TimeAxis): string {
  if (!moved) return labelOf(variable);
  const { time } = study.value!.settings;
  const value = (at: number) => {
    const there = valueAt(moved, at);
    return WHY.inUnit(numberText(there), unitWords(unitOf(variable), there));
  };
  return WHY.describe(labelOf(variable), timeText(from, time), timeText(to, time), value(from), value(to));
}

/** What part it has in the change above, as a band of varying height; the mean stands beside it. */
function ShareArea({
  shares,
  times,
  axis,
}: {
  readonly shares: readonly number[];
  readonly times: readonly number[];
  readonly axis: TimeAxis;
}) {
  const x = (time: number) => (((time - axis.from) / (axis.to - axis.from || 1)) * 1000).toFixed(1);
  const points = shares.map((share, i) => `${x(times[i]!)} ${(20 - 20 * Math.abs(share)).toFixed(1)}`);
  if (points.length === 0) return null;
  return (
    <div class="strip shares">
      <span class="ends" aria-hidden="true" />
      <svg class="chart plot" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        <title>{WHY.shareTitle}</title>
        <path class="share" d={`M${x(times[0]!)} 20L${points.join('L')}L${x(times.at(-1)!)} 20Z`} />
      </svg>
    </div>
  );
}

function TimeRow({ axis, cursor }: { readonly axis: TimeAxis; readonly cursor: Signal<number> }) {
  const { time } = study.value!.settings;
  const step = (axis.to - axis.from) / 160;
  return (
    <div class="row times">
      <label for="why-time" class="label">
        {WHY.time}: {timeText(roundedTime(cursor.value, time.dt), time)}
      </label>
      <div>
        <div class="ticks" aria-hidden="true">
          {axis.ticks.map(({ at, label }) => (
            <span key={at} style={{ insetInlineStart: `${(100 * (at - axis.from)) / (axis.to - axis.from || 1)}%` }}>
              {label}
            </span>
          ))}
        </div>
        <input
          id="why-time"
          type="range"
          min={axis.from}
          max={axis.to}
          step={step}
          value={cursor.value}
          aria-valuetext={timeText(roundedTime(cursor.value, time.dt), time)}
          onInput={(event) => {
            cursor.value = Number(event.currentTarget.value);
          }}
        />
      </div>
    </div>
  );
}

/** By itself, so that the strips are not drawn again while the time is moved. */
function Driving({ variable, cursor }: { readonly variable: string; readonly cursor: Signal<number> }) {
  const { time } = study.value!.settings;
  const at = roundedTime(cursor.value, time.dt);
  return <DrivingGroup variable={variable} when={timeText(at, time)} time={at} />;
}

function roundedTime(time: number, dt: number): number {
  return Math.round(time / dt) * dt;
}

/** What it reads and does not move in a run: a number with its value, or a variable to walk to. */
function Still({ name }: { readonly name: string }) {
  const parameter = details.value!.parameters.find(({ id }) => id === name);
  if (!parameter)
    return (
      <button type="button" class="constant" onClick={() => walkTo(name)}>
        {labelOf(name)}
      </button>
    );
  const unit = parameter.unit === '1' ? '' : ` ${parameter.unit}`;
  return (
    <span class="constant">
      {parameter.label || parameter.name} = {parameter.value}
      {unit} <Because ids={parameter.because} />
    </span>
  );
}

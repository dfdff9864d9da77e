/** A variable by place over time: one moment large, beside the study as it stands, and several small. */
import { useSignal } from '@preact/signals';
import {
  drawnMap,
  greatestOf,
  numberText,
  type PlaceMoment,
  type PlacesAnswer,
  panelSvg,
  placeMapFigure,
  timeText,
  unitText,
} from 'fissure/why';
import { useRef } from 'preact/hooks';
import { type Picture, standalone } from '../../../shared/picture.ts';
import type { ChartContent } from '../charts/content.ts';
import { origin } from '../charts/origin.ts';
import { ChartTools } from '../charts/tools.tsx';
import { study } from '../known.ts';
import { STRINGS } from '../strings.ts';
import { Answering } from './answering.tsx';
import { WHY } from './strings.ts';
import { useAnswer } from './use-answer.ts';
import { byId, details, labelOf, shown } from './why-state.ts';

const MOST_MOMENTS = 49;
const SMALL_MAPS = 8;

export function PlaceMap() {
  const choices = byPlace();
  const wanted = useSignal(choices.includes(shown.value!) ? shown.value! : choices[0]!);
  const places = details.value!.map!.places.map(({ id }) => id);
  const variable = choices.includes(wanted.value) ? wanted.value : choices[0]!;
  const asked = useAnswer('places', { variable, places, most: MOST_MOMENTS });
  return (
    <>
      <label class="choice">
        {WHY.variable}{' '}
        <select
          value={variable}
          onChange={(event) => {
            wanted.value = event.currentTarget.value;
          }}
        >
          {choices.map((name) => (
            <option key={name} value={name}>
              {labelOf(name)}
            </option>
          ))}
        </select>
      </label>
      <Answering asked={asked}>{(answer) => answer && <Maps answer={answer} />}</Answering>
    </>
  );
}

/** Those that the study's map shows, and whatever is by the same dimension. */
function byPlace(): readonly string[] {
  const onMap = details.value!.map!.show.map(({ text }) => text.trim().toLowerCase());
  const dimensions = new Set(
    onMap.flatMap((name) => byId.value.get(name)?.over.slice(0, 1) ?? []).map((name) => name.toLowerCase()),
  );
  const others = details
    .value!.variables.filter(
      ({ id, over }) => !onMap.includes(id) && over.some((name) => dimensions.has(name.toLowerCase())),
    )
    .map(({ id }) => id);
  return [...onMap.filter((name) => byId.value.has(name)), ...others];
}

function Maps({ answer: { variable, moved, baseline } }: { readonly answer: PlacesAnswer }) {
  const map = details.value!.map!;
  const { time } = study.value!.settings;
  const at = useSignal(Math.floor(moved.length / 2));
  const subject = { variable, label: labelOf(variable), unit: byId.value.get(variable)?.unit ?? '1', time };
  const drawn = (moments: readonly PlaceMoment[]) => drawnMap(map, subject, moments);
  const greatest = Math.max(greatestOf(drawn(moved)), baseline ? greatestOf(drawn(baseline)) : 0);
  const small = Array.from(
    { length: Math.min(SMALL_MAPS, moved.length) },
    (_, i, count = Math.min(SMALL_MAPS, moved.length)) =>
      moved[Math.round((i * (moved.length - 1)) / Math.max(1, count - 1))]!,
  );
  const index = Math.min(at.value, moved.length - 1);
  const when = timeText(moved[index]!.time, time);
  const most = WHY.most(largestPlaces(map.places, moved[index]!));
  const view = useRef<HTMLDivElement>(null);
  const content: ChartContent = {
    ...{ name: `map-${variable}`, title: WHY.mapOf(subject.label) },
    numbers: () => ({
      head: [STRINGS.time, ...map.places.map(({ name }) => name)],
      rows: moved.map((moment) => ({ key: moment.time, name: timeText(moment.time, time), cells: moment.values })),
    }),
    svg: () => standalone(pictureOf(view.current!, WHY.mapAt(`${subject.label}${unitText(subject)}`, when, most))),
  };
  return (
    <div class="map-view" ref={view}>
      <div class="large">
        <label for="why-map-time">
          {WHY.time}: {when}
        </label>
        <input
          id="why-map-time"
          type="range"
          min="0"
          max={moved.length - 1}
          step="1"
          value={index}
          aria-valuetext={when}
          onInput={(event) => {
            at.value = Number(event.currentTarget.value);
          }}
        />
        <div class="beside">
          <Moment
            map={{ ...drawn([moved[index]!]), id: `map-${variable}` }}
            greatest={greatest}
            caption={baseline ? WHY.leversMap : ''}
          />
          {baseline?.[index] && (
            <Moment
              map={{ ...drawn([baseline[index]!]), id: `map-${variable}` }}
              greatest={greatest}
              caption={WHY.stillMap}
              part="still"
            />
          )}
        </div>
        <p class="note">{most}</p>
        <ChartTools content={content} />
      </div>
      {/* Drawn by placeMapFigure, which escapes every text. */}
      <div class="small" dangerouslySetInnerHTML={{ __html: placeMapFigure(drawn(small), greatest).html }} />
    </div>
  );
}

/** What stands large, after the small one that says which place is where. */
function pictureOf(view: HTMLElement, title: string): Picture {
  const [where] = view.querySelectorAll<SVGSVGElement>('.small svg');
  const large = [...view.querySelectorAll<SVGSVGElement>('.large svg')].map((svg) => {
    const name = svg.closest('figure')!.querySelector('figcaption')?.textContent;
    return name ? { svg, name } : { svg };
  });
  const howToRead = view.querySelector('.small figcaption')!.textContent!;
  return { title, drawings: [{ svg: where! }, ...large], notes: [howToRead, `${origin()}.`] };
}

interface MomentProps {
  readonly map: ReturnType<typeof drawnMap>;
  readonly greatest: number;
  readonly caption: string;
  /** Tells its drawing from others of the same moment. */
  readonly part?: string;
}

function Moment({ map, greatest, caption, part = 'now' }: MomentProps) {
  const [panel] = map.panels;
  return (
    <figure>
      {/* Drawn by panelSvg, which escapes every text. */}
      <div dangerouslySetInnerHTML={{ __html: panelSvg(map, panel!, greatest, part).html }} />
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

function largestPlaces(places: readonly { readonly name: string }[], { values }: PlaceMoment): string {
  return places
    .map(({ name }, i) => ({ name, value: values[i]! }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 4)
    .map(({ name, value }) => `${name} ${numberText(value)}`)
    .join(', ');
}

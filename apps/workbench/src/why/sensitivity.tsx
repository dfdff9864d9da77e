/** Which assumptions decide the selected claim: how often it holds on either side of the value that separates best. */
import { type DecisionChart, type DecisionRow, decisionSvg, hingeName, outOfHundred } from 'fissure/why';
import type { Verdict } from 'fissure/workbench';
import { hingeSides } from '../argument/hinge-sides.ts';
import type { Numbers } from '../charts/content.ts';
import { origin } from '../charts/origin.ts';
import { ChartTools } from '../charts/tools.tsx';
import { select } from '../chosen.ts';
import { bands, baseline, isPending, isPlain, verdicts } from '../known.ts';
import { quantity } from '../numbers.ts';
import { Answering } from './answering.tsx';
import { WHY } from './strings.ts';
import { useAnswer } from './use-answer.ts';
import { about, details } from './why-state.ts';

type Hinge = Verdict['factors'][number];

export function Sensitivity() {
  const subject = about.value!;
  if (subject.kind === 'output')
    return (
      <>
        <OutputDrivers output={subject.id} />
        {!isPlain.value && <ClaimsAbout />}
      </>
    );
  const verdict = verdicts.value.find(({ claim }) => claim === subject.id);
  if (!verdict) return <p role="status">{WHY.noBaseline}</p>;
  if (verdict.factors.length === 0) return <p>{WHY.oneSided}</p>;
  return (
    <div class={isPending.value ? 'answer pending' : 'answer'} aria-busy={isPending.value}>
      <p class="note">{WHY.sensitivityNote[verdict.hingesFrom]}</p>
      <Tornado title={WHY.hingeCaption(verdict.claim)} factors={verdict.factors} overall={verdict.fitted.share} />
    </div>
  );
}

/** What decides whether the outcome ends above the middle of all members. */
function OutputDrivers({ output }: { readonly output: string }) {
  const asked = useAnswer('drivers', { output });
  const { title = '', unit = '' } = bands.value.find((band) => band.output === output) ?? {};
  if (!baseline.value) return <p role="status">{WHY.noBaseline}</p>;
  return (
    <Answering asked={asked} using={[title, unit]}>
      {(answer) =>
        answer && (
          <>
            <p class="note">{WHY.driversNote(quantity(answer.middle, unit))}</p>
            <Tornado title={WHY.hingeCaption(title)} factors={answer.factors} overall={0.5} isClaim={false} />
          </>
        )
      }
    </Answering>
  );
}

/** An outcome has no verdict: the claims that measure the same variables have. */
function ClaimsAbout() {
  const { variables } = about.value!;
  const claims = details.value!.subjects.filter(
    (one) => one.kind === 'claim' && one.variables.some((name) => variables.includes(name)),
  );
  return (
    <>
      <p>{claims.length === 0 ? WHY.noClaimAbout : WHY.claimsAbout}</p>
      <ul class="plain">
        {claims.map(({ id, title }) => (
          <li key={id}>
            <button type="button" onClick={() => select({ kind: 'claim', id })}>
              {id}
            </button>{' '}
            {title}
          </li>
        ))}
      </ul>
    </>
  );
}

function pointsOf({ split, alternatives, unit }: Hinge): DecisionRow['points'] {
  if (alternatives.length > 0)
    return alternatives.flatMap(({ name, label, share }) =>
      share === null ? [] : [{ share, label: label || name, short: name.replaceAll('_', ' ') }],
    );
  if (split === null) return [];
  const at = quantity(split.value, unit);
  return [
    { share: split.shareBelow, label: WHY.below(at), short: WHY.below('') },
    { share: split.shareAbove, label: WHY.above(at), short: WHY.above('') },
  ];
}

interface TornadoProps {
  readonly title: string;
  readonly factors: readonly Hinge[];
  /** The share over all. */
  readonly overall: number | null;
  readonly isClaim?: boolean;
}

function Tornado({ title, factors, overall, isClaim = true }: TornadoProps) {
  const chart: DecisionChart = {
    ...{ id: 'what-decides', title, overall, scale: isClaim ? WHY.holdsBeside : WHY.aboveBeside },
    rows: factors.flatMap((factor) => {
      const { factor: id, matters } = factor;
      const points = pointsOf(factor);
      const note = isClaim ? turnText(factor) : endText(factor);
      return points.length === 0 ? [] : [{ id, name: hingeName(factor), note, matters, points }];
    }),
  };
  const content = {
    ...{ name: chart.id, title },
    numbers: () => hingeNumbers(factors, chart.scale),
    svg: () => decisionSvg(chart, origin()).html,
  };
  return (
    <div class="tornado">
      <h3>{title}</h3>
      <div class="row scale" aria-hidden="true">
        <span />
        <div class="track ticks">
          {[0, 25, 50, 75, 100].map((at) => (
            <span key={at} style={{ insetInlineStart: `${at}%` }}>
              {at}
            </span>
          ))}
        </div>
      </div>
      <ul class="plain">
        {chart.rows.map(({ id, name, note, matters, points }) => (
          <li key={id} class={matters ? 'row matters' : 'row'}>
            <div class="label">
              <strong>{name}</strong>
              <p class="note">{note}</p>
            </div>
            <Bar points={points} overall={overall} />
          </li>
        ))}
      </ul>
      <ChartTools content={content} />
    </div>
  );
}

function hingeNumbers(factors: readonly Hinge[], share: string): Numbers {
  return {
    head: [WHY.assumption, WHY.turnsAt, WHY.unit, WHY.side, share, WHY.side, share, WHY.distance, WHY.pValue],
    rows: factors.map((factor) => {
      const [first, second] = pointsOf(factor);
      return {
        ...{ key: factor.factor, name: hingeName(factor) },
        cells: [
          factor.flipsAt ?? Number.NaN,
          factor.unit,
          ...[first, second].flatMap((point) => [point?.label ?? '', 100 * (point?.share ?? Number.NaN)]),
          ...[factor.distance, factor.pValue],
        ],
      };
    }),
  };
}

function turnText(factor: Hinge): string {
  return `${hingeSides(factor)}${factor.matters ? '' : ` (${WHY.mayBeChance})`}`.trim();
}

function endText({ direction, flipsAt, unit, matters }: Hinge): string {
  const chance = matters ? '' : ` (${WHY.mayBeChance})`;
  if (flipsAt === null) return chance.trim();
  return WHY.endsHigh[direction](quantity(flipsAt, unit)) + chance;
}

/** From 0 to 100; the line is the share over all. Words beside the ends, so that nothing rests on colour. */
function Bar({ points, overall }: Pick<DecisionRow, 'points'> & Pick<DecisionChart, 'overall'>) {
  const shares = points.map(({ share }) => share);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  return (
    <div class="track">
      {overall !== null && <span class="overall" style={{ insetInlineStart: `${100 * overall}%` }} />}
      <span class="half" />
      <span class="bar" style={{ insetInlineStart: `${100 * low}%`, inlineSize: `${100 * (high - low)}%` }} />
      {points.map(({ share, label, short }, i) => (
        <span
          key={label}
          class={`end ${share >= (low + high) / 2 ? 'after' : 'ahead'} n${i}`}
          style={{ insetInlineStart: `${100 * share}%` }}
        >
          <span class="end-label">
            {short} {outOfHundred(share)}
          </span>
        </span>
      ))}
    </div>
  );
}

/** The argument as the way into the page: its statements in order, each with the claims that test it. */
import { useComputed } from '@preact/signals';
import type { ReadyStudy, VerdictWord } from 'fissure/workbench';
import { failure, isPending, isProvisional, isStale, progress, selected, share, study, verdicts } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { changes } from './changes.ts';
import { Shape } from './chip.tsx';
import { Claim } from './claim.tsx';

type PlannedClaims = ReadyStudy['experiment']['claims'];

export function Argument() {
  const { experiment, statements } = study.value!;
  const byStatement = claimsByStatement(experiment.claims, new Set(statements.map(({ id }) => id)));
  return (
    <section class="argument" aria-labelledby="argument">
      <h2 id="argument">{STRINGS.argument}</h2>
      <Counts />
      <UnderWay />
      <p role="status">{failure.value ? STRINGS.failed(failure.value) : changes()}</p>
      {statements.map(({ id, html }) => (
        <Statement key={id} id={id} html={html} claims={byStatement.get(id) ?? []} />
      ))}
      {(byStatement.get('') ?? []).map((planned) => (
        <Claim key={planned.id} planned={planned} />
      ))}
    </section>
  );
}

function Statement({ id, html, claims }: { id: string; html: string; claims: PlannedClaims }) {
  const isLit = useComputed(() => {
    const { kind, id: wanted } = selected.value ?? {};
    return (
      kind === 'claim' && study.value!.experiment.claims.some((one) => one.id === wanted && one.statements.includes(id))
    );
  }).value;
  return (
    <div id={id} class={`statement${isLit ? ' lit' : ''}${claims.length === 0 ? ' untold' : ''}`}>
      {/* Made by the server from Markdown in which HTML is text. */}
      <p dangerouslySetInnerHTML={{ __html: html }} />
      {claims.map((planned) => (
        <Claim key={planned.id} planned={planned} />
      ))}
    </div>
  );
}

/** A claim stands under the first statement that it tests, or under none (`''`). */
function claimsByStatement(claims: PlannedClaims, known: ReadonlySet<string>): ReadonlyMap<string, PlannedClaims> {
  const groups = new Map<string, PlannedClaims[number][]>();
  for (const claim of claims) {
    const statement = claim.statements.find((id) => known.has(id)) ?? '';
    groups.set(statement, [...(groups.get(statement) ?? []), claim]);
  }
  return groups;
}

/** How many claims have which verdict. */
function Counts() {
  const counts = new Map<VerdictWord, number>();
  for (const { word } of verdicts.value) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (
    <ul class="counts" aria-label={STRINGS.claims}>
      {[...counts].map(([word, number]) => (
        <li key={word} class={word.replaceAll(' ', '-')}>
          <Shape word={word} /> {STRINGS.words[word]} {number}
        </li>
      ))}
      {counts.size === 0 && <li>{STRINGS.untested}</li>}
    </ul>
  );
}

/** What is being simulated, and how far it is. */
function UnderWay() {
  const stage = progress.value;
  if (stage) {
    return (
      <p class="under-way">
        {isStale.value && STRINGS.stale} {STRINGS.stages[stage.stage]}{' '}
        <progress value={stage.share} aria-label={STRINGS.stages[stage.stage]} />
      </p>
    );
  }
  if (!isPending.value) return null;
  const text = isProvisional.value ? STRINGS.provisional : STRINGS.pending;
  return (
    <p class="under-way">
      {text} <progress value={share.value} aria-label={text} />
    </p>
  );
}

/** The argument as the way into the page: its paragraphs as prose, each statement with the claims that test it. */
import { useComputed } from '@preact/signals';
import type { ReadyStudy, VerdictWord } from 'fissure/workbench';
import { selected } from '../chosen.ts';
import { isPending, isProvisional, isStale, progress, share, study, verdicts } from '../known.ts';
import { NotesButton } from '../notes/notes-button.tsx';
import { openDialog } from '../open-dialog.ts';
import { Status } from '../status.tsx';
import { STRINGS } from '../strings.ts';
import { Card } from './card.tsx';
import { changes, flippedClaims } from './changes.ts';
import { Shape } from './chip.tsx';
import { Claim } from './claim.tsx';
import { Coverage } from './coverage.tsx';
import { visitClaim } from './visit-claim.ts';

type PlannedClaims = ReadyStudy['experiment']['claims'];
type Statements = ReadyStudy['statements'];

export function Argument() {
  const { experiment, paragraphs, statements } = study.value!;
  const byStatement = claimsByStatement(experiment.claims, new Set(statements.map(({ id }) => id)));
  const claimsOf = (id: string) => byStatement.get(id) ?? [];
  return (
    <section class="argument" aria-labelledby="argument">
      <h2 id="argument">{STRINGS.argument}</h2>
      {experiment.claims.length > 0 && (
        <>
          <Counts />
          <button type="button" aria-keyshortcuts="v" onClick={() => openDialog('variants')}>
            {STRINGS.byVariants}
          </button>
        </>
      )}
      <Coverage />
      {paragraphs.map(({ id, title }) => (
        <Paragraph
          key={id}
          title={title}
          statements={statements.filter(({ paragraph }) => paragraph === id)}
          claimsOf={claimsOf}
        />
      ))}
      {claimsOf('').map((planned) => (
        <div key={planned.id} class="prose" dir="auto">
          {planned.says} <Claim planned={planned} />
          <Card planned={planned} />
        </div>
      ))}
      <Told />
    </section>
  );
}

/** In sight wherever one reads, and not above what is read: that would move with every change. */
function Told() {
  return (
    <div class="told">
      <UnderWay />
      <Status>{changes()}</Status>
    </div>
  );
}

interface ParagraphProps {
  readonly title: string;
  readonly statements: Statements;
  readonly claimsOf: (statement: string) => PlannedClaims;
}

function Paragraph({ title, statements, claimsOf }: ParagraphProps) {
  return (
    <div class="paragraph">
      {title !== '' && <h3>{title}</h3>}
      {/* A text in Arabic or Kurdish goes from the right, whatever the language of the page. */}
      <div class="prose" dir="auto">
        {statements.map((statement) => (
          <Statement key={statement.id} statement={statement} claims={claimsOf(statement.id)} />
        ))}
      </div>
    </div>
  );
}

function Statement({ statement, claims }: { statement: Statements[number]; claims: PlannedClaims }) {
  const { id, html, status } = statement;
  const isLit = useComputed(() => {
    const { kind, id: wanted } = selected.value ?? {};
    return (
      kind === 'claim' && study.value!.experiment.claims.some((one) => one.id === wanted && one.statements.includes(id))
    );
  }).value;
  const isTold = status === 'modelled' || status === 'claim';
  return (
    <>
      <span id={id} class={`statement${isLit ? ' lit' : ''}${isTold ? '' : ' untold'}`}>
        {/* Made by the server from Markdown in which HTML is text. */}
        <span dangerouslySetInnerHTML={{ __html: html }} />
      </span>{' '}
      <NotesButton name={id} label={id} onlyIfAny />{' '}
      {claims.map((planned) => (
        <Claim key={planned.id} planned={planned} />
      ))}
      {claims.map((planned) => (
        <Card key={planned.id} planned={planned} />
      ))}
    </>
  );
}

/** A claim stands after the first statement that it tests, or after none (`''`). */
function claimsByStatement(claims: PlannedClaims, known: ReadonlySet<string>): ReadonlyMap<string, PlannedClaims> {
  const groups = new Map<string, PlannedClaims[number][]>();
  for (const claim of claims) {
    const statement = claim.statements.find((id) => known.has(id)) ?? '';
    groups.set(statement, [...(groups.get(statement) ?? []), claim]);
  }
  return groups;
}

/** Which claims have which verdict; each leads to where it stands in the text. */
function Counts() {
  const groups = new Map<VerdictWord, string[]>();
  for (const { word, claim } of verdicts.value) groups.set(word, [...(groups.get(word) ?? []), claim]);
  const flipped = new Set(flippedClaims.value.map(({ claim }) => claim));
  return (
    <ul class="counts" aria-label={STRINGS.claims}>
      {[...groups].map(([word, claims]) => (
        <li key={word} class={word.replaceAll(' ', '-')} title={STRINGS.meanings[word]}>
          <Shape word={word} /> {STRINGS.counted(claims.length, STRINGS.words[word])}{' '}
          {claims.map((id) => (
            <button
              key={id}
              type="button"
              class={flipped.has(id) ? 'flipped' : ''}
              aria-label={STRINGS.toClaim(id)}
              onClick={() => visitClaim(id)}
            >
              {id}
            </button>
          ))}
        </li>
      ))}
      {groups.size === 0 && <li>{STRINGS.untested}</li>}
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

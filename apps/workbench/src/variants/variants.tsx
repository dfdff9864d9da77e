/** Which assumption turns which claim: every claim under every variant, filled column by column while one looks at it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { change, isChanged } from '../chosen.ts';
import { Dialog } from '../dialog.tsx';
import { baseline, isStale, study } from '../known.ts';
import { differences } from '../levers/differences.ts';
import { count } from '../numbers.ts';
import { Progress } from '../one-by-one/progress.tsx';
import { startCount } from '../session.ts';
import { matrixLine } from '../share/command-line.ts';
import { Copied } from '../share/copied.tsx';
import { STRINGS } from '../strings.ts';
import { type Column, columns, counts } from './columns.ts';
import { Files } from './files.tsx';
import { judgementKey, judgeVariants, members, onlyTurning, underWay } from './judging.ts';
import { PaperTables } from './on-paper.tsx';
import { isTurning, judgedOf, sentencesByClaim, turningVariants } from './sentences.ts';
import { VARIANTS } from './strings.ts';
import { VariantTable } from './table.tsx';
import './variants.css';

const MEMBERS = [50, 150, 500];

export default function Variants() {
  return (
    <Dialog title={STRINGS.byVariants}>
      <div class="variants">
        {study.value!.experiment.claims.length === 0 ? <p>{VARIANTS.noClaims}</p> : <Judging />}
      </div>
    </Dialog>
  );
}

function Judging() {
  const isWanted = useSignal(true);
  const all = columns();
  const own = counts();
  const keys = all.map(({ variant }) => judgementKey(variant.change, own)).join();
  const isReady = baseline.value !== undefined && !isStale.value;
  useEffect(() => {
    if (!isReady || !isWanted.value) return undefined;
    return judgeVariants(
      all.map(({ variant }) => variant.change),
      own,
    );
    // Whoever opens a study drops what was under way, also where nothing in it is another.
  }, [keys, study.value, isReady, isWanted.value, startCount.value]);
  const there = judgedOf(all);
  const shown = onlyTurning.value ? all.filter((column, i) => i === 0 || isTurning(column)) : all;
  return (
    <>
      <p class="note">
        {VARIANTS.note} {VARIANTS.from(differences(change.value))} {VARIANTS.weighedAnew}
      </p>
      <div class="choices">
        <MembersChoice />
        <label class="boxed">
          <input
            type="checkbox"
            checked={onlyTurning.value}
            onChange={(event) => (onlyTurning.value = event.currentTarget.checked)}
          />{' '}
          {VARIANTS.onlyTurning}
        </label>
      </div>
      <Progress done={there.length} all={all.length} isWanted={isWanted} isReady={isReady} underWay={underWay.value} />
      <Fewer first={all[0]!} />
      <VariantTable columns={shown} />
      <PaperTables columns={shown} />
      <p class="note keys">{VARIANTS.keys}</p>
      {there.length > 0 && <Told columns={all} />}
    </>
  );
}

function MembersChoice() {
  const { memberCount } = study.value!.experiment;
  const { candidateCount } = counts();
  const offered = [...new Set([...MEMBERS, memberCount])].toSorted((a, b) => a - b);
  return (
    <label>
      {VARIANTS.members}{' '}
      <select value={members.value} onChange={(event) => (members.value = Number(event.currentTarget.value))}>
        {offered.map((number) => (
          <option key={number} value={number}>
            {count(number)}
          </option>
        ))}
      </select>{' '}
      {candidateCount > members.value && VARIANTS.candidates(candidateCount)}
    </label>
  );
}

/** Where so few members say another word of the study as it stands than all of them do. */
function Fewer({ first }: { readonly first: Column }) {
  const all = baseline.value?.assessment.verdicts;
  if (isChanged.value || !all || !first.judged) return null;
  const others = first.judged.verdicts.flatMap(({ claim, word }, i) =>
    word === all[i]!.word ? [] : [VARIANTS.fewSay(claim, VARIANTS.does[word], VARIANTS.does[all[i]!.word])],
  );
  if (others.length === 0) return null;
  return <p class="note">{VARIANTS.fewer(members.value, study.value!.experiment.memberCount, others)}</p>;
}

/** What the table says, in sentences, and what it is to be taken along as. */
function Told({ columns: all }: { readonly columns: readonly Column[] }) {
  const there = judgedOf(all);
  const isComplete = there.length === all.length;
  const turning = turningVariants(there);
  const steady = there.slice(1).filter((column) => !isTurning(column));
  const effective = there.map(({ judged }) => judged.effectiveNumber);
  const { memberCount, candidateCount } = counts();
  const impossible = there
    .filter(({ judged }) => judged.weights === 'impossible')
    .map(({ where, title }) => where || title);
  const shares = VARIANTS.shares(there[0]!.judged.memberCount, Math.min(...effective), Math.max(...effective));
  const notes = [shares, ...(impossible.length > 0 ? [VARIANTS.impossible(impossible)] : [])];
  const line = matrixLine(memberCount, candidateCount);
  return (
    <>
      <h3>
        {VARIANTS.byClaim} {!isComplete && <small>{VARIANTS.soFar}</small>}
      </h3>
      <ul>
        {sentencesByClaim(there).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <h3>
        {VARIANTS.byVariant} {!isComplete && <small>{VARIANTS.soFar}</small>}
      </h3>
      <ul>
        {turning.map(({ where, flips }) => (
          <li key={where}>{VARIANTS.turns(where, flips)}</li>
        ))}
        {steady.length > 0 && <li>{VARIANTS.turnsNothing(steady.map(({ where }) => where))}</li>}
      </ul>
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <Files columns={there} notes={notes} />
      {line && <Copied label={VARIANTS.terminal} text={line} />}
    </>
  );
}

/** What differs between scenarios, side by side: levers, what they make of claims and outcomes, and mechanisms and forms. */
import { useSignal } from '@preact/signals';
import {
  type Band,
  type Change,
  changeKey,
  formOf,
  isOut,
  type Numbers,
  numbersCsv,
  type Verdict,
} from 'fissure/workbench';
import { useEffect } from 'preact/hooks';
import { saveCsv } from '../../../shared/files.ts';
import { Chip } from '../argument/chip.tsx';
import { change, isChanged, ownScenarios } from '../chosen.ts';
import { Dialog } from '../dialog.tsx';
import { DIALOGS } from '../dialog-strings.ts';
import { baseline, isSingle, isStale, study } from '../known.ts';
import { mechanismSwitches, rivalries, switchesBeneath } from '../levers/differences.ts';
import { levers } from '../levers/order.ts';
import { quantity } from '../numbers.ts';
import { Progress } from '../one-by-one/progress.tsx';
import { record } from '../outcomes/record.ts';
import { startCount } from '../session.ts';
import { STRINGS } from '../strings.ts';
import { compared, isComplete, type Judged, judgeAll, underWay } from './judged.ts';
import { ChooseScenarios, studyScenarios } from './study-scenarios.tsx';
import './compare.css';

/** Columns that an upright sheet has room for. */
const MOST_ACROSS = 5;

interface Column {
  readonly name: string;
  readonly change: Change;
  /** Of a scenario of the study: what it says of itself. */
  readonly doc?: string;
}

export default function Compare() {
  const columns: readonly Column[] = [
    { name: STRINGS.before, change: { scenario: '', levers: new Map() } },
    ...(isChanged.value ? [{ name: DIALOGS.now, change: change.value }] : []),
    ...ownScenarios.value.map((own) => ({ name: own.name, change: own })),
    ...studyScenarios.value.map(({ name, label, doc }) => ({
      ...{ name: label || name, doc, change: { scenario: name, levers: new Map() } },
    })),
  ];
  const keys = columns.map((column) => changeKey(column.change));
  const isWanted = useSignal(true);
  // Before the members are weighed nothing can be judged.
  const isReady = baseline.value !== undefined && !isStale.value;
  useEffect(
    () => (isReady && isWanted.value ? judgeAll(columns.map((column) => column.change)) : undefined),
    // Whoever opens a study drops what was under way, also where nothing in it is another.
    [keys.join(), study.value, isReady, isWanted.value, startCount.value],
  );
  const results = keys.map((key) => compared.value.get(key));
  const judgedCount = results.filter(isComplete).length;
  return (
    <Dialog title={DIALOGS.compareTitle}>
      {columns.length < 2 && <p>{DIALOGS.nothingToCompare}</p>}
      <ChooseScenarios />
      {columns.length > 1 && (
        <Progress
          done={judgedCount}
          all={keys.length}
          isWanted={isWanted}
          isReady={isReady}
          underWay={underWay.value}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <section class="scroll comparison" tabIndex={0} aria-label={DIALOGS.compareTitle}>
        <Table columns={columns} results={results} />
      </section>
      {columns.length > MOST_ACROSS && <PaperTables columns={columns} results={results} />}
      {results.length > 1 && (
        <p>
          <button
            type="button"
            disabled={judgedCount < results.length}
            onClick={() => saveCsv('runs', numbersCsv(runsOf(columns, results)))}
          >
            {DIALOGS.runsCsv}
          </button>
        </p>
      )}
    </Dialog>
  );
}

interface TableProps {
  readonly columns: readonly Column[];
  readonly results: readonly (Judged | undefined)[];
}

function Table({ columns, results }: TableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{DIALOGS.differs}</th>
          {columns.map(({ name }, i) => (
            <th key={i} scope="col">
              {name} {results[i]?.isProvisional !== false && <small>{DIALOGS.notAllYet}</small>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <SettingRows columns={columns} />
        <ClaimRows results={results} />
        <OutcomeRows results={results} />
        <SwitchRows columns={columns} />
      </tbody>
    </table>
  );
}

/** Some at a time, each with the study as it stands beside them: all of them would be cut at the edge of the sheet. */
function PaperTables({ columns, results }: TableProps) {
  const starts = Array.from({ length: Math.ceil((columns.length - 1) / (MOST_ACROSS - 1)) }, (_, i) => i);
  return (
    <div class="on-paper">
      {starts.map((i) => {
        const [from, to] = [1 + i * (MOST_ACROSS - 1), 1 + (i + 1) * (MOST_ACROSS - 1)];
        return (
          <Table
            key={i}
            columns={[columns[0]!, ...columns.slice(from, to)]}
            results={[results[0], ...results.slice(from, to)]}
          />
        );
      })}
    </div>
  );
}

/** Every output over time under each of the changes: its course, or the middle of its members and where nine of ten lie. */
function runsOf(columns: readonly Column[], results: readonly (Judged | undefined)[]): Numbers {
  const series = study.value!.experiment.outputs.flatMap(({ id, title }) =>
    columns.flatMap(({ name }, i) => {
      const rows = results[i]?.bands.find(({ output }) => output === id)?.fitted ?? [];
      const own = DIALOGS.runOf(title, name);
      const [low, , middle = [], , high] = rows;
      if (isSingle.value) return [{ title: own, values: middle }];
      return [
        { title: own, values: middle },
        { title: STRINGS.lower(own), values: low ?? [] },
        { title: STRINGS.upper(own), values: high ?? [] },
      ];
    }),
  );
  return {
    head: [STRINGS.time, ...series.map(({ title }) => title)],
    rows: record.value.times.map((time, t) => ({
      key: time,
      cells: series.map(({ values }) => values[t] ?? Number.NaN),
    })),
  };
}

function SettingRows({ columns }: { columns: readonly Column[] }) {
  const used = levers.value.filter(({ id }) => columns.some((column) => column.change.levers.has(id)));
  const constants = study.value!.constants.filter(({ id }) => columns.some((column) => column.change.levers.has(id)));
  const labelOf = (name: string) => study.value!.scenarios.find((one) => one.name === name)?.label || name;
  return (
    <>
      {columns.some((column) => column.change.scenario !== '') && (
        <tr>
          <th scope="row">{STRINGS.scenario}</th>
          {columns.map(({ doc, change: own }, i) => (
            <td key={i}>{doc || (own.scenario === '' ? STRINGS.noScenario : labelOf(own.scenario))}</td>
          ))}
        </tr>
      )}
      {used.map(({ id, label, central, unit }) => (
        <tr key={id}>
          <th scope="row">{label}</th>
          {columns.map(({ change: own }, i) => (
            <td key={i}>{STRINGS.meaning(own.levers.get(id) ?? 1, central, unit)}</td>
          ))}
        </tr>
      ))}
      {constants.map(({ id, label, unit, value }) => (
        <tr key={id}>
          <th scope="row">{label}</th>
          {columns.map(({ change: own }, i) => (
            <td key={i}>{quantity(own.levers.get(id) ?? value, unit)}</td>
          ))}
        </tr>
      ))}
    </>
  );
}

function SwitchRows({ columns }: { columns: readonly Column[] }) {
  const rows = [
    ...mechanismSwitches().map((one) => ({
      label: one.label,
      texts: columns.map(({ change: { scenario, levers: own } }) =>
        isOut(own, switchesBeneath(scenario), one) ? DIALOGS.outWord : DIALOGS.inWord,
      ),
    })),
    ...rivalries().map((rivalry) => ({
      label: rivalry.label,
      texts: columns.map(
        ({ change: { scenario, levers: own } }) =>
          formOf(own, switchesBeneath(scenario), rivalry)?.label ?? STRINGS.ownForms,
      ),
    })),
  ];
  return rows
    .filter(({ texts }) => new Set(texts).size > 1)
    .map(({ label, texts }) => (
      <tr key={label}>
        <th scope="row">{label}</th>
        {texts.map((text, i) => (
          <td key={i}>{text}</td>
        ))}
      </tr>
    ));
}

function ClaimRows({ results }: { results: readonly (Judged | undefined)[] }) {
  const verdictOf = (result: Judged | undefined, id: string): Verdict | undefined =>
    result?.verdicts.find(({ claim }) => claim === id);
  const rows = study.value!.experiment.claims.filter(
    ({ id }) => new Set(results.flatMap((result) => verdictOf(result, id)?.word ?? [])).size > 1,
  );
  return rows.map(({ id, says }) => (
    <tr key={id}>
      <th scope="row">
        {id} {says}
      </th>
      {results.map((result, i) => {
        const verdict = verdictOf(result, id);
        const part = verdict?.fitted.share;
        return (
          <td key={i}>
            <Chip claim={id} word={verdict?.word} />
            {typeof part === 'number' && <small> {STRINGS.share(part)}</small>}
          </td>
        );
      })}
    </tr>
  ));
}

function OutcomeRows({ results }: { results: readonly (Judged | undefined)[] }) {
  return study.value!.experiment.outputs.map(({ id, title, unit }) => (
    <tr key={id}>
      <th scope="row">{DIALOGS.atTheEnd(title)}</th>
      {results.map((result, i) => (
        <td key={i}>
          {endOf(
            result?.bands.find(({ output }) => output === id),
            unit,
          )}
        </td>
      ))}
    </tr>
  ));
}

function endOf(band: Band | undefined, unit: string): string {
  const [low, , middle, , high] = (band?.fitted ?? []).map((row) => row.at(-1) ?? null);
  if (typeof low !== 'number' || typeof middle !== 'number' || typeof high !== 'number') return STRINGS.untested;
  if (isSingle.value) return quantity(middle, unit);
  return DIALOGS.middleAndRange(middle, low, high, unit);
}

/** Which charts there are: those that the reader added, then the study's own but for those put away. */
import { type Band, outputOfPlot, plotOfOutput, type ReadyStudy } from 'fissure/workbench';
import { arrange, arrangement, selected } from '../chosen.ts';
import { study } from '../known.ts';
import { outputsOf } from './outputs-of.ts';

export type Output = ReadyStudy['experiment']['outputs'][number];

export interface ShownChart {
  readonly key: string;
  /** One, or several that share an axis. */
  readonly outputs: readonly Output[];
}

/** The study's own outputs. */
export function ownOutputs(): readonly Output[] {
  return study.value!.experiment.outputs.filter(({ id }) => plotOfOutput(id) === undefined);
}

/** Of the selected claim. */
export function measuredOutputs(): readonly Output[] {
  const { kind, id } = selected.value ?? {};
  const claim = kind === 'claim' && study.value!.experiment.claims.find((one) => one.id === id);
  return claim ? outputsOf(claim) : [];
}

/** Those that the selected claim measures; all of them where it measures none, or nothing is selected. */
export function shownCharts(): readonly ShownChart[] {
  const { outputs } = study.value!.experiment;
  const measured = measuredOutputs();
  if (measured.length > 0) return measured.map((output) => ({ key: output.id, outputs: [output] }));
  const { charts, hidden } = arrangement.value;
  const byId = new Map(outputs.map((output) => [output.id, output]));
  // By key: an address may name one twice.
  const added = new Map(
    charts.map((chart) => {
      const key = keyOf(chart);
      return [key, { key, outputs: chart.flatMap((plot) => byId.get(outputOfPlot(plot)) ?? []) }] as const;
    }),
  );
  const own = ownOutputs().filter((output) => !hidden.includes(output.id));
  return [
    ...[...added.values()].filter(({ outputs: some }) => some.length > 0),
    ...own.map((output) => ({ key: output.id, outputs: [output] })),
  ];
}

function keyOf(chart: readonly string[]): string {
  return chart.map(outputOfPlot).join('~');
}

export function putAway({ key }: ShownChart): void {
  const { charts, hidden } = arrangement.value;
  const left = charts.filter((chart) => keyOf(chart) !== key);
  arrange(left.length < charts.length ? { charts: left } : { hidden: [...hidden, key] });
  if (selected.value?.kind === 'output') selected.value = undefined;
}

export function bandsOf(outputs: readonly Output[], bands: readonly Band[]): readonly (Band | undefined)[] {
  return outputs.map(({ id }) => bands.find(({ output }) => output === id));
}

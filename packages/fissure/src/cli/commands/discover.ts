/** `fissure discover`: in which region of its assumptions a study has a certain outcome. */
import { assessExperiment } from '../../analysis/results.ts';
import { type Box, chooseBox, type Limit, peelBoxes, type TestedBox } from '../../analysis/scenario-discovery.ts';
import { weighMembers } from '../../analysis/weights.ts';
import { printCsvCell } from '../../base/csv.ts';
import type { Factor } from '../../experiment/factors.ts';
import { methodNotes } from '../../report/method-notes.ts';
import { numberText, outOfHundred } from '../../report/number-text.ts';
import { unitSuffix } from '../../report/unit-words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { jsonFile, writeResults } from '../files/results-files.ts';
import type { ExperimentOptions } from '../options.ts';
import { type DiscoveredCase, outcomesByPoint } from '../simulate/discover-case.ts';
import { knownOutput, planForCommand } from '../simulate/plan-for-command.ts';
import { simulateTraces } from '../simulate/simulate-traces.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData } from '../text/left-out.ts';
import { dimNotes, textTable } from '../text/text-table.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export interface DiscoverOptions extends ExperimentOptions {
  readonly where: DiscoveredCase;
  readonly density: number;
}

export async function discoverCommand(folder: string, options: DiscoverOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const { where } = options;
  const { study, notices, texts, changes, experiment: asked } = planDiscovery(folder, options);
  const simulated = await simulateTraces(asked, options, terminal, 'discover');
  if (simulated === undefined) return EXIT.interrupted;
  const { experiment, ensemble } = simulated;
  const weights = weighMembers(experiment, ensemble);
  const points = outcomesByPoint(experiment, ensemble, weights, where);
  const boxes = peelBoxes(experiment.factors, points);
  const box = boxes.length === 0 ? null : chooseBox(boxes, points, options.density);
  const { title } = study.settings;
  const answer = {
    study: title,
    changes,
    ...leftOutData(study),
    where: caseText(where),
    members: ensemble.members.length,
    /** Of the weight that is on either side. */
    share: boxes[0]?.density ?? 0,
    box: box && boxData(box, experiment.factors),
    boxes: boxes.map((one) => boxData(one, experiment.factors)),
  };
  if (options.json) writeAnswer(terminal, 'discover', notices, texts, answer);
  else {
    terminal.out(terminal.paint.bold(title));
    if (changes !== '') terminal.out(`With ${changes}`);
    terminal.out(`\n${discoveryText(where, boxes, box, { ...experiment, density: options.density }, terminal)}`);
    const notes = methodNotes(assessExperiment(experiment, ensemble, weights));
    if (notes.length > 0) terminal.out(`\n${dimNotes(notes, terminal)}`);
  }
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([
        ['discover.csv', boxesCsv(boxes, experiment.factors)],
        ['discover.json', jsonFile(answer)],
      ]),
      terminal,
    );
  return EXIT.ok;
}

/** Only what is asked about is simulated. */
function planDiscovery(folder: string, options: DiscoverOptions) {
  const { where } = options;
  const claims = where.kind === 'claim' ? [where.claim] : [];
  const planned = planForCommand(folder, options, { claims });
  const { outputs } = planned.experiment;
  const wanted = where.kind === 'output' ? knownOutput(where.output, outputs) : undefined;
  return {
    ...planned,
    experiment: { ...planned.experiment, outputs: outputs.filter(({ id }) => id === wanted), ledger: [] },
  };
}

function caseText(where: DiscoveredCase): string {
  if (where.kind === 'claim') return `${where.claim} ${where.outcome}`;
  const { over, output, side, level } = where;
  return `${over === 'end' ? output : `${over}(${output})`} ${side} ${level}`;
}

function discoveryText(
  where: DiscoveredCase,
  boxes: readonly Box[],
  box: TestedBox | null,
  { factors, density }: { readonly factors: readonly Factor[]; readonly density: number },
  { width, paint }: Terminal,
): string {
  const what = caseText(where);
  if (box === null) return `${paint.bold(what)}: in no member.`;
  const share = boxes[0]!.density;
  const head = `${paint.bold(what)}: in ${outOfHundred(share)} of 100 members.`;
  if (share === 1) return head;
  if (box.limits.length === 0) return `${head} No assumption tells where, beyond chance.`;
  const parts = [
    `In ${outOfHundred(box.density)} of 100${box.density < density ? `, short of the ${outOfHundred(density)} that were asked for,` : ''} where`,
    textTable(
      [
        { title: 'Assumption', wrap: true },
        { title: 'Is', wrap: true },
        { title: 'By chance', align: 'right' },
      ],
      box.limits.map((limit) => {
        const factor = factors[limit.factor]!;
        return [factor.label || factor.id, limitText(limit, factor), chanceText(limit.quasiP)];
      }),
      { width, indent: 2, heading: paint.dim },
    ),
    `That is ${outOfHundred(box.mass)} of 100 members, and ${outOfHundred(box.coverage)} of 100 of all that have this outcome.`,
  ];
  return `${head}\n${parts.join('\n')}`;
}

function limitText({ low, high, alternatives }: Limit, factor: Factor): string {
  if (factor.kind === 'structure')
    return alternatives!.map((one) => factor.alternatives[one]!.label || factor.alternatives[one]!.name).join(', or ');
  const unit = unitSuffix(factor.unit);
  if (low !== null && high !== null) return `${numberText(low)} to ${numberText(high)}${unit}`;
  return low === null ? `below ${numberText(high!)}${unit}` : `above ${numberText(low)}${unit}`;
}

function chanceText(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

function boxData({ coverage, density, mass, limits }: Box | TestedBox, factors: readonly Factor[]) {
  return {
    coverage,
    density,
    mass,
    limits: limits.map(({ factor: index, low, high, alternatives, ...tested }) => {
      const factor = factors[index]!;
      const names = factor.kind === 'structure' ? alternatives!.map((one) => factor.alternatives[one]!.name) : [];
      return { factor: factor.id, label: factor.label, low, high, alternatives: names, ...tested };
    }),
  };
}

function boxesCsv(boxes: readonly Box[], factors: readonly Factor[]): string {
  const rows = boxes.flatMap((box, number) => {
    const { coverage, density, mass, limits } = boxData(box, factors);
    const head = [number, coverage, density, mass];
    if (limits.length === 0) return [[...head, '', '', '', ''].join(',')];
    return limits.map(({ factor, low, high, alternatives }) =>
      [...head, printCsvCell(factor), low ?? '', high ?? '', printCsvCell(alternatives.join(' '))].join(','),
    );
  });
  return `${['box,coverage,density,mass,factor,low,high,alternatives', ...rows].join('\r\n')}\r\n`;
}

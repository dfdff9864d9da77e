/** `fissure matrix`: every claim under every scenario, with each mechanism off, and in each rival form. */
import {
  judgeVariant,
  type VariantColumn,
  type VariantJudgement,
  variantColumn,
} from '../../analysis/judge-variant.ts';
import { ofClaims } from '../../experiment/narrow-experiment.ts';
import { planExperiment } from '../../experiment/plan-experiment.ts';
import { simulateExperiment } from '../../experiment/simulate-experiment.ts';
import {
  candidatesOf,
  listVariants,
  partOfVariant,
  VARIANT_KINDS,
  VARIANT_MEMBERS,
  type VariantKind,
} from '../../experiment/variants.ts';
import { packageVersion } from '../../host/package-version.ts';
import { variantsCsv } from '../../report/variants-csv.ts';
import { usageError } from '../command-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { jsonFile, prepareOut, writeResults } from '../files/results-files.ts';
import { withInterrupt } from '../interrupt.ts';
import type { ExperimentOptions } from '../options.ts';
import { Progress } from '../progress.ts';
import { type PlannedStudy, planForCommand, plannedOrError } from '../simulate/plan-for-command.ts';
import { simulateScreened, warnOfSlowEngine, withWorkers } from '../simulate/simulate-for-command.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { matrixText } from '../text/matrix-text.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export interface MatrixOptions extends Omit<ExperimentOptions, 'set' | 'off' | 'scenario'> {
  readonly claim: readonly string[];
  readonly only?: VariantKind;
}

export async function matrixCommand(folder: string, options: MatrixOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const own = { ...options, members: options.members ?? VARIANT_MEMBERS, set: [], off: [] };
  const claims = options.claim.length > 0 ? options.claim : undefined;
  const planned = planForCommand(folder, own, { claims });
  const { study, texts } = planned;
  if (study.claims.length === 0) throw usageError('command/no-claims', {});
  await prepareOut(options.out);
  const { columns, interrupted } = await judgeVariants(planned, own, terminal);
  const answer = { ...leftOutData(study), interrupted, variants: columns };
  if (options.json) writeAnswer(terminal, 'matrix', planned.notices, texts, { study: study.settings.title, ...answer });
  else terminal.out([matrixText(study, columns, terminal), ...leftOutText(study)].join('\n'));
  if (interrupted) terminal.notice('Stopped: what was cut short is left out.');
  if (options.out !== undefined)
    await writeResults(
      options.out,
      new Map([
        ['matrix.json', jsonFile({ fissure: packageVersion(), ...answer })],
        ['matrix.csv', variantsCsv(columns)],
      ]),
      terminal,
    );
  return interrupted ? EXIT.interrupted : EXIT.ok;
}

/** Each variant is what `fissure test` makes of it, weighed by the record anew. */
function judgeVariants(
  { study, model, problems, texts, experiment }: PlannedStudy,
  options: ExperimentOptions & Pick<MatrixOptions, 'only'> & { readonly members: number },
  terminal: Terminal,
): Promise<{ readonly columns: readonly VariantColumn[]; readonly interrupted: boolean }> {
  const variants = listVariants(study, options.only ? [options.only] : VARIANT_KINDS);
  const { members, replicates, candidates = candidatesOf(study.settings, members), seed } = options;
  // Scenarios that cannot be applied are found before anything is simulated.
  const asked = variants.map(({ change }) => {
    const own = planExperiment(study, model, problems, {
      ...{ memberCount: members, replicateCount: replicates, candidateCount: candidates, seed },
      ...{ claims: experiment.claims.map(({ id }) => id), ...change },
    });
    return ofClaims(plannedOrError(own, problems, texts));
  });
  warnOfSlowEngine(terminal);
  return withWorkers(options, (pool) =>
    withInterrupt(terminal, async (signal) => {
      const columns: VariantColumn[] = [];
      const progress = new Progress(terminal, 'matrix', 'columns');
      let base: VariantJudgement | undefined;
      for (const [i, variant] of variants.entries()) {
        const own = asked[i]!;
        const { experiment: chosen, ensemble } = await simulateScreened(own, signal, (part, stage) => {
          const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
            progress.update(i + partOfVariant(stage, done / total, own), variants.length);
          return simulateExperiment(part, { pool, signal, onProgress });
        });
        if (signal.aborted) break;
        const judgement = judgeVariant(chosen, ensemble);
        base ??= judgement;
        columns.push(variantColumn(variant, judgement, base));
      }
      progress.finish();
      return { columns, interrupted: signal.aborted };
    }),
  );
}

/**
 * A model file of another tool as a page shows it: read by the same readers as in the terminal, run once at the values that it
 * has, and told as charts, stocks first. Nothing leaves the page.
 */
import { traceVariable } from '../analysis/loops/trace-variable.ts';
import { canonicalName } from '../base/names.ts';
import { Problems } from '../diagnostics/problems.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import { decodeText } from '../exchange/decode-text.ts';
import { importModel, isModelFile } from '../exchange/import-model.ts';
import { planExperiment } from '../experiment/plan-experiment.ts';
import { checkModel } from '../model/check-model.ts';
import type { Chart, ChartLayer } from '../report/chart.ts';
import { timeAxis, timeText } from '../report/time-axis.ts';
import type { Study, VariableDeclaration } from '../study/study.ts';
import { recordCentral } from './why/record-central.ts';

export interface ForeignRun {
  /** The model's file. */
  readonly file: string;
  /** As the terminal shows them; empty where there are none. */
  readonly diagnostics: string;
  /** Undefined where errors stand in the way. Stocks first, then flows, then everything else. */
  readonly charts: readonly Chart[] | undefined;
  /** When a value was no longer finite; empty: never. */
  readonly brokeOff: string;
}

export type DroppedFiles = readonly { readonly name: string; readonly bytes: Uint8Array }[];

const MOST_CHARTS = 500;

/** The first model among the files; data files that it reads may come with it. Undefined where none is a model. */
export function runForeign(dropped: DroppedFiles): ForeignRun | undefined {
  const own = dropped.find(({ name }) => isModelFile(name));
  if (!own) return undefined;
  const { name: file } = own;
  const text = decodeText(own.bytes);
  const problems = new Problems();
  const beside = new Map(dropped.filter((one) => one !== own).map(({ name, bytes }) => [name, bytes]));
  const imported = importModel(file, text, beside, problems);
  const model = imported && !problems.hasErrors ? checkModel(imported.study, problems) : undefined;
  const experiment = imported && model && !problems.hasErrors && planExperiment(imported.study, model, problems);
  const told = () => renderDiagnostics(problems.list, new Map([[file, text]]), { color: false, width: 90 });
  if (!imported || !experiment || problems.hasErrors)
    return { file, diagnostics: told(), charts: undefined, brokeOff: '' };
  const recorded = recordCentral(experiment);
  const { plan, stepCount } = recorded;
  const { time } = imported.study.settings;
  const charts = inOrder(imported.study).flatMap((variable): Chart[] => {
    const trace = traceVariable(recorded, canonicalName(variable.name.text));
    if (!trace) return [];
    const { times, mean, low, high, elements } = trace;
    const layers: ChartLayer[] = [
      ...(elements.length > 1 ? [{ kind: 'band' as const, label: 'all elements', depth: 0, times, low, high }] : []),
      {
        kind: 'line',
        label: elements.length > 1 ? 'mean of all elements' : 'value',
        role: 'main',
        times,
        values: mean,
      },
    ];
    const { text: unit } = variable.unit;
    const title = imported.labels.get(variable.name.text) ?? variable.label ?? variable.name.text;
    return [{ id: variable.name.text, title, unit: unit === '?' ? '1' : unit, axis: timeAxis(time), layers }];
  });
  const isWhole = stepCount >= plan.time.stepCount;
  return {
    ...{ file, diagnostics: told(), charts },
    brokeOff: isWhole ? '' : timeText(plan.time.start + stepCount * plan.time.dt, time),
  };
}

const ORDER: readonly VariableDeclaration['kind'][] = ['stock', 'flow', 'auxiliary'];

function inOrder({ variables }: Study): readonly VariableDeclaration[] {
  return ORDER.flatMap((kind) => variables.filter((one) => one.kind === kind)).slice(0, MOST_CHARTS);
}

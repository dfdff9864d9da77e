/** `fissure compile`: what a study becomes on its way to running code, stage by stage. */
import { emitJavaScript } from '../../engine/emit-javascript.ts';
import { buildIr } from '../../engine/ir/build-ir.ts';
import type { Ir } from '../../engine/ir/ir.ts';
import { irSizes, printIr } from '../../engine/ir/print-ir.ts';
import { defaultStyle } from '../../engine/webassembly/compile-webassembly.ts';
import { emitWebAssembly } from '../../engine/webassembly/emit-webassembly.ts';
import { planUseOf } from '../../experiment/plan-use.ts';
import { printPlan } from '../../model/print-plan.ts';
import { countedText } from '../../report/number-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { prepareOut, type ResultFiles, writeResults } from '../files/results-files.ts';
import type { StudyOptions } from '../options.ts';
import { planForCommand } from '../simulate/plan-for-command.ts';
import { processTerminal, type Terminal } from '../terminal.ts';
import { leftOutData, leftOutText } from '../text/left-out.ts';
import { textTable } from '../text/text-table.ts';
import { writeAnswer } from '../write-diagnostics.ts';

export type CompileStage = 'plan' | 'ir' | 'javascript';

export interface CompileOptions extends StudyOptions {
  readonly print?: CompileStage;
  /** Ready for any parameter to change and any slot to be kept, not only for what the study's claims and priors need. */
  readonly open?: boolean;
  readonly out?: string;
}

export async function compileCommand(folder: string, options: CompileOptions): Promise<ExitCode> {
  const terminal = processTerminal(options);
  const { study, experiment, notices, texts } = planForCommand(
    folder,
    { ...options, set: [], off: [] },
    { claims: undefined },
  );
  await prepareOut(options.out);
  const ir = buildIr(experiment.plan, options.open ? {} : planUseOf(experiment));
  if (options.out !== undefined) await writeResults(options.out, filesOf(ir), terminal);
  if (options.json) writeAnswer(terminal, 'compile', notices, texts, { ...summaryOf(ir), ...leftOutData(study) });
  else if (options.print !== undefined) terminal.out(printStage(ir, options.print).trimEnd());
  else terminal.out([summaryText(ir, terminal), ...leftOutText(study)].join('\n'));
  return EXIT.ok;
}

function printStage(ir: Ir, stage: CompileStage): string {
  switch (stage) {
    case 'plan':
      return printPlan(ir.plan);
    case 'ir':
      return printIr(ir);
    case 'javascript':
      return emitJavaScript(ir);
  }
}

function filesOf(ir: Ir): ResultFiles {
  return new Map<string, string | Uint8Array>([
    ['plan.txt', printPlan(ir.plan)],
    ['ir.txt', printIr(ir)],
    ['kernel.js', emitJavaScript(ir)],
    ['kernel.wasm', emitWebAssembly(ir, defaultStyle(ir)).bytes],
  ]);
}

function summaryOf(ir: Ir) {
  const { plan, use, cells } = ir;
  return {
    time: plan.time,
    slots: plan.slots.length,
    parameters: plan.parameters.length,
    fixedParameters: use.fixed?.size ?? 0,
    keptSlots: use.kept?.length ?? plan.slots.length,
    stocks: plan.stocks.length,
    stepEquations: plan.step.length,
    memberCells: cells.length,
    sections: irSizes(ir),
    bytes: { javascript: emitJavaScript(ir).length, webassembly: emitWebAssembly(ir, defaultStyle(ir)).bytes.length },
  };
}

function summaryText(ir: Ir, terminal: Terminal): string {
  const { stocks, stepEquations, parameters, fixedParameters, keptSlots, slots, sections, bytes } = summaryOf(ir);
  const columns = [
    { title: 'section' },
    { title: 'nodes', align: 'right' as const },
    { title: 'effects', align: 'right' as const },
  ];
  const rows = sections.map(({ section, nodes, effects }) => [section, `${nodes}`, `${effects}`]);
  return [
    `${countedText(stocks, 'stock')} and ${countedText(stepEquations, 'equation')}; ${fixedParameters} of ${countedText(parameters, 'parameter')} fixed, ${keptSlots} of ${countedText(slots, 'slot')} kept.`,
    '',
    textTable(columns, rows, { width: terminal.width, heading: terminal.paint.bold }),
    '',
    `JavaScript ${bytes.javascript} bytes, WebAssembly ${bytes.webassembly} bytes. --print shows a stage; --out writes all.`,
  ].join('\n');
}

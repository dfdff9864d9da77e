/** Everything that the workbench's page takes from this package. */
export type { Verdict } from '../analysis/verdict.ts';
export { fromWireJson } from '../base/wire-json.ts';
export type { LspDiagnostic } from '../diagnostics/to-lsp.ts';
export { CHART_STYLE, chartSvg } from '../report/chart-svg.ts';
export { fanCharts } from '../report/fan-charts.ts';
export type * from './edit-message.ts';
export { type Lever, type LeverSettings, leversOf } from './levers.ts';
export type { ReadyStudy, StudyMessage } from './study-message.ts';
export { type Baseline, simulateBaseline, simulateCoarse, simulateWhatIf, type WhatIf } from './what-if.ts';
export { openPagePool } from './worker-pool.ts';

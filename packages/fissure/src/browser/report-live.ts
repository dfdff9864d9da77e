/** Everything that the script of a live report takes from this package. */
export type { Verdict } from '../analysis/verdict.ts';
export { textToBytes } from '../base/bytes-as-text.ts';
export { fromWireJson } from '../base/wire-json.ts';
export { hasVectorWebAssembly } from '../engine/webassembly/webassembly-api.ts';
export type { Chart } from '../report/figures/chart.ts';
export { chartSvg } from '../report/figures/chart-svg.ts';
export { fanLayers } from '../report/figures/fan-charts.ts';
export { type FigureNumbers, numbersCsv } from '../report/figures/figure-numbers.ts';
export { bandsTable, type FittedBand } from '../report/figures/time-table.ts';
export { chartParts, headlineParts } from '../report/page/chart-figure.ts';
export type { LiveStudy } from '../report/page/live-study.ts';
export { verdictCells, verdictClass, verdictHtml, verdictTally } from '../report/page/verdict-cells.ts';
export { countVerdicts } from '../report/verdict-words.ts';
export { isPlausible, type Lever, type LeverSettings, leversOf } from './levers.ts';
export { bandToShow } from './shown-band.ts';
export type { SimulationAnswer, SimulationRequest } from './simulation-messages.ts';

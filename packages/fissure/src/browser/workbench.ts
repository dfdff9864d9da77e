/** Everything that the workbench's page takes from this package. */
export type { Band } from '../analysis/bands.ts';
export { type VariantColumn, type VariantJudgement, variantColumn } from '../analysis/judge-variant.ts';
export type { Verdict, VerdictWord } from '../analysis/verdict.ts';
export { canonicalName } from '../base/names.ts';
export { fromWireJson } from '../base/wire-json.ts';
export type { LspDiagnostic } from '../diagnostics/to-lsp.ts';
export { candidatesOf, VARIANT_MEMBERS, type VariantKind } from '../experiment/variants.ts';
export { type Chart, type ChartLayer, valueAxis } from '../report/figures/chart.ts';
export { CHART_STYLE, chartSvg } from '../report/figures/chart-svg.ts';
export { type FanInput, fanCharts } from '../report/figures/fan-charts.ts';
export { type NumberRow, type Numbers, numbersCsv } from '../report/figures/numbers-csv.ts';
export { citationText, originText } from '../report/figures/origin.ts';
export { timeText } from '../report/figures/time-axis.ts';
export { type VerdictGrid, verdictGridSvg } from '../report/figures/verdict-grid.ts';
export { numberText, outOfHundred } from '../report/number-text.ts';
export { unitWords } from '../report/unit-words.ts';
export { variantsCsv } from '../report/variants-csv.ts';
export type { Fate } from '../study/mark-statement.ts';
export type { NoteText } from '../study/note-text.ts';
export { outputOfPlot, plotOfOutput, printAdditions, printVaried, type VariedConstant } from './additions.ts';
export { type BrokenOff, brokenOffOf } from './broken-off.ts';
export { type Breaking, ClaimBreaker, canTurn } from './claim-breaker.ts';
export { type ConstantLever, isConstant } from './constants.ts';
export type * from './edit-message.ts';
export { isPlausible, type Lever, type LeverSettings, leversOf } from './levers.ts';
export {
  type Arrangement,
  additionsOf,
  type OwnScenario,
  type PageState,
  PLAIN_ARRANGEMENT,
  printAddress,
  readAddress,
} from './page-address.ts';
export type { Plottable, PlottableVariable } from './plottable.ts';
export { recordOf } from './record.ts';
export { type ScenarioArms, scenarioKey } from './scenario-arms.ts';
export { bandToShow } from './shown-band.ts';
export type {
  Change,
  ExpectedLever,
  OutputLines,
  Quality,
  SimulationAnswer,
  SimulationRequest,
} from './simulation-messages.ts';
export {
  baselineOf,
  type KnownBaseline,
  knownBaseline,
  type NoteMessage,
  type ReadyStudy,
  type StudyMessage,
} from './study-message.ts';
export {
  formOf,
  isOut,
  isSwitch,
  mechanismSwitch,
  ownSwitches,
  type Rivalry,
  rivalriesOf,
  type Switch,
  withAlternative,
  withMechanism,
} from './switches.ts';
export { type ChangedVariant, changeKey, variantChanges } from './variant-changes.ts';
export type { Baseline } from './what-if.ts';

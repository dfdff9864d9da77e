/** Everything that the *Why?* drawer takes from this package. */

export type { LoopGroup, LoopMark } from '../../analysis/loops/group-loops.ts';
export { printCsvCell } from '../../base/csv.ts';
export { fromWireJson } from '../../base/wire-json.ts';
export { causeStack, movingCauses } from '../../report/figures/cause-charts.ts';
export { type Chart, type TimeAxis, valueAxis } from '../../report/figures/chart.ts';
export { chartStackSvg, type StackRow } from '../../report/figures/chart-stack.ts';
export { unitText } from '../../report/figures/chart-svg.ts';
export { type DecisionChart, type DecisionRow, decisionSvg } from '../../report/figures/decision-chart.ts';
export type { Diagram, DiagramLink } from '../../report/figures/diagram.ts';
export { layOutDiagram, type PlacedNode } from '../../report/figures/diagram-layout.ts';
export { DIAGRAM_STYLE, drawLink } from '../../report/figures/diagram-svg.ts';
export { DIAGRAM_NOTE, diagramSentence } from '../../report/figures/diagram-words.ts';
export { COLOURED_GROUPS, LOOP_CHART_STYLE, loopChartSvg, loopGroupChartSvg } from '../../report/figures/loop-chart.ts';
export { drawnMap, type PlaceMap, type PlaceMoment } from '../../report/figures/place-map.ts';
export { greatestOf, MAP_STYLE, panelSvg, placeMapFigure } from '../../report/figures/place-map-svg.ts';
export { timeAxis, timeText } from '../../report/figures/time-axis.ts';
export { loopPath, polaritySign } from '../../report/loop-words.ts';
export { numberText, outOfHundred, tickTexts } from '../../report/number-text.ts';
export type {
  WhyDetails,
  WhyEvidence,
  WhyMechanism,
  WhyParameter,
  WhySubject,
  WhyVariable,
} from '../../report/page/why-details.ts';
export { hingeName } from '../../report/verdict-words.ts';
export type { ScenarioArms } from '../scenario-arms.ts';
export { type AnalystClient, askAnalyst } from './ask-analyst.ts';
export type { MemberTable } from './members.ts';
export type {
  Answers,
  CausesAnswer,
  LoopsAnswer,
  PlacesAnswer,
  Question,
  QuestionKind,
  Questions,
  TracedVariable,
} from './questions.ts';

/** The charts that the reader added, and how ticks and choices change them. */
export type Charts = readonly (readonly string[])[];

export function isPlotted(charts: Charts, plot: string): boolean {
  return charts.some((chart) => chart.includes(plot));
}

export function withPlot(charts: Charts, plot: string): Charts {
  return [...charts, [plot]];
}

export function withoutPlot(charts: Charts, plot: string): Charts {
  return charts.map((chart) => chart.filter((one) => one !== plot)).filter((chart) => chart.length > 0);
}

/** Moves it to the chart that has `other`; undefined: to one of its own, where it was last. */
export function besides(charts: Charts, plot: string, other: string | undefined): Charts {
  const left = withoutPlot(charts, plot);
  if (other === undefined) return withPlot(left, plot);
  return left.map((chart) => (chart.includes(other) ? [...chart, plot] : chart));
}

/**
 * Milliseconds since a start, of the clock or of the processor, whichever is less: others on the machine make the clock run
 * on, other threads of the tests the processor's time.
 */
export function stopwatch(): () => number {
  const start = process.cpuUsage();
  const startOnWall = performance.now();
  return () => Math.min(process.cpuUsage(start).user / 1000, performance.now() - startOnWall);
}

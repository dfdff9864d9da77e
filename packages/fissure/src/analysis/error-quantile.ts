import { errorDistribution } from './history-fit.ts';

/**
 * The residual below which a share `p` lies, under a standard normal or Student's t: the inverse of `errorDistribution`, by bisection.
 * Range: 0 < p < 1. Error: 1e-9 of the residual, or that of `errorDistribution` where it is flat.
 */
export function errorQuantile(p: number, dof: number | undefined): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -errorQuantile(1 - p, dof);
  let low = -1;
  while (errorDistribution(low, dof) > p) low *= 2;
  let high = 0;
  while (high - low > 1e-9 * Math.max(1, -low)) {
    const middle = (low + high) / 2;
    if (errorDistribution(middle, dof) > p) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

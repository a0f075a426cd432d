import { quantile } from 'd3-array';
import { pick, seededRandom } from '../training/random.js';
import { stepsOf, type Ranking, type Steps } from './ranking.js';

/** A figure with its interval; null when the data are insufficient. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Number of bootstrap draws, and their seed. */
export interface Draws {
  readonly count: number;
  readonly seed: number;
}

/** Coverage of the interval. */
const INSIDE = 0.95;
/** Fewer groups give no interval. */
const MIN_GROUPS = 5;

/**
 * Figures of a ranking with 95% percentile intervals (Efron 1979). Cluster bootstrap: whole groups are resampled with
 * replacement, since comments of one article are not independent. A draw is a weight per group, so nothing is sorted
 * again.
 *
 * @param figures computes all figures at once; draws in which a figure is NaN are ignored for it
 */
export function estimate(
  ranking: Ranking,
  figures: (steps: Steps) => readonly number[],
  { count, seed }: Draws,
): Estimate[] {
  const values = figures(stepsOf(ranking));
  const drawn: number[][] = values.map(() => []);
  const random = seededRandom(seed);
  const weights = new Float64Array(ranking.groups);
  const buffer = stepsOf(ranking);
  for (let draw = 0; draw < count && ranking.groups >= MIN_GROUPS; draw++) {
    weights.fill(0);
    weights.forEach(() => {
      weights[pick(random, weights.length)]! += 1;
    });
    figures(stepsOf(ranking, weights, buffer)).forEach((value, figure) => {
      if (Number.isFinite(value)) drawn[figure]!.push(value);
    });
  }
  return values.map((value, figure) => {
    const all = drawn[figure]!;
    // When most draws are undefined, the rest is a biased sample.
    const enough = Number.isFinite(value) && all.length > count / 2;
    return {
      value: Number.isFinite(value) ? value : null,
      low: enough ? quantile(all, (1 - INSIDE) / 2)! : null,
      high: enough ? quantile(all, (1 + INSIDE) / 2)! : null,
    };
  });
}

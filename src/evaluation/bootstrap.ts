import { quantile } from 'd3-array';
import { pick, seededRandom } from '../training/random.js';
import { stepsOf, type Ranking, type Steps } from './ranking.js';

/** A figure with its interval; null where the data cannot say. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How intervals are drawn. */
export interface Draws {
  readonly count: number;
  readonly seed: number;
}

/** Share of the draws inside the interval. */
const INSIDE = 0.95;
/** Groups under which nothing can be said of their spread. */
const LEAST_GROUPS = 5;

/**
 * Figures of a ranking with percentile intervals of 95% (Efron 1979). Whole groups are drawn with replacement, as many as
 * there are: comments of one article stand and fall together. A draw is a weight for each group, so nothing is sorted anew.
 *
 * @param figures computes all figures at once; NaN where one cannot be had, such draws are left out
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
  const room = stepsOf(ranking);
  for (let draw = 0; draw < count && ranking.groups >= LEAST_GROUPS; draw++) {
    weights.fill(0);
    weights.forEach(() => {
      weights[pick(random, weights.length)]! += 1;
    });
    figures(stepsOf(ranking, weights, room)).forEach((value, figure) => {
      if (Number.isFinite(value)) drawn[figure]!.push(value);
    });
  }
  return values.map((value, figure) => {
    const all = drawn[figure]!;
    // Where most draws say nothing, the few that do are no fair sample.
    const enough = Number.isFinite(value) && all.length > count / 2;
    return {
      value: Number.isFinite(value) ? value : null,
      low: enough ? quantile(all, (1 - INSIDE) / 2)! : null,
      high: enough ? quantile(all, (1 + INSIDE) / 2)! : null,
    };
  });
}

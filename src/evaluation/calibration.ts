/** A predicted probability and the truth. */
export interface Prediction {
  readonly score: number;
  readonly off: boolean;
}

/** The comments with a score in `[from, to)`; the last bin includes its end. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean score and share of off-topic comments; null in an empty bin. */
  readonly score: number | null;
  readonly offTopic: number | null;
}

/** Bins of the reliability table. */
export const BIN_COUNT = 10;

/** A reliability table of ten bins of equal width. */
export function reliability(predictions: readonly Prediction[]): Bin[] {
  const counts = new Float64Array(BIN_COUNT);
  const scores = new Float64Array(BIN_COUNT);
  const offs = new Float64Array(BIN_COUNT);
  for (const { score, off } of predictions) {
    const bin = Math.min(BIN_COUNT - 1, Math.floor(score * BIN_COUNT));
    counts[bin]! += 1;
    scores[bin]! += score;
    offs[bin]! += Number(off);
  }
  return Array.from(counts, (count, bin) => ({
    from: bin / BIN_COUNT,
    to: (bin + 1) / BIN_COUNT,
    count,
    score: count > 0 ? scores[bin]! / count : null,
    offTopic: count > 0 ? offs[bin]! / count : null,
  }));
}

/**
 * Expected calibration error: mean absolute difference between mean score and share of off-topic comments per bin,
 * weighted by bin size (Naeini, Cooper and Hauskrecht 2015). NaN when there are no comments.
 */
export function calibrationError(bins: readonly Bin[]): number {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  const missed = bins.reduce(
    (sum, { count, score, offTopic }) => sum + count * Math.abs((score ?? 0) - (offTopic ?? 0)),
    0,
  );
  return missed / all;
}

/** Scores are clipped to this distance from 0 and 1 before taking their logit. */
const LEAST = 1e-9;

/** Log odds of a probability. */
export function logit(probability: number): number {
  const held = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(held / (1 - held));
}

/** Converts a score from one prior to another by multiplying its odds (Bayes). */
export function atPrior(score: number, from: number, to: number): number {
  return 1 / (1 + Math.exp(-(logit(score) + logit(to) - logit(from))));
}

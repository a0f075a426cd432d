import {
  LENGTHS,
  lineInputs,
  NUMBERS_PER_LENGTH,
  type Calibration,
  calibratedWeight,
} from '../relevance/pair/single-scale.js';
import { fitLogistic } from './logistic.js';

/** A comment under an article: its own, or one of another article; as many of the one as of the other. */
export interface ScoredPair {
  /** Log odds, by a model that was not fitted to this pair. */
  readonly logit: number;
  /** Eojeols of the comment. */
  readonly words: number;
  readonly belongs: boolean;
}

/** Half squared weights of the lines count this much: some 20 comments. */
const RIDGE = 5;
/** No single comment speaks louder than this, whatever the data say. */
const LOUDEST = 3.5;
/** The caps are what this share of the pairs at either end bears out. */
const END = 0.01;

/** Fits a scale to pairs, half of them true. */
export function fitScale(pairs: readonly ScoredPair[]): Calibration {
  const lines = fitLogistic(
    pairs.map(({ logit, words, belongs }) => ({ inputs: lineInputs(logit, words), belongs })),
    RIDGE,
  );
  const open: Calibration = { lines, maxFor: LOUDEST, maxAgainst: LOUDEST };
  const ordered = pairs
    .map(({ logit, words, belongs }) => ({ weight: calibratedWeight(logit, words, open), belongs }))
    .sort((a, b) => a.weight - b.weight);
  const end = Math.max(20, Math.round(ordered.length * END));
  return { lines, maxFor: -loudness(ordered.slice(0, end)), maxAgainst: loudness(ordered.slice(-end)) };
}

/** Log of foreign to own among these pairs, half a pair added to each; never beyond `LOUDEST`. */
function loudness(pairs: readonly { belongs: boolean }[]): number {
  const own = pairs.filter(({ belongs }) => belongs).length;
  return Math.max(-LOUDEST, Math.min(LOUDEST, Math.log((pairs.length - own + 0.5) / (own + 0.5))));
}

/** A scale that says nothing: every weight is 0. */
export function silentScale(): Calibration {
  return { lines: new Float64Array(LENGTHS.length * NUMBERS_PER_LENGTH), maxFor: 0, maxAgainst: 0 };
}

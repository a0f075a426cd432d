import {
  type Calibration,
  LENGTHS,
  lineInputs,
  NUMBERS_PER_LENGTH,
  type Scale,
  weighedSum,
  weightOf,
} from '../calibration.js';
import { BODY_SCORES, TITLE_SCORES } from '../score.js';
import { fitLogistic } from './logistic.js';

/** A comment under an article: its own, or one of another article; as many of the one as of the other. */
export interface ScoredPair {
  readonly scores: Float64Array;
  readonly words: number;
  readonly belongs: boolean;
}

/** Half squared weights of the lines count this much: some 20 comments. */
const RIDGE = 5;
/** No single comment speaks louder than this, whatever the data say. */
const LOUDEST = 2.5;
/** The caps are what this share of the pairs at either end bears out. */
const END = 0.01;

/** Fits a scale to pairs of articles that the tower had not seen, half of them true. */
export function fitScale(pairs: readonly ScoredPair[]): Scale {
  const sum = fitLogistic(
    pairs.map(({ scores, belongs }) => ({ inputs: Float64Array.of(...scores, 1), belongs })),
    1,
  );
  const lines = fitLogistic(
    pairs.map(({ scores, words, belongs }) => ({
      inputs: lineInputs(weighedSum(scores, sum), words),
      belongs,
    })),
    RIDGE,
  );
  const open: Scale = { sum, lines, mostFor: LOUDEST, mostAgainst: LOUDEST };
  const ordered = pairs
    .map((pair) => ({ weight: weightOf(pair.scores, pair.words, open), belongs: pair.belongs }))
    .sort((a, b) => a.weight - b.weight);
  const end = Math.max(20, Math.round(ordered.length * END));
  return {
    sum,
    lines,
    mostFor: -loudness(ordered.slice(0, end)),
    mostAgainst: loudness(ordered.slice(-end)),
  };
}

/** Log of foreign to own among these pairs, half a pair added to each; never beyond `LOUDEST`. */
function loudness(pairs: readonly { belongs: boolean }[]): number {
  const own = pairs.filter(({ belongs }) => belongs).length;
  return Math.max(-LOUDEST, Math.min(LOUDEST, Math.log((pairs.length - own + 0.5) / (own + 0.5))));
}

/** A calibration that says nothing: every weight is 0. For a tower that is not calibrated yet. */
export function silentCalibration(): Calibration {
  const silent = (scores: number): Scale => ({
    sum: new Float64Array(scores + 1),
    lines: new Float64Array(LENGTHS.length * NUMBERS_PER_LENGTH),
    mostFor: 0,
    mostAgainst: 0,
  });
  return { title: silent(TITLE_SCORES), body: silent(BODY_SCORES) };
}

/**
 * What the reader measures of a comment under an article:
 *
 * - `own`: cosine with the title;
 * - `overTitles`, `overComments`: that cosine in deviations over what the comment has with titles on everything, and the
 *   title with comments on everything;
 * - `lead`: over the mean of the comment's three nearest of those titles;
 * - `choice`: how likely the title is among all of those, as a cosine; `level`: what that is measured from, a property of
 *   the comment alone;
 * - with a body: `hasBody`, the nearest sentence and the mean of the two nearest in deviations, and `choice` of the
 *   nearest of title and sentences.
 */
export const READINGS = [
  'own',
  'overTitles',
  'overComments',
  'lead',
  'choice',
  'level',
  'hasBody',
  'sentence',
  'sentences',
  'nearest',
] as const;

/** A logistic regression of foreignness on the readings, for articles known by title and for those with a body. */
export interface ReaderStage {
  readonly title: LinearStage;
  readonly body: LinearStage;
}

export interface LinearStage {
  readonly intercept: number;
  /** In the order of `READINGS`. */
  readonly slopes: Float64Array;
}

/** Most nats that the reader says by itself: beyond, nothing was seen to tell it. */
const MOST = 4;

/** Nats against the comment, for as many foreign comments as own ones. */
export function readerWeight({ title, body }: ReaderStage, features: Float64Array): number {
  const { intercept, slopes } = features[READINGS.indexOf('hasBody')] === 1 ? body : title;
  let sum = intercept;
  for (let i = 0; i < slopes.length; i++) sum += slopes[i]! * features[i]!;
  return Math.max(-MOST, Math.min(MOST, sum));
}

/** Says nothing: for what only measures. */
export const NO_STAGE: ReaderStage = {
  title: { intercept: 0, slopes: new Float64Array(READINGS.length) },
  body: { intercept: 0, slopes: new Float64Array(READINGS.length) },
};

/**
 * What the judges measure, and on which side it can only ever count: 1 against the comment, −1 for it, 0 either. The
 * combiner is monotone: no fit can turn a shared word against a comment, or a campaign's slogan for it.
 */
export const SIGNALS = {
  /** 1 for every comment with words: what no other signal says. */
  base: 0,
  /** The relevance model's weight, in nats, where it is negative. */
  fits: -1,
  /** The same where it is positive, and what of it lies beyond `FAR`. */
  differs: 1,
  differsFar: 1,
  /** What the second reader says, in nats, where it is negative and where positive: `judges/reader.ts`. */
  readFits: -1,
  readDiffers: 1,
  /** Words of the article: `judges/article-words.ts`. */
  words: -1,
  nearWords: -1,
  noWords: 1,
  /** Rules of packs whose topic the article does not have, by kind of pack: `judges/rules.ts`. */
  campaign: 1,
  advert: 1,
  politics: 1,
  topic: 1,
  /** The same of words that all stand in the article. */
  mentioned: 1,
  /** Words of such a rule that are disguised. */
  disguised: 1,
  /** Rules of packs whose topic the article has. */
  ownTopic: -1,
  /** How much better a known article fits by whole words. */
  home: 1,
  /** Other comments under the article that point to the same known article. */
  companions: 1,
  /** What a parent's rules and words weigh. */
  parent: 1,
} as const satisfies Record<string, -1 | 0 | 1>;

export type Signal = keyof typeof SIGNALS;
export const SIGNAL_NAMES = Object.keys(SIGNALS) as Signal[];

/** A strength with the sign of the side on which its signal counts. */
export function sided(signal: Signal, strength: number): number {
  return SIGNALS[signal] < 0 ? -strength : strength;
}

/** Nats of the relevance model from which `differsFar` counts. */
export const FAR = 1.5;

/**
 * What a judge knows beside the evidence: whether the article has a body, whether the relevance model judged the comment
 * alone or with its dump, and whether the second reader has read it. Each has coefficients of its own: a title names few
 * of the topics that belong under it, a dump tells more than a comment, and two readers say much of the same.
 */
export const SETTINGS = [
  'title',
  'body',
  'wholeTitle',
  'wholeBody',
  'titleRead',
  'bodyRead',
  'wholeTitleRead',
  'wholeBodyRead',
] as const;
export type Setting = (typeof SETTINGS)[number];

/** Logits per unit of each signal; at least 0, but for `base`. */
export type Coefficients = Readonly<Record<Setting, Readonly<Record<Signal, number>>>>;

/**
 * Logits that a signal of this strength adds to the score.
 *
 * @param strength at least 0 (a parent's may be less), in the unit of the judge that measures it
 */
export type Weigh = (signal: Signal, strength: number) => number;

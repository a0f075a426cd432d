/** Limits of a report: they bound memory and page size and keep browsers responsive. */

/** Comments kept with their text: the flagged first, then those in review, then others. Counts cover all comments. */
export const REPORT_COMMENTS = 100_000;

/** Of this many first comments of the dump, also those that are neither flagged nor in review are kept, as context. */
export const CONTEXT_COMMENTS = 5000;

/** Characters of a comment that the report keeps; portals take a few thousand at most. */
export const TEXT_CHARACTERS = 4000;

/** Reasons kept per comment, strongest first; the others have little weight and are in the results file. */
export const COMMENT_REASONS = 12;

/** Characters of a title, a name or an id that the report keeps. */
export const NAME_CHARACTERS = 300;

/** Characters of an address that the report keeps. */
export const URL_CHARACTERS = 2000;

/** Characters of an article's body that are kept for the file of decisions. */
export const BODY_CHARACTERS = 2000;

/** Articles whose bodies are kept, those with the highest scores first: 20,000 × 2,000 characters are at most 80 MB. */
export const BODIES = 20_000;

/** Rows in the tally of reasons, and in that of pairs of article and home; further ones are not counted. */
export const TALLY_ROWS = 20_000;

/** Rows in the tally of pairs of article and source of its suspects; further ones are not counted. */
export const SOURCE_ROWS = 200_000;

/**
 * Lower ends of the bands of score within which comments are drawn at random: narrow where few comments are and where
 * the thresholds lie, so that few decisions tell much.
 */
export const BANDS = [0, 0.1, 0.3, 0.5, 0.7, 0.9] as const;

/** The band of a score. */
export function bandOf(score: number): number {
  return BANDS.findLastIndex((from) => score >= from);
}

/** Comments drawn from each band. */
export const DRAWN_OF_BAND = 40;

/** Bars of the histogram of scores. */
export const SCORE_BARS = 20;

/** Articles in the page's table, worst first; articles of shown comments are always included. */
export const TABLE_ARTICLES = 2000;

/** Comments per compressed block of the page: a block is small enough to unpack without a visible pause. */
export const BLOCK_COMMENTS = 1000;

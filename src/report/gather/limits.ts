/** How much a report holds. Guards of memory, of the page's size and of what a browser shows without stutter. */

/** Comments kept with their text: the flagged first, then those worth a look, then the others; counts are of all. */
export const REPORT_COMMENTS = 100_000;

/** Of the comments that are neither flagged nor worth a look, those among so many first ones of the dump are kept as context. */
export const CONTEXT_COMMENTS = 5000;

/** Characters of a comment that the report keeps; portals take a few thousand at most. */
export const TEXT_CHARACTERS = 4000;

/** Reasons of a comment that are kept, strongest first; the rest weighs little and is in the results file. */
export const COMMENT_REASONS = 12;

/** Characters of a title, a name or an id that the report keeps. */
export const NAME_CHARACTERS = 300;

/** Characters of an address that the report keeps. */
export const URL_CHARACTERS = 2000;

/** Characters of an article's body that are kept for the file of marks. */
export const BODY_CHARACTERS = 2000;

/** Articles whose bodies are kept, those with the surest comments first: 20,000 × 2,000 characters are 80 MB at most. */
export const BODIES = 20_000;

/** Different reasons, and different pairs of article and home, that are counted apart; later ones are only counted. */
export const TALLY_ROWS = 20_000;

/** Bars of the histogram of scores. */
export const SCORE_BARS = 20;

/** Articles of the page's table, the worst; those of shown comments are in the page in any case. */
export const TABLE_ARTICLES = 2000;

/** Comments in one packed block of the page: a block is unpacked without a pause. */
export const BLOCK_COMMENTS = 1000;

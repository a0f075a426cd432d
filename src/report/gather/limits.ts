/** Limits of a report, for memory, for the size of the page and for browsers that should not stutter. */

/** Comments kept with their text: the flagged first, then those in review, then others. Counts cover all comments. */
export const REPORT_COMMENTS = 100_000;

/** Comments that are neither flagged nor in review are kept as context where they are among this many first ones of the dump. */
export const CONTEXT_COMMENTS = 5000;

/** Characters of a comment that the report keeps; portals take a few thousand at most. */
export const TEXT_CHARACTERS = 4000;

/** Reasons of a comment that are kept, strongest first; the others weigh little and are in the results file. */
export const COMMENT_REASONS = 12;

/** Characters of a title, a name or an id that the report keeps. */
export const NAME_CHARACTERS = 300;

/** Characters of an address that the report keeps. */
export const URL_CHARACTERS = 2000;

/** Characters of an article's body that are kept for the file of decisions. */
export const BODY_CHARACTERS = 2000;

/** Articles whose bodies are kept, those with the surest comments first: 20,000 × 2,000 characters are 80 MB at most. */
export const BODIES = 20_000;

/** Rows of the tally of reasons, and of pairs of article and home; later ones are not tallied. */
export const TALLY_ROWS = 20_000;

/** Bars of the histogram of scores. */
export const SCORE_BARS = 20;

/** Articles in the page's table, the worst; articles of shown comments are in the page in any case. */
export const TABLE_ARTICLES = 2000;

/** Comments in one packed block of the page: the browser unpacks a block without a pause. */
export const BLOCK_COMMENTS = 1000;

// What a call may choose, apart from the code that does it: `--help` and `--version` load these names alone.

/** The formats that are written result by result. */
export const TEXT_FORMATS = ['jsonl', 'csv'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** All formats, including those that need a file and a library of their own. */
export const FORMATS = [...TEXT_FORMATS, 'parquet'] as const;
export type RecordFormat = (typeof FORMATS)[number];

/** What a result says of the comment, in the names of the contract. */
const RESULT_FIELDS = [
  'commentId',
  'articleId',
  'verdict',
  'score',
  'flag',
  'review',
  'home',
  'campaign',
] as const;
/** What stands beside it so that a file can be read by itself. */
export const EXTRA_FIELDS = [
  'comment',
  'reasons',
  'homeCandidate',
  'articleTitle',
  'articleUrl',
  'author',
  'createdAt',
  'parentId',
  'homeTitle',
] as const;
/** All fields of a line, by the names of `--fields`. */
export const FIELDS = [...RESULT_FIELDS, ...EXTRA_FIELDS] as const;
export type Field = (typeof FIELDS)[number];

/**
 * What the second reader reads of a run: nothing, every comment, or the suspect ones: in a dump judged as a whole its
 * most suspect tenth and whatever the budget allows, in a stream those that score from `READ_FROM` on without it.
 */
export const READERS = ['auto', 'off', 'all'] as const;
export type ReaderOrder = (typeof READERS)[number];

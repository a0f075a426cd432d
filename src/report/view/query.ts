import type { Decision, ReasonName, ShownArticle, ShownComment } from './data.js';

/** Incremental search for Korean: `ㅅㅈ` finds 시장; while typing, `카카ㅇ` and `카캉` find 카카오. */

const FIRST = 0xac00;
const LAST = 0xd7a3;
/** Number of syllables per initial, and per pair of initial and vowel. */
const OF_INITIAL = 588;
const OF_VOWEL = 28;
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
/** Final consonants by number; two letters if the second can move to the next syllable. */
const FINALS = [
  '',
  ...'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  ),
];

/** Normalises a text for searching: NFC and lower case. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Returns a test whether a folded text contains all words of a search; null for an empty search. */
export function matcher(search: string): ((folded: string) => boolean) | null {
  const words = fold(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const tests = words.map(wordTest);
  return (folded) => tests.every((test) => test(folded));
}

function wordTest(word: string): (folded: string) => boolean {
  const letters = Array.from(word);
  if (!letters.some(isInitial) && !isSyllable(letters.at(-1)!)) return (folded) => folded.includes(word);
  const pattern = letters.map((letter, at) =>
    at === letters.length - 1 && isSyllable(letter) ? begun(letter) : initial(letter),
  );
  const expression = new RegExp(pattern.join(''), 'u');
  return (folded) => expression.test(folded);
}

/** Pattern for a letter: an initial matches itself and every syllable that begins with it. */
function initial(letter: string): string {
  const at = INITIALS.indexOf(letter);
  return at === -1 ? literal(letter) : `[${letter}${range(FIRST + at * OF_INITIAL, OF_INITIAL)}]`;
}

/** Pattern for an unfinished last syllable: 카 can become 칼, and the ㅇ of 캉 can begin the next syllable. */
function begun(syllable: string): string {
  const code = syllable.charCodeAt(0);
  const final = FINALS[(code - FIRST) % OF_VOWEL] ?? '';
  if (final === '') return `[${range(code, OF_VOWEL)}]`;
  const open = code - ((code - FIRST) % OF_VOWEL);
  const kept = String.fromCharCode(open + Math.max(0, FINALS.indexOf(final.slice(0, -1))));
  return `(?:${syllable}|${kept}${initial(final.slice(-1))})`;
}

function range(from: number, length: number): string {
  return `${String.fromCharCode(from)}-${String.fromCharCode(from + length - 1)}`;
}

function isInitial(letter: string): boolean {
  return INITIALS.includes(letter);
}

function isSyllable(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= FIRST && code <= LAST;
}

function literal(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

export const SHOW = ['all', 'flag', 'review', 'off-topic', 'on-topic', 'unclear'] as const;
export const SORTS = ['first', 'score', 'unsure', 'dump', 'article', 'time', 'latest'] as const;

/** Filters and order of the list. */
export interface Query {
  readonly search: string;
  readonly show: (typeof SHOW)[number];
  /** A kind of evidence against the comment, or empty for any. */
  readonly kind: string;
  /** Index of the article; −1 for all. */
  readonly article: number;
  /** Index of the flood; −1 for all. */
  readonly flood: number;
  /** Id of the campaign; empty for all. */
  readonly campaign: string;
  /** `unmarked`, `marked`, one of the marks, or empty for any. */
  readonly marked: '' | 'marked' | 'unmarked' | Decision;
  readonly sort: (typeof SORTS)[number];
}

/** The initial query: all comments, floods first, then the most probably off topic. */
export const EVERYTHING: Query = {
  search: '',
  show: 'all',
  kind: '',
  article: -1,
  flood: -1,
  campaign: '',
  marked: '',
  sort: 'first',
};

/** The data that a query searches. */
export interface Searched {
  readonly comments: readonly ShownComment[];
  /** Text, author and id of each comment, folded. */
  readonly folded: readonly string[];
  readonly articles: readonly ShownArticle[];
  readonly names: readonly ReasonName[];
  /** By the number of the comment. */
  readonly decisions: ReadonlyMap<number, Decision>;
}

/** The searchable text of a comment: text, author and id, folded. */
export function foldComment({ text, author = '', id }: ShownComment): string {
  return fold(`${text}\n${author}\n${id}`);
}

/** Returns the indexes of the comments that match a query, in its order. */
export function select(query: Query, searched: Searched): number[] {
  const { comments, folded, articles, names, decisions } = searched;
  const matches = matcher(query.search);
  // Each title is tested once, not once for each comment under it.
  const titled = matches === null ? [] : articles.map(({ title }) => matches(fold(title)));
  const found: number[] = [];
  for (const index of inOrder(query.sort, comments)) {
    const comment = comments[index]!;
    if (!isShown(comment, query)) continue;
    if (query.article !== -1 && comment.article !== query.article) continue;
    if (query.flood !== -1 && comment.flood !== query.flood) continue;
    if (query.campaign !== '' && comment.campaign !== query.campaign) continue;
    if (query.kind !== '' && !speaksAgainst(comment, query.kind, names)) continue;
    if (query.marked !== '' && !isDecided(decisions.get(comment.number), query.marked)) continue;
    if (matches !== null && titled[comment.article] !== true && !matches(folded[index] ?? '')) continue;
    found.push(index);
  }
  return found;
}

function isShown({ verdict, flag, review }: ShownComment, { show }: Query): boolean {
  if (show === 'all') return true;
  if (show === 'flag') return flag;
  return show === 'review' ? review : verdict === show;
}

function speaksAgainst({ reasons }: ShownComment, kind: string, names: readonly ReasonName[]): boolean {
  return reasons.some(({ name, weight }) => names[name]?.kind === kind && (weight > 0 || kind === 'filler'));
}

function isDecided(decision: Decision | undefined, wanted: Query['marked']): boolean {
  if (wanted === 'marked') return decision !== undefined;
  return wanted === 'unmarked' ? decision === undefined : decision === wanted;
}

/** Cached orders, so that changing filters or search needs no sorting. */
const orders = new WeakMap<readonly ShownComment[], Map<Query['sort'], readonly number[]>>();

function inOrder(sort: Query['sort'], comments: readonly ShownComment[]): readonly number[] {
  const known = orders.get(comments) ?? new Map<Query['sort'], readonly number[]>();
  orders.set(comments, known);
  const order = known.get(sort) ?? sorted(sort, comments);
  known.set(sort, order);
  return order;
}

/** Indexes in the order of a sort; the sort is stable, so equal comments stay in the order of the dump. */
function sorted(by: Query['sort'], comments: readonly ShownComment[]): number[] {
  const indexes = comments.map((_, index) => index);
  const keys = comments.map((comment) => keyOf(comment, by));
  if (by === 'dump') return indexes;
  const then = (one: number, other: number): number =>
    by === 'first' ? comments[other]!.score - comments[one]!.score : 0;
  return indexes.sort((one, other) => keys[one]! - keys[other]! || then(one, other) || one - other);
}

/** The sort key of a comment, ascending. Unknown times come last. */
function keyOf(
  { score, hour = Number.MAX_SAFE_INTEGER, article, flood = Number.MAX_SAFE_INTEGER }: ShownComment,
  by: Query['sort'],
): number {
  switch (by) {
    case 'dump':
      return 0;
    case 'first':
      return flood;
    case 'score':
      return -score;
    case 'unsure':
      return Math.abs(score - 0.5);
    case 'time':
      return hour;
    case 'latest':
      return hour === Number.MAX_SAFE_INTEGER ? hour : -hour;
    case 'article':
      return article;
  }
}

import type { LocalizedText } from '../../fault.js';
import { READING_NOTES } from '../../wording/dumps.js';
import type { LineBlock } from '../line-block.js';
import {
  type Columns,
  columnsOf,
  noArticleColumn,
  noUsableColumns,
  type TablePlace,
  unknownColumns,
} from './columns.js';
import { knownName, namesOf, type Side } from './names.js';
import {
  BODY_OR_COMMENT,
  OF_ARTICLES,
  OF_COMMENTS,
  plainName,
  RATHER_ARTICLE,
  RATHER_COMMENT,
  RATHER_OF_COMMENTS,
  type Role,
  ROLES,
  SYNONYMS,
  TITLES_OF_ARTICLES,
  WHOLE_ARTICLES,
} from './synonyms.js';

/** The kind of a table's rows, and the columns of their fields. */
export interface TablePlan {
  /**
   * `comments`: one comment per row, with its article's id or with the article itself (repeated in each row);
   * `articles`: one article per row; `typed`: the `type` of each row tells.
   */
  readonly kind: 'comments' | 'articles' | 'typed';
  /** The column of each role, from 0. */
  readonly at: ReadonlyMap<Role, number>;
  /** The number of columns. */
  readonly width: number;
  /** The name of each role's column, as the table writes it. */
  readonly columns: Readonly<Partial<Record<Role, string>>>;
  /** What was assumed where the header alone does not tell. */
  readonly notes: readonly LocalizedText[];
}

/** The table that a plan is for. */
export interface TableAbout extends TablePlace, Pick<LineBlock, 'among' | 'article' | 'elseArticle'> {
  /** Whether the table may lack columns that the user named, because other inputs may have them. */
  readonly lenient?: boolean | undefined;
}

/** What is known of a table besides its header. */
export interface TableHints {
  /** The side of each column by a row of merged cells above the header. */
  readonly sides?: readonly (Side | undefined)[] | undefined;
  /** The first rows. */
  readonly sample?: readonly (readonly string[])[] | undefined;
}

/**
 * Decides once what a table holds: by its header, and where that leaves a choice by its first rows. Columns that the user named
 * take precedence over known names.
 *
 * @param columns the columns that the user named
 * @param about for `among: 'articles'`, a table that also has comments is read for its articles only; where the user
 *   named the one article of all comments, no column for it is needed
 * @throws Fault `dump/columns`, Faults `dump/unknown-column`
 */
export function planOf(
  header: readonly string[],
  columns: Columns,
  about: TableAbout,
  { sides, sample = [] }: TableHints = {},
): TablePlan {
  const named = columnsOf(columns, header);
  const isLenient = about.lenient === true || about.among === 'articles';
  if (named.missing.length > 0 && !isLenient) throw unknownColumns(named.missing, header, about);
  const { names, notes } = namesOf(header, new Set(named.at.values()), sample, sides);
  const table = new Finder(named.at, names, sample);
  table.findKnown();
  // Only a table with the columns of both can hold articles and comments; in others `type` means something else.
  const typed = (['type', 'id', 'article', 'title'] as const).every((role) => table.at.has(role));
  table.settle(about.among, typed);
  const { at } = table;
  const missing = named.missing.length > 0 ? [READING_NOTES.columnsNotHere(named.missing.join(', '))] : [];
  const plan = (kind: TablePlan['kind']): TablePlan => ({
    kind,
    at,
    width: header.length,
    columns: Object.fromEntries([...at].map(([role, place]) => [role, (header[place] ?? '').trim()])),
    notes: [...missing, ...notes],
  });
  if (typed && at.has('text')) return plan('typed');
  if (at.has('text') && about.among === 'dump') {
    if ((about.article ?? about.elseArticle) !== undefined || OF_AN_ARTICLE.some((role) => at.has(role)))
      return plan('comments');
    throw noArticleColumn(header[at.get('text')!] ?? '', header, about);
  }
  if (at.has('title') && !at.has('text')) return plan('articles');
  if (at.has('title') && about.among === 'articles') return plan('articles');
  if (named.missing.length > 0) throw unknownColumns(named.missing, header, about);
  throw noUsableColumns(header, about);
}

/** Columns that tell the article of a comment, and that repeat or go on from above in the rows of a table of comments. */
export const OF_AN_ARTICLE = ['article', 'url', 'title', 'body'] as const satisfies readonly Role[];

/** Finds the column of each role. */
class Finder {
  readonly at: Map<Role, number>;
  readonly #names: readonly string[];
  readonly #sample: readonly (readonly string[])[];

  constructor(
    named: ReadonlyMap<Role, number>,
    names: readonly string[],
    sample: readonly (readonly string[])[],
  ) {
    this.at = new Map(named);
    this.#names = names;
    this.#sample = sample;
  }

  /** Finds the columns whose names have one meaning. */
  findKnown(): void {
    for (const role of ROLES) {
      if (this.at.has(role)) continue;
      const isCount = (place: number): boolean => role === 'text' && this.#isCount(place);
      this.#give(
        role,
        this.#first(SYNONYMS[role], (place) => !isCount(place)),
      );
    }
  }

  /** Gives `content`, `contents`, `text`, `내용` and other names of several meanings the role that the other columns leave. */
  settle(among: LineBlock['among'], typed: boolean): void {
    const { at } = this;
    const isComment = typed || this.#holdsComments();
    if (!at.has('text') && (among === 'dump' || typed)) {
      const alone = !at.has('title') || at.has('body') || isComment;
      const isArticle = this.#has(OF_ARTICLES) && !isComment;
      if (!isArticle) this.#give('text', this.#first(RATHER_COMMENT));
      if (among === 'dump' && alone && !isArticle) this.#give('text', this.#first(RATHER_ARTICLE));
      if (among === 'dump' && isComment) this.#turnBody();
    }
    this.#give('body', this.#first(RATHER_ARTICLE));
    this.#give('body', this.#first(RATHER_COMMENT));
    if (!at.has('text')) return;
    this.#turnDate();
    this.#dropOwnLink();
    if (!OF_AN_ARTICLE.some((role) => at.has(role))) this.#findWhole();
  }

  /** Whether the other columns, or the first rows, of a table without a clear comment column show that its rows are comments. */
  #holdsComments(): boolean {
    if (this.#has(OF_COMMENTS) || this.#repeatsArticles()) return true;
    const isRather = this.#has(RATHER_OF_COMMENTS);
    if (this.#has(OF_ARTICLES)) return isRather && this.#sample.length < LEAST_ROWS;
    if (isRather) return true;
    const title = this.at.get('title');
    if (title !== undefined && TITLES_OF_ARTICLES.has(this.#names[title] ?? '')) return true;
    return this.at.has('article') && this.at.has('id');
  }

  /** Whether titles repeat under texts that do not: then the title is the article's, and the text a comment. */
  #repeatsArticles(): boolean {
    const title = this.at.get('title');
    const text = this.#first(RATHER_ARTICLE) ?? this.#first(RATHER_COMMENT);
    if (title === undefined || text === undefined || this.#sample.length < LEAST_ROWS) return false;
    return this.#distinct(title) * 2 <= this.#sample.length && this.#distinct(text) > this.#distinct(title);
  }

  /** Coral's and Reddit's tables call the comment `body`. */
  #turnBody(): void {
    const body = this.at.get('body');
    if (this.at.has('text') || body === undefined || !BODY_OR_COMMENT.has(this.#names[body] ?? '')) return;
    this.at.delete('body');
    this.at.set('text', body);
  }

  /** YouTube's tables of comments call the comment's time `publishedAt`. */
  #turnDate(): void {
    const published = this.at.get('published');
    if (published === undefined || this.at.has('date') || !this.#has(OF_COMMENTS)) return;
    if (!(this.#names[published] ?? '').startsWith('publish')) return;
    this.at.delete('published');
    this.at.set('date', published);
  }

  /** Reddit's `permalink` is the comment's own. */
  #dropOwnLink(): void {
    const url = this.at.get('url');
    if (url === undefined || this.#names[url] !== 'permalink' || !this.#has(OF_COMMENTS)) return;
    if (this.at.has('article') || this.at.has('title')) this.at.delete('url');
  }

  /** A column named `기사` holds an address, a number or a title. */
  #findWhole(): void {
    const place = this.#names.findIndex((name) => WHOLE_ARTICLES.has(name));
    if (place === -1 || [...this.at.values()].includes(place)) return;
    const value = this.#sample.map((row) => row[place]?.trim() ?? '').find((cell) => cell !== '') ?? '';
    const role = /^https?:/i.test(value) ? 'url' : /^\S*$/.test(value) ? 'article' : 'title';
    this.at.set(role, place);
  }

  /** Whether a column holds numbers only: `댓글` is then a count. */
  #isCount(place: number): boolean {
    const filled = this.#sample.map((row) => row[place]?.trim() ?? '').filter((cell) => cell !== '');
    const least = this.#names.some((name) => OTHER_TEXTS.has(name)) ? 1 : LEAST_ROWS;
    return filled.length >= least && filled.every((cell) => /^[\d,]+$/.test(cell));
  }

  #distinct(place: number): number {
    return new Set(this.#sample.map((row) => row[place]?.trim())).size;
  }

  #has(names: ReadonlySet<string>): boolean {
    return this.#names.some((name) => names.has(name));
  }

  #give(role: Role, place: number | undefined): void {
    if (place !== undefined && !this.at.has(role) && ![...this.at.values()].includes(place))
      this.at.set(role, place);
  }

  #first(wanted: readonly string[], isFit: (place: number) => boolean = () => true): number | undefined {
    for (const name of wanted) {
      const place = this.#names.indexOf(name);
      if (place !== -1 && isFit(place)) return place;
    }
    return undefined;
  }
}

/** The fewest rows that show whether values repeat. */
const LEAST_ROWS = 3;

/** Names of texts beside which a column of numbers is a count even in a table of one row. */
const OTHER_TEXTS = new Set([...RATHER_ARTICLE, ...RATHER_COMMENT, ...SYNONYMS.body]);

/** Whether a name is a known column name; two of them make a line a header. */
export function isColumnName(name: string): boolean {
  return KNOWN_NAMES.has(plainName(name)) || KNOWN_NAMES.has(knownName(name));
}

const KNOWN_NAMES = new Set([
  ...Object.values(SYNONYMS).flat(),
  ...RATHER_COMMENT,
  ...RATHER_ARTICLE,
  ...OF_COMMENTS,
  ...RATHER_OF_COMMENTS,
  ...OF_ARTICLES,
]);

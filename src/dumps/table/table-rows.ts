import { listIn } from './list-cells.js';
import { htmlText } from '../html-text.js';
import { wordsId } from '../rows.js';
import { OF_AN_ARTICLE, type TablePlan } from './header.js';
import type { Role } from './synonyms.js';

/** What programs write into empty cells (pandas, R, SQL, JavaScript, spreadsheets). */
const NOTHING = new Set([
  '',
  'nan',
  'none',
  'null',
  'nat',
  'undefined',
  '<na>',
  'na',
  'n/a',
  '#n/a',
  '#value!',
  '#ref!',
  '\\n',
]);
const NOTHING_LENGTH = Math.max(...[...NOTHING].map(({ length }) => length));

/** Turns records of a table into rows of JSON Lines. */
export class TableRows {
  readonly #plan: TablePlan;
  /** Ids of articles whose row was written: a table of comments repeats the article in each row; the first one counts. */
  readonly #given = new Set<string>();
  readonly #html: ReadonlySet<Role>;
  readonly #isMerged: boolean;
  readonly #isListed: boolean;
  #lists = 0;
  /** The article of the last row that has one, where merged cells go on from above. */
  #above = '';

  /**
   * @param how `html`: roles whose texts are HTML; `isMerged`: whether a row without an article is about the article above;
   *   `isListed`: whether cells of the comment column hold lists
   */
  constructor(
    plan: TablePlan,
    {
      html = new Set(),
      isMerged = false,
      isListed = false,
    }: { html?: ReadonlySet<Role>; isMerged?: boolean; isListed?: boolean } = {},
  ) {
    this.#plan = plan;
    this.#html = html;
    this.#isMerged = isMerged;
    this.#isListed = isListed;
  }

  /** The rows of one record as JSON: its article's when it appears for the first time, then its comment's. */
  rowsOf(cells: readonly string[]): string[] {
    const { kind } = this.#plan;
    if (kind === 'articles') return this.#articleRow(cells, ['article', 'id']);
    if (kind === 'comments') return this.#commentRows(cells);
    const type = this.#text(cells, 'type')?.toLowerCase();
    if (type === 'article') return this.#articleRow(cells, ['id', 'article']);
    return type === 'comment' ? [this.#comment(cells, this.#articleId(cells))] : this.#commentRows(cells);
  }

  /** An article's row, written once where the table may repeat the article beside its comments. */
  #articleRow(cells: readonly string[], idRoles: readonly Role[]): string[] {
    const id = this.#articleId(cells, idRoles);
    if (this.#plan.at.has('text') && this.#plan.kind === 'articles') {
      if (this.#given.has(id)) return [];
      this.#given.add(id);
    }
    return [this.#article(cells, id, true)];
  }

  #commentRows(cells: readonly string[]): string[] {
    const id = this.#isListed ? this.#articleId(cells, ['article', 'id']) : this.#articleIdOrAbove(cells);
    const rows: string[] = [];
    if (!this.#given.has(id) && (this.#isFilled(cells, 'title') || this.#isFilled(cells, 'body'))) {
      this.#given.add(id);
      rows.push(this.#article(cells, id, false));
      // A list of articles with their comments beside them has rows for articles without comments too.
      if (!this.#isFilled(cells, 'text')) return rows;
    }
    const texts = this.#isListed ? listIn(this.#raw(cells, 'text')) : undefined;
    if (texts === undefined) rows.push(this.#comment(cells, id));
    else {
      this.#lists++;
      rows.push(...texts.map((text, index) => this.#listed(text, id, index)));
    }
    return rows;
  }

  /** A comment of a cell that holds a list of them; such a row is an article's, and so are its other cells. */
  #listed(text: string, articleId: string, index: number): string {
    return JSON.stringify({
      type: 'comment',
      id: `${articleId === '' ? `row${this.#lists}` : articleId}-${index + 1}`,
      articleId,
      text,
    });
  }

  #article(cells: readonly string[], id: string, own: boolean): string {
    const body = this.#raw(cells, 'body');
    return JSON.stringify({
      type: 'article',
      id,
      title: this.#raw(cells, 'title').trim(),
      body: body.trim() === '' ? null : body,
      url: this.#text(cells, 'url'),
      publishedAt: this.#text(cells, 'published') ?? (own ? this.#text(cells, 'date') : undefined),
      section: this.#text(cells, 'section'),
    });
  }

  #comment(cells: readonly string[], articleId: string): string {
    const id = this.#id(cells, 'id');
    const parentId = this.#id(cells, 'parent');
    return JSON.stringify({
      type: 'comment',
      id,
      articleId,
      text: this.#raw(cells, 'text'),
      // For comments that are no replies, Naver writes their own number, other sites 0.
      parentId: parentId === id || parentId === '0' || parentId === articleId ? undefined : parentId,
      author: this.#text(cells, 'author'),
      createdAt: this.#text(cells, 'date'),
      label: this.#text(cells, 'label'),
    });
  }

  #articleIdOrAbove(cells: readonly string[]): string {
    if (!this.#isMerged) return this.#articleId(cells);
    if (OF_AN_ARTICLE.some((role) => this.#isFilled(cells, role))) this.#above = this.#articleId(cells);
    return this.#above;
  }

  /** From its column, else its URL, else a hash of its text; empty where a comment has none of them. */
  #articleId(cells: readonly string[], roles: readonly Role[] = ['article']): string {
    for (const role of roles) {
      const id = this.#id(cells, role);
      if (id === undefined) continue;
      const press = role === 'article' ? this.#id(cells, 'press') : undefined;
      // Naver numbers articles per newspaper.
      return press === undefined ? id : `${press}/${id}`;
    }
    const url = this.#text(cells, 'url');
    if (url !== undefined) return url.normalize('NFC');
    const title = this.#squeezed(cells, 'title');
    const body = this.#squeezed(cells, 'body');
    return title === '' && body === '' ? '' : wordsId(title, body === '' ? null : body);
  }

  /**
   * An id, in NFC. Some programs write columns of integers with gaps as fractions: 17.0 is 17. Reddit writes what an id is of before it
   * (`t3_abc`), mongoexport around it (`ObjectId(abc)`).
   */
  #id(cells: readonly string[], role: Role): string | undefined {
    return this.#text(cells, role)?.normalize('NFC').replace(WRAPPED_ID, '$1$2$3');
  }

  /** A trimmed cell; undefined where it is one of the spellings of an empty cell. */
  #text(cells: readonly string[], role: Role): string | undefined {
    const text = this.#raw(cells, role).trim();
    return text.length <= NOTHING_LENGTH && NOTHING.has(text.toLowerCase()) ? undefined : text;
  }

  #isFilled(cells: readonly string[], role: Role): boolean {
    return /\S/.test(this.#raw(cells, role));
  }

  #squeezed(cells: readonly string[], role: Role): string {
    return this.#raw(cells, role).replace(/\s+/g, ' ').trim();
  }

  #raw(cells: readonly string[], role: Role): string {
    const place = this.#plan.at.get(role);
    const cell = place === undefined ? '' : (cells[place] ?? '');
    return this.#html.size > 0 && this.#html.has(role) ? htmlText(cell) : cell;
  }
}

const WRAPPED_ID = /^(?:(\d+)\.0|t[1-6]_([a-z0-9]{3,10})|ObjectId\("?([0-9a-f]{24})"?\))$/;

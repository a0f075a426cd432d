import { basename } from 'node:path';
import { textOfHtml } from '../html-text.js';
import type { BlockSource } from '../line-block.js';
import { type Columns, COLUMNS } from '../table/columns.js';
import { plainName, type Role } from '../table/synonyms.js';
import { planOf, type TablePlan } from '../table/header.js';
import { TableRows } from '../table/table-rows.js';
import { isObject, isoTime, type JsonObject } from './fields.js';
import type { ShapeRows } from './shape-rows.js';

/** Records that settle what names alone leave open. */
const SAMPLE = 50;

/** Deeper values are no columns. */
const DEPTH = 5;

/**
 * The columns of a record: the dotted path of each text, number and truth value, with its text. Lists of paragraphs are joined;
 * lists of objects have no column.
 */
export function flatten(record: JsonObject): Map<string, string> {
  const cells = new Map<string, string>();
  add(record, '', 0);
  return cells;

  function add(object: JsonObject, prefix: string, depth: number): void {
    for (const [key, value] of Object.entries(object)) {
      if (cells.size >= COLUMNS) return;
      const path = `${prefix}${key}`;
      if (isObject(value)) {
        if (depth < DEPTH) add(value, `${path}.`, depth + 1);
      } else {
        const cell = cellOf(value);
        if (cell !== undefined) cells.set(path, cell);
      }
    }
  }
}

function cellOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  const isScalar = (part: unknown): boolean => typeof part === 'string' || typeof part === 'number';
  return value.every(isScalar) ? value.join('\n') : undefined;
}

const names = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Keys that hold a person: a name in them is the author's, an id in them is nobody's comment. */
const PEOPLE = names(
  'user author writer member owner profile from commenter sender account userinfo 작성자 이용자',
);
/** Keys that hold the article of a comment. */
const ARTICLES = names('article news post story page video submission document topic 기사 뉴스 게시글');
const COMMENTS = names('comment reply cmt 댓글');
const PARENTS = names('parent parentcomment replyto inreplyto');
/** Keys that stand around a record and mean nothing. */
const AROUND = names(
  'snippet node data attributes source fields item value properties record row result payload',
);
const NAMES = names('name nickname username displayname nick login screenname 닉네임 이름');
/** Names that mean something only in the place where they stand. */
const VAGUE = names(
  'id name title url link type date text content body description message key value count total status',
);

/** The name by which a path is looked up among the known column names: `user.name` is an author, `post.title` an article's title. */
export function columnName(path: string): string {
  const keys = path.split('.').filter((key) => !AROUND.has(plainName(key)));
  const leaf = plainName(keys.at(-1) ?? path);
  if (keys.length < 2) return leaf;
  const holder = plainName(keys.at(-2)!);
  if (PEOPLE.has(holder)) return NAMES.has(leaf) ? 'author' : '';
  if (ARTICLES.has(holder)) return ON_ARTICLES.get(leaf) ?? `article${leaf}`;
  if (COMMENTS.has(holder)) return VAGUE.has(leaf) ? `comment${leaf}` : leaf;
  if (PARENTS.has(holder)) return leaf === 'id' ? 'parentid' : '';
  return VAGUE.has(leaf) ? '' : leaf;
}

const ON_ARTICLES = new Map([
  ['headline', 'articletitle'],
  ['subject', 'articletitle'],
  ['description', 'articlebody'],
  ['publishedat', 'publishedat'],
  ['createdat', 'articledate'],
]);

/** The columns of some records: the paths of their values, the shallow ones first, at most COLUMNS of them. */
export function pathsOf(records: readonly JsonObject[]): string[] {
  const paths = new Set<string>();
  for (const record of records)
    for (const path of flatten(record).keys()) if (paths.size < COLUMNS) paths.add(path);
  const depth = (path: string): number => path.split('.').length;
  return [...paths].sort((a, b) => depth(a) - depth(b));
}

/** The header under which paths are looked up: a path that the user named stands as it is, of equal names only the first. */
function headerOf(paths: readonly string[], columns: Columns): string[] {
  const named = new Set(Object.values(columns));
  const taken = new Set<string>();
  return paths.map((path) => {
    const name = named.has(path) ? path : columnName(path);
    if (name === '' || taken.has(name)) return '';
    taken.add(name);
    return name;
  });
}

/**
 * The columns that the user named, without the path of the list in front (`comments.text`, `comments[].text`) and with leaf names
 * made whole (`textOriginal` for `snippet.textOriginal`); undefined where a named column is not among the paths.
 */
export function columnsIn(columns: Columns, paths: readonly string[], list: string): Columns | undefined {
  const found: [Role, string][] = [];
  for (const [role, name] of Object.entries(columns) as [Role, string][]) {
    const plain = name.replaceAll('[]', '');
    const inner = list !== '' && plain.startsWith(`${list}.`) ? plain.slice(list.length + 1) : plain;
    const path =
      paths.find((one) => one === inner) ??
      paths.find((one) => plainName(one) === plainName(inner)) ??
      paths.find((one) => plainName(one.split('.').at(-1)!) === plainName(inner));
    if (path === undefined) return undefined;
    found.push([role, path]);
  }
  return Object.fromEntries(found);
}

/** Records that are a table: the roles of their paths are those of a table's columns. */
export class FlatTable {
  readonly #paths: readonly string[];
  readonly #plan: TablePlan;
  readonly #rows: TableRows;
  readonly #times: readonly number[];
  readonly #file: string;
  #count = 0;

  /** @throws Fault `dump/columns`, Faults `dump/unknown-column` */
  constructor(
    paths: readonly string[],
    columns: Columns,
    source: BlockSource,
    records: readonly JsonObject[],
  ) {
    this.#paths = paths;
    const sample = records.slice(0, SAMPLE).map((record) => {
      const cells = flatten(record);
      return paths.map((path) => cells.get(path) ?? '');
    });
    this.#plan = planOf(headerOf(paths, columns), columns, source, { sample });
    this.#rows = new TableRows(this.#plan);
    this.#file = basename(source.file);
    this.#times = (['date', 'published'] as const).flatMap((role) => this.#plan.at.get(role) ?? []);
  }

  get kind(): TablePlan['kind'] {
    return this.#plan.kind;
  }

  /** The path of each role. */
  get columns(): Partial<Record<Role, string>> {
    return Object.fromEntries([...this.#plan.at].map(([role, place]) => [role, this.#paths[place]]));
  }

  /** Whether its articles' titles or bodies stand in it. */
  get hasArticles(): boolean {
    return this.#plan.at.has('title') || this.#plan.at.has('body');
  }

  /** Adds the rows of a record. @param key under which it stands in an object that is keyed by ids */
  add(record: JsonObject, out: ShapeRows, key?: string): void {
    const values = flatten(record);
    const cells = this.#paths.map((path) => textOfHtml(values.get(path) ?? ''));
    for (const place of this.#times) cells[place] = isoTime(cells[place]!);
    this.#count++;
    const place = this.#plan.at.get('id');
    const isComment = this.#plan.kind === 'comments';
    if (isComment && place !== undefined && cells[place]!.trim() === '') cells[place] = key ?? this.#ownId();
    for (const row of this.#rows.rowsOf(cells)) {
      if (isComment && place === undefined && row.startsWith('{"type":"comment"'))
        out.raw(row.replace('{', `{"id":${JSON.stringify(key ?? this.#ownId())},`));
      else out.raw(row);
    }
  }

  #ownId(): string {
    return `${this.#file}:${this.#count}`;
  }
}

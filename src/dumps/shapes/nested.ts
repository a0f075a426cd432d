import { textOfHtml } from '../html-text.js';
import type { BlockSource } from '../line-block.js';
import { type Columns } from '../table/columns.js';
import { plainName, RATHER_ARTICLE, RATHER_COMMENT, type Role, SYNONYMS } from '../table/synonyms.js';
import { type ArticleFields, firstLine, isObject, isoTime, type JsonObject } from './fields.js';
import { columnName, columnsIn, FlatTable, flatten, pathsOf } from './flat.js';
import {
  EACH,
  type FoundList,
  follow,
  isChoice,
  isKeyedByIds,
  isNamedComments,
  listsIn,
  pathText,
  type Step,
} from './lists.js';
import type { ShapeRows } from './shape-rows.js';

/** Reads the articles and comments of one outermost value. @returns whether it held any */
export type ReadValue = (value: unknown, out: ShapeRows) => boolean;

/** How values of no known shape are read. */
export interface FoundPlan {
  readonly format: 'json-table' | 'json-nested';
  /** The path of its list, undefined for the outermost values. */
  readonly part: string | undefined;
  readonly columns: Partial<Record<Role, string>>;
  readonly rows: 'comments' | 'articles' | 'typed';
  readonly read: ReadValue;
}

/** The paths of each role, the best first: records of one list may differ. */
type RolePaths = ReadonlyMap<Role, readonly string[]>;

/** Roles of a comment that stands under its article: what a table's other columns would have to tell is known. */
const COMMENT_NAMES: readonly (readonly [Role, readonly string[]])[] = [
  ['text', [...SYNONYMS.text, ...RATHER_COMMENT, ...RATHER_ARTICLE, 'body', '본문', 'value']],
  ['article', SYNONYMS.article],
  ['id', SYNONYMS.id],
  ['parent', SYNONYMS.parent],
  ['author', [...SYNONYMS.author, 'name']],
  ['date', [...SYNONYMS.date, ...SYNONYMS.published]],
  ['label', SYNONYMS.label],
];

const ARTICLE_NAMES: readonly (readonly [Role, readonly string[]])[] = [
  ['title', SYNONYMS.title],
  ['body', [...SYNONYMS.body, ...RATHER_ARTICLE, ...RATHER_COMMENT]],
  ['url', SYNONYMS.url],
  ['article', SYNONYMS.article],
  ['id', ['id']],
  ['published', SYNONYMS.published],
  ['date', SYNONYMS.date],
  ['section', SYNONYMS.section],
];

function rolesOf(
  paths: readonly string[],
  known: readonly (readonly [Role, readonly string[]])[],
  columns: Columns = {},
): RolePaths {
  const roles = new Map<Role, string[]>();
  const names = paths.map(columnName);
  for (const [role, synonyms] of known) {
    const named = columns[role];
    const found = named === undefined ? [] : [named];
    for (const synonym of synonyms) {
      names.forEach((name, index) => {
        if (name === synonym && !found.includes(paths[index]!)) found.push(paths[index]!);
      });
    }
    if (found.length > 0) roles.set(role, found);
  }
  return roles;
}

/** The first filled value of a role. */
function valueOf(cells: ReadonlyMap<string, string>, roles: RolePaths, role: Role): string | undefined {
  for (const path of roles.get(role) ?? []) {
    const value = cells.get(path);
    if (value !== undefined && value.trim() !== '' && value !== 'nan') return value;
  }
  return undefined;
}

const firstPaths = (roles: RolePaths, prefix: string): Partial<Record<Role, string>> =>
  Object.fromEntries([...roles].map(([role, [path]]) => [role, `${prefix}${path}`]));

/** Lists of comments, and the article around them. */
interface Nest {
  /** The way to the article's object, undefined where comments stand alone. */
  readonly article: readonly Step[] | undefined;
  readonly articleRoles: RolePaths;
  readonly lists: readonly { readonly path: readonly Step[]; readonly roles: RolePaths }[];
}

/**
 * Finds how values of no known shape are read: as articles with lists of comments, as a table, or as a list somewhere inside.
 *
 * @param sample outermost values
 * @returns undefined where neither comments nor articles are found
 */
export function planFor(
  sample: readonly unknown[],
  columns: Columns,
  source: BlockSource,
): FoundPlan | undefined {
  const lists = listsIn(sample);
  const named = Object.keys(columns).length > 0;
  if (!named) {
    const nest = nestOf(lists, source);
    if (nest !== undefined) return nest;
  }
  // An object that is a list by ids is no record itself.
  const tables = lists.filter(({ objects }) => objects.some((one) => !isKeyedByIds(one)));
  for (const list of tables) {
    const table = tableOf(list, columns, source);
    if (table !== undefined) return table;
  }
  if (named) return undefined;
  for (const list of tables) {
    const alone = source.among === 'articles' ? undefined : aloneOf(list);
    if (alone !== undefined) return alone;
  }
  return undefined;
}

/** Lists that are named as comments, under an article. */
function nestOf(lists: readonly FoundList[], source: BlockSource): FoundPlan | undefined {
  const comments = lists.filter(
    (list) =>
      isNamedComments(list.path) &&
      (isTexts(list) || rolesOf(pathsOf(list.objects), COMMENT_NAMES).has('text')),
  );
  const outer = comments.filter(
    (list) => !comments.some((other) => other !== list && isWithin(list.path, other.path)),
  );
  const plain = outer.filter(({ path }) => !isChoice(path));
  const chosen = plain.length > 0 ? plain : outer;
  const [first] = chosen;
  if (first === undefined) return undefined;
  const around = articleAround(first);
  // Comments that name their articles are a table wherever they stand.
  if (around === undefined && first.objects.length > 0) return tableOf(first, {}, source) ?? aloneOf(first);
  const under = chosen.filter(({ path }) => around === undefined || isWithin(path, around.path));
  const nest: Nest = {
    article: around?.path,
    articleRoles: around?.roles ?? new Map<Role, string[]>(),
    lists: under.map((list) => ({
      path: elementsOf(list).slice(around?.path.length ?? 0),
      roles: rolesOf(pathsOf(list.objects), COMMENT_NAMES),
    })),
  };
  return {
    format: 'json-nested',
    part: pathText(outermost(elementsOf(first))),
    columns: {
      ...firstPaths(nest.lists[0]!.roles, ''),
      ...(around === undefined ? {} : firstPaths(only(around.roles, ['title', 'body', 'url']), '')),
    },
    rows: 'comments',
    read: (value, out) => readNest(value, nest, out),
  };
}

const isTexts = ({ objects, strings }: FoundList): boolean => objects.length === 0 && strings.length > 0;

/** A comment list by itself: its objects have a text and something else that comments have. */
function aloneOf(list: FoundList): FoundPlan | undefined {
  const roles = rolesOf(pathsOf(list.objects), COMMENT_NAMES);
  const isComment =
    roles.has('text') && (['id', 'author', 'date', 'parent'] as const).some((role) => roles.has(role));
  if (!isComment && !(roles.has('text') && isNamedComments(list.path))) return undefined;
  const path = elementsOf(list);
  const nest: Nest = { article: undefined, articleRoles: new Map(), lists: [{ path, roles }] };
  return {
    format: list.path.length === 0 ? 'json-table' : 'json-nested',
    part: list.path.length === 0 ? undefined : pathText(outermost(path)),
    columns: firstPaths(roles, ''),
    rows: 'comments',
    read: (value, out) => readNest(value, nest, out),
  };
}

function tableOf(list: FoundList, columns: Columns, source: BlockSource): FoundPlan | undefined {
  const paths = pathsOf(list.objects);
  const path = elementsOf(list);
  const own = columnsIn(columns, paths, pathText(outermost(list.path)).replaceAll('[]', ''));
  if (own === undefined) return undefined;
  let table: FlatTable;
  try {
    table = new FlatTable(paths, own, source, list.objects);
  } catch {
    return undefined;
  }
  // A list of links or chapters has titles too.
  if (
    table.kind === 'articles' &&
    source.among === 'dump' &&
    list.path.length > 0 &&
    !('body' in table.columns)
  )
    return undefined;
  return {
    format: 'json-table',
    part: list.path.length === 0 ? undefined : pathText(outermost(path)),
    columns: table.columns,
    rows: table.kind,
    read: (value, out) => {
      let found = false;
      for (const { value: one, key } of follow([value], path)) {
        if (!isObject(one)) continue;
        found = true;
        table.add(one, out, key);
      }
      return found;
    },
  };
}

/** The way to a list's elements. */
function elementsOf({ path, each }: FoundList): readonly Step[] {
  return [...path, each];
}

/** A path without the step into the sample. */
function outermost(path: readonly Step[]): readonly Step[] {
  return path[0] === EACH ? path.slice(1) : path;
}

function isWithin(path: readonly Step[], outer: readonly Step[]): boolean {
  return path.length > outer.length && outer.every((step, index) => path[index] === step);
}

/** The nearest object around a list that has a title, or else the nearest with a body. */
function articleAround({ path, around }: FoundList): { path: readonly Step[]; roles: RolePaths } | undefined {
  const lengths = [...around.keys()].sort((a, b) => b - a);
  const roles = new Map(
    lengths.map((length) => [length, rolesOf(pathsOf(around.get(length)!), ARTICLE_NAMES)]),
  );
  const length =
    lengths.find((one) => roles.get(one)!.has('title')) ??
    lengths.find((one) =>
      roles
        .get(one)!
        .get('body')
        ?.some((body) => OF_BODIES.has(columnName(body))),
    );
  return length === undefined ? undefined : { path: path.slice(0, length), roles: roles.get(length)! };
}

const OF_BODIES: ReadonlySet<string> = new Set([...SYNONYMS.body, ...RATHER_ARTICLE]);

function only(roles: RolePaths, some: readonly Role[]): RolePaths {
  return new Map([...roles].filter(([role]) => some.includes(role)));
}

function readNest(value: unknown, nest: Nest, out: ShapeRows): boolean {
  let found = false;
  const readLists = (from: unknown, skip: readonly Step[], articleId: string | undefined): void => {
    for (const { path, roles } of nest.lists) {
      for (const { value: one, key } of follow(from, [...skip, ...path])) {
        found = readComment(one, { roles, articleId, parentId: undefined, key, depth: 0 }, out) || found;
      }
    }
  };
  if (nest.article === undefined) {
    readLists([value], [], undefined);
    return found;
  }
  for (const { value: around, key } of follow([value], nest.article)) {
    if (!isObject(around)) continue;
    const article = articleOf(around, nest.articleRoles, key);
    const id = article === undefined ? undefined : out.article(article);
    found ||= article !== undefined;
    readLists(around, [], id);
  }
  return found;
}

function articleOf(object: JsonObject, roles: RolePaths, key: string | undefined): ArticleFields | undefined {
  const cells = flatten(object);
  const get = (role: Role): string | undefined => valueOf(cells, roles, role);
  const body = get('body');
  const title = get('title') ?? (body === undefined ? undefined : firstLine(body));
  if (title === undefined) return undefined;
  const published = get('published') ?? get('date');
  return {
    id: get('article') ?? get('id') ?? (get('url') === undefined ? key : undefined),
    title,
    body: body === title ? undefined : body,
    url: get('url') ?? (key !== undefined && /^https?:/u.test(key) ? key : undefined),
    publishedAt: published === undefined ? undefined : isoTime(published),
    section: get('section'),
  };
}

interface CommentPlace {
  readonly roles: RolePaths;
  readonly articleId: string | undefined;
  readonly parentId: string | undefined;
  readonly key: string | undefined;
  readonly depth: number;
}

/** Replies in replies are followed so deep. */
const REPLIES_DEPTH = 200;

/** Keys of the truth values by which sites mark what they removed. */
const GONE = new Set([
  'deleted',
  'isdeleted',
  'blind',
  'isblind',
  'blinded',
  'isblinded',
  'removed',
  'isremoved',
]);

function readComment(value: unknown, place: CommentPlace, out: ShapeRows): boolean {
  const { roles, articleId, parentId } = place;
  if (typeof value === 'string') {
    out.comment({ articleId, text: textOfHtml(value), parentId });
    return true;
  }
  if (!isObject(value)) return false;
  const cells = flatten(value);
  const get = (role: Role): string | undefined => valueOf(cells, roles, role);
  if (!(roles.get('text') ?? []).some((path) => cells.has(path))) return false;
  let id = get('id') ?? place.key;
  if ([...cells].some(([path, cell]) => GONE.has(plainName(path)) && cell === 'true')) out.leave('deleted');
  else {
    const date = get('date');
    const parent = get('parent');
    id = out.comment({
      id,
      articleId: articleId ?? get('article'),
      text: textOfHtml(get('text') ?? ''),
      parentId: parent === undefined || parent === '0' ? parentId : parent,
      author: get('author'),
      createdAt: date === undefined ? undefined : isoTime(date),
      label: get('label'),
    });
  }
  if (place.depth >= REPLIES_DEPTH) return true;
  for (const reply of repliesIn(value))
    readComment(reply, { ...place, parentId: id, key: undefined, depth: place.depth + 1 }, out);
  return true;
}

const REPLY_KEY = /repl(?:y|ies)|comments?$|commentlist|children|answers|답글|대댓글|리플/u;

/** The comments in a comment, also in what stands around them (`replies.data`, `node.replies`). */
function* repliesIn(object: JsonObject): Generator {
  for (const [key, value] of Object.entries(object)) {
    if (typeof value !== 'object' || value === null) continue;
    if (REPLY_KEY.test(plainName(key))) yield* elementsIn(value);
    else if (isObject(value) && AROUND_REPLIES.has(key)) yield* repliesIn(value);
  }
}

const AROUND_REPLIES = new Set(['node', 'data', 'attributes']);

function* elementsIn(value: object): Generator {
  if (Array.isArray(value)) {
    yield* value;
    return;
  }
  if (isKeyedByIds(value as JsonObject)) {
    yield* Object.values(value);
    return;
  }
  for (const inner of Object.values(value)) if (Array.isArray(inner)) yield* inner;
}

import { textOfHtml } from '../html-text.js';
import { plainName, RATHER_ARTICLE, type Role, SYNONYMS } from '../table/synonyms.js';
import { type ArticleFields, firstLine, isObject, isoTime, type JsonObject } from './fields.js';
import { columnName, flatten, pathsOf } from './flat.js';
import {
  EACH,
  type FoundList,
  follow,
  isChoice,
  isKeyedByIds,
  isNamedComments,
  pathText,
  type Step,
} from './lists.js';
import {
  ARTICLE_NAMES,
  COMMENT_NAMES,
  firstPaths,
  isClearlyComments,
  type RolePaths,
  rolesOf,
  valueOf,
} from './roles.js';
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
  /** Whether its comments name articles whose titles stand nowhere in it. */
  readonly namesOnly?: boolean;
  readonly read: ReadValue;
}

/** Lists of comments, and the article around them. */
interface Nest {
  /** The way to the article's object, undefined where comments stand alone. */
  readonly article: readonly Step[] | undefined;
  readonly articleRoles: RolePaths;
  readonly lists: readonly { readonly path: readonly Step[]; readonly roles: RolePaths }[];
}

/** Lists that are named as comments, under an article. */
export function nestOf(lists: readonly FoundList[]): FoundPlan | undefined {
  const comments = lists.filter(
    (list) =>
      (isNamedComments(list.path) &&
        (isTexts(list) || rolesOf(pathsOf(list.objects), COMMENT_NAMES).has('text'))) ||
      (list.path.length > 0 && isClearlyComments(pathsOf(list.objects))),
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
  if (around === undefined && first.objects.length > 0) return undefined;
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
export function aloneOf(list: FoundList): FoundPlan | undefined {
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

/** The way to a list's elements. */
export function elementsOf({ path, each }: FoundList): readonly Step[] {
  return [...path, each];
}

/** A path without the step into the sample. */
export function outermost(path: readonly Step[]): readonly Step[] {
  return path[0] === EACH ? path.slice(1) : path;
}

export function isWithin(path: readonly Step[], outer: readonly Step[]): boolean {
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

/** A comment's parent. Reddit writes what an id is of before it; the parent of a first comment is the post. */
function parentOf(parent: string | undefined): string | undefined {
  return parent === '0' || parent?.startsWith('t3_') === true ? undefined : parent?.replace(/^t1_/u, '');
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
      parentId: parentOf(parent) ?? parentId,
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

import type { FormatName } from '../../wording/dumps.js';
import { plainName, RATHER_ARTICLE, type Role, SYNONYMS } from '../table/synonyms.js';
import { type ArticleFields, isObject, isoTime, type JsonObject } from './fields.js';
import { isNamedComments } from './lists.js';
import { type FindIn, objectsIn } from './walk.js';

/** The JSON of one site or program, known by name. */
export interface Shape {
  readonly name: FormatName;
  /** Whether an object is one of its articles or comments; one of them in a sample decides for the shape. */
  readonly knows: (object: JsonObject) => boolean;
  /** Begins a reading. What is found may depend on what came before (replies that name only their parent). */
  readonly begin: () => FindIn;
  /** The paths of its fields by role, to be shown. */
  readonly columns: Readonly<Partial<Record<Role, string>>>;
}

/** Text of a value as crawlers store it: a string, a number, or a list of paragraphs. */
export function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return undefined;
  const parts = value.filter((part) => typeof part === 'string');
  const text = parts.join('\n').trim();
  return parts.length === value.length && text !== '' ? text : undefined;
}

/** The value of the first key of an object that has a role by its name. */
function inRole(object: JsonObject, role: Role, more: readonly string[] = []): string | undefined {
  const keys = new Map(Object.keys(object).map((key) => [plainName(key), key]));
  for (const name of [...SYNONYMS[role], ...more]) {
    const key = keys.get(name);
    const words = key === undefined ? undefined : wordsOf(object[key]);
    if (words !== undefined) return words;
  }
  return undefined;
}

/** An object as an article, by the names of its keys; undefined without a title. */
function articleByNames(object: JsonObject): ArticleFields | undefined {
  const title = inRole(object, 'title');
  if (title === undefined) return undefined;
  return {
    id: inRole(object, 'article') ?? inRole(object, 'id'),
    title,
    body: inRole(object, 'body', [...RATHER_ARTICLE, 'contents', 'text']),
    url: inRole(object, 'url'),
    publishedAt: isoOf(inRole(object, 'published') ?? inRole(object, 'date')),
    section: inRole(object, 'section'),
  };
}

const isoOf = (time: string | undefined): string | undefined =>
  time === undefined ? undefined : isoTime(time);

/**
 * Finds as a shape does, and besides what crawlers wrap around it: an object with a title and, anywhere in it, comments of the
 * shape is their article.
 */
export function withArticlesAround({ knows, begin }: Shape): FindIn {
  const find = begin();
  return (object, context) => {
    const found = find(object, context);
    if (found !== undefined || context.articleId !== undefined) return found;
    const article = articleByNames(object);
    if (article === undefined) return undefined;
    const inside = Object.values(object).filter((value) => hasKnown(value, knows));
    const isCommented = Object.entries(object).some(
      ([key, value]) => typeof value === 'object' && isNamedComments([key]),
    );
    return inside.length === 0 && !isCommented ? undefined : { kind: 'article', article, inside };
  };
}

/** Whether any of the first objects in a value is the shape's. */
function hasKnown(value: unknown, knows: Shape['knows']): boolean {
  if (!isObject(value) && !Array.isArray(value)) return false;
  for (const object of objectsIn(value, 200)) if (knows(object)) return true;
  return false;
}

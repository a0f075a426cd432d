import { plainName } from '../table/synonyms.js';
import { isObject, type JsonObject } from './fields.js';

/** One step into a value: a key, every element of an array, or every value of an object that is keyed by ids. */
export type Step = string | typeof EACH | typeof EACH_KEY;
export const EACH: unique symbol = Symbol('[]');
const EACH_KEY: unique symbol = Symbol('{}');

/** A list that was found in a sample. */
export interface FoundList {
  /** The way to it, without the step to its elements. */
  readonly path: readonly Step[];
  /** How its elements are reached. */
  readonly each: typeof EACH | typeof EACH_KEY;
  /** Some of its elements that are objects. */
  readonly objects: JsonObject[];
  /** Some of its elements that are texts. */
  readonly strings: string[];
  /** Some of the objects around it, by the length of their path. */
  readonly around: Map<number, JsonObject[]>;
}

/** A path as it is shown: `result.commentList[]`. */
export function pathText(path: readonly Step[]): string {
  let text = '';
  for (const step of path) {
    if (step === EACH) text += '[]';
    else if (step === EACH_KEY) text += '{}';
    else text += `${text === '' ? '' : '.'}${step}`;
  }
  return text;
}

/** Elements of one list that a sample keeps, lists that are distinguished, and how deep they are searched. */
const KEPT = 200;
const LISTS = 300;
const DEPTH = 12;
/** Values of a sample that are visited. */
const VISITED = 200_000;

/** Finds the lists in a sample of outermost values; the sample itself is the first. */
export function listsIn(sample: readonly unknown[]): FoundList[] {
  const lists = new Map<string, FoundList>();
  let visited = 0;
  visit(sample, [], []);
  return [...lists.values()];

  function visit(value: unknown, path: readonly Step[], above: readonly [number, JsonObject][]): void {
    if (path.length > DEPTH || ++visited > VISITED) return;
    if (Array.isArray(value)) enter(value, path, EACH, above);
    else if (isObject(value)) {
      if (isKeyedByIds(value)) {
        enter(Object.values(value), path, EACH_KEY, above);
        return;
      }
      const inner: [number, JsonObject][] = [...above, [path.length, value]];
      for (const [key, one] of Object.entries(value)) {
        if (typeof one === 'object' && one !== null) visit(one, [...path, key], inner);
      }
    }
  }

  function enter(
    elements: readonly unknown[],
    path: readonly Step[],
    each: FoundList['each'],
    above: readonly [number, JsonObject][],
  ): void {
    const name = `${pathText(path)}${each === EACH ? '[]' : '{}'}`;
    let list = lists.get(name);
    if (list === undefined) {
      if (lists.size >= LISTS) return;
      lists.set(name, (list = { path, each, objects: [], strings: [], around: new Map() }));
    }
    for (const [length, object] of above) {
      const there = list.around.get(length);
      if (there === undefined) list.around.set(length, [object]);
      else if (there.length < KEPT && there.at(-1) !== object) there.push(object);
    }
    const inner: readonly Step[] = [...path, each];
    for (const one of elements.slice(0, path.length === 0 ? undefined : KEPT)) {
      if (typeof one === 'string' && list.strings.length < KEPT) list.strings.push(one);
      if (isObject(one) && list.objects.length < KEPT * 10) list.objects.push(one);
      if (typeof one === 'object' && one !== null) visit(one, inner, above);
    }
  }
}

/** Whether an object is a list by ids: its keys look like ids, or its values are objects with the same keys. */
export function isKeyedByIds(object: JsonObject): boolean {
  const values = Object.values(object);
  const [first] = values;
  if (!isObject(first) || !values.every(isObject)) return false;
  const keys = Object.keys(object);
  if (keys.every((key) => /\d/.test(key) || /^https?:/.test(key))) return true;
  if (values.length < 3) return false;
  const shape = Object.keys(first).sort().join('\n');
  return values.every((value) => Object.keys(value).sort().join('\n') === shape);
}

const COMMENT_KEY = /comment|repl(?:y|ies)|cmt|opinion|댓글|덧글|리플|의견/u;
const COUNT_KEY = /count|num|total|개수|갯수|수$/u;
const WRAPPERS = new Set([
  'data',
  'items',
  'item',
  'edges',
  'nodes',
  'list',
  'results',
  'result',
  'rows',
  'content',
  'contents',
  'elements',
  'values',
]);

/** Whether a list is named as one of comments: `comments`, `replyList`, `comments.data`, `댓글`. */
export function isNamedComments(path: readonly Step[]): boolean {
  const keys = path.filter((step) => typeof step === 'string').map(plainName);
  let last = keys.length - 1;
  while (last > 0 && WRAPPERS.has(keys[last]!)) last--;
  const key = keys[last] ?? '';
  return COMMENT_KEY.test(key) && !COUNT_KEY.test(key);
}

/** Whether a list's name says that it repeats comments of another: `bestComments`. */
export function isChoice(path: readonly Step[]): boolean {
  return path.some(
    (step) => typeof step === 'string' && /best|top|hot|featured|베스트|인기/u.test(plainName(step)),
  );
}

/** The values that a path leads to, with the key under which each stands in an object keyed by ids. */
export function* follow(
  value: unknown,
  path: readonly Step[],
  key?: string,
): Generator<{ readonly value: unknown; readonly key: string | undefined }> {
  const [step, ...rest] = path;
  if (step === undefined) yield { value, key };
  else if (step === EACH) {
    if (Array.isArray(value)) for (const one of value) yield* follow(one, rest);
  } else if (step === EACH_KEY) {
    if (isObject(value)) for (const [name, one] of Object.entries(value)) yield* follow(one, rest, name);
  } else if (isObject(value) && Object.hasOwn(value, step)) {
    yield* follow(value[step], rest, key);
  }
}

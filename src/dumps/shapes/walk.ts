import { type ArticleFields, type CommentFields, isObject, type JsonObject } from './fields.js';
import type { LeftOut, ShapeRows } from './shape-rows.js';

/** What stands around a value. */
export interface Context {
  /** The id of the article around it. */
  readonly articleId: string | undefined;
  /** The id of the comment that it answers. */
  readonly parentId: string | undefined;
}

/** What an object is, and the values in it to be read with it around them. */
export type Found =
  | { readonly kind: 'article'; readonly article: ArticleFields; readonly inside: readonly unknown[] }
  | { readonly kind: 'comment'; readonly comment: CommentFields; readonly inside: readonly unknown[] }
  | {
      readonly kind: 'leftOut';
      readonly why: LeftOut;
      readonly count?: number;
      readonly inside?: readonly unknown[];
    }
  | { readonly kind: 'inside'; readonly inside: readonly unknown[] };

/** What a shape takes an object for; undefined for one that it does not know, which is then searched. */
export type FindIn = (object: JsonObject, context: Context) => Found | undefined;

/** Deeper values are not searched: no site nests replies so deep, and the stack ends at some ten thousand calls. */
const DEPTH = 400;

/** Reads a value with all that stands in it, in its order. */
export function walk(value: unknown, findIn: FindIn, rows: ShapeRows): void {
  visit(value, { articleId: undefined, parentId: undefined }, 0);

  function visit(here: unknown, context: Context, depth: number): void {
    if (depth > DEPTH || typeof here !== 'object' || here === null) return;
    if (!isObject(here)) {
      for (const one of here as readonly unknown[]) visit(one, context, depth + 1);
      return;
    }
    const found = findIn(here, context);
    if (found === undefined) {
      for (const one of Object.values(here)) visit(one, context, depth + 1);
      return;
    }
    const inner = take(found, context);
    for (const one of found.inside ?? []) visit(one, inner, depth + 1);
  }

  function take(found: Found, context: Context): Context {
    switch (found.kind) {
      case 'article':
        return { articleId: rows.article(found.article), parentId: undefined };
      case 'comment': {
        const { articleId = context.articleId, parentId = context.parentId } = found.comment;
        const around = context.articleId ?? articleId;
        return {
          articleId: around,
          parentId: rows.comment({ ...found.comment, articleId: around, parentId }),
        };
      }
      case 'leftOut':
        rows.leave(found.why, found.count);
        return context;
      case 'inside':
        return context;
    }
  }
}

/** The objects in a value, breadth first, at most `most` of them, for finding out its shape. */
export function* objectsIn(value: unknown, most = 3000): Generator<JsonObject> {
  const open: unknown[] = [value];
  let seen = 0;
  for (let next = 0; next < open.length && seen < most; next++) {
    const here = open[next];
    if (typeof here !== 'object' || here === null) continue;
    if (isObject(here)) {
      seen++;
      yield here;
    }
    for (const one of Object.values(here)) if (open.length < most * 20) open.push(one);
  }
}

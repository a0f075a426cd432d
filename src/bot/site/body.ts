import type { IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import { type BodyIssue, Refusal } from './refusal.js';
import {
  articleSchema,
  type ArticleRequest,
  commentSchema,
  type CommentRequest,
  MOST_BYTES,
  MOST_ITEMS,
} from './schema.js';

/** A body that is too large is read on and thrown away up to here, so that its sender reads the answer. */
const MOST_DISCARDED = 4 * MOST_BYTES;
/** Depth of brackets; ours have four. */
const MOST_DEPTH = 8;
const MOST_ISSUES = 20;
/** Comments that are checked in one turn of the event loop: some 2 ms. */
const CHECKED_AT_ONCE = 100;

/**
 * Reads a body of at most `MOST_BYTES`, counting as it arrives.
 *
 * @throws Refusal 413 `too-large`; whatever a connection throws that breaks
 */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MOST_DISCARDED) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
    else chunks.length = 0;
    if (size > MOST_DISCARDED) break;
  }
  if (size > MOST_BYTES) throw tooLarge();
  return Buffer.concat(chunks, size);
}

const tooLarge = (): Refusal => new Refusal(413, 'too-large', { headers: { connection: 'close' } });

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a body: UTF-8 without exception, and JSON that is not nested to exhaust what reads it.
 *
 * @throws Refusal 400
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal(400, 'bad-encoding');
  }
  if (depthOf(text) > MOST_DEPTH) throw new Refusal(400, 'too-deep');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'bad-json');
  }
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, BEGIN, END] = [...'"\\[]{}'].map((letter) => letter.charCodeAt(0));

/** How deeply brackets are nested, outside of strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === OPEN || code === BEGIN) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE || code === END) depth--;
  }
  return deepest;
}

/**
 * The comments of a body, one or a list.
 *
 * @throws Refusal 400
 */
export function commentsOf(body: unknown): Promise<CommentRequest[]> {
  return itemsOf(body, 'comments', commentSchema);
}

/**
 * The articles of a body, one or a list.
 *
 * @throws Refusal 400
 */
export function articlesOf(body: unknown): Promise<ArticleRequest[]> {
  return itemsOf(body, 'articles', articleSchema);
}

async function itemsOf<Schema extends z.ZodType<{ readonly id: string }>>(
  body: unknown,
  name: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const list = isObject(body) && Object.hasOwn(body, name) ? body[name] : undefined;
  const issues: BodyIssue[] = [];
  const read: z.output<Schema>[] = [];
  if (list === undefined) check(schema, body, [], read, issues);
  else {
    const others = Object.keys(body as object).filter((key) => key !== name);
    if (others.length > 0)
      issues.push({ path: '', message: `unrecognized: ${others.length} keys beside ${name}` });
    if (!Array.isArray(list) || list.length === 0 || list.length > MOST_ITEMS)
      throw badBody([...issues, { path: name, message: `a list of 1 to ${MOST_ITEMS}` }]);
    for (const [i, one] of (list as unknown[]).entries()) {
      check(schema, one, [name, i], read, issues);
      if (issues.length >= MOST_ISSUES) break;
      if (i % CHECKED_AT_ONCE === CHECKED_AT_ONCE - 1) await nextTurn();
    }
  }
  if (issues.length > 0) throw badBody(issues);
  if (new Set(read.map(({ id }) => id)).size < read.length) throw new Refusal(400, 'repeated-id');
  return read;
}

const badBody = (issues: readonly BodyIssue[]): Refusal =>
  new Refusal(400, 'bad-body', { issues: issues.slice(0, MOST_ISSUES) });

function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: readonly (string | number)[],
  read: z.output<Schema>[],
  issues: BodyIssue[],
): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) read.push(parsed.data);
  else
    for (const { path, code, message } of parsed.error.issues)
      issues.push({
        path: [...at, ...path].map((part) => String(part).slice(0, 40)).join('.'),
        // Messages about unknown keys repeat them, however long they are.
        message: code === 'unrecognized_keys' ? 'unrecognized keys' : message.slice(0, 200),
      });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

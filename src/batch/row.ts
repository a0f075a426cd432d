import { z } from 'zod';
import type { Said } from '../fault.js';

/** Crawlers write ids as numbers too; they are compared as text. */
const id = z.union([z.string().min(1), z.int().transform(String)]);
const when = z.string().nullish();
/** Keys that help where they are there and well formed; anything else under their names is let be. */
const extra = z.string().nullish().catch(undefined);

const labelSchema = z.enum(['on-topic', 'off-topic', 'unclear']);
/** What a reader says of a comment. */
export type Label = z.infer<typeof labelSchema>;

/** undefined where there is no label (an empty text is none), null where it is none of the three: who asks decides. */
const label = z
  .unknown()
  .transform((value): Label | undefined | null => {
    if (value === undefined || value === null || value === '') return undefined;
    return labelSchema.safeParse(value).data ?? null;
  })
  .optional();

export const articleRowSchema = z.object({
  id,
  title: z.string(),
  body: z.string().nullish(),
  url: when,
  publishedAt: when,
  /** As some crawlers call `publishedAt`. */
  date: extra,
  section: extra,
});

export const commentRowSchema = z.object({
  id: id.nullish(),
  articleId: id,
  text: z.string(),
  parentId: id.nullish(),
  author: z.string().nullish(),
  createdAt: when,
  label,
});

export const pairRowSchema = z.object({
  id: id.nullish(),
  article: articleRowSchema.partial({ id: true }),
  comment: z.string(),
  label,
});

export type ArticleRow = z.infer<typeof articleRowSchema>;
export type CommentRow = z.infer<typeof commentRowSchema>;
export type PairRow = z.infer<typeof pairRowSchema>;

/** A line understood, or why not. */
export type Row =
  | { readonly kind: 'article'; readonly row: ArticleRow }
  | { readonly kind: 'comment'; readonly row: CommentRow }
  | { readonly kind: 'pair'; readonly row: PairRow }
  | { readonly kind: 'bad'; readonly code: string; readonly said: Said };

/**
 * Reads one line of JSON Lines.
 *
 * @param among `articles` for the file of `--articles`, whose rows without `type` are articles
 */
export function readRow(line: string, among: 'dump' | 'articles'): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return bad('invalid-json', { ko: 'JSON으로 읽을 수 없습니다', en: 'not valid JSON' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('not-an-object', { ko: '줄이 {…} 꼴이 아닙니다', en: 'the line is not an object {…}' });
  }
  if (holdsPrototypeKey(value)) {
    return bad('forbidden-key', {
      ko: '쓸 수 없는 열쇠(__proto__ 따위)가 있습니다',
      en: 'a forbidden key such as __proto__',
    });
  }
  switch (kindOf(value as Record<string, unknown>, among)) {
    case 'article':
      return checked('article', articleRowSchema, value);
    case 'comment':
      return checked('comment', commentRowSchema, value);
    case 'pair':
      return checked('pair', pairRowSchema, value);
    case undefined:
      return bad('unknown-row', {
        ko: '기사 줄도 댓글 줄도 아닙니다 (type: "article" 또는 "comment"가 필요합니다)',
        en: 'neither an article nor a comment (type: "article" or "comment" is missing)',
      });
  }
}

function kindOf(
  row: Record<string, unknown>,
  among: 'dump' | 'articles',
): 'article' | 'comment' | 'pair' | undefined {
  if (row.type === 'article') return 'article';
  if (row.type === 'comment') return 'comment';
  if (row.type !== undefined) return undefined;
  if (among === 'articles') return 'article';
  if ('article' in row && 'comment' in row) return 'pair';
  return 'articleId' in row && 'text' in row ? 'comment' : undefined;
}

function checked<K extends 'article' | 'comment' | 'pair', T>(
  kind: K,
  schema: z.ZodType<T>,
  value: object,
): { kind: K; row: T } | Extract<Row, { kind: 'bad' }> {
  const read = schema.safeParse(value);
  if (!read.success) {
    const where = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))].join(', ');
    return bad('wrong-fields', {
      ko: `빠졌거나 꼴이 틀린 칸: ${where}`,
      en: `missing or of the wrong kind: ${where}`,
    });
  }
  if (holdsLoneSurrogate(read.data)) {
    return bad('lone-surrogate', { ko: '짝 잃은 서로게이트가 있습니다', en: 'a lone surrogate' });
  }
  return { kind, row: read.data };
}

function bad(code: string, said: Said): Extract<Row, { kind: 'bad' }> {
  return { kind: 'bad', code, said };
}

/** Whether any object inside has a key by which JSON poisons prototypes. Without recursion: JSON may nest without end. */
function holdsPrototypeKey(value: object): boolean {
  const open: object[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Object.hasOwn(next, '__proto__')) return true;
    for (const [key, inner] of Object.entries(next) as [string, unknown][]) {
      if (typeof inner !== 'object' || inner === null) continue;
      if (key === 'constructor' && Object.hasOwn(inner, 'prototype')) return true;
      open.push(inner);
    }
  }
  return false;
}

function holdsLoneSurrogate(row: unknown): boolean {
  if (typeof row === 'string') return /\p{Surrogate}/u.test(row);
  return typeof row === 'object' && row !== null && Object.values(row).some(holdsLoneSurrogate);
}

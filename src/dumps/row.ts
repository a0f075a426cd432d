import { z } from 'zod';
import type { LocalizedText } from '../fault.js';

// What JSON can smuggle in. Looking into every value costs as much as parsing it, so the text is asked first.

/** Whether a text of JSON may hold a key by which prototypes are poisoned: as it stands, or behind escapes such as \u005f. */
export function mayHoldPrototypeKey(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u00');
}

/** Whether a text of JSON that was valid as UTF-8 may hold a lone surrogate: only an escape makes one. */
function mayHoldSurrogate(text: string): boolean {
  return text.includes('\\u') && /\\u[dD][89a-fA-F]/.test(text);
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

/** Whether a row that was read holds a lone surrogate. */
function holdsLoneSurrogate(row: unknown): boolean {
  if (typeof row === 'string') return /\p{Surrogate}/u.test(row);
  return typeof row === 'object' && row !== null && Object.values(row).some(holdsLoneSurrogate);
}

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

const articleRowSchema = z.object({
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

const pairRowSchema = z.object({
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
  | { readonly kind: 'bad'; readonly code: string; readonly said: LocalizedText };

/**
 * Reads one line of JSON Lines.
 *
 * @param among `articles` for the file of `--articles`, whose rows without `type` are articles
 * @param harmless when it is known that the line holds neither prototype keys nor escapes of surrogates (`guard.ts`)
 */
export function readRow(line: string, among: 'dump' | 'articles', harmless = false): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return bad('invalid-json', { ko: 'JSON으로 읽을 수 없습니다', en: 'not valid JSON' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('not-an-object', { ko: '줄이 {…} 꼴이 아닙니다', en: 'the line is not an object {…}' });
  }
  if (!harmless && mayHoldPrototypeKey(line) && holdsPrototypeKey(value)) {
    return bad('forbidden-key', {
      ko: '쓸 수 없는 열쇠(__proto__ 따위)가 있습니다',
      en: 'a forbidden key such as __proto__',
    });
  }
  const escaped = !harmless && mayHoldSurrogate(line);
  switch (kindOf(value as Record<string, unknown>, among)) {
    case 'article':
      return checked('article', articleRowSchema, value, escaped);
    case 'comment': {
      const plain = escaped ? undefined : plainComment(value as Record<string, unknown>);
      return plain ?? checked('comment', commentRowSchema, value, escaped);
    }
    case 'pair':
      return checked('pair', pairRowSchema, value, escaped);
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

/**
 * A comment that is as the schema wants it without anything to change: what nearly every row is, in a fifth of the time.
 * undefined for any other; the schema then says what is wrong, if anything.
 */
function plainComment(value: Record<string, unknown>): Row | undefined {
  const { id, articleId, text, parentId, author, createdAt, label } = value;
  if (typeof articleId !== 'string' || articleId === '' || typeof text !== 'string') return undefined;
  if (!isPlain(id) || id === '' || !isPlain(parentId) || parentId === '') return undefined;
  if (!isPlain(author) || !isPlain(createdAt) || label !== undefined) return undefined;
  return { kind: 'comment', row: { id, articleId, text, parentId, author, createdAt } };
}

function isPlain(value: unknown): value is string | undefined {
  return typeof value === 'string' || value === undefined;
}

function checked<K extends 'article' | 'comment' | 'pair', T>(
  kind: K,
  schema: z.ZodType<T>,
  value: object,
  escaped: boolean,
): { kind: K; row: T } | Extract<Row, { kind: 'bad' }> {
  const read = schema.safeParse(value);
  if (!read.success) {
    const where = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))].join(', ');
    return bad('wrong-fields', {
      ko: `빠졌거나 꼴이 틀린 칸: ${where}`,
      en: `missing or of the wrong kind: ${where}`,
    });
  }
  if (escaped && holdsLoneSurrogate(read.data)) {
    return bad('lone-surrogate', { ko: '짝 잃은 서로게이트가 있습니다', en: 'a lone surrogate' });
  }
  return { kind, row: read.data };
}

function bad(code: string, said: LocalizedText): Extract<Row, { kind: 'bad' }> {
  return { kind: 'bad', code, said };
}

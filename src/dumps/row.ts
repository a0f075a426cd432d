import { z } from 'zod';
import { ROW_FAULTS } from '../wording/dumps.js';
import type { LocalizedText } from '../fault.js';
import { INVALID_JSON, NO_ARTICLE, type RowFault, UNKNOWN_ROW, wrongFields } from './reject.js';

/** Crawlers write ids as numbers too; they become text. */
const id = z.union([z.string().min(1), z.int().transform(String)]);
const when = z.string().nullish();
/** Optional keys; anything malformed under their names is ignored. */
const extra = z.string().nullish().catch(undefined);

const labelSchema = z.enum(['on-topic', 'off-topic', 'unclear']);
/** A human reader's judgement of a comment. */
export type Label = z.infer<typeof labelSchema>;

/** undefined without a label (or with an empty one), null for one that is none of the three: the caller decides. */
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
  /** Some crawlers' name for `publishedAt`. */
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

/** A parsed line, or what is wrong with it. */
export type Row =
  | { readonly kind: 'article'; readonly row: ArticleRow }
  | { readonly kind: 'comment'; readonly row: CommentRow }
  | { readonly kind: 'pair'; readonly row: PairRow }
  | ({ readonly kind: 'bad' } & RowFault);

/**
 * Parses one line of JSON Lines; never throws.
 *
 * @param among `articles` for the file of `--articles`, whose rows without `type` are articles
 * @param harmless whether the line is known to hold neither prototype keys nor escaped surrogates
 */
export function readRow(
  line: string,
  among: 'dump' | 'articles',
  harmless = false,
  { article, elseArticle }: ArticleNames = {},
): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'bad', ...INVALID_JSON };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('not-an-object', ROW_FAULTS.notAnObject);
  }
  if (!harmless && mayHoldPrototypeKey(line) && holdsPrototypeKey(value)) {
    return bad('forbidden-key', ROW_FAULTS.forbiddenKey);
  }
  const escaped = !harmless && mayHoldSurrogate(line);
  if ('text' in value) place(value, article, elseArticle);
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
      return { kind: 'bad', ...UNKNOWN_ROW };
  }
}

/** The articles of comments that do not name theirs; pairs keep theirs. */
export interface ArticleNames {
  /** The id of the article of all comments, whatever rows say themselves. */
  readonly article?: string | undefined;
  /** The id of the article of comments that name none. */
  readonly elseArticle?: string | undefined;
}

function place(
  row: Record<string, unknown>,
  article: string | undefined,
  elseArticle: string | undefined,
): void {
  if (article !== undefined) row.articleId = article;
  else if (elseArticle !== undefined && isBlank(row.articleId)) row.articleId = elseArticle;
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

/** Whether an object's kind and keys are the contract's, whatever the types of its other values. */
export function isContractRow(row: Readonly<Record<string, unknown>>, among: 'dump' | 'articles'): boolean {
  const { type, article, comment, articleId, text, title } = row;
  if (type === 'article') return typeof title === 'string';
  if (type === 'comment') return typeof text === 'string' && 'articleId' in row;
  if (type !== undefined) return false;
  if (among === 'articles') return typeof title === 'string' && id.safeParse(row.id).success;
  if (typeof article === 'object' && article !== null)
    return typeof comment === 'string' && 'title' in article;
  return typeof text === 'string' && id.safeParse(articleId).success;
}

/**
 * The fast path, five times as fast as the schema, for comments that already have the schema's output form, as nearly all do.
 * undefined for any other row, which then goes through the schema.
 */
function plainComment(value: Record<string, unknown>): Row | undefined {
  const { id, articleId, text, parentId, author, createdAt, label } = value;
  if (typeof articleId !== 'string' || articleId === '' || typeof text !== 'string') return undefined;
  if (!isPlain(id) || id === '' || !isPlain(parentId) || parentId === '') return undefined;
  if (!isPlain(author) || !isPlain(createdAt) || label !== undefined) return undefined;
  return { kind: 'comment', row: { id, articleId, text, parentId, author, createdAt } };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
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
    const namesNone = kind === 'comment' && isBlank((value as { articleId?: unknown }).articleId);
    const rest = read.error.issues.filter(({ path }) => path[0] !== 'articleId');
    return { kind: 'bad', ...(namesNone && rest.length === 0 ? NO_ARTICLE : wrongFields(read.error)) };
  }
  if (escaped && holdsLoneSurrogate(read.data)) {
    return bad('lone-surrogate', ROW_FAULTS.loneSurrogate);
  }
  return { kind, row: read.data };
}

function bad(code: string, said: LocalizedText): Extract<Row, { kind: 'bad' }> {
  return { kind: 'bad', code, said };
}

// Malicious JSON. Inspecting every value costs as much as parsing it, so a search in the text decides first.

/** Whether JSON text may hold a key for prototype pollution, plain or escaped (`\u005f`). */
export function mayHoldPrototypeKey(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u00');
}

/** Whether JSON text that is valid UTF-8 may hold a lone surrogate: only an escape can produce one. */
function mayHoldSurrogate(text: string): boolean {
  return text.includes('\\u') && /\\u[dD][89a-fA-F]/.test(text);
}

/** Whether any nested object has a key for prototype pollution. Iterative, because JSON may nest without limit. */
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

/** Whether a parsed row holds a lone surrogate. */
function holdsLoneSurrogate(row: unknown): boolean {
  if (typeof row === 'string') return /\p{Surrogate}/u.test(row);
  return typeof row === 'object' && row !== null && Object.values(row).some(holdsLoneSurrogate);
}

import { z } from 'zod';
import type { Comment, Page } from './article.js';
import { badJson, noArticle } from './faults.js';
import { JSON_FAULTS } from '../wording/article.js';
import { isPlaceholder } from './portal-vocabulary.js';

const optionalText = z.string().nullish();
const identifier = z.union([z.string().min(1), z.int().transform(String)]);

/** The schema of a JSON page. Unknown keys are ignored. */
export const jsonPageSchema = z.object({
  article: z.object({
    id: identifier.nullish(),
    title: z.string(),
    body: optionalText,
    url: optionalText,
    publishedAt: optionalText,
  }),
  comments: z
    .array(
      z.union([
        z.string(),
        z.object({
          id: identifier.nullish(),
          text: z.string(),
          author: optionalText,
          parentId: identifier.nullish(),
          createdAt: optionalText,
        }),
      ]),
    )
    .default([]),
});

type JsonPage = z.infer<typeof jsonPageSchema>;

/** The most schema faults of one page that are reported at once. */
const MAX_REPORTED = 5;

/**
 * Reads a JSON page. Comment ids default to their position in the array (`1`, `2`, …), the article's to `articleId`.
 *
 * @throws Fault `article/bad-json` with the source position, `article/no-article`
 */
export function readJson(text: string, articleId: string, file?: string): Page {
  const found = jsonPageSchema.safeParse(parse(text, file));
  if (!found.success) {
    // Checked a second time for the Korean messages.
    const korean = jsonPageSchema.safeParse(JSON.parse(text), { error: z.locales.ko().localeError });
    throw badJson(file, { ko: summaryOf(korean.error ?? found.error), en: summaryOf(found.error) });
  }
  const { article, comments } = found.data;
  if (article.title.trim() === '' && (article.body ?? '').trim() === '') throw noArticle(file);
  const id = article.id ?? articleId;
  return {
    article: {
      id,
      title: article.title,
      body: article.body ?? null,
      ...(article.url == null ? {} : { url: article.url }),
      ...(article.publishedAt == null ? {} : { publishedAt: article.publishedAt }),
    },
    ...readComments(comments, id, file),
  };
}

function readComments(
  given: JsonPage['comments'],
  articleId: string,
  file?: string,
): Pick<Page, 'comments' | 'dropped'> {
  const rows = given.map((row) => (typeof row === 'string' ? { text: row } : row));
  const taken = new Set<string>();
  for (const row of rows) {
    const id = 'id' in row ? row.id : null;
    if (id == null) continue;
    if (taken.has(id)) throw badJson(file, JSON_FAULTS.repeatedId(id.slice(0, 40)));
    taken.add(id);
  }
  const comments: Comment[] = [];
  const dropped: Page['dropped'][number][] = [];
  rows.forEach((row, index) => {
    if (row.text.trim() === '' || isPlaceholder(row.text)) {
      const why = row.text.trim() === '' ? 'empty' : 'placeholder';
      dropped.push({ line: index + 1, text: row.text, why });
      return;
    }
    const { id, author, parentId, createdAt } = {
      id: null,
      author: null,
      parentId: null,
      createdAt: null,
      ...row,
    };
    comments.push({
      id: id ?? freeId(String(index + 1), taken),
      articleId,
      text: row.text,
      ...(parentId == null ? {} : { parentId }),
      ...(author == null ? {} : { author }),
      ...(createdAt == null ? {} : { createdAt }),
    });
  });
  return { comments, dropped };
}

/** The position itself, or, where another comment has that id, the position with dashes behind it. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  return taken.has(id) ? freeId(`${id}-`, taken) : id;
}

function parse(text: string, file?: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The engine's message may quote the text, so only its position is passed on.
    const position = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
    const at = position === undefined ? text.length : Number(position);
    const before = text.slice(0, at).split('\n');
    const line = before.length;
    const column = before.at(-1)!.length + 1;
    if (/^\s*\{[^\n]*\}[ \t\r]*\n\s*\{/u.test(text.slice(0, 100_000)))
      throw badJson(file, JSON_FAULTS.jsonLines);
    throw badJson(file, JSON_FAULTS.syntax(line, column), { line, column });
  }
}

/** The first schema faults as `path: message; …`, with the number of those left out. */
function summaryOf(error: z.ZodError): string {
  const shown = error.issues
    .slice(0, MAX_REPORTED)
    .map((issue) => `${issue.path.join('.') || '$'}: ${issue.message}`);
  const more = error.issues.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? ` (+${more})` : ''}`;
}

import { z } from 'zod';
import type { Comment, Page } from './article.js';
import { badJson, noArticle } from './faults.js';
import { isPlaceholder } from './portal-vocabulary.js';

const optionalText = z.string().nullish();
const identifier = z.union([z.string().min(1), z.int().transform(String)]);

/** A JSON page. Keys that are not named here are ignored. */
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

/** How many faults of one page are told at once. */
const TOLD = 5;

/**
 * A JSON page. Comment ids default to `1`, `2`, … by place; the article's to `articleId`.
 *
 * @throws Fault `article/bad-json` with the place, `article/no-article`
 */
export function readJson(text: string, articleId: string, file?: string): Page {
  const found = jsonPageSchema.safeParse(parse(text, file));
  if (!found.success) {
    // The same value is judged once more for the Korean messages.
    const korean = jsonPageSchema.safeParse(JSON.parse(text), { error: z.locales.ko().localeError });
    throw badJson(file, tell(korean.error ?? found.error), tell(found.error));
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
    if (taken.has(id)) {
      const shown = id.slice(0, 40);
      throw badJson(file, `댓글 id "${shown}"가 두 번 나옵니다`, `the comment id "${shown}" stands twice`);
    }
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

/** The place itself, or, when a comment was given that id, the place with a mark. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  return taken.has(id) ? freeId(`${id}-`, taken) : id;
}

function parse(text: string, file?: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The engine's message may quote the text; only its position is told on.
    const position = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
    const at = position === undefined ? text.length : Number(position);
    const before = text.slice(0, at).split('\n');
    const line = before.length;
    const column = before.at(-1)!.length + 1;
    if (/^\s*\{[^\n]*\}[ \t\r]*\n\s*\{/u.test(text.slice(0, 100_000)))
      throw badJson(
        file,
        'JSON Lines 묶음 같습니다(matgeul batch를 쓰세요)',
        'this looks like JSON Lines (use matgeul batch)',
      );
    const ko = `${line}번째 줄 ${column}번째 글자에서 JSON 문법이 틀렸습니다`;
    throw badJson(file, ko, `JSON syntax error at line ${line}, column ${column}`, { line, column });
  }
}

function tell(error: z.ZodError): string {
  const told = error.issues.slice(0, TOLD).map((issue) => `${issue.path.join('.') || '$'}: ${issue.message}`);
  const more = error.issues.length - told.length;
  return `${told.join('; ')}${more > 0 ? ` (+${more})` : ''}`;
}

import { z } from 'zod';
import type { Article, Comment } from '../../../../article/article.js';
import type { Chunk, NumberedComment } from '../../chunk.js';
import { packLines, unpackLines } from './packed-lines.js';

// A chunk as a file: rows of a dump as the contract has them, comments with their place among all of the run.

const text = z.string();
const articleSchema = z.object({
  id: text,
  title: text,
  body: text.nullable(),
  url: text.optional(),
  publishedAt: text.optional(),
  section: text.optional(),
}) satisfies z.ZodType<Article>;
const commentSchema = z.object({
  id: text,
  articleId: text,
  text,
  parentId: text.optional(),
  author: text.optional(),
  createdAt: text.optional(),
}) satisfies z.ZodType<Comment>;
const kindSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('article') }),
  z.object({ type: z.literal('comment'), seq: z.int().nonnegative() }),
]);

function* rows({ articles, comments }: Chunk): Generator<z.input<typeof kindSchema>> {
  for (const article of articles) yield { type: 'article', ...article };
  for (const { seq, comment } of comments) yield { type: 'comment', seq, ...comment };
}

/** A chunk as the bytes of its file. */
export function packChunk(chunk: Chunk): Promise<Buffer> {
  return packLines(rows(chunk));
}

/** The chunk of a file. @throws Fault when it is broken or a comment's article is missing */
export async function unpackChunk(number: number, bytes: Uint8Array, file: string): Promise<Chunk> {
  const articles: Article[] = [];
  const comments: NumberedComment[] = [];
  const known = new Set<string>();
  await unpackLines(bytes, file, (row) => {
    const kind = kindSchema.parse(row);
    if (kind.type === 'article') {
      const article = articleSchema.parse(row);
      articles.push(article);
      known.add(article.id);
      return;
    }
    const comment = commentSchema.parse(row);
    if (!known.has(comment.articleId)) throw new Error('a comment without its article');
    comments.push({ seq: kind.seq, comment });
  });
  return { number, articles, comments };
}

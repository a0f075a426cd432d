import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { readPath } from './reading.js';

/** Files as people have them, beside the repository; they are not part of it. */
const CASES = ['../shared/cases', '../../shared/cases']
  .map((path) => resolve(path))
  .find((path) => existsSync(path));

/** What is right for each case by its name: how many comments under how many articles, and who replies. */
const RIGHT: Readonly<
  Record<string, { comments: number; articles: number; replies?: number; given?: true; body?: true }>
> = {
  'array-of-articles-json': { comments: 5, articles: 1, body: true },
  'article-with-cbox-jsonl': { comments: 6, articles: 1, replies: 1, body: true },
  'daum-api-json': { comments: 5, articles: 1, replies: 1, given: true },
  'discord-csv': { comments: 5, articles: 1, given: true },
  'discord-forward': { comments: 2, articles: 1, body: true },
  'discord-two-links': { comments: 7, articles: 2, body: true },
  'disqus-xml': { comments: 5, articles: 1, replies: 1 },
  'kakaotalk-txt': { comments: 5, articles: 1 },
  'mongoexport-jsonl': { comments: 5, articles: 1 },
  'naver-api-json': { comments: 6, articles: 1, replies: 1, given: true },
  'youtube-comment-downloader-jsonl': { comments: 5, articles: 1, given: true },
  'youtube-data-api-json': { comments: 6, articles: 1, replies: 1, given: true },
};

describe('사람들이 가진 파일', () => {
  if (CASES === undefined) {
    it.skip('SKIPPED: ../shared/cases is not here; the kinds are tested with inputs of their own', () =>
      undefined);
    return;
  }
  const files = readdirSync(CASES);
  it.each(Object.entries(RIGHT))('%s', async (name, right) => {
    const file = files.find((one) => one.startsWith(`${name}.input.`));
    expect(file).toBeDefined();
    const article =
      right.given === true ? { id: 'given', title: '한강 자전거도로 야간 조명', body: null } : undefined;
    const { items, fault } = await readPath(join(CASES, file!), {
      articles: new ArticleIndex(),
      among: 'dump',
      article,
    });
    expect(fault).toBeUndefined();
    expect(items.filter(({ kind }) => kind === 'reject')).toEqual([]);
    const comments = items.flatMap((item) => (item.kind === 'comment' ? [item] : []));
    expect({
      comments: comments.length,
      articles: new Set(comments.map(({ comment }) => comment.articleId)).size,
      replies: comments.filter(({ comment }) => comment.parentId !== undefined).length,
    }).toEqual({ comments: right.comments, articles: right.articles, replies: right.replies ?? 0 });
    expect(comments.every(({ comment }) => !/<[a-z]|&\w+;/.test(comment.text))).toBe(true);
    if (right.body === true)
      expect(comments.every((item) => (item.article.body?.length ?? 0) > 50)).toBe(true);
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resultSchema } from '../../src/judge/index.js';
import { judge } from './shipped.js';

const folder = new URL('../../fixtures/articles/', import.meta.url);
const fixtureSchema = z.object({
  article: z.object({ id: z.string(), title: z.string(), body: z.string() }),
  comments: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      label: z.enum(['on-topic', 'off-topic', 'unclear']),
      kind: z.string(),
    }),
  ),
});
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => fixtureSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));

const judged = fixtures.flatMap(({ article, comments }) => {
  const results = judge.page(
    article,
    comments.map(({ id, text }) => ({ id, articleId: article.id, text })),
  );
  return comments.map((comment, i) => ({ ...comment, result: results[i]! }));
});
const of = (label: string): typeof judged => judged.filter((comment) => comment.label === label);
const flagged = (list: typeof judged): typeof judged => list.filter(({ result }) => result.flag);

describe('실린 규칙집으로 판정한 모범 댓글', () => {
  test('글과 무관한 댓글의 95% 이상을 표시한다', () => {
    expect(flagged(of('off-topic')).length / of('off-topic').length).toBeGreaterThanOrEqual(0.95);
  });
  test('관련 있는 댓글은 2%까지만 표시한다', () => {
    expect(flagged(of('on-topic')).length / of('on-topic').length).toBeLessThanOrEqual(0.02);
  });
  test('판단할 내용이 없는 댓글은 표시하지 않는다', () => {
    expect(flagged(of('unclear')).map(({ text }) => text)).toEqual([]);
  });
  test('모든 결과가 약속한 꼴이고, 근거의 자리는 댓글의 그 말이다', () => {
    for (const { text, result } of judged) {
      resultSchema.parse(result);
      for (const { span, text: words } of result.reasons) if (span) expect(text.slice(...span)).toBe(words);
    }
  });
  test('점수는 근거의 무게에서 나온다', () => {
    for (const { result } of judged) {
      const logit = result.reasons.reduce((sum, { weight }) => sum + weight, -1.5);
      expect(result.score).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6);
    }
  });
});

describe('모범 댓글 자체', () => {
  test('여덟 기사, 400 댓글, 감춘 댓글 80, 함정 60이 넘는다', () => {
    const kinds = (prefix: string): number => judged.filter(({ kind }) => kind.startsWith(prefix)).length;
    expect(fixtures.length).toBeGreaterThanOrEqual(8);
    expect(judged.length).toBeGreaterThanOrEqual(400);
    expect(kinds('obfuscated:')).toBeGreaterThanOrEqual(80);
    expect(kinds('trap:')).toBeGreaterThanOrEqual(60);
    expect(new Set(judged.map(({ id }) => id)).size).toBe(judged.length);
  });
});

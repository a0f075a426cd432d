import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import type { Result } from '../../src/judge/index.js';
import { judge } from './shipped.js';

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

type Label = z.infer<typeof fixtureSchema>['comments'][number]['label'];

/** A labelled comment and what the shipped judge says of it. */
export interface JudgedFixture {
  readonly id: string;
  readonly text: string;
  readonly label: Label;
  readonly kind: string;
  readonly result: Result;
}

/** Judges all articles of a folder under fixtures/, each with its own comments. */
export function judgeFixtures(folder: string): {
  readonly articles: number;
  readonly comments: JudgedFixture[];
} {
  const path = new URL(`../../fixtures/${folder}/`, import.meta.url);
  const files = readdirSync(path).filter((name) => name.endsWith('.json'));
  const comments = files.flatMap((name) => {
    const fixture = fixtureSchema.parse(JSON.parse(readFileSync(new URL(name, path), 'utf8')));
    const results = judge.page(
      fixture.article,
      fixture.comments.map(({ id, text }) => ({ id, articleId: fixture.article.id, text })),
    );
    return fixture.comments.map((comment, i) => ({ ...comment, result: results[i]! }));
  });
  return { articles: files.length, comments };
}

/** Share of the comments of a label that are flagged, 0 to 1. */
export function flaggedShare(comments: readonly JudgedFixture[], label: Label): number {
  const own = comments.filter((comment) => comment.label === label);
  return own.filter(({ result }) => result.flag).length / own.length;
}

/** Share of the comments of a label that are in review, flagged ones among them, 0 to 1. */
export function reviewShare(comments: readonly JudgedFixture[], label: Label): number {
  const own = comments.filter((comment) => comment.label === label);
  return own.filter(({ result }) => result.review).length / own.length;
}

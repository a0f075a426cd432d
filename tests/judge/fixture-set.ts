import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import type { Judging, Result } from '../../src/judge/index.js';
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

/**
 * Judges all articles of a folder under fixtures/, or of one file, each with its own comments.
 *
 * @param how the judge, the shipped one unless given, and whether it sees the article's body
 */
export function judgeFixtures(
  place: string,
  { judging = judge, withBody = true }: { readonly judging?: Judging; readonly withBody?: boolean } = {},
): {
  readonly articles: number;
  readonly comments: JudgedFixture[];
} {
  const path = new URL(`../../fixtures/${place}`, import.meta.url);
  const files = place.endsWith('.json')
    ? [path]
    : readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .map((name) => new URL(`../../fixtures/${place}/${name}`, import.meta.url));
  const comments = files.flatMap((file) => {
    const { article, comments: labelled } = fixtureSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const results = judging.page(
      withBody ? article : { ...article, body: null },
      labelled.map(({ id, text }) => ({ id, articleId: article.id, text })),
    );
    return labelled.map((comment, i) => ({ ...comment, result: results[i]! }));
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

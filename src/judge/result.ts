import { z } from 'zod';
import type { Article, Comment } from '../article/article.js';
import { ALL_WAYS } from '../hangul/ways.js';

/** One piece of evidence as it is given out: strongest first, negative weights speak for the article. */
export const reasonSchema = z.object({
  kind: z.enum(['rule', 'article', 'relevance', 'home', 'campaign', 'filler', 'parent']),
  /** What spoke: `pack/rule` for rules, the judge's own name else. */
  id: z.string(),
  /** Logit units: added up they are the logit of `score`. */
  weight: z.number(),
  /** `[start, end)` in UTF-16 code units of the text as it was given. */
  span: z.tuple([z.int().nonnegative(), z.int().nonnegative()]).optional(),
  /** The words at `span`, as written. */
  text: z.string().optional(),
  /** The ways of writing that were undone to read `reads` there. */
  via: z.array(z.enum(ALL_WAYS)).optional(),
  reads: z.string().optional(),
  /** The evidence in words, for tables and cards. */
  title: z.object({ ko: z.string(), en: z.string() }).optional(),
});

/** What is said of one comment. */
export const resultSchema = z.object({
  commentId: z.string(),
  articleId: z.string(),
  verdict: z.enum(['on-topic', 'off-topic', 'unclear']),
  /** Probability that the comment does not belong to its article, 0 to 1. */
  score: z.number().min(0).max(1),
  /** Sure enough to be shown to a moderator at once; only `off-topic`. */
  flag: z.boolean(),
  /** Worth a look; every flag is also in review. */
  review: z.boolean(),
  reasons: z.array(reasonSchema),
  home: z.object({ articleId: z.string(), score: z.number().min(0).max(1) }).nullable(),
  homes: z
    .array(z.object({ articleId: z.string(), score: z.number().min(0).max(1) }))
    .max(5)
    .optional(),
  campaign: z.string().nullable(),
});

/**
 * The JSON Schema (draft 2020-12) of a result, for programs that read `--json` and the rows of `batch`. Keys that it does
 * not name are allowed, so that a later version may say more.
 */
export function resultJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(resultSchema, { io: 'input' }), title: 'matgeul result' };
}

export type Reason = z.infer<typeof reasonSchema>;
export type Result = z.infer<typeof resultSchema>;
export type Verdict = Result['verdict'];

/** A comment with its article and what was said of it: what tables and reports show. */
export interface Judged {
  readonly article: Article;
  readonly comment: Comment;
  readonly result: Result;
}

/** How many comments of each verdict. */
export type VerdictCounts = z.infer<typeof verdictCountsSchema>;

const whole = z.int().min(0);

export const verdictCountsSchema = z.object({
  comments: whole,
  offTopic: whole,
  onTopic: whole,
  unclear: whole,
  flagged: whole,
  review: whole,
});

/** Counts of no comment at all, to add to. */
export function noCounts(): VerdictCounts {
  return { comments: 0, offTopic: 0, onTopic: 0, unclear: 0, flagged: 0, review: 0 };
}

/** Adds one result to the counts. */
export function count(counts: VerdictCounts, result: Result): void {
  counts.comments++;
  if (result.verdict === 'off-topic') counts.offTopic++;
  else if (result.verdict === 'on-topic') counts.onTopic++;
  else counts.unclear++;
  if (result.flag) counts.flagged++;
  if (result.review) counts.review++;
}

/** Several counts together. */
export function addCounts(all: readonly VerdictCounts[]): VerdictCounts {
  const sum = noCounts();
  for (const one of all) for (const key of Object.keys(sum) as (keyof VerdictCounts)[]) sum[key] += one[key];
  return sum;
}

/** The counts of a list of results. */
export function countAll(results: readonly Result[]): VerdictCounts {
  const counts = noCounts();
  for (const result of results) count(counts, result);
  return counts;
}

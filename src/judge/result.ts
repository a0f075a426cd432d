import { z } from 'zod';
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

import { z } from 'zod';
import type { Article, Comment } from '../article/article.js';
import { ALL_WAYS } from '../hangul/ways.js';

/** By how many millionths halves are off the place where numbers are cut: more than the last bits, less than a digit. */
const TIE = 1e-5;

/**
 * A number of a result: six decimals. Scores and weights are rounded where they are made and before anything compares
 * them, so that all outputs agree, and so that machines agree whose `Math.exp` and `Math.log` differ in the last bit.
 */
export function sixDecimals(value: number): number {
  // Products of weights set by hand lie on halves of a millionth, where the last bit would decide. Adding 0 makes 0 of −0.
  return Math.round(value * 1e6 + TIE) / 1e6 + 0;
}

/** One reason of a result. Results list the strongest first; negative weights count for the article. */
export const reasonSchema = z.object({
  kind: z.enum(['rule', 'article', 'relevance', 'reader', 'home', 'campaign', 'filler', 'parent']),
  /** Source of the evidence: `pack/rule` for rules, otherwise the judge's own id. */
  id: z.string(),
  /** In logits, six decimals: the prior plus all weights is the logit of `score`, but for its own rounding. */
  weight: z.number(),
  /** `[start, end)` in UTF-16 code units of the input text. */
  span: z.tuple([z.int().nonnegative(), z.int().nonnegative()]).optional(),
  /** The words at `span`, as written. */
  text: z.string().optional(),
  /** Evasion ways that the matcher undid to read `reads`. */
  via: z.array(z.enum(ALL_WAYS)).optional(),
  reads: z.string().optional(),
  /** On the last reason of a rule: further places that it was found at, beyond the 100 that become reasons. */
  more: z.int().positive().optional(),
  /** The evidence in words, for tables and cards. */
  title: z.object({ ko: z.string(), en: z.string() }).optional(),
});

/** The result for one comment. */
export const resultSchema = z.object({
  commentId: z.string(),
  articleId: z.string(),
  verdict: z.enum(['on-topic', 'off-topic', 'unclear']),
  /** Probability that the comment does not belong to its article, 0 to 1, six decimals. */
  score: z.number().min(0).max(1),
  /** The score is high enough to show the comment to a moderator at once; only with `off-topic`. */
  flag: z.boolean(),
  /** Worth reviewing; every flagged comment is also in review. */
  review: z.boolean(),
  reasons: z.array(reasonSchema),
  home: z.object({ articleId: z.string(), score: z.number().min(0).max(1) }).nullable(),
  homes: z
    .array(z.object({ articleId: z.string(), score: z.number().min(0).max(1) }))
    .max(5)
    .optional(),
  campaign: z.string().nullable(),
  /**
   * The parts `[start, end)` of a text that is too long to be judged in full: its beginning and its end, in UTF-16 code
   * units. Shorter ones (up to 4,000) have no such key.
   */
  judged: z
    .array(z.tuple([z.int().nonnegative(), z.int().nonnegative()]))
    .length(2)
    .optional(),
  /** The part `[start, end)` of an article's body that is too long to be read in full (over 20,000): its beginning. */
  judgedBody: z.tuple([z.int().nonnegative(), z.int().nonnegative()]).optional(),
});

/**
 * The JSON Schema (draft 2020-12) of a result, for programs that read `--json` and the rows of `batch`. It allows
 * additional keys, so that later versions can add some.
 */
export function resultJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(resultSchema, { io: 'input' }), title: 'matgeul result' };
}

export type Reason = z.infer<typeof reasonSchema>;
export type Result = z.infer<typeof resultSchema>;
export type Verdict = Result['verdict'];

/** A comment with its article and result, as tables and reports show it. */
export interface Judged {
  readonly article: Article;
  readonly comment: Comment;
  readonly result: Result;
}

/** Number of comments per verdict. */
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

/** All counts at zero, as a start for sums. */
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

/** Adds up several counts. */
export function addCounts(all: readonly VerdictCounts[]): VerdictCounts {
  const sum = noCounts();
  for (const one of all) for (const key of Object.keys(sum) as (keyof VerdictCounts)[]) sum[key] += one[key];
  return sum;
}

/** Counts a list of results. */
export function countAll(results: readonly Result[]): VerdictCounts {
  const counts = noCounts();
  for (const result of results) count(counts, result);
  return counts;
}

/**
 * The members of a campaign beside one comment. A copy under the same article says nothing that the comment itself does
 * not, so only members count that differ from it in text or article, each pair of text and article once.
 */
const otherMembersSchema = z.object({
  count: z.int().min(1),
  /** Mean of their evidence, each judged alone, in logits without the prior: `evidenceWeight`. */
  mean: z.number(),
});
export type OtherMembers = z.infer<typeof otherMembersSchema>;

/** That a comment is part of a campaign, as somebody outside of the judge has found; it travels with chunks. */
export const campaignMemberSchema = z.object({
  /** Id and name of the campaign. */
  id: z.string(),
  name: z.string(),
  /** Posts and distinct articles of the whole campaign. */
  posts: whole,
  articles: whole,
  /** What the judge makes of the others; null where nobody asked. */
  others: otherMembersSchema.nullable(),
  /** The phrase that it shares, `[start, end)` in UTF-16 code units of its text; null: none in one piece. */
  span: z.tuple([whole, whole]).nullable(),
  /** The shared phrase with its disguise undone. */
  phrase: z.string(),
});
export type CampaignMember = z.infer<typeof campaignMemberSchema>;

/** What the second reader read of some comments, and what that changed. */
export type ReadCounts = z.infer<typeof readCountsSchema>;

export const readCountsSchema = z.object({
  /** Comments that it read. */
  read: whole,
  /** Comments that are flagged with it and would not be without. */
  flagged: whole,
  /** Comments that would be flagged without it and are not. */
  unflagged: whole,
});

/** All counts at zero. */
export function noReads(): ReadCounts {
  return { read: 0, flagged: 0, unflagged: 0 };
}

/** Adds up several counts. */
export function addReads(all: readonly ReadCounts[]): ReadCounts {
  const sum = noReads();
  for (const one of all) for (const key of Object.keys(sum) as (keyof ReadCounts)[]) sum[key] += one[key];
  return sum;
}

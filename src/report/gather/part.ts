import { z } from 'zod';
import { reasonSchema, resultSchema } from '../../judge/result.js';
import { scoreBinsSchema } from './foreign-share.js';
import { BANDS } from './limits.js';

const whole = z.int().nonnegative();

/** A reason of a comment for the report; equal ones are merged, `times` counts their occurrences in the comment. */
const keptReasonSchema = reasonSchema.omit({ span: true }).extend({ times: whole });

const keptCommentSchema = z.object({
  /** Index of the comment in the dump. */
  place: whole,
  id: z.string(),
  articleId: z.string(),
  text: z.string(),
  /** Code units cut off the text's end. */
  leftOff: whole,
  author: z.string().optional(),
  createdAt: z.string().optional(),
  verdict: resultSchema.shape.verdict,
  score: z.number(),
  flag: z.boolean(),
  review: z.boolean(),
  /** Start, end and side (1 against, -1 for) of each marked piece of `text`, one after the other. */
  marks: z.array(z.int()),
  reasons: z.array(keptReasonSchema),
  home: resultSchema.shape.home,
  campaign: z.string().nullable(),
  /** Where it seems to come from, if it is in review: the key of the source. */
  source: z.string().optional(),
});

const articleTallySchema = z.object({
  id: z.string(),
  /** Index of its first comment in the dump. */
  first: whole,
  title: z.string(),
  url: z.string().optional(),
  comments: whole,
  offTopic: whole,
  flagged: whole,
  review: whole,
});

const hourTallySchema = z.object({ hour: z.int(), comments: whole, offTopic: whole, flagged: whole });

const reasonTallySchema = z.object({
  kind: reasonSchema.shape.kind,
  title: reasonSchema.shape.title,
  id: z.string(),
  against: whole,
  for: whole,
});

const homeTallySchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Taken from the evidence, as the article may have no comments. */
  title: z.string(),
  comments: whole,
});

const sourceTallySchema = z.object({
  kind: z.enum(['home', 'rule', 'none']),
  /** The article above the suspects. */
  from: z.string(),
  /** Id of their home, or of the pack that found them; empty where they have neither. */
  to: z.string(),
  title: reasonSchema.shape.title,
  comments: whole,
  /** Suspects by hour, of those with a time, oldest first. */
  hours: z.array(z.tuple([z.int(), whole])),
});

const bandTallySchema = z.object({ comments: whole, review: whole, flagged: whole });

/**
 * The content of a report on a part of a dump, as plain JSON: passed between threads, kept between runs. 1,000 comments
 * take 10 to 50 KB, and about 1 KB for each comment kept.
 */
export const reportPartSchema = z.object({
  version: z.literal(2),
  /** Whether places are relative to the start of the dump, not to that of the part. */
  placed: z.boolean(),
  counts: z.object({
    comments: whole,
    offTopic: whole,
    onTopic: whole,
    unclear: whole,
    flagged: whole,
    review: whole,
  }),
  /** The sum of 1 − score over the flagged comments, in millionths: whole numbers add up the same in any grouping. */
  wrong: whole,
  /** Off-topic comments whose score may be called certain. */
  certain: whole,
  logits: scoreBinsSchema,
  /** Comments by band of score. */
  bands: z.array(bandTallySchema).length(BANDS.length),
  /** Comments by score, for each verdict. */
  scores: z.object({
    'off-topic': z.array(whole),
    'on-topic': z.array(whole),
    unclear: z.array(whole),
  }),
  hours: z.array(hourTallySchema),
  /** Comments with a date but no time of day. */
  daysOnly: whole,
  articles: z.array(articleTallySchema),
  reasons: z.array(reasonTallySchema),
  homes: z.array(homeTallySchema),
  sources: z.array(sourceTallySchema),
  comments: z.array(keptCommentSchema),
  /** Comments drawn at random within each band, without reasons. */
  drawn: z.array(keptCommentSchema),
  bodies: z.array(z.tuple([z.string(), z.string()])),
});

export type ReportPart = z.infer<typeof reportPartSchema>;
export type KeptComment = z.infer<typeof keptCommentSchema>;
export type KeptReason = z.infer<typeof keptReasonSchema>;
export type ArticleTally = z.infer<typeof articleTallySchema>;
export type HourTally = z.infer<typeof hourTallySchema>;
export type ReasonTally = z.infer<typeof reasonTallySchema>;
export type HomeTally = z.infer<typeof homeTallySchema>;
export type SourceTally = z.infer<typeof sourceTallySchema>;
export type BandTally = z.infer<typeof bandTallySchema>;

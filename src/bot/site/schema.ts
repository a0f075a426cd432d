import { z } from 'zod';
import { DECISIONS, FLAG_STATES, SITE_EVENTS } from '../../moderation/index.js';
import { SITE_OUTCOMES } from '../../store/index.js';

/*
 * What a site sends and gets. `schemas/site.openapi.json` is made of these schemas (openapi.ts), so the description cannot
 * say anything else than what is checked.
 */

/** Most comments, or articles, of a request. */
export const MOST_ITEMS = 500;
/** Most bytes of a body. */
export const MOST_BYTES = 1024 * 1024;
/** Longest comment in UTF-16 code units: as long as the longest message of Discord. */
export const LONGEST_TEXT = 4000;
const LONGEST_BODY = 100_000;
/** Revisions are numbers that JSON and both databases hold exactly. */
const MOST_REVISION = Number.MAX_SAFE_INTEGER;

/** An id of the site's own: visible ASCII, so that it fits into a path. */
const id = z.string().regex(/^[!-~]{1,128}$/);
const url = z
  .string()
  .max(1000)
  .regex(/^https?:\/\/[^\s"<>\\^`{|}]+$/);
/** PostgreSQL holds no NUL. */
const line = (longest: number): z.ZodString =>
  z
    .string()
    .max(longest)
    // eslint-disable-next-line no-control-regex
    .regex(/^[^\u0000]*$/);
const time = z.iso.datetime({ offset: true });

export const articleSchema = z
  .strictObject({
    id,
    title: line(500).min(1),
    body: line(LONGEST_BODY).nullable().default(null),
    url: url.optional(),
  })
  .meta({
    id: 'Article',
    description: 'An article; sent again with the same id it replaces the one before.',
  });

export const commentSchema = z
  .strictObject({
    id,
    revision: z
      .int()
      .min(0)
      .max(MOST_REVISION)
      .default(0)
      .describe('0 as posted; each edit has a higher one, such as its time in ms. Others are duplicates.'),
    articleId: id.optional().describe('An article that was sent before, or in this request.'),
    article: articleSchema.optional().describe('The article itself, in place of articleId.'),
    text: line(LONGEST_TEXT).optional().describe('As written: plain text, never markup.'),
    parentId: id.optional().describe('The comment that this one replies to.'),
    author: z
      .strictObject({ id, name: line(100).default('') })
      .optional()
      .describe('Stored as a pseudonym once the comment is judged and not flagged.'),
    createdAt: time.optional().describe('When it was posted; now if omitted.'),
    url: url.optional().describe('Where moderators see it.'),
    deleted: z
      .literal(true)
      .optional()
      .describe('The comment was deleted at the site: it needs no other field but id.'),
  })
  .refine(
    ({ deleted, text, articleId, article }) =>
      deleted === true || (text !== undefined && (articleId === undefined) !== (article === undefined)),
    { message: 'text, and either articleId or article' },
  )
  .meta({
    id: 'Comment',
    description: 'A comment. Needs text, and either articleId or article, unless it is deleted.',
  });

/** A body of `POST /v1/comments`: one comment, or many. */
export const commentsRequestSchema = z
  .union([z.strictObject({ comments: z.array(commentSchema).min(1).max(MOST_ITEMS) }), commentSchema])
  .meta({ id: 'CommentsRequest' });

/** A body of `POST /v1/articles`: one article, or many. */
export const articlesRequestSchema = z
  .union([z.strictObject({ articles: z.array(articleSchema).min(1).max(MOST_ITEMS) }), articleSchema])
  .meta({ id: 'ArticlesRequest' });

export type ArticleRequest = z.output<typeof articleSchema>;
export type CommentRequest = z.output<typeof commentSchema>;

export const receiptSchema = z
  .strictObject({
    repeated: z.boolean().describe('Whether this request was carried out before: nothing was done now.'),
    counts: z.partialRecord(z.enum(SITE_OUTCOMES), z.int().nonnegative()),
    comments: z.array(z.strictObject({ id: z.string(), outcome: z.enum(SITE_OUTCOMES) })),
    articles: z.array(z.string()).describe('Ids of the articles that were stored.'),
  })
  .meta({
    id: 'Receipt',
    description: 'What became of each comment. What is accepted is stored and will be judged.',
  });

const verdict = z.enum(['on-topic', 'off-topic', 'unclear']);

export const stateSchema = z
  .strictObject({
    id: z.string(),
    revision: z.int().nonnegative(),
    state: z.enum(['waiting', 'judged', 'deleted']),
    verdict: verdict.nullable(),
    score: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('Probability that it does not belong under its article.'),
    flag: z
      .strictObject({
        revision: z.int().nonnegative(),
        state: z.enum(FLAG_STATES),
        decision: z.enum(DECISIONS).nullable(),
        case: z.int().positive().nullable(),
        decidedAt: time.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'CommentState' });

export const deletedAuthorSchema = z
  .strictObject({ deleted: z.record(z.string(), z.int().nonnegative()) })
  .meta({
    id: 'DeletedAuthor',
    description: 'Number of rows that were deleted or stripped, by what they were.',
  });

export const errorSchema = z
  .strictObject({
    code: z.string().describe('Stable, such as site/bad-json.'),
    message: z.strictObject({ ko: z.string(), en: z.string() }),
    issues: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .describe('What in the body is wrong, at most 20.'),
  })
  .meta({ id: 'Error' });

/** Where a comment is: of the site, or a message of Discord. */
const subject = {
  commentId: z.string().nullable().describe("The site's id; null for a message of Discord."),
  revision: z.int().nonnegative(),
  url: z.string().nullable(),
  discord: z
    .strictObject({ channelId: z.string(), messageId: z.string() })
    .nullable()
    .describe('Only with the event "discord": a message of a channel of the server.'),
};
const decided = z.strictObject({
  ...subject,
  decision: z.enum(DECISIONS),
  case: z.int().positive().nullable().describe('Grows from decision to decision; null for repeated texts.'),
  campaign: z.string().nullable().describe('The repeated texts that it was decided with.'),
  by: z.enum(['moderator', 'matgeul']),
  reason: z.string().nullable(),
  decidedAt: time,
});

/** Bodies of our webhooks. */
export const eventSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('comment.decided'), timestamp: time, data: decided }),
    z.strictObject({
      type: z.literal('comment.undone'),
      timestamp: time,
      data: decided.describe('The decision that holds no longer; `case` is that of the undoing.'),
    }),
    z.strictObject({
      type: z.literal('comment.judged'),
      timestamp: time,
      data: z.strictObject({
        ...subject,
        verdict,
        score: z.number().min(0).max(1),
        flagged: z.boolean().describe('Whether moderators get a card.'),
      }),
    }),
  ])
  .meta({ id: 'Event' });
export type SiteEventBody = z.input<typeof eventSchema>;

/** Names of events on the command line. */
export const eventNamesSchema = z.array(z.enum(SITE_EVENTS)).min(1);

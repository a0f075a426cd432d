import { z } from 'zod';
import { DECISIONS, FLAG_STATES, SITE_EVENTS } from '../../moderation/index.js';
import { SITE_OUTCOMES } from '../../store/index.js';
import { SITE_API } from '../../wording/bot/site-api.js';

/*
 * What a site sends and gets. `schemas/site.openapi.json` is made of these schemas (openapi.ts), so the description cannot
 * say anything else than what is checked.
 */

/** The schemas that the description names. */
export const named = z.registry<{ id: string; description?: string }>();

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
  .register(named, { id: 'Article', description: SITE_API.Article.en });

export const commentSchema = z
  .strictObject({
    id,
    revision: z.int().min(0).max(MOST_REVISION).default(0).describe(SITE_API.revision.en),
    articleId: id.optional().describe(SITE_API.articleId.en),
    article: articleSchema.optional().describe(SITE_API.article.en),
    text: line(LONGEST_TEXT).optional().describe(SITE_API.text.en),
    parentId: id.optional().describe(SITE_API.parentId.en),
    author: z
      .strictObject({ id, name: line(100).default('') })
      .optional()
      .describe(SITE_API.author.en),
    createdAt: time.optional().describe(SITE_API.createdAt.en),
    url: url.optional().describe(SITE_API.url.en),
    deleted: z.literal(true).optional().describe(SITE_API.deleted.en),
  })
  .refine(
    ({ deleted, text, articleId, article }) =>
      deleted === true || (text !== undefined && (articleId === undefined) !== (article === undefined)),
    { message: SITE_API.needed.en },
  )
  .register(named, { id: 'Comment', description: SITE_API.Comment.en });

/** A body of `POST /v1/comments`: one comment, or many. */
export const commentsRequestSchema = z
  .union([z.strictObject({ comments: z.array(commentSchema).min(1).max(MOST_ITEMS) }), commentSchema])
  .register(named, { id: 'CommentsRequest' });

/** A body of `POST /v1/articles`: one article, or many. */
export const articlesRequestSchema = z
  .union([z.strictObject({ articles: z.array(articleSchema).min(1).max(MOST_ITEMS) }), articleSchema])
  .register(named, { id: 'ArticlesRequest' });

export type ArticleRequest = z.output<typeof articleSchema>;
export type CommentRequest = z.output<typeof commentSchema>;

export const receiptSchema = z
  .strictObject({
    repeated: z.boolean().describe(SITE_API.repeated.en),
    counts: z.partialRecord(z.enum(SITE_OUTCOMES), z.int().nonnegative()),
    comments: z.array(z.strictObject({ id: z.string(), outcome: z.enum(SITE_OUTCOMES) })),
    articles: z.array(z.string()).describe(SITE_API.articles.en),
  })
  .register(named, { id: 'Receipt', description: SITE_API.Receipt.en });

const verdict = z.enum(['on-topic', 'off-topic', 'unclear']);

export const stateSchema = z
  .strictObject({
    id: z.string(),
    revision: z.int().nonnegative(),
    state: z.enum(['waiting', 'judged', 'deleted']),
    verdict: verdict.nullable(),
    score: z.number().min(0).max(1).nullable().describe(SITE_API.score.en),
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
  .register(named, { id: 'CommentState' });

export const deletedAuthorSchema = z
  .strictObject({ deleted: z.record(z.string(), z.int().nonnegative()) })
  .register(named, { id: 'DeletedAuthor', description: SITE_API.DeletedAuthor.en });

export const errorSchema = z
  .strictObject({
    code: z.string().describe(SITE_API.code.en),
    message: z.strictObject({ ko: z.string(), en: z.string() }),
    issues: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .describe(SITE_API.issues.en),
  })
  .register(named, { id: 'Error' });

/** Where a comment is: of the site, or a message of Discord. */
const subject = {
  commentId: z.string().nullable().describe(SITE_API.commentId.en),
  revision: z.int().nonnegative(),
  url: z.string().nullable(),
  discord: z
    .strictObject({ channelId: z.string(), messageId: z.string() })
    .nullable()
    .describe(SITE_API.discord.en),
};
const decided = z.strictObject({
  ...subject,
  decision: z.enum(DECISIONS),
  case: z.int().positive().nullable().describe(SITE_API.case.en),
  campaign: z.string().nullable().describe(SITE_API.campaign.en),
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
      data: decided.describe(SITE_API.undone.en),
    }),
    z.strictObject({
      type: z.literal('comment.judged'),
      timestamp: time,
      data: z.strictObject({
        ...subject,
        verdict,
        score: z.number().min(0).max(1),
        flagged: z.boolean().describe(SITE_API.flagged.en),
      }),
    }),
  ])
  .register(named, { id: 'Event' });
export type SiteEventBody = z.input<typeof eventSchema>;

/** Names of events on the command line. */
export const eventNamesSchema = z.array(z.enum(SITE_EVENTS)).min(1);

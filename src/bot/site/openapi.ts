import { z } from 'zod';
import { SITE_API } from '../../wording/bot/site-api.js';
import {
  articlesRequestSchema,
  commentsRequestSchema,
  deletedAuthorSchema,
  errorSchema,
  eventSchema,
  named,
  receiptSchema,
  stateSchema,
} from './schema.js';

const refTo = (schema: z.ZodType): { $ref: string } => ({
  $ref: `#/components/schemas/${named.get(schema)?.id ?? ''}`,
});

const json = (schema: z.ZodType, description: string): object => ({
  description,
  content: { 'application/json': { schema: refTo(schema) } },
});

const refused = json(errorSchema, SITE_API.refused.en);
/** Answers that every address may give; 429 and 503 say when to come back. */
const REFUSALS = Object.fromEntries(['400', '401', '408', '429', '503'].map((status) => [status, refused]));
const retried = { '429': refused, '503': refused };

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[!-~]{1,128}$' } };

function header(name: string, description: string, pattern: string): object {
  return { name, in: 'header', required: true, description, schema: { type: 'string', pattern } };
}

const SIGNING = {
  site: header('matgeul-site', SITE_API.site.en, '^st_[0-9a-z]{16}$'),
  id: header('webhook-id', SITE_API.requestId.en, '^[A-Za-z0-9_.:-]{1,128}$'),
  timestamp: header('webhook-timestamp', SITE_API.timestamp.en, '^\\d{1,12}$'),
  signature: header(
    'webhook-signature',
    SITE_API.signature.en,
    '^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$',
  ),
};
const signing = Object.keys(SIGNING).map((name) => ({ $ref: `#/components/parameters/${name}` }));

function withBody(schema: z.ZodType, about: string): object {
  return {
    description: about,
    parameters: signing,
    requestBody: { required: true, content: { 'application/json': { schema: refTo(schema) } } },
    responses: {
      '202': json(receiptSchema, SITE_API.accepted.en),
      ...REFUSALS,
      '409': refused,
      '413': refused,
      '415': refused,
    },
  };
}

function withId(status: string, schema: z.ZodType, about: string, done: string, others: object = {}): object {
  return {
    description: about,
    parameters: [...signing, id],
    responses: { [status]: json(schema, done), ...REFUSALS, ...others },
  };
}

/** The OpenAPI 3.1 description of the API for sites; `schemas/site.openapi.json`. */
export function siteOpenApi(): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(named, { io: 'input', uri: (of) => `#/components/schemas/${of}` });
  return {
    openapi: '3.1.0',
    info: { title: 'matgeul: comments of a site', version: '1', description: SITE_API.about.en },
    servers: [{ url: 'http://127.0.0.1:8787' }],
    paths: {
      '/v1/comments': { post: withBody(commentsRequestSchema, SITE_API.postComments.en) },
      '/v1/comments/{id}': {
        get: withId('200', stateSchema, SITE_API.getComment.en, SITE_API.known.en, { '404': refused }),
        delete: withId('202', receiptSchema, SITE_API.deleteComment.en, SITE_API.accepted.en, {
          '409': refused,
        }),
      },
      '/v1/articles': { post: withBody(articlesRequestSchema, SITE_API.postArticles.en) },
      '/v1/authors/{id}': {
        delete: withId('200', deletedAuthorSchema, SITE_API.deleteAuthor.en, SITE_API.gone.en),
      },
    },
    webhooks: {
      event: {
        post: {
          description: SITE_API.event.en,
          parameters: signing,
          requestBody: { required: true, content: { 'application/json': { schema: refTo(eventSchema) } } },
          responses: { '204': { description: SITE_API.received.en }, ...retried },
        },
      },
    },
    components: {
      parameters: SIGNING,
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)])),
    },
  };
}

/** A schema without what it would say of itself alone. */
function bare(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$id' && key !== '$schema'));
}

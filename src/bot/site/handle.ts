import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { type Site, siteAuthorId, validSecrets } from '../../moderation/index.js';
import type { SiteDelivery, SiteOutcome, SiteOutcomes, SiteReceipt, Store } from '../../store/index.js';
import type { Metrics } from '../health/metrics.js';
import { articlesOf, commentsOf, parseJson } from './body.js';
import type { RateLimits } from './limits.js';
import { Refusal } from './refusal.js';
import type { ArticleRequest, CommentRequest } from './schema.js';
import { isSignedBy, isTimely, newSecret, readSignature, type SignedHeaders } from './signature.js';
import type { Sites } from './sites.js';

/** Comments of a site that may wait to be judged; above that its requests are refused until some are. */
export const MOST_WAITING = 50_000;
/** Seconds after which a site should try again then: some thousand comments are judged meanwhile. */
const FULL_RETRY_S = 15;
/** Clocks of sites may be ahead by so much; a later time of a comment counts as now. */
const SKEW_MS = 5 * 60_000;

/** A request with its body read. */
export interface SiteRequest {
  readonly method: string;
  /** With the query, as it was signed. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** An answer, as JSON. */
export interface SiteAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What handling requests of sites needs. */
export interface SiteServices {
  readonly store: Pick<Store, 'sites'>;
  readonly sites: Sites;
  readonly queue: {
    added(channelId: string, count: number): void;
    waiting(channelId: string): Promise<number>;
  };
  readonly limits: RateLimits;
  readonly metrics: Pick<Metrics, 'siteComments'>;
  readonly log: Pick<Logger, 'info'>;
  readonly now: () => number;
  /** Called after messages were deleted. */
  readonly onDeleted: (guildId: string, messageIds: readonly string[]) => Promise<void>;
  /** Deletes all that is stored of an author; returns the number of rows by table. */
  readonly deleteAuthor: (guildId: string, authorId: string) => Promise<Record<string, number>>;
}

interface Signed {
  readonly site: Site;
  readonly headers: SignedHeaders;
}

/** Unknown sites are checked against it, so that they take as long to refuse. */
const NOBODY = [newSecret()];

/**
 * Checks who sent a request: known site, timely, signed by a secret that is valid.
 *
 * @throws Refusal 401
 */
async function authenticate(request: SiteRequest, { sites, now }: SiteServices): Promise<Signed> {
  const headers = readSignature(request.headers);
  const siteId = request.headers['matgeul-site'];
  if (typeof headers === 'string' || typeof siteId !== 'string' || !/^[a-z0-9_]{1,40}$/.test(siteId))
    throw new Refusal(401, 'unsigned');
  if (!isTimely(headers.timestamp, now())) throw new Refusal(401, 'stale');
  const site = await sites.get(siteId);
  const secrets = site?.revokedAt === null ? validSecrets(site.secrets, now()) : NOBODY;
  const payload = request.body.length > 0 ? request.body : `${request.method} ${request.target}`;
  if (!isSignedBy(secrets, headers, payload) || site === undefined) throw new Refusal(401, 'unauthorized');
  return { site, headers };
}

type Handler = (
  request: SiteRequest,
  signed: Signed,
  services: SiteServices,
  id: string,
) => Promise<SiteAnswer>;

interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, Handler>>;
}

/** All addresses. Those that end in an id have no body, the others have one. */
const ROUTES: readonly Route[] = [
  { path: /^\/v1\/comments$/, methods: { POST: postComments } },
  { path: /^\/v1\/comments\/([^/]{1,400})$/, methods: { GET: getComment, DELETE: deleteComment } },
  { path: /^\/v1\/articles$/, methods: { POST: postArticles } },
  { path: /^\/v1\/authors\/([^/]{1,400})$/, methods: { DELETE: deleteAuthor } },
];

/**
 * The handler of an address.
 *
 * @throws Refusal 404, 405
 */
export function routeOf(
  method: string,
  target: string,
): (request: SiteRequest, services: SiteServices) => Promise<SiteAnswer> {
  const [path = ''] = target.split('?', 1);
  const route = ROUTES.find((one) => one.path.test(path));
  if (route === undefined) throw new Refusal(404, 'no-route');
  const handler = Object.hasOwn(route.methods, method) ? route.methods[method] : undefined;
  if (handler === undefined)
    throw new Refusal(405, 'bad-method', { headers: { allow: Object.keys(route.methods).join(', ') } });
  const [, encoded] = route.path.exec(path) ?? [];
  return async (request, services) => {
    const signed = await authenticate(request, services);
    if (encoded !== undefined && request.body.length > 0)
      throw new Refusal(400, 'bad-body', { issues: [{ path: '', message: 'no body here' }] });
    return handler(request, signed, services, encoded === undefined ? '' : idOf(encoded));
  };
}

function idOf(encoded: string): string {
  let id = '';
  try {
    id = decodeURIComponent(encoded);
  } catch {
    // Not percent-encoded UTF-8.
  }
  if (!/^[!-~]{1,128}$/.test(id)) throw new Refusal(400, 'bad-id');
  return id;
}

async function postComments(
  request: SiteRequest,
  signed: Signed,
  services: SiteServices,
): Promise<SiteAnswer> {
  const comments = await commentsOf(parseJson(request.body));
  const { site } = signed;
  slowDown(site, comments.length, services);
  const inline = new Map(
    comments.flatMap(({ article }) => (article === undefined ? [] : [[article.id, article]])),
  );
  const there = comments.filter(({ deleted }) => deleted !== true);
  await makeWay(site, there.length, services);
  return deliver(request, signed, services, {
    articles: [...inline.values()].map(articleOf),
    comments: there.map((comment) => commentOf(comment, services.now())),
    deletions: comments.filter(({ deleted }) => deleted === true).map(({ id }) => id),
  });
}

async function postArticles(
  request: SiteRequest,
  signed: Signed,
  services: SiteServices,
): Promise<SiteAnswer> {
  const articles = await articlesOf(parseJson(request.body));
  slowDown(signed.site, articles.length, services);
  return deliver(request, signed, services, {
    articles: articles.map(articleOf),
    comments: [],
    deletions: [],
  });
}

async function deleteComment(
  request: SiteRequest,
  signed: Signed,
  services: SiteServices,
  id: string,
): Promise<SiteAnswer> {
  slowDown(signed.site, 1, services);
  return deliver(request, signed, services, { articles: [], comments: [], deletions: [id] });
}

async function getComment(
  _request: SiteRequest,
  { site }: Signed,
  services: SiteServices,
  id: string,
): Promise<SiteAnswer> {
  slowDown(site, 1, services);
  const state = await services.store.sites.state(site.id, id);
  if (state === undefined) throw new Refusal(404, 'no-comment');
  const { flag } = state;
  return {
    status: 200,
    body: {
      ...state,
      flag: flag && {
        revision: flag.revision,
        state: flag.state,
        decision: flag.decision,
        case: flag.caseNumber,
        decidedAt: flag.decidedAt === null ? null : new Date(flag.decidedAt).toISOString(),
      },
    },
  };
}

/** Repeating it deletes nothing else, so nothing is kept of the request. */
async function deleteAuthor(
  _request: SiteRequest,
  { site }: Signed,
  services: SiteServices,
  id: string,
): Promise<SiteAnswer> {
  slowDown(site, 1, services);
  const deleted = await services.deleteAuthor(site.guildId, siteAuthorId(site.id, id, ''));
  return { status: 200, body: { deleted } };
}

/** @throws Refusal 429 */
function slowDown({ id }: Site, comments: number, { limits }: SiteServices): void {
  const seconds = limits.take(id, comments);
  if (seconds > 0) throw new Refusal(429, 'too-fast', { headers: { 'retry-after': String(seconds) } });
}

/** @throws Refusal 503 */
async function makeWay({ channelId }: Site, comments: number, { queue }: SiteServices): Promise<void> {
  if (comments > 0 && (await queue.waiting(channelId)) + comments > MOST_WAITING)
    throw new Refusal(503, 'full', { headers: { 'retry-after': String(FULL_RETRY_S) } });
}

async function deliver(
  request: SiteRequest,
  { site, headers }: Signed,
  { store, queue, metrics, now, onDeleted }: SiteServices,
  what: Pick<SiteDelivery, 'articles' | 'comments' | 'deletions'>,
): Promise<SiteAnswer> {
  const digest = createHash('sha256')
    .update(`${request.method} ${request.target}\n`)
    .update(request.body)
    .digest('base64url');
  const receipt = await store.sites.deliver({ site, requestId: headers.id, digest, now: now(), ...what });
  if (receipt.kind === 'conflict') throw new Refusal(409, 'conflict');
  if (!receipt.repeated) {
    const counts = countsOf(receipt.outcomes);
    for (const [outcome, count] of Object.entries(counts))
      metrics.siteComments(outcome as SiteOutcome, count);
    if (counts.accepted !== undefined) queue.added(site.channelId, counts.accepted);
    if (receipt.deleted.length > 0) await onDeleted(site.guildId, receipt.deleted);
  }
  return { status: 202, body: receiptBody(receipt) };
}

function receiptBody({ outcomes, repeated }: Extract<SiteReceipt, { kind: 'done' }>): unknown {
  return {
    repeated,
    counts: countsOf(outcomes),
    comments: outcomes.comments.map(([id, outcome]) => ({ id, outcome })),
    articles: outcomes.articles,
  };
}

function countsOf({ comments }: SiteOutcomes): Partial<Record<SiteOutcome, number>> {
  const counts: Partial<Record<SiteOutcome, number>> = {};
  for (const [, outcome] of comments) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function articleOf({ id, title, body, url }: ArticleRequest): SiteDelivery['articles'][number] {
  return { key: id, article: { title, body, ...(url === undefined ? {} : { url }) } };
}

function commentOf(comment: CommentRequest, now: number): SiteDelivery['comments'][number] {
  const { id, revision, articleId, article, text, parentId, author, createdAt, url } = comment;
  const at = createdAt === undefined ? now : Date.parse(createdAt);
  return {
    id,
    revision,
    // The schema asks for both unless it is a deletion.
    article: articleId ?? article?.id ?? '',
    text: text ?? '',
    parentId: parentId ?? null,
    author: { id: author?.id ?? null, name: author?.name ?? '' },
    url: url ?? null,
    postedAt: Math.max(0, at > now + SKEW_MS ? now : at),
  };
}

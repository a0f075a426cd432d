import type { Article, Comment } from '../../article/article.js';
import type { Campaign, Membership } from '../../campaign/index.js';
import { byImportance, listed, type ListedArticle, type ListedMember } from '../../campaign/listing.js';
import { instantOf } from '../../report/gather/hours.js';
import type { BatchRun, Progress } from '../batch-run.js';
import { blocksOf, type Inputs, type Position } from '../sources.js';
import { commentFrom } from '../whole/chunks.js';
import { gather } from '../whole/gather.js';
import { articleFrom, Articles } from '../work/articles.js';
import type { WorkDatabase } from '../work/database.js';
import { openWorkFolder, type WorkFolder } from '../work/work-folder.js';
import { STANDARD } from '../../dumps/input.js';
import { rejectSchema, type Reject } from '../../dumps/reject.js';
import type { CampaignFinding, FoundCampaigns } from './tracked.js';
import { campaignsOrder, findCampaigns } from './whole.js';

/** Dumps to be read. */
export interface Reading extends Inputs {
  readonly onReject: (reject: Reject) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** Dumps to be looked through for campaigns. */
export interface CampaignSearch extends Reading {
  readonly campaigns: CampaignFinding;
  /** List those too that only emerge. */
  readonly emerging: boolean;
}

/** The comments of dumps with their articles, article by article, any number of times. */
export type ReadComments = () => Iterable<{ readonly article: Article; readonly comment: Comment }>;

/**
 * Lists the campaigns of dumps without judging their comments, apart from members, each alone.
 *
 * @throws Fault when an input cannot be read
 */
export function searchCampaigns(
  search: CampaignSearch,
): Promise<{ readonly list: FoundCampaigns; readonly rejects: number }> {
  return gathered(search, async ({ run, work, rejects }) => {
    await findCampaigns({ run, work }, (await campaignsOrder(run))!, search.emerging);
    return { list: campaignList(work.db), rejects };
  });
}

/**
 * Reads dumps, and hands all their comments over.
 *
 * @throws Fault when an input cannot be read
 */
export function readComments<T>(
  reading: Reading,
  use: (comments: ReadComments, rejects: number) => T,
): Promise<T> {
  return gathered(reading, ({ work: { db }, rejects }) =>
    Promise.resolve(use(() => commentsOf(db), rejects)),
  );
}

/** Dumps that were read into a work folder, and how many of their rows were rejected. */
export interface Gathered {
  readonly run: BatchRun;
  readonly work: WorkFolder;
  readonly articles: Articles;
  readonly rejects: number;
}

/**
 * Reads dumps into a work folder of their own, which is gone afterwards.
 *
 * @throws Fault when an input cannot be read
 */
export async function gathered<T>(
  reading: Reading & Pick<BatchRun, 'campaigns' | 'labels'>,
  use: (gathered: Gathered) => Promise<T>,
): Promise<T> {
  // With standard output as its output a folder is a temporary one.
  const work = openWorkFolder({ out: STANDARD, resume: false, call: '' });
  try {
    const run: BatchRun = {
      ...reading,
      order: { single: false, format: 'jsonl', language: 'ko', report: false },
      judge: { kind: 'queue', open: () => Promise.reject(new Error('nothing is judged')) },
      out: STANDARD,
    };
    const articles = new Articles(work.db);
    const blocks = (done: Position) => blocksOf(run, done, (id, row) => articles.before(id, row));
    await gather({ run, work, articles, blocks });
    const rejects = work.db.prepare('SELECT json FROM reject ORDER BY place, number').pluck().all();
    for (const json of rejects) reading.onReject(rejectSchema.parse(JSON.parse(json as string)));
    return await use({ run, work, articles, rejects: rejects.length });
  } finally {
    work.remove();
  }
}

/** The campaigns that a run has stored, with their members. */
export function campaignList(db: WorkDatabase): FoundCampaigns {
  const authors = new Map<string, number>();
  const articles = new Map<string, ListedArticle>();
  const names = new PostNames(db);
  const rows = db.prepare(
    `SELECT member.membership, comment.json, article.json AS article FROM member
     JOIN comment ON comment.seq = member.seq JOIN article ON article.no = comment.article
     WHERE member.campaign = ? GROUP BY member.place ORDER BY member.place`,
  );
  const all = db.prepare('SELECT number, json FROM campaign ORDER BY number').all();
  const campaigns = (all as { number: number; json: string }[]).map(({ number, json }) => {
    const campaign = JSON.parse(json) as Campaign;
    const members = (rows.all(number) as { membership: string; json: string; article: string }[]).map(
      (row): ListedMember => {
        const article = articleFrom(row.article);
        articles.set(article.id, listedArticle(article));
        const comment = commentFrom(row.json, article.id);
        const author = comment.author === undefined ? null : numberOf(authors, comment.author);
        return listedMember(JSON.parse(row.membership) as Membership, comment, author, names);
      },
    );
    return listed(campaign, members);
  });
  const comments = db.prepare('SELECT count(*) FROM comment').pluck().get() as number;
  return { version: 1, comments, articles: [...articles.values()], campaigns: campaigns.sort(byImportance) };
}

function listedArticle({ id, title, url, publishedAt }: Article): ListedArticle {
  return {
    id,
    title,
    ...(url === undefined ? undefined : { url }),
    ...(publishedAt === undefined ? undefined : { publishedAt }),
  };
}

function listedMember(
  { post, link, by, span, phrase, likeness, core }: Membership,
  { id, articleId, text, createdAt }: Comment,
  author: number | null,
  names: PostNames,
): ListedMember {
  const at = createdAt === undefined ? null : instantOf(createdAt);
  return {
    post: names.nameOf(post),
    commentId: id,
    articleId,
    text,
    at: at === null ? null : new Date(at).toISOString(),
    author,
    link: link === null ? null : names.nameOf(link),
    by,
    span: span === null ? null : [...span],
    phrase,
    likeness,
    core,
  };
}

/** Names members by the ids of their comments, with the article's where two members share one. */
class PostNames {
  readonly #shared: ReadonlySet<string>;

  constructor(db: WorkDatabase) {
    const shared = db
      .prepare(
        `SELECT comment.json ->> '$[0]' AS id FROM member JOIN comment ON comment.seq = member.seq
         GROUP BY id HAVING count(DISTINCT comment.article) > 1`,
      )
      .pluck()
      .all() as string[];
    this.#shared = new Set(shared);
  }

  nameOf(post: string): string {
    const [article = '', id = ''] = post.split('\t');
    return this.#shared.has(id) ? `${article}/${id}` : id;
  }
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name) ?? numbers.size + 1;
  numbers.set(name, known);
  return known;
}

function* commentsOf(db: WorkDatabase): Generator<{ article: Article; comment: Comment }> {
  const rows = db
    .prepare(
      `SELECT article.no, article.json AS article, comment.json FROM comment
       JOIN article ON article.no = comment.article ORDER BY comment.article, comment.seq`,
    )
    .iterate() as Iterable<{ no: number; article: string; json: string }>;
  let last: { readonly no: number; readonly article: Article } | undefined;
  for (const { no, article: json, json: comment } of rows) {
    if (last?.no !== no) last = { no, article: articleFrom(json) };
    yield { article: last.article, comment: commentFrom(comment, last.article.id) };
  }
}

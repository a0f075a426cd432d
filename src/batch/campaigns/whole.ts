import { z } from 'zod';
import type { Article, Comment } from '../../article/article.js';
import { type Campaign, campaignOptions, CampaignTracker } from '../../campaign/index.js';
import { judgeFrom, KEPT_ARTICLES, knowledgeOf, openSetup } from '../judge-setup.js';
import type { BatchRun, RunContext } from '../batch-run.js';
import { commentFrom } from '../whole/chunks.js';
import { articleFrom } from '../work/articles.js';
import { keep, kept, type WorkDatabase } from '../work/database.js';
import { instantOf } from '../../report/gather/hours.js';
import {
  type CampaignCounts,
  type CampaignsOrder,
  countsOf,
  groundOf,
  MemberJudge,
  PlacedPosts,
  postKey,
  postOf,
} from './tracked.js';

/**
 * How a run finds campaigns; undefined where it is not to.
 *
 * @param adapted the file of the adapted model's tables; undefined: the model as it is
 */
export async function campaignsOrder(
  { campaigns, judge }: Pick<BatchRun, 'campaigns' | 'judge'>,
  adapted?: string,
): Promise<CampaignsOrder | undefined> {
  if (campaigns === undefined) return undefined;
  const { setup } = campaigns;
  const opened = setup && (await openSetup(setup));
  const { open = () => new CampaignTracker(opened && campaignOptions(knowledgeOf(opened))) } = campaigns;
  if (judge.kind === 'local' && adapted === undefined) return { open, judge: () => judge.judge.judging };
  // Rules alone: no fit says what membership weighs.
  if (setup === undefined || opened === undefined || setup.model === null) return { open };
  return { open, judge: () => judgeFrom({ ...setup, adapted, reader: null }, opened).judging };
}

/** Posts between two looks at the run's signal. */
const AT_ONCE = 2000;

/**
 * Finds the campaigns of a gathered dump: places its comments in the order of their times, each with what is known by
 * then alone, and stores what each member is part of as known at the end. The outcome depends on the articles and
 * comments, not on their order in the dump. An interrupted run does it again.
 *
 * @param emerging store those too that only emerge: for lists, never for the judge
 * @throws the reason of the run's signal
 */
export async function findCampaigns(
  { run, work: { db } }: Pick<RunContext, 'run' | 'work'>,
  order: CampaignsOrder,
  emerging = false,
): Promise<void> {
  if (kept(db, 'campaigns', z.literal('found')) !== undefined) return;
  const rows = new GatheredRows(db);
  const posts = new PlacedPosts(order);
  const events = rows.inOrder();
  for (const [done, { seq, no, at }] of events.entries()) {
    if (seq === null) posts.tracker.article(groundOf(rows.article(no)));
    else posts.place(postOf(rows.comment(seq).comment, at));
    if (done % AT_ONCE !== 0) continue;
    run.onProgress?.({ phase: 'campaigns', done, share: done / events.length, flagged: 0 });
    await new Promise(setImmediate);
    run.signal?.throwIfAborted();
  }
  db.transaction(() => {
    storeMembers(db, emerging ? posts.tracker.campaigns() : posts.known, new MemberJudge(order));
    keep(db, 'campaigns', 'found');
  })();
}

/** What was found, largest first. */
export function countCampaigns(db: WorkDatabase): CampaignCounts {
  const campaigns = db.prepare('SELECT json FROM campaign ORDER BY number').pluck().all() as string[];
  const posts = db.prepare('SELECT count(*) FROM member').pluck().get() as number;
  return countsOf(
    campaigns.map((json) => JSON.parse(json) as Campaign),
    posts,
  );
}

/** Stores campaigns and their members, whose comments are in the work database. */
export function storeMembers(db: WorkDatabase, campaigns: readonly Campaign[], judge: MemberJudge): void {
  const rows = new GatheredRows(db);
  db.exec('DELETE FROM member; DELETE FROM campaign');
  const seqs = rows.seqsOf(new Set(campaigns.flatMap(({ members }) => members.map(({ post }) => post))));
  const add = db.prepare('INSERT INTO member VALUES (?, ?, ?, ?, ?)');
  const addCampaign = db.prepare('INSERT INTO campaign VALUES (?, ?)');
  campaigns.forEach((campaign, number) => {
    const members = campaign.members.map((membership) => ({
      membership,
      seqs: seqs.get(membership.post) ?? [],
    }));
    for (const {
      seqs: [seq],
    } of members) {
      if (seq === undefined) continue;
      const { no, comment } = rows.comment(seq);
      judge.weigh(campaign.id, comment, () => rows.article(no));
    }
    for (const [place, { membership, seqs: of }] of members.entries())
      for (const seq of of) {
        const member = judge.memberOf(campaign, membership, rows.comment(seq).comment);
        add.run(seq, number, place, JSON.stringify(membership), JSON.stringify(member));
      }
    const foreign = judge.foreignShare(campaign.id);
    addCampaign.run(number, JSON.stringify({ ...campaign, foreign, members: [] }));
  });
}

/** The articles and comments of a gathered dump. */
class GatheredRows {
  readonly #db: WorkDatabase;
  readonly #byNumber;
  readonly #bySeq;
  readonly #articles = new Map<number, Article>();

  constructor(db: WorkDatabase) {
    this.#db = db;
    this.#byNumber = db.prepare('SELECT json FROM article WHERE no = ?').pluck();
    this.#bySeq = db.prepare(
      `SELECT article.no, article.id, comment.json FROM comment JOIN article ON article.no = comment.article
       WHERE comment.seq = ?`,
    );
  }

  article(no: number): Article {
    let article = this.#articles.get(no);
    if (article === undefined) {
      article = articleFrom(this.#byNumber.get(no) as string);
      if (this.#articles.size >= KEPT_ARTICLES) this.#articles.delete(this.#articles.keys().next().value!);
      this.#articles.set(no, article);
    }
    return article;
  }

  /** A comment and the number of its article. */
  comment(seq: number): { readonly no: number; readonly comment: Comment } {
    const { no, id, json } = this.#bySeq.get(seq) as { no: number; id: string; json: string };
    return { no, comment: commentFrom(json, id) };
  }

  /**
   * Articles and comments by time. A comment without a time stands where its article does, all without any time come
   * first; an article stands before its first comment at the latest. Of equal times the order is that of the content.
   */
  inOrder(): Event[] {
    const articles = this.#db.prepare('SELECT no, at, id FROM article WHERE json IS NOT NULL').all() as {
      no: number;
      at: string;
      id: string;
    }[];
    const times = new Map(articles.map(({ no, at }) => [no, instantOf(at)]));
    const first = new Map<number, number>();
    const ids = new Map<number, Set<string>>();
    const comments = (
      this.#db
        .prepare("SELECT seq, article AS no, hash, json ->> '$[0]' AS id, json ->> '$[4]' AS at FROM comment")
        .all() as { seq: number; no: number; hash: number; id: string; at: string | null }[]
    ).map(({ at: written, ...row }): SortedEvent => {
      const at = written === null ? null : instantOf(written);
      const by = at ?? times.get(row.no) ?? -Infinity;
      first.set(row.no, Math.min(by, first.get(row.no) ?? Infinity));
      return { ...row, at, by };
    });
    for (const { no, id } of articles) {
      const by = Math.min(times.get(no) ?? -Infinity, first.get(no) ?? Infinity);
      comments.push({ seq: null, no, hash: -1, id, at: null, by });
    }
    // A comment that stands twice in the dump is placed once, where it stands first.
    return comments.sort(byTime).filter(({ seq, no, id }) => {
      if (seq === null) return true;
      const own = ids.get(no) ?? new Set();
      ids.set(no, own);
      return own.size < own.add(id).size;
    });
  }

  /** The rows of each of the given posts. */
  seqsOf(posts: ReadonlySet<string>): Map<string, number[]> {
    const found = new Map<string, number[]>();
    const rows = this.#db
      .prepare(
        `SELECT seq, article.id AS article, comment.json ->> '$[0]' AS id
         FROM comment JOIN article ON article.no = comment.article ORDER BY seq`,
      )
      .iterate() as Iterable<{ seq: number; article: string; id: string }>;
    for (const { seq, article, id } of rows) {
      const post = postKey(article, id);
      if (posts.has(post)) found.set(post, [...(found.get(post) ?? []), seq]);
    }
    return found;
  }
}

/** An article (`seq` null) or a comment, with its time. */
interface Event {
  readonly seq: number | null;
  readonly no: number;
  readonly at: number | null;
}

interface SortedEvent extends Event {
  /** Where it stands. */
  readonly by: number;
  readonly hash: number;
  readonly id: string;
}

function byTime(one: SortedEvent, other: SortedEvent): number {
  if (one.by !== other.by) return one.by < other.by ? -1 : 1;
  if (one.hash !== other.hash) return one.hash - other.hash;
  if (one.id !== other.id) return one.id < other.id ? -1 : 1;
  return (one.seq ?? 0) - (other.seq ?? 0);
}

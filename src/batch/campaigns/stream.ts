import { crc32 } from 'node:zlib';
import type { Article, Comment } from '../../article/article.js';
import type { Campaign } from '../../campaign/index.js';
import { articleOf, commentOf, entriesOf } from '../../dumps/rows.js';
import type { CampaignMember } from '../../judge/index.js';
import type { RunContext } from '../batch-run.js';
import { type PlacedBlock, type Position, START } from '../sources.js';
import type { KeptComment } from '../whole/chunks.js';
import type { WorkDatabase } from '../work/database.js';
import {
  type CampaignCounts,
  type CampaignsOrder,
  countsOf,
  groundOf,
  MemberJudge,
  PlacedPosts,
  postOf,
} from './tracked.js';
import { storeMembers } from './whole.js';

/** The campaign of each member of a block, by the index of its row. */
export type BlockCampaigns = readonly (readonly [index: number, campaign: CampaignMember])[];

/** Comments that are remembered, to pass over one that stands twice: twice as many at most. */
const REMEMBERED = 100_000;

/** A campaign is described anew when it has grown by an eighth: to do so for every member would be quadratic. */
const GROWN = 1.125;

/**
 * Finds campaigns in the rows of a stream as they come, with what is known by then alone: the first members of a campaign
 * are out before it is known.
 */
export class StreamCampaigns {
  readonly #context: RunContext;
  readonly #posts: PlacedPosts;
  readonly #judge: MemberJudge;
  readonly #articles = new Set<string>();
  #recent = new Set<string>();
  #before = new Set<string>();
  readonly #known = new Map<string, { campaign: Campaign; posts: number }>();
  readonly #store: ((row: number, comment: Comment) => void) | undefined;

  constructor(context: RunContext, order: CampaignsOrder) {
    this.#context = context;
    this.#posts = new PlacedPosts(order);
    this.#judge = new MemberJudge(order);
    this.#store = context.run.order.report ? storing(context) : undefined;
  }

  /** Comes to where an interrupted run was: places the rows up to `done` once more. */
  async replay(done: Position): Promise<void> {
    if (done.rows === 0) return;
    for await (const placed of this.#context.blocks(START)) {
      this.place(placed, done.rows);
      if (placed.end.rows >= done.rows) return;
    }
  }

  /**
   * Places the comments of a block.
   *
   * @param until rows from this one on are left for later
   */
  place({ block, row }: PlacedBlock, until = Infinity): BlockCampaigns {
    const members: [number, CampaignMember][] = [];
    for (const entry of entriesOf(block)) {
      if ('code' in entry || entry.row.kind === 'bad') continue;
      const { row: read, index, line } = entry;
      if (row + index >= until) break;
      if (read.kind !== 'comment') this.#article(articleOf(read.row));
      if (read.kind === 'article' || block.among === 'articles') continue;
      const comment = commentOf(read.row, { file: block.file, line });
      if (!this.#articles.has(comment.articleId)) continue;
      const member = this.#comment(comment, row + index);
      if (member !== undefined) members.push([index, member]);
      this.#store?.(row + index, comment);
    }
    return members;
  }

  /** What was found; stores it for the report. */
  finish(db: WorkDatabase): CampaignCounts {
    const { known } = this.#posts;
    if (this.#store !== undefined)
      db.transaction(() => {
        storeMembers(db, known, this.#judge);
      })();
    return countsOf(
      known,
      known.reduce((sum, { counts }) => sum + counts.posts, 0),
    );
  }

  #article(article: Article): void {
    if (this.#articles.has(article.id)) return;
    this.#articles.add(article.id);
    this.#posts.tracker.article(groundOf(article));
  }

  #comment(comment: Comment, row: number): CampaignMember | undefined {
    const post = postOf(comment);
    if (this.#stoodBefore(post.id)) return undefined;
    const { campaign: id, membership, declared, absorbed } = this.#posts.place(post);
    if (id === null || membership === null) return undefined;
    for (const gone of absorbed) {
      this.#judge.absorb(id, gone);
      this.#known.delete(gone);
    }
    this.#judge.weigh(id, comment, () => this.#context.articles.before(comment.articleId, row + 1)!);
    const known = this.#known.get(id);
    if (known === undefined && !declared) return undefined;
    const campaign = this.#describe(id, known, absorbed.length > 0);
    return this.#judge.memberOf(campaign, membership, comment);
  }

  #stoodBefore(post: string): boolean {
    if (this.#recent.has(post) || this.#before.has(post)) return true;
    if (this.#recent.size >= REMEMBERED) [this.#before, this.#recent] = [this.#recent, new Set()];
    this.#recent.add(post);
    return false;
  }

  /** The campaign as it was described last: the counts in reasons change no oftener. */
  #describe(id: string, known: { campaign: Campaign; posts: number } | undefined, anew: boolean): Campaign {
    const posts = (known?.posts ?? 0) + 1;
    if (known !== undefined && !anew && posts < known.campaign.counts.posts * GROWN) {
      known.posts = posts;
      return known.campaign;
    }
    const campaign = this.#posts.tracker.campaign(id)!;
    this.#known.set(id, { campaign, posts: campaign.counts.posts });
    return campaign;
  }
}

/** Keeps comments in the work database, from which the report takes the members. */
function storing({ work: { db }, articles }: RunContext): (row: number, comment: Comment) => void {
  const add = db.prepare('INSERT OR IGNORE INTO comment VALUES (?, ?, ?, ?)');
  return (row, { id, articleId, text, parentId, author, createdAt }) => {
    const kept: KeptComment = [id, text, parentId ?? null, author ?? null, createdAt ?? null];
    add.run(row, articles.numberOf(articleId).no, crc32(`${articleId} ${text}`), JSON.stringify(kept));
  };
}

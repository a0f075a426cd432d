import type { Article, Comment } from '../../article/article.js';
import {
  type Campaign,
  type CampaignTracker,
  Folder,
  type Ground,
  type Membership,
  type Placement,
  type Post,
} from '../../campaign/index.js';
import type { CampaignList } from '../../campaign/listing.js';
import { type BatchJudging, type CampaignMember, evidenceWeight, MemberWeights } from '../../judge/index.js';
import { instantOf } from '../../report/gather/hours.js';
import type { JudgeSetup } from '../judge-setup.js';

/** What the batch needs of a {@link CampaignTracker}; tests pass a stub. */
export type Tracker = Pick<CampaignTracker, 'article' | 'place' | 'campaigns' | 'campaign' | 'expire'>;

/** That a run is to find campaigns. */
export interface CampaignFinding {
  /** What judges members alone, where the run's own judge is in other threads or on other machines. */
  readonly setup?: JudgeSetup | undefined;
  /** By default a {@link CampaignTracker} as it comes. */
  readonly open?: (() => Tracker) | undefined;
}

/** Campaigns with their members, without the names of the files that they were found in. */
export type FoundCampaigns = Omit<CampaignList, 'sources' | 'history'>;

/** What a run has found. */
export interface CampaignCounts {
  readonly campaigns: number;
  /** Comments that are part of one. */
  readonly posts: number;
  /** The largest three, largest first. */
  readonly largest: readonly Pick<Campaign, 'id' | 'name' | 'counts'>[];
}

/** How a run finds campaigns. */
export interface CampaignsOrder {
  readonly open: () => Tracker;
  /** Judges members alone; undefined: membership weighs nothing (no model). */
  readonly judge?: (() => Pick<BatchJudging, 'comment'>) | undefined;
}

/** Campaigns as a run counts them. */
export function countsOf(campaigns: readonly Campaign[], posts: number): CampaignCounts {
  const largest = campaigns.slice(0, LARGEST).map(({ id, name, counts }) => ({ id, name, counts }));
  return { campaigns: campaigns.length, posts, largest };
}

const LARGEST = 3;

/** The key of a comment among all of a run: a comment that stands twice under its article counts once. */
export function postKey(articleId: string, commentId: string): string {
  return `${articleId}\t${commentId}`;
}

export function groundOf({ id, title, body, publishedAt }: Article): Ground {
  return { id, title, body, at: publishedAt === undefined ? null : instantOf(publishedAt) };
}

export function postOf(
  { id, articleId, text, author, createdAt }: Comment,
  at = createdAt === undefined ? null : instantOf(createdAt),
): Post {
  return { id: postKey(articleId, id), text, article: articleId, author: author ?? null, at };
}

const DAY = 86_400_000;

/** Places the posts of a run one after the other, and lets quiet campaigns expire. */
export class PlacedPosts {
  readonly tracker: Tracker;
  #day = -Infinity;

  constructor({ open }: CampaignsOrder) {
    this.tracker = open();
  }

  place(post: Post): Placement {
    const day = post.at === null ? this.#day : Math.floor(post.at / DAY);
    if (day > this.#day) {
      this.#day = day;
      this.tracker.expire(day * DAY);
    }
    return this.tracker.place(post);
  }

  /** The campaigns that were ever known, the largest first; those that only emerge are nobody's evidence. */
  get known(): Campaign[] {
    return this.tracker.campaigns().filter(({ state }) => state !== 'emerging');
  }
}

/** What the judge makes of the members of each campaign, each judged alone. */
export class MemberJudge {
  readonly #open: CampaignsOrder['judge'];
  readonly #weights = new Map<string, MemberWeights>();
  readonly #folder = new Folder();
  #judge: Pick<BatchJudging, 'comment'> | undefined;

  constructor({ judge }: Pick<CampaignsOrder, 'judge'>) {
    this.#open = judge;
  }

  /** Weighs a member, where its campaign wants more weights. */
  weigh(campaign: string, comment: Comment, article: () => Article): void {
    if (this.#open === undefined) return;
    const known = this.#of(campaign);
    const text = this.#folded(comment.text);
    if (!known.wants(comment.articleId, text)) return;
    this.#judge ??= this.#open();
    const weight = evidenceWeight(this.#judge.comment(article(), comment, [], { reads: 'none' }));
    if (weight !== null) known.add(comment.articleId, text, weight);
  }

  /** Members of one campaign are members of another. */
  absorb(kept: string, gone: string): void {
    const there = this.#weights.get(gone);
    if (there === undefined) return;
    this.#weights.delete(gone);
    this.#of(kept).addAll(there);
  }

  /** Share of the members that are foreign to their article, 0 to 1; null: none was weighed. */
  foreignShare(campaign: string): number | null {
    return this.#of(campaign).foreignShare;
  }

  /** What the judge is told of a member's campaign. */
  memberOf({ id, name, counts }: Campaign, { span, phrase }: Membership, comment: Comment): CampaignMember {
    const { posts, articles } = counts;
    const others = this.#of(id).others(comment.articleId, this.#folded(comment.text));
    return { id, name, posts, articles, others, span: span === null ? null : [...span], phrase };
  }

  #of(campaign: string): MemberWeights {
    let known = this.#weights.get(campaign);
    if (known === undefined) this.#weights.set(campaign, (known = new MemberWeights()));
    return known;
  }

  /** A text with spaces and disguise undone: copies under one article are one member. */
  #folded(text: string): string {
    const { letters, length } = this.#folder.fold(text);
    return String.fromCharCode(...letters.subarray(0, length));
  }
}

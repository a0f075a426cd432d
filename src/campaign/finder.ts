import type { Ground, Membership, Post } from './campaign.js';
import type { Folded } from './fold.js';
import type { Packer, Unpacker } from './packing.js';

/** A post as finders get it. */
export interface ReadPost {
  /** Its number in the order of arrival. */
  readonly serial: number;
  readonly post: Post;
  /** Valid during the call only. */
  readonly folded: Folded;
  /** P(off-topic) of the judge alone; null: nobody asked. */
  readonly foreign: number | null;
}

/** How one post shares what a proposal is about. */
export interface Share {
  readonly serial: number;
  /** 0 to 1. */
  readonly likeness: number;
  /** `[start, end)` in UTF-16 code units of its text as written. */
  readonly span: readonly [number, number] | null;
  readonly phrase: string;
}

/** "The new post belongs with these earlier ones." */
export interface Proposal {
  readonly by: Membership['by'];
  /** The new post's part. */
  readonly own: Share;
  /** Earlier posts, best first, at least one; posts that the window has lost are passed over. */
  readonly others: readonly Share[];
  /** Bits of what is shared beyond what the past makes likely: what the posts say alike by chance has few. */
  readonly bits: number;
  /** Whether it is sure enough that a member may be removed with the campaign. */
  readonly core: boolean;
  /** Whether the two are close enough to make one campaign of two. */
  readonly merges: boolean;
  /** Whether it shares the very phrase that the best proposal shares: then the two are one campaign, unless both are known already. */
  readonly echoes?: boolean;
  /** A set that is judged as a whole says itself whether it is known; undefined: `declare.ts` decides by the members. */
  readonly known?: boolean;
}

/**
 * One way of finding which posts belong together; stages of a {@link CampaignTracker}. The near finder (copies, templates, edits,
 * disguises) is one, the finder of reworded posts another: `new CampaignTracker({ finders: [() => new WordFinder(…)] })`.
 *
 * For each post the tracker calls `find` on every finder, in order, joins the post with the best proposal's campaign, and then calls
 * `keep` on every finder, with the key of the cluster it has joined. What `find` uses must come from earlier posts and articles only.
 */
export interface Finder {
  article(ground: Ground): void;
  /** Proposals, best first; empty for nearly all posts. */
  find(read: ReadPost): readonly Proposal[];
  /** Remembers the post. `cluster`: key of the cluster that it joined, −1 for none. */
  keep(read: ReadPost, cluster: number): void;
  /** A moderator called these posts ordinary: what they share is a chant. */
  chant(serials: readonly number[], key: number): void;
  /** That was taken back, for the cluster with this key. */
  unchant?(key: number): void;
  forget(serials: readonly number[]): void;
  /** The tracker's whole memory is behind `oldest`. */
  expire(oldest: number): void;
  pack(packer: Packer): void;
  unpack(unpacker: Unpacker): void;
}

/** What a finder may ask of the tracker that runs it. */
export interface Past {
  /** Serial of the oldest post whose text is kept. */
  readonly oldest: number;
  readonly next: number;
  text(serial: number): string;
  /** Key of the cluster that the post is in, −1 for none. */
  cluster(serial: number): number;
  /** Number of the post's article; equal numbers are equal articles. */
  article(serial: number): number;
  at(serial: number): number | null;
  /** Keyed hash of the author as a number, 0: unknown. */
  author(serial: number): number;
  /** Posts of a cluster that are still in the window; 0 for key −1. */
  clusterSize(key: number): number;
}

import type { CampaignDecision, CampaignState } from '../campaign/index.js';
import type {
  CampaignEventKind,
  CampaignEvidence,
  CampaignRecord,
  CampaignSummary,
  MemberState,
  Trouble,
} from '../moderation/index.js';

// The part of the port (`store.ts`) that lasts of campaigns.

/** A judged message among which the bot looks for campaigns. */
export interface NewCampaignPost {
  /** Order in which the tracker took messages and events of the server. */
  readonly seq: number;
  readonly text: string;
  /** Probability of being foreign by the judge alone; null: it has nothing to go by. */
  readonly score: number | null;
}

/** A stored post, as the tracker needs it again. */
export interface StoredPost extends NewCampaignPost {
  readonly messageId: string;
  readonly channelId: string;
  readonly articleId: string;
  readonly authorHash: string;
  readonly postedAt: number;
  /** Evidence of its verdict without the prior, in logits; null: none. */
  readonly weight: number | null;
  /** Null: no member. */
  readonly campaignId: string | null;
  readonly core: boolean;
}

/** A member of a campaign. */
export interface CampaignMember extends StoredPost {
  readonly guildId: string;
  readonly state: MemberState;
  /** Whether the bot has deleted the message. */
  readonly gone: boolean;
  readonly evidence: CampaignEvidence | null;
  /** Noted when the bot deletes the message, for a day. */
  readonly author: { readonly id: string; readonly name: string } | null;
}

/** What changed in one campaign. */
export interface CampaignChange {
  readonly id: string;
  readonly state: CampaignState;
  readonly first: number;
  readonly last: number;
  readonly declared: number | null;
  readonly strength: number;
  readonly summary: CampaignSummary;
  /** New members, and those of which the evidence changed. */
  readonly members: readonly {
    readonly messageId: string;
    readonly core: boolean;
    readonly evidence: CampaignEvidence;
  }[];
  /** Messages that are members no more. */
  readonly left: readonly string[];
  /** Campaigns that turned out to be part of this one. */
  readonly absorbed: readonly string[];
  readonly splitFrom?: string;
  /** Whether it is to have a card; one that has been ordered stays. */
  readonly card: boolean;
  /** Whether later members of a removed campaign are removed without a click. */
  readonly inherits: boolean;
}

/** What changed in the campaigns of one server. */
export interface CampaignChanges {
  readonly guildId: string;
  readonly changes: readonly CampaignChange[];
}

/** Something that was done to a campaign. */
export interface CampaignEvent {
  readonly number: number;
  readonly seq: number;
  readonly campaignId: string;
  readonly kind: CampaignEventKind;
  readonly at: number;
  readonly moderatorId: string | null;
  readonly undoneBy: number | null;
  /**
   * `split`: ids of the messages; `merge`: of the campaign that became a part, then of the messages that it had, by which a
   * restart finds it; `unmerge`: of that campaign.
   */
  readonly ids: readonly string[];
}

/** The event of a decision and the number of messages that it concerns; or why it was refused. */
export type CampaignDecided =
  | { readonly number: number; readonly changed: number }
  | { readonly refused: 'unknown' | 'merged' | 'decided' | 'not-decided' };

/** Why campaigns were not merged, or not taken apart again. */
export type CampaignRegrouped =
  | CampaignDecided
  | {
      /**
       * `decided-apart`: their decisions differ; `not-merged`: nobody merged them, or that was undone; `decided-since`: a
       * decision on both stands that is younger than the merge.
       */
      readonly refused: 'decided-apart' | 'not-merged' | 'decided-since';
    };

/** Members whose messages Discord has not confirmed to be deleted, or restored. */
export interface CampaignProgress {
  /** Removed members whose messages are deleted. */
  readonly deleted: number;
  readonly deleting: Undone;
  readonly restoring: Undone;
}

/** Effects on members that are not done. */
export interface Undone {
  /** Not tried yet, or being tried. */
  readonly waiting: number;
  /** Failed and tried again. */
  readonly failing: number;
  readonly failed: number;
  /** Why the latest of them fails; null: none does. */
  readonly trouble: Trouble | null;
}

/** Who does something to a campaign, when, and after which post. */
interface CampaignRequest {
  readonly guildId: string;
  readonly id: string;
  readonly moderatorId: string;
  readonly now: number;
  readonly seq: number;
}

/** Campaigns of servers, their members, and what was decided. */
export interface CampaignStore {
  /** Posts of a server in the order of their `seq`, for the tracker. */
  posts(
    guildId: string,
    after: { readonly seq: number; readonly messageId: string },
    limit: number,
  ): Promise<StoredPost[]>;
  /** What happened to the campaigns of a server, or to one, in order. */
  events(guildId: string, id?: string): Promise<CampaignEvent[]>;
  /** Stores changes that no message causes: after deletions, or when a campaign falls silent. */
  write(changes: CampaignChanges, now: number): Promise<void>;
  get(guildId: string, id: string): Promise<CampaignRecord | undefined>;
  /** The latest campaigns of a server, without those that became part of another. */
  list(
    guildId: string,
    which: { readonly states?: readonly CampaignState[]; readonly limit: number },
  ): Promise<CampaignRecord[]>;
  /** Members in order of time; of more than `limit` the first and the last ones. */
  members(guildId: string, id: string, limit: number): Promise<CampaignMember[]>;
  member(guildId: string, messageId: string): Promise<CampaignMember | undefined>;
  /** Times (ms) of a campaign's posts, oldest first. */
  times(guildId: string, id: string): Promise<number[]>;
  /** Articles of a campaign, those with the most posts first. */
  articles(guildId: string, id: string): Promise<{ articleId: string; count: number }[]>;
  /** Number of core members by state, and of the fringe. */
  standing(guildId: string, id: string): Promise<Record<MemberState | 'fringe', number>>;
  /** How far the removal of a campaign's members, or undoing it, has come in Discord. */
  progress(guildId: string, id: string): Promise<CampaignProgress>;
  /** Orders anew what failed to be removed or restored; returns the number of members. */
  retry(guildId: string, id: string, now: number): Promise<number>;
  /** Reviewed members over all campaigns of a server. */
  reviewed(guildId: string): Promise<{ right: number; wrong: number }>;
  /** Decides a campaign, or (`remove-new`) removes what came after it was to be removed. One of concurrent decisions wins. */
  decide(
    request: CampaignRequest & { readonly decision: CampaignDecision | 'remove-new' },
  ): Promise<CampaignDecided>;
  /** Undoes the decision that stands. */
  undo(request: CampaignRequest): Promise<CampaignDecided>;
  /**
   * Splits messages `ids` off, merges the campaign `part` with the messages `ids` into this one, or undoes that, with what
   * changed by it. A part that comes back has its own decision again; messages that only the other's removed are restored.
   */
  regroup(
    request: CampaignRequest & { readonly changes: readonly CampaignChange[] } & (
        | { readonly kind: 'split'; readonly ids: readonly string[] }
        | { readonly kind: 'merge'; readonly part: string; readonly ids: readonly string[] }
        | { readonly kind: 'unmerge'; readonly part: string }
      ),
  ): Promise<CampaignRegrouped>;
  /** Campaigns of all servers that are not over, by state. */
  counts(): Promise<Record<Exclude<CampaignState, 'expired'>, number>>;
  setCard(guildId: string, id: string, card: { channelId: string; messageId: string }): Promise<void>;
  /**
   * Notes the author of a member's message (null: keeps what is noted), and whether the bot has deleted the message.
   */
  gone(
    messageId: string,
    author: { readonly id: string; readonly name: string } | null,
    done: boolean,
  ): Promise<void>;
  /** Notes that a member whose removal was undone had not been deleted yet. */
  here(messageId: string): Promise<void>;
  /** Those of some messages whose posts are stored. */
  kept(messageIds: readonly string[]): Promise<string[]>;
  /** Ids of the stored posts of an author. */
  ofAuthor(guildId: string, authorId: string): Promise<string[]>;
  /** Deletes all campaigns of a server and the texts kept for them. */
  reset(guildId: string): Promise<void>;
}

/**
 * A campaign: near-duplicate or reworded comments across authors, articles and time, as one object. A moderator sees it once and
 * decides once; what comes later inherits the decision.
 */

/** One comment, as far as campaigns need it. */
export interface Post {
  readonly id: string;
  readonly text: string;
  /** Id of the article under which it stands. */
  readonly article: string;
  /** A keyed hash of the author or whatever tells authors apart; never shown. Null: unknown, counted as its own author. */
  readonly author: string | null;
  /** Milliseconds since 1970; null where the source has no time. */
  readonly at: number | null;
  /** Where it was posted, where places are more than articles (Discord channels). */
  readonly channel?: string | null;
}

/** What an article says by itself: its words under it are no campaign. */
export interface Ground {
  readonly id: string;
  readonly title: string;
  readonly body: string | null;
  readonly at: number | null;
}

/**
 * How the members are alike. `copy`: the same text; `template`: the same text with slots; `obfuscated`: the same text, disguised;
 * `drifting`: a chain of edits, of which the ends share little; `reworded`: own words, a shared subject that is foreign to the articles.
 */
export const CAMPAIGN_KINDS = ['copy', 'template', 'obfuscated', 'drifting', 'reworded'] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];

/**
 * `emerging`: listed, no card; `known`: one card; `decided`: a moderator has decided; `watch`: decided, and quiet for a while;
 * `expired`: nothing for so long that a new post opens a new campaign.
 */
export const CAMPAIGN_STATES = ['emerging', 'known', 'decided', 'watch', 'expired'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** `ordinary`: real, but nothing to act on (a chant, which is remembered as such); `not-campaign`: these do not belong together. */
export const CAMPAIGN_DECISIONS = ['remove', 'allow', 'ordinary', 'not-campaign'] as const;
export type CampaignDecision = (typeof CAMPAIGN_DECISIONS)[number];

/** What can be seen of the authors, never that they act together. */
export const CAMPAIGN_HANDS = ['one', 'few', 'crowd', 'unknown'] as const;
/** `burst`: most within an hour; `drip`: spread over days; `steady`: between. */
export const CAMPAIGN_PACES = ['burst', 'steady', 'drip', 'unknown'] as const;

/** Why a comment is a member. */
export interface Membership {
  readonly post: string;
  /** Id of the member that it was linked to; null: the first. */
  readonly link: string | null;
  /** How it was linked. `copy`, `near`: shared shingles; `words`: new words that keep company; `meaning`: judged as a set. */
  readonly by: 'copy' | 'near' | 'words' | 'meaning';
  /** The longest phrase of it that others share, `[start, end)` in UTF-16 code units of the text as written; null: none in one piece. */
  readonly span: readonly [number, number] | null;
  /** The shared phrase as the campaign writes it, disguise undone. */
  readonly phrase: string;
  /** Likeness to the campaign, 0 to 1. */
  readonly likeness: number;
  /** Sure enough to be removed with the campaign; the others (fringe) are only shown. */
  readonly core: boolean;
}

export interface CampaignCounts {
  readonly posts: number;
  /** Distinct texts, disguise undone. */
  readonly texts: number;
  readonly authors: number;
  readonly articles: number;
  readonly channels: number;
}

export interface Campaign {
  /** Stable: `k` and a hash of its first member; survives growth. A merged campaign keeps the id of the older one. */
  readonly id: string;
  /** Two or three key phrases, `세림정공 · 거래정지`. */
  readonly name: string;
  readonly phrases: readonly string[];
  readonly kind: CampaignKind;
  readonly state: CampaignState;
  /** Milliseconds since 1970; null where posts have no time. */
  readonly first: number | null;
  readonly last: number | null;
  /** When it became known; null while emerging. */
  readonly declared: number | null;
  /** Posts in the last hour before `last`. */
  readonly hourly: number;
  readonly counts: CampaignCounts;
  /** Share of members that are foreign to their article by the relevance model, 0 to 1; null: nobody asked. */
  readonly foreign: number | null;
  readonly shape: {
    readonly hands: (typeof CAMPAIGN_HANDS)[number];
    readonly pace: (typeof CAMPAIGN_PACES)[number];
  };
  readonly decision: CampaignDecision | null;
  /** Ids of the campaigns that were merged into this one, oldest first. */
  readonly merged: readonly string[];
  /** Id of the campaign that it was split off; null: none. */
  readonly splitFrom: string | null;
  /** In order of arrival. */
  readonly members: readonly Membership[];
}

/** What the arrival of one post did. */
export interface Placement {
  /** The campaign that the post is a member of, known or emerging; null: none. */
  readonly campaign: string | null;
  readonly membership: Membership | null;
  /** It made its campaign known: the moment for a card. */
  readonly declared: boolean;
  /** Campaigns that this post showed to be one; now part of `campaign`. */
  readonly absorbed: readonly string[];
}

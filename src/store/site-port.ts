import type { Article } from '../article/index.js';
import type { Verdict } from '../judge/index.js';
import type { Decision, FlagState, Site, SiteEvent, SiteSecret, SiteWebhook } from '../moderation/index.js';
import type { IncomingMessage } from './incoming-message.js';

/** An article as a site knows it. */
export interface SiteArticle {
  /** The site's own id of the article. */
  readonly key: string;
  readonly article: Omit<Article, 'id'>;
}

/** A comment as a site sent it. */
export interface SiteComment {
  /** The site's own id of the comment. */
  readonly id: string;
  /** 0 as posted; each edit has a higher one. */
  readonly revision: number;
  /** The site's own id of its article. */
  readonly article: string;
  readonly text: string;
  /** The site's own id of the comment that this one replies to. */
  readonly parentId: string | null;
  readonly author: { readonly id: string | null; readonly name: string };
  readonly url: string | null;
  /** ms since 1970. */
  readonly postedAt: number;
}

/** What one request of a site is to do, all or nothing. */
export interface SiteDelivery {
  readonly site: Pick<Site, 'id' | 'guildId' | 'channelId'>;
  /** The request's own id: it is carried out once. */
  readonly requestId: string;
  /** Digest of what it asks for: the same id with another one is refused. */
  readonly digest: string;
  readonly articles: readonly SiteArticle[];
  /** No id twice, here or in `deletions`. */
  readonly comments: readonly SiteComment[];
  readonly deletions: readonly string[];
  readonly now: number;
}

export const SITE_OUTCOMES = [
  /** Stored, to be judged. */
  'accepted',
  /** This revision, or a later one, was stored before. */
  'duplicate',
  /** Deleted by this request. */
  'deleted',
  /** Nothing is known of it, so there is nothing to delete. */
  'unknown',
  /** Refused: the site deleted this comment before. */
  'was-deleted',
  /** Refused: the site has sent no such article. */
  'unknown-article',
] as const;
export type SiteOutcome = (typeof SITE_OUTCOMES)[number];

/** What became of each comment or article of a request, in the order of the request: comments, deletions, articles. */
export interface SiteOutcomes {
  readonly comments: readonly (readonly [id: string, outcome: SiteOutcome])[];
  readonly articles: readonly string[];
}

/** How a request ended. */
export type SiteReceipt =
  | {
      readonly kind: 'done';
      readonly outcomes: SiteOutcomes;
      /** Whether it was answered before: nothing was done now. */
      readonly repeated: boolean;
      /** The messages that were deleted now. */
      readonly deleted: readonly string[];
    }
  /** The id was used for another request. */
  | { readonly kind: 'conflict' };

/** How a comment of a site stands. */
export interface SiteCommentState {
  readonly id: string;
  readonly revision: number;
  readonly state: 'waiting' | 'judged' | 'deleted';
  readonly verdict: Verdict | null;
  readonly score: number | null;
  /** The latest flag on it; null: none was raised, or it is past the retention. */
  readonly flag: {
    readonly revision: number;
    readonly state: FlagState;
    readonly decision: Decision | null;
    readonly caseNumber: number | null;
    readonly decidedAt: number | null;
  } | null;
}

/** A comment of a site by the message that it is. */
export interface SiteMessage {
  readonly siteId: string;
  readonly commentId: string;
  readonly url: string | null;
}

/** Sites whose comments are judged, and their comments. */
export interface SiteStore {
  /** Creates a site in a server. */
  create(site: {
    readonly id: string;
    readonly guildId: string;
    readonly name: string;
    readonly secret: string;
    readonly now: number;
  }): Promise<Site>;
  get(id: string): Promise<Site | undefined>;
  /** The site whose comments are in a channel. */
  ofChannel(channelId: string): Promise<Site | undefined>;
  /** The sites of a server, or of all, in the order they were made; revoked ones too. */
  list(guildId?: string): Promise<Site[]>;
  /** Changes a site; undefined for an unknown one. */
  change(
    id: string,
    patch: {
      readonly secrets?: readonly SiteSecret[];
      readonly webhook?: SiteWebhook | null;
      readonly events?: readonly SiteEvent[];
      readonly revokedAt?: number;
    },
  ): Promise<Site | undefined>;
  /**
   * Carries a request out in one transaction: stores articles and comments, encrypted, as waiting to be judged, and deletes.
   * A request that was carried out before answers the same again and does nothing.
   */
  deliver(delivery: SiteDelivery): Promise<SiteReceipt>;
  /** How a comment stands; undefined for an unknown one. */
  state(siteId: string, commentId: string): Promise<SiteCommentState | undefined>;
  /** The comment that a message is. */
  message(messageId: string): Promise<SiteMessage | undefined>;
  /** Number of comments that wait to be judged, by channel. */
  waiting(): Promise<Map<string, number>>;
  /**
   * Takes up to `limit` waiting comments of a channel, the oldest first, to be judged: they are then as messages that were
   * stored and not judged (`MessageStore.unjudged`), and nobody else takes them.
   */
  claim(channelId: string, limit: number): Promise<IncomingMessage[]>;
}

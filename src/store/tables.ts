import type { Generated } from 'kysely';

/** Encrypted by the vault; `encryption/sealed-columns.ts` lists these columns. */
type Sealed = Uint8Array;
/** 0 or 1: SQLite has no booleans. */
type Bit = number;

/**
 * Life of a message: stored (`taken`), then judged; deleted at any time. A comment of a site is `queued` first, until its turn
 * to be judged comes. One that cannot be read is `unreadable` until the next start.
 */
export type MessageState = 'queued' | 'taken' | 'judged' | 'deleted' | 'unreadable';
/** Life of an effect: it waits until it is done or given up (`abandoned`, the dead letters). */
export type OutboxState = 'waiting' | 'done' | 'abandoned';
/** A quotation where the comment stood, or a copy in the channel for hidden comments. */
export type RepostKind = 'quotation' | 'copy';

/** The schema as Kysely sees it, the same for both databases; times are ms since 1970. */
export interface Tables {
  schema_versions: { number: number; name: string; applied_at: number };
  meta: { name: string; value: Sealed };
  servers: {
    guild_id: string;
    /** JSON of the settings that somebody set; the others have their defaults. */
    settings: string;
    cases: number;
    classifiers: number;
    campaign_events: number;
    left_at: number | null;
  };
  articles: {
    id: string;
    number: Generated<number>;
    guild_id: string;
    digest: string;
    content: Sealed;
    added_at: number;
  };
  /** Bound channels. */
  places: {
    channel_id: string;
    guild_id: string;
    article_id: string | null;
    mode: string | null;
    cursor: string | null;
    bound_at: number;
  };
  messages: {
    message_id: string;
    guild_id: string;
    channel_id: string;
    revision: number;
    article_id: string;
    author_hash: string;
    parent_hash: string | null;
    state: MessageState;
    verdict: string | null;
    score: number | null;
    posted_at: number;
    /** When this revision was written: retention starts here. */
    written_at: number;
    content: Sealed | null;
    /** Evidence of the verdict without the prior, in logits; null for a message without text. */
    weight: number | null;
  };
  flags: {
    id: string;
    guild_id: string;
    channel_id: string;
    message_id: string;
    revision: number;
    article_id: string;
    state: string;
    closed_why: string | null;
    shadow: Bit;
    evidence_key: string;
    score: number;
    /** Its place in the queue: the score, or what its reports are worth if that is more. */
    priority: Generated<number>;
    /** Whether a member reported its message. */
    reported: Generated<Bit>;
    /** A keyed digest of the folded text of a reported message; null: too short to be told apart. */
    likeness: Generated<string | null>;
    /** The flag whose decision is this one's too: its message is alike, and was reported as well. */
    head_id: Generated<string | null>;
    author_hash: string;
    parent_hash: string | null;
    content: Sealed | null;
    card_channel_id: string | null;
    card_message_id: string | null;
    claim_hash: string | null;
    claim_by: Sealed | null;
    claim_until: number;
    case_number: number | null;
    /** Number of the last case, be it a decision or its undoing. */
    last_case: number | null;
    /** Whether a decision made the bot delete the message. */
    removed: Bit;
    /** Whether somebody else deleted the message after the decision. */
    gone: Bit;
    /** Whether `content` still names the author. */
    named: Bit;
    /** Counts changes of state. */
    version: number;
    settled_at: number | null;
    created_at: number;
    updated_at: number;
  };
  cases: {
    guild_id: string;
    number: number;
    flag_id: string;
    decision: string;
    moderator: Sealed | null;
    at: number;
    why: Sealed | null;
    shown: Sealed | null;
    evidence_key: string;
    author_hash: string | null;
    parent_hash: string | null;
    named: Bit;
    undoes: number | null;
    undone_by: number | null;
  };
  /** Notes to posters of decisions: what became of each. */
  notes: { guild_id: string; case_number: number; author_hash: string; state: string; at: number };
  /** Appeals of posters: one a case. */
  appeals: {
    guild_id: string;
    case_number: number;
    flag_id: string;
    author_hash: string;
    /** The poster's id; null a day after the appeal was settled. */
    author: Sealed | null;
    /** What they wrote. */
    content: Sealed | null;
    at: number;
    state: string;
    moderator: Sealed | null;
    /** What the moderator answered. */
    answer: Sealed | null;
    settled_at: number | null;
    /** Whether the result reached the poster. */
    told: string | null;
    card_channel_id: string | null;
    card_message_id: string | null;
  };
  /** Members' reports: one a person and message. */
  reports: {
    guild_id: string;
    message_id: string;
    reporter_hash: string;
    /** The flag of the message. */
    flag_id: string;
    channel_id: string;
    at: number;
  };
  outbox: {
    id: Generated<number>;
    guild_id: string;
    /** The partition key. */
    lane: string;
    key: string;
    effect: Sealed;
    state: OutboxState;
    due_at: number;
    leased_until: number;
    worker: string | null;
    attempts: number;
    /** JSON of why it is not done, or (of a done one) why there was nothing to do. */
    error: Sealed | null;
    created_at: number;
    /** When somebody ordered it anew. */
    renewed_at: number | null;
    settled_at: number | null;
    /** Whether it takes the turns of bulks, and not those of single decisions. */
    bulk: Bit;
    bulk_id: string | null;
  };
  /** Flags that are decided together. */
  bulks: {
    guild_id: string;
    id: string;
    state: string;
    /** JSON of the selection, without the pseudonym of an author. */
    selection: string;
    author_hash: string | null;
    decision: string | null;
    moderator: Sealed;
    previewed_at: number;
    decided_at: number | null;
    undone_by: Sealed | null;
    undone_at: number | null;
    shown: number;
    beyond: number;
    decided: number;
    undone: number;
    card_channel_id: string | null;
    card_message_id: string | null;
  };
  /** The flags of a bulk, as its preview showed them. */
  bulk_flags: {
    guild_id: string;
    bulk_id: string;
    flag_id: string;
    /** Order of the preview, from 0. */
    position: number;
    /** The case that decided it as part of the bulk; null: it was left alone. */
    case_number: number | null;
    /** The case that undid that one as part of the bulk. */
    undo_number: number | null;
  };
  /** Messages in which the bot posted a comment again, as long as they are meant to stand. */
  reposts: {
    /** The comment. */
    message_id: string;
    kind: RepostKind;
    guild_id: string;
    channel_id: string;
    /** The bot's message. */
    posted_id: string;
    posted_at: number;
  };
  classifiers: {
    guild_id: string;
    version: number;
    trained_at: number;
    decisions: number;
    model: Sealed;
    summary: Sealed;
  };
  /** Texts of judged comments of servers that let the model adapt to them. */
  adaptation_comments: {
    message_id: string;
    guild_id: string;
    article_id: string;
    author_hash: string;
    written_at: number;
    /** When the row was stored: a model that read the table later may have learned from it. */
    kept_at: number;
    content: Sealed;
  };
  /** Judged messages among which the bot looks for campaigns. */
  campaign_posts: {
    message_id: string;
    guild_id: string;
    /** Order in which the tracker took messages and events of the server. */
    seq: number;
    channel_id: string;
    article_id: string;
    author_hash: string;
    posted_at: number;
    /** Probability of being foreign, by the judge alone. */
    score: number | null;
    content: Sealed;
    /** Null: no member. */
    campaign_id: string | null;
    core: Bit;
    evidence: Sealed | null;
    state: string;
    /** Whether a moderator's click removed it. */
    reviewed: Bit;
    /** Whether the bot has deleted the message. */
    gone: Bit;
    /** Id and name of the author, noted when the bot deletes the message; gone a day later. */
    author: Sealed | null;
    removed_at: number | null;
  };
  campaigns: {
    guild_id: string;
    id: string;
    state: string;
    first_at: number;
    last_at: number;
    declared_at: number | null;
    strength: number;
    content: Sealed;
    decision: string | null;
    decision_number: number | null;
    merged_into: string | null;
    split_from: string | null;
    carded: Bit;
    card_channel_id: string | null;
    card_message_id: string | null;
    reviewed_right: number;
    reviewed_wrong: number;
    version: number;
  };
  campaign_events: {
    guild_id: string;
    number: number;
    seq: number;
    campaign_id: string;
    kind: string;
    at: number;
    moderator: Sealed | null;
    undone_by: number | null;
    /** JSON: ids of campaigns (merge) or messages (split). */
    ids: string;
  };
  /** Rules that a server wrote for itself. */
  own_rules: {
    guild_id: string;
    id: string;
    state: string;
    /** Counts forms; 0: none that is a rule yet. */
    version: number;
    events: number;
    /** JSON: the form, and what was typed since and is no rule. */
    content: Sealed;
    created_at: number;
    /** Since when the version is in the state. */
    changed_at: number;
  };
  /** What happened to such a rule. */
  own_rule_events: {
    guild_id: string;
    rule_id: string;
    number: number;
    kind: string;
    version: number;
    at: number;
    moderator: Sealed | null;
    /** JSON: the form of a version, or the numbers that put a rule back. */
    content: Sealed | null;
  };
  /** Judged messages that such a rule found. */
  own_rule_hits: {
    message_id: string;
    rule_id: string;
    guild_id: string;
    version: number;
    /** Whether it counted. */
    live: Bit;
    flagged: Bit;
    /** Of a rule in shadow: whether the message would be flagged with it, and was not. */
    newly: Bit;
    at: number;
  };
  /** Nightly adaptation, a row for each server that it was tried for. */
  adaptations: {
    guild_id: string;
    tried_at: number;
    /** JSON of counts, without texts. */
    outcome: string;
    /** Version of the model that judges; 0: the shipped one. */
    serving: number;
    /** Counts versions. */
    versions: number;
    /** Counts deletions of comments, so that a model that was learning meanwhile is stale at once. */
    deletions: number;
  };
  adapted_models: {
    guild_id: string;
    version: number;
    /** When its comments were read. */
    read_at: number;
    /** Whether a comment that it learned from was deleted since. */
    stale: Bit;
    /** JSON of counts, without texts. */
    summary: string;
    /** Null once it was dropped for being stale. */
    model: Sealed | null;
  };
  sites: {
    number: Generated<number>;
    id: string;
    guild_id: string;
    name: string;
    /** JSON of the secrets by which it signs. */
    secrets: Sealed;
    /** JSON of an address, and of the secrets by which we sign. */
    webhook: Sealed | null;
    /** JSON: names of events. */
    events: string;
    created_at: number;
    revoked_at: number | null;
  };
  /** Articles by the sites' own ids. */
  site_articles: { site_id: string; key: string; article_id: string };
  /** Comments by the sites' own ids; `number` makes the id of the message. */
  site_comments: {
    number: Generated<number>;
    site_id: string;
    comment_id: string;
    url: Sealed | null;
    received_at: number;
  };
  /** Requests of the last day, so that each is carried out once. */
  site_requests: {
    site_id: string;
    request_id: string;
    digest: string;
    /** JSON of what became of its comments; null only within the transaction that stores it. */
    outcomes: Sealed | null;
    received_at: number;
  };
}

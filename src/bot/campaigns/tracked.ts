import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Article } from '../../article/index.js';
import {
  type CampaignDecision,
  type CampaignTracker,
  Folder,
  type Placement,
  type Post,
} from '../../campaign/index.js';
import { MemberWeights } from '../../judge/index.js';
import type { CampaignRecord, CampaignSummary } from '../../moderation/index.js';
import type { CampaignEvent, CampaignStore, StoredPost } from '../../store/index.js';

/** What the bot needs of the engine (`CampaignTracker`). */
export type Tracker = Pick<
  CampaignTracker,
  | 'article'
  | 'place'
  | 'campaigns'
  | 'campaign'
  | 'membership'
  | 'decide'
  | 'merge'
  | 'unmerge'
  | 'split'
  | 'forget'
  | 'expire'
>;

/** What the store has of a campaign, as far as the next change depends on it. */
export interface Known {
  readonly state: CampaignRecord['state'];
  readonly declared: number | null;
  readonly strength: number;
  readonly first: number;
  readonly last: number;
  readonly summary: CampaignSummary;
  readonly carded: boolean;
  readonly decision: CampaignDecision | null;
  /** Ids of its members with whether each is core, as stored. */
  readonly members: Map<string, boolean>;
  /** Members when the tracker described it last. */
  readonly described: number;
}

/** The tracker of one server with the mark up to which the store knows it. */
export interface Tracked {
  readonly tracker: Tracker;
  /** Number of the last post or event. */
  seq: number;
  readonly articles: Set<string>;
  /** Times (ms) of all posts that the tracker has, by their ids. */
  readonly posts: Map<string, number>;
  /** Campaigns by their id in the store. */
  readonly known: Map<string, Known>;
  /**
   * Ids in the tracker by ids in the store, where they differ: after the first member of a campaign was deleted, a restart
   * gives it another id.
   */
  readonly aliases: Map<string, string>;
  /** How the judge weighs the members of each campaign, by its id in the tracker. */
  readonly weights: Map<string, MemberWeights>;
  /** Campaigns that moderators made part of another, by their id in the store. */
  readonly parts: Map<string, Part>;
}

/** What a campaign was in the tracker when it became a part of another. */
interface Part {
  readonly id: string;
  readonly weights: MemberWeights | undefined;
}

/** Posts that are read from the store at once. */
const PAGE = 1000;
/** Ms of placing after which the event loop gets its turn. */
const LONGEST_TURN_MS = 8;

/** Yields to the event loop after 8 ms of uninterrupted work. */
export function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_TURN_MS) return;
    await nextTurn();
    since = performance.now();
  };
}

/** A post as the tracker takes it. */
export function postOf(stored: Omit<StoredPost, 'seq' | 'score' | 'weight' | 'campaignId' | 'core'>): Post {
  const { messageId, text, articleId, authorHash, postedAt, channelId } = stored;
  return {
    id: messageId,
    text,
    article: articleId,
    author: authorHash,
    at: postedAt,
    channel: channelId,
  };
}

const folder = new Folder();

/** A text with spaces and disguise undone: copies under one article weigh once. */
export function bare(text: string): string {
  const { letters, length } = folder.fold(text);
  return String.fromCharCode(...letters.subarray(0, length));
}

/** Counts what the judge made of a placed post, alone, among the members of its campaign. */
export function weigh(
  { weights }: Tracked,
  { articleId, text }: Pick<StoredPost, 'articleId' | 'text'>,
  weight: number | null,
  { campaign, absorbed }: Placement,
): void {
  if (campaign === null) return;
  const own = weights.get(campaign) ?? new MemberWeights();
  weights.set(campaign, own);
  for (const other of absorbed) {
    own.addAll(weights.get(other) ?? new MemberWeights());
    weights.delete(other);
  }
  if (weight !== null) own.add(articleId, bare(text), weight);
}

/** Merges a campaign (ids in the tracker) into another; `part` is its id in the store. */
export function mergeIn(
  { tracker, weights, parts }: Tracked,
  kept: string,
  { gone, part }: { readonly gone: string; readonly part: string },
): void {
  tracker.merge([kept, gone]);
  const theirs = weights.get(gone);
  weights.delete(gone);
  parts.set(part, { id: gone, weights: theirs });
  if (theirs === undefined) return;
  const own = weights.get(kept) ?? new MemberWeights();
  own.addAll(theirs);
  weights.set(kept, own);
}

/**
 * Undoes `mergeIn`; what the judge made of the part's members stays with both.
 *
 * @param id in the tracker
 * @param part its id in the store
 * @returns its id in the tracker; undefined where it is no part, or none of its posts is left
 */
export function unmergeIn(
  { tracker, weights, parts }: Tracked,
  id: string,
  part: string,
): string | undefined {
  const was = parts.get(part);
  const back = was && tracker.unmerge(id, was.id);
  parts.delete(part);
  if (back !== undefined && was?.weights !== undefined) weights.set(back, was.weights);
  return back;
}

/** Tells the tracker of an article, once. */
export async function showArticle(
  { tracker, articles }: Tracked,
  articleId: string,
  read: (id: string) => Promise<Article | undefined>,
): Promise<void> {
  if (articles.has(articleId)) return;
  articles.add(articleId);
  const article = await read(articleId);
  if (article !== undefined)
    tracker.article({ id: articleId, title: article.title, body: article.body, at: null });
}

/**
 * Rebuilds the tracker of a server: everything that it took, posts and events, in the order in which it took them.
 *
 * @throws `Fault` `store/…`
 */
export async function rebuild(
  guildId: string,
  store: CampaignStore,
  tracker: Tracker,
  read: (id: string) => Promise<Article | undefined>,
): Promise<Tracked> {
  const [events, records] = await Promise.all([
    store.events(guildId),
    store.list(guildId, { limit: Number.MAX_SAFE_INTEGER }),
  ]);
  const known = new Map<string, Known>(
    records.map((record) => [
      record.id,
      {
        ...record,
        decision: record.decided?.decision ?? null,
        members: new Map<string, boolean>(),
        described: 0,
      },
    ]),
  );
  const tracked: Tracked = {
    tracker,
    seq: 0,
    articles: new Set(),
    posts: new Map(),
    known,
    aliases: new Map(),
    weights: new Map(),
    parts: new Map(),
  };
  const replay = new Replay(tracked, events);
  const turn = turns();
  let after = { seq: -1, messageId: '' };
  for (;;) {
    const page = await store.posts(guildId, after, PAGE);
    for (const post of page) {
      replay.eventsBefore(post.seq);
      await showArticle(tracked, post.articleId, read);
      weigh(tracked, post, post.weight, tracker.place(postOf(post), post.score));
      tracked.posts.set(post.messageId, post.postedAt);
      tracked.seq = Math.max(tracked.seq, post.seq);
      replay.stored(post);
      await turn();
    }
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) break;
    after = { seq: last.seq, messageId: last.messageId };
  }
  replay.eventsBefore(Infinity);
  replay.match();
  return tracked;
}

/** Applies events between posts, and finds out which campaign of the tracker is which of the store. */
class Replay {
  readonly #tracked: Tracked;
  readonly #events: readonly CampaignEvent[];
  #next = 0;
  /** Stored members by the id of their campaign in the store. */
  readonly #stored = new Map<string, StoredPost[]>();

  constructor(tracked: Tracked, events: readonly CampaignEvent[]) {
    this.#tracked = tracked;
    this.#events = [...events].sort((a, b) => a.seq - b.seq || a.number - b.number);
  }

  stored(post: StoredPost): void {
    if (post.campaignId === null) return;
    const members = this.#stored.get(post.campaignId);
    if (members === undefined) this.#stored.set(post.campaignId, [post]);
    else members.push(post);
    this.#tracked.known.get(post.campaignId)?.members.set(post.messageId, post.core);
  }

  /** Applies the events that happened before the post with a number. */
  eventsBefore(seq: number): void {
    const { tracker } = this.#tracked;
    for (; this.#next < this.#events.length; this.#next++) {
      const event = this.#events[this.#next]!;
      if (event.seq >= seq) return;
      this.#tracked.seq = Math.max(this.#tracked.seq, event.seq);
      const { kind, ids, campaignId } = event;
      if (kind === 'merge') this.#merge(campaignId, ids);
      const id = this.#idOf(campaignId);
      if (id === undefined) continue;
      if (kind === 'undo') tracker.decide(id, null);
      else if (kind === 'split') tracker.split(id, ids);
      else if (kind === 'unmerge') unmergeIn(this.#tracked, id, ids[0] ?? '');
      else if (kind !== 'merge' && kind !== 'remove-new' && kind !== 'absorbed') tracker.decide(id, kind);
    }
  }

  /** The members of both are stored as the merged one's: those of the part are known by the event. */
  #merge(campaignId: string, [part = '', ...messages]: readonly string[]): void {
    const theirs = new Set(messages);
    const gone = this.#idOf(part, messages);
    const kept = this.#idOf(
      campaignId,
      (this.#stored.get(campaignId) ?? []).flatMap(({ messageId }) =>
        theirs.has(messageId) ? [] : [messageId],
      ),
    );
    if (kept !== undefined && gone !== undefined && kept !== gone)
      mergeIn(this.#tracked, kept, { gone, part });
  }

  /** The tracker's id of a campaign of the store: its own, else that of its members. */
  #idOf(
    id: string,
    messages: readonly string[] = (this.#stored.get(id) ?? []).map(({ messageId }) => messageId),
  ): string | undefined {
    const { tracker } = this.#tracked;
    return tracker.campaign(id)?.id ?? mostFrequent(messages.map((one) => tracker.membership(one)?.campaign));
  }

  match(): void {
    const { tracker, known, aliases } = this.#tracked;
    for (const id of known.keys()) {
      if (tracker.campaign(id)?.id === id) continue;
      const found = this.#idOf(id);
      // A campaign with an id of its own is another one.
      if (found !== undefined && !known.has(found) && ![...aliases.values()].includes(found))
        aliases.set(id, found);
    }
  }
}

function mostFrequent(ids: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}

/** The tracker's id of a campaign of the store. */
export function trackerId({ aliases }: Pick<Tracked, 'aliases'>, id: string): string {
  return aliases.get(id) ?? id;
}

/** The store's id of a campaign of the tracker. */
export function recordId({ aliases }: Pick<Tracked, 'aliases'>, id: string): string {
  for (const [record, tracker] of aliases) if (tracker === id) return record;
  return id;
}

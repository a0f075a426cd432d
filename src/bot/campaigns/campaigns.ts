import type { Logger } from 'pino';
import type { CampaignDecision } from '../../campaign/index.js';
import type { CampaignMember } from '../../judge/index.js';
import { campaignKeptMs, foldsCards, inheritanceGateOf, type Mode } from '../../moderation/index.js';
import type {
  CampaignChanges,
  CampaignDecided,
  IncomingMessage,
  NewCampaignPost,
  Store,
} from '../../store/index.js';
import type { Inherited, Metrics } from '../health/metrics.js';
import { ANYTHING, type Circumstances, changesOf, type Touched } from './changes.js';
import { type Plan, planMerge, planSplit, planUnmerge, type Regrouped } from './regroup.js';
import {
  bare,
  postOf,
  rebuild,
  recordId,
  showArticle,
  type Tracked,
  type Tracker,
  trackerId,
  turns,
  weigh,
} from './tracked.js';

/** Servers with a tracker in memory; the least recently used one is rebuilt when it is needed again. */
const CACHED_SERVERS = 200;
/** Deleted messages that are remembered, in case one was being judged when it was deleted. */
const REMEMBERED_DELETIONS = 10_000;

/** A judged message. */
export interface JudgedMessage {
  readonly message: IncomingMessage;
  /** Probability of being foreign by the judge alone; null: nothing to go by. */
  readonly score: number | null;
  /** Its evidence without the prior, in logits; null: none. */
  readonly weight: number | null;
  /** The mode of its channel: without cards in `off` and `shadow`, without removals but those of a click unless it is `act`. */
  readonly mode: Mode;
}

/** What is said of a message among the campaigns of its server. */
export interface Placed {
  /** For the store, which keeps its text. */
  readonly post: NewCampaignPost;
  /** The known campaign that it is a member of, as evidence for the judge. */
  readonly member: CampaignMember | null;
  /** Whether the campaign's card, or the decision on it, stands for the message's own. */
  readonly folded: boolean;
}

/** What messages changed, to be stored with their verdicts. */
export interface Placing {
  /** What is said of a message; undefined where its server looks for no campaigns. */
  of(messageId: string): Placed | undefined;
  readonly changes: readonly CampaignChanges[];
}

export interface CampaignServices {
  readonly store: Store;
  readonly metrics: Pick<Metrics, 'campaignPlaced' | 'campaignInherited'>;
  readonly newTracker: () => Tracker;
  readonly log: Logger;
  readonly now: () => number;
}

/**
 * The campaigns of all servers. A tracker in memory places each judged message; what it says is stored in the transaction of
 * the verdict, and everything that it took can be replayed, so a restart goes on where the last transaction ended. Work on one
 * server is done one after another.
 */
export class Campaigns {
  readonly #services: CampaignServices;
  readonly #servers = new Map<string, Tracked>();
  /** The end of the work in flight, by server. */
  readonly #work = new Map<string, Promise<unknown>>();
  readonly #deleted = new Set<string>();

  constructor(services: CampaignServices) {
    this.#services = services;
  }

  /**
   * Places messages and runs `storing` with what that changed; nobody else works on their servers meanwhile. Where `storing`
   * fails, the trackers are dropped: they know what the store does not.
   */
  async during<T>(messages: readonly JudgedMessage[], storing: (placing: Placing) => Promise<T>): Promise<T> {
    const guildIds = [...new Set(messages.map(({ message }) => message.guildId))].sort();
    return this.#exclusively(guildIds, async () => {
      try {
        const { placing, inherited } = await this.#place(guildIds, messages);
        const stored = await storing(placing);
        for (const outcome of inherited) this.#services.metrics.campaignInherited(outcome);
        return stored;
      } catch (error) {
        for (const guildId of guildIds) this.#servers.delete(guildId);
        throw error;
      }
    });
  }

  /** Counts deleted messages out, after the store has deleted them; those that the bot removed itself still count. */
  async forget(guildId: string, messageIds: readonly string[]): Promise<void> {
    for (const id of messageIds) this.#deleted.add(id);
    for (const id of this.#deleted) {
      if (this.#deleted.size <= REMEMBERED_DELETIONS) break;
      this.#deleted.delete(id);
    }
    await this.#changing(guildId, async (tracked) => {
      const kept = new Set(await this.#services.store.campaigns.kept(messageIds));
      const gone = messageIds.filter((id) => !kept.has(id) && tracked.posts.has(id));
      if (gone.length === 0) return new Map();
      const touched = new Map<string, typeof ANYTHING>();
      for (const id of gone) {
        const membership = tracked.tracker.membership(id);
        if (membership !== undefined) touched.set(membership.campaign, ANYTHING);
        for (const [record, { members }] of tracked.known)
          if (members.has(id)) touched.set(trackerId(tracked, record), ANYTHING);
        tracked.posts.delete(id);
      }
      tracked.tracker.forget(gone);
      return touched;
    });
  }

  /** Deletes the tracker of a server whose data was deleted. */
  drop(guildId: string): void {
    this.#servers.delete(guildId);
  }

  /** Ends campaigns that fell silent, and forgets posts that the store keeps no longer, in the servers that have a tracker. */
  async sweep(): Promise<void> {
    const { store, now } = this.#services;
    for (const guildId of [...this.#servers.keys()]) {
      const settings = await store.servers.settings(guildId);
      if (!settings.campaigns) this.#servers.delete(guildId);
      else
        await this.#changing(
          guildId,
          (tracked) => {
            tracked.tracker.expire(now());
            const all = allOf(tracked);
            const before = now() - campaignKeptMs(settings);
            const old = [...tracked.posts].filter(([, at]) => at < before).map(([id]) => id);
            for (const id of old) tracked.posts.delete(id);
            if (old.length > 0) tracked.tracker.forget(old);
            return Promise.resolve(all);
          },
          true,
        );
    }
  }

  /** Decides a campaign; see `CampaignStore.decide`. */
  decide(
    guildId: string,
    id: string,
    decision: CampaignDecision | 'remove-new' | 'undo',
    moderatorId: string,
  ): Promise<CampaignDecided> {
    const { store, now } = this.#services;
    return this.#exclusively([guildId], async () => {
      const tracked = await this.#server(guildId);
      const request = { guildId, id, moderatorId, now: now(), seq: ++tracked.seq };
      const decided =
        decision === 'undo'
          ? await store.campaigns.undo(request)
          : await store.campaigns.decide({ ...request, decision });
      if ('refused' in decided || decision === 'remove-new') return decided;
      const stands = decision === 'undo' ? null : decision;
      const known = tracked.known.get(id);
      if (known !== undefined) tracked.known.set(id, { ...known, decision: stands });
      const own = trackerId(tracked, id);
      tracked.tracker.decide(own, stands);
      await this.#write(guildId, tracked, new Map([[own, ANYTHING]]));
      return decided;
    });
  }

  /** Splits the fringe of a campaign off into one of its own; refused (`no-fringe`) where it has none. */
  split(guildId: string, id: string, moderatorId: string): Promise<Regrouped> {
    return this.#regroup({ guildId, ids: [id], moderatorId }, (tracked) => planSplit(tracked, id));
  }

  /** Merges two campaigns; the one that is known, else has a card, else is older keeps its id, which is given back. */
  merge(guildId: string, id: string, other: string, moderatorId: string): Promise<Regrouped> {
    return this.#regroup({ guildId, ids: [id, other], moderatorId }, (tracked) =>
      planMerge(tracked, id, other),
    );
  }

  /** Undoes the latest merge into a campaign that stands; what joined since goes with what it was linked to. */
  unmerge(guildId: string, id: string, moderatorId: string): Promise<Regrouped> {
    const { campaigns } = this.#services.store;
    return this.#regroup({ guildId, ids: [id], moderatorId }, (tracked) =>
      planUnmerge(tracked, campaigns, guildId, id),
    );
  }

  /** Regroups campaigns in the tracker and the store; where either refuses, the tracker is rebuilt when it is needed. */
  async #regroup(
    {
      guildId,
      ids,
      moderatorId,
    }: { readonly guildId: string; readonly ids: readonly string[]; readonly moderatorId: string },
    plan: (tracked: Tracked) => Promise<Plan> | Plan,
  ): Promise<Regrouped> {
    const { store, now } = this.#services;
    return this.#exclusively([guildId], async () => {
      const tracked = await this.#server(guildId);
      const seq = ++tracked.seq;
      try {
        const made = await plan(tracked);
        if ('refused' in made) {
          const asked = await Promise.all(ids.map((id) => store.campaigns.get(guildId, id)));
          const merged = asked.some((one) => one !== undefined && one.mergedInto !== null);
          return made.refused === 'unknown' && merged ? { refused: 'merged' } : made;
        }
        const { id, touched, what } = made;
        const changes = changesOf(tracked, touched, await this.#circumstances(guildId, tracked, touched));
        const done = await store.campaigns.regroup({
          ...what,
          guildId,
          id,
          moderatorId,
          now: now(),
          seq,
          changes,
        });
        if ('refused' in done) this.#servers.delete(guildId);
        return 'refused' in done ? done : { ...done, id };
      } catch (error) {
        this.#servers.delete(guildId);
        throw error;
      }
    });
  }

  async #place(
    guildIds: readonly string[],
    messages: readonly JudgedMessage[],
  ): Promise<{ readonly placing: Placing; readonly inherited: readonly Inherited[] }> {
    const inherited: Inherited[] = [];
    const placed = new Map<string, NewCampaignPost>();
    const said = new Map<string, Placed>();
    const changes: CampaignChanges[] = [];
    const turn = turns();
    for (const guildId of guildIds) {
      if (!(await this.#services.store.servers.settings(guildId)).campaigns) continue;
      const tracked = await this.#server(guildId);
      const own = messages.filter(({ message }) => message.guildId === guildId);
      const touched: Growing = new Map();
      for (const one of own) {
        const { message } = one;
        const post = await this.#placeOne(tracked, one, touched);
        if (post !== undefined) placed.set(message.messageId, post);
        await turn();
      }
      const circumstances = await this.#circumstances(guildId, tracked, touched, own);
      const changed = changesOf(tracked, touched, circumstances);
      if (changed.length > 0) changes.push({ guildId, changes: changed });
      for (const { message } of own) {
        const post = placed.get(message.messageId);
        if (post === undefined) continue;
        said.set(message.messageId, { post, ...standing(tracked, message) });
        inherited.push(...inheritedBy(tracked, message.messageId, circumstances));
      }
    }
    return { placing: { of: (messageId) => said.get(messageId), changes }, inherited };
  }

  async #placeOne(
    tracked: Tracked,
    { message, score, weight }: JudgedMessage,
    touched: Growing,
  ): Promise<NewCampaignPost | undefined> {
    const { store } = this.#services;
    const { guildId, messageId, articleId, channelId, postedAt, text } = message;
    if (text.trim() === '' || this.#deleted.has(messageId)) return undefined;
    await showArticle(tracked, articleId, (id) => store.articles.get(guildId, id));
    // An older revision, or one whose verdict could not be stored.
    if (tracked.posts.has(messageId)) {
      const before = tracked.tracker.membership(messageId);
      if (before !== undefined) touch(touched, before.campaign, [], null);
      tracked.tracker.forget([messageId]);
      for (const { members } of tracked.known.values()) members.delete(messageId);
    }
    const authorHash = store.privacy.authorHash(guildId, message.author.id);
    const seq = ++tracked.seq;
    const began = performance.now();
    const placement = tracked.tracker.place(
      postOf({ messageId, articleId, channelId, authorHash, postedAt, text }),
      score,
    );
    weigh(tracked, message, weight, placement);
    const { campaign, absorbed } = placement;
    this.#services.metrics.campaignPlaced(campaign !== null, (performance.now() - began) / 1000);
    tracked.posts.set(messageId, postedAt);
    if (campaign !== null) touch(touched, campaign, absorbed, messageId);
    return { seq, text, score };
  }

  /** Works on a server's tracker, and stores what that changed. */
  async #changing(
    guildId: string,
    work: (tracked: Tracked) => Promise<Touched>,
    aged = false,
  ): Promise<void> {
    await this.#exclusively([guildId], async () => {
      const tracked = await this.#server(guildId);
      await this.#write(guildId, tracked, await work(tracked), aged);
    });
  }

  async #write(guildId: string, tracked: Tracked, touched: Touched, aged = false): Promise<void> {
    const { store, now } = this.#services;
    if (touched.size === 0) return;
    try {
      const changes = changesOf(tracked, touched, await this.#circumstances(guildId, tracked, touched), aged);
      if (changes.length > 0) await store.campaigns.write({ guildId, changes }, now());
    } catch (error) {
      this.#servers.delete(guildId);
      throw error;
    }
  }

  /** @param came messages that came now; without any no card is ordered, and nothing is removed unseen */
  async #circumstances(
    guildId: string,
    tracked: Tracked,
    touched: Touched,
    came: readonly JudgedMessage[] = [],
  ): Promise<Circumstances> {
    const { store, now } = this.#services;
    const { campaignCards } = await store.servers.settings(guildId);
    const [shown, acted] = [new Set<string>(), new Set<string>()];
    for (const { message, mode } of came) {
      const membership = tracked.tracker.membership(message.messageId);
      if (membership === undefined) continue;
      if (mode === 'flag' || mode === 'act') shown.add(membership.campaign);
      if (mode === 'act') acted.add(membership.campaign);
    }
    const open = new Set<string>();
    for (const id of touched.keys()) {
      const record = recordId(tracked, id);
      if (!acted.has(id) || tracked.known.get(record)?.decision !== 'remove') continue;
      const [own, all] = await Promise.all([
        store.campaigns.get(guildId, record),
        store.campaigns.reviewed(guildId),
      ]);
      if (own !== undefined && inheritanceGateOf(own.reviewed, all).open) open.add(record);
    }
    return {
      now: now(),
      cardsPerDay: campaignCards,
      visible: (id) => shown.has(id),
      inherits: (record) => open.has(record),
    };
  }

  async #server(guildId: string): Promise<Tracked> {
    const cached = this.#servers.get(guildId);
    if (cached !== undefined) {
      this.#servers.delete(guildId);
      this.#servers.set(guildId, cached);
      return cached;
    }
    const { store, newTracker, now, log } = this.#services;
    const made = await rebuild(guildId, store.campaigns, newTracker(), (id) =>
      store.articles.get(guildId, id),
    );
    made.tracker.expire(now());
    this.#servers.set(guildId, made);
    if (this.#servers.size > CACHED_SERVERS) this.#servers.delete(this.#servers.keys().next().value!);
    // A crash between a deletion and its recount, or a day in which campaigns fell silent.
    await this.#write(guildId, made, allOf(made), true);
    log.debug({ guildId, posts: made.posts.size, campaigns: made.known.size }, 'campaigns were rebuilt');
    return made;
  }

  async #exclusively<T>(guildIds: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = guildIds.flatMap((guildId) => this.#work.get(guildId) ?? []);
    const done = Promise.allSettled(before).then(work);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    for (const guildId of guildIds) this.#work.set(guildId, settled);
    try {
      return await done;
    } finally {
      for (const guildId of guildIds) if (this.#work.get(guildId) === settled) this.#work.delete(guildId);
    }
  }
}

/** What a batch of messages does to campaigns, by their ids in the tracker. */
type Growing = Map<string, { readonly absorbed: Set<string>; joined: string[] | null }>;

/** @param joined the message that joined it; null: one left it */
function touch(touched: Growing, id: string, absorbed: readonly string[], joined: string | null): void {
  const own = touched.get(id) ?? { absorbed: new Set<string>(), joined: [] };
  touched.set(id, own);
  if (joined === null) own.joined = null;
  else own.joined?.push(joined);
  for (const other of absorbed) {
    own.absorbed.add(other);
    // What the absorbed one had absorbed in this batch is part of this one too.
    for (const earlier of touched.get(other)?.absorbed ?? []) own.absorbed.add(earlier);
  }
}

function allOf(tracked: Tracked): Touched {
  const ids = [
    ...tracked.tracker.campaigns().map(({ id }) => id),
    ...[...tracked.known.keys()].map((id) => trackerId(tracked, id)),
  ];
  return new Map(ids.map((id) => [id, ANYTHING]));
}

/** Where a message stands among the known campaigns of its server. */
function standing(
  tracked: Tracked,
  { messageId, articleId, text }: IncomingMessage,
): Pick<Placed, 'member' | 'folded'> {
  const membership = tracked.tracker.membership(messageId);
  if (membership === undefined) return { member: null, folded: false };
  const id = recordId(tracked, membership.campaign);
  const known = tracked.known.get(id);
  if (known === undefined || known.state === 'emerging') return { member: null, folded: false };
  const folded = foldsCards(known.decision, known.carded);
  if (known.decision === 'not-campaign') return { member: null, folded };
  const { span, phrase } = membership;
  const { name, counts } = known.summary;
  return {
    member: {
      id,
      name,
      posts: counts.posts,
      articles: counts.articles,
      others: tracked.weights.get(membership.campaign)?.others(articleId, bare(text)) ?? null,
      span: span === null ? null : [...span],
      phrase,
    },
    folded,
  };
}

/** What the decision on its campaign does with a message that came now; nothing without one, or with one of the fringe. */
function inheritedBy(
  tracked: Tracked,
  messageId: string,
  { inherits }: Pick<Circumstances, 'inherits'>,
): Inherited[] {
  const membership = tracked.tracker.membership(messageId);
  const id = membership && recordId(tracked, membership.campaign);
  const decision = id === undefined ? undefined : tracked.known.get(id)?.decision;
  if (id === undefined || decision == null || decision === 'not-campaign') return [];
  if (decision !== 'remove') return ['stays'];
  return membership?.core === true ? [inherits(id) ? 'removed' : 'waits'] : [];
}

import { finishHash, HASH_START, hashStep, hashSteps } from '../hangul/index.js';
import type { Campaign, CampaignDecision, Ground, Membership, Placement, Post } from './campaign.js';
import { firstOf, lastOf, publicOf, type Cluster, type Member } from './cluster.js';
import { isCampaign } from './declare.js';
import { describe } from './describe.js';
import type { Finder, Past, Proposal, ReadPost, Share } from './finder.js';
import { Folder, type Folded } from './fold.js';
import { NearFinder } from './near-finder.js';
import { CAMPAIGN_DEFAULTS, type CampaignOptions } from './options.js';
import { Packer, Unpacker } from './packing.js';
import { PostLog } from './post-log.js';
import { WordCounts } from './word-counts.js';

/** Cluster keys in the log: in none; never to be joined (decided not to be a campaign, or expired). */
const NONE = -1;
const NEVER = -2;

/** Posts of a cluster and the share of them that were linked by their text. */
const ONE_TEXT_POSTS = 3;
const ONE_TEXT_SHARE = 0.8;

const NOTHING: Placement = { campaign: null, membership: null, declared: false, absorbed: [] };

/**
 * Finds campaigns in a row of posts, one at a time and by what came before only. Pure: a state, no clock, no files. The same posts in the
 * same order give the same campaigns, whether or not the tracker was packed ({@link state}) and opened ({@link open}) between them.
 */
export class CampaignTracker {
  readonly #options: CampaignOptions;
  readonly #log: PostLog;
  readonly #finders: readonly Finder[];
  readonly #folder = new Folder();
  readonly #words = new WordCounts();
  #articles = new Map<string, number>();
  #clusters = new Map<number, Cluster>();
  #byId = new Map<string, number>();
  /** How many of a cluster's first members were linked by their text; whoever leaves or comes between is counted anew. */
  readonly #linkedByText = new WeakMap<Cluster, { members: number; linked: number }>();
  /** Cluster of each member, by id of the post. */
  #memberOf = new Map<string, number>();
  #nextKey = 0;
  #now: number | null = null;

  constructor(options: Partial<CampaignOptions> = {}) {
    this.#options = { ...CAMPAIGN_DEFAULTS, ...options };
    this.#log = new PostLog(this.#options.window);
    const log = this.#log;
    const past: Past = {
      get oldest() {
        return log.oldest;
      },
      get next() {
        return log.next;
      },
      text: (serial) => log.text(serial),
      cluster: (serial) => log.cluster(serial),
      article: (serial) => log.article(serial),
      at: (serial) => log.at(serial),
      author: (serial) => log.author(serial),
      clusterSize: (key) => this.#clusters.get(key)?.members.length ?? 0,
    };
    this.#finders = [
      new NearFinder(past, this.#options.chants),
      ...this.#options.finders.map((make) => make(past)),
    ];
  }

  /** An article, known from now on: call it in the order of time with the posts. */
  article(ground: Ground): void {
    this.#articleNumber(ground.id);
    for (const finder of this.#finders) finder.article(ground);
  }

  #articleNumber(id: string): number {
    const known = this.#articles.get(id);
    if (known !== undefined) return known;
    this.#articles.set(id, this.#articles.size);
    return this.#articles.size - 1;
  }

  /**
   * Places the next post.
   *
   * @param foreign P(off-topic) of the judge alone, where known
   */
  place(post: Post, foreign: number | null = null): Placement {
    if (post.at !== null && (this.#now === null || post.at > this.#now)) this.#now = post.at;
    const folded = this.#folder.fold(post.text);
    const read: ReadPost = { serial: this.#log.next, post, folded, foreign };
    const proposals = this.#finders.flatMap((finder) => finder.find(read));
    const placement = this.#join(read, proposals);
    const key = placement.campaign === null ? NONE : this.#byId.get(placement.campaign)!;
    this.#log.push(
      post.id,
      authorNumber(post.author),
      this.#articleNumber(post.article),
      post.at,
      key,
      post.text,
    );
    for (const finder of this.#finders) finder.keep(read, key);
    this.#words.add(post.text);
    return placement;
  }

  #join(read: ReadPost, all: readonly Proposal[]): Placement {
    const proposals = all.filter(
      (proposal) =>
        proposal.others.some(({ serial }) => this.#log.has(serial)) &&
        (proposal.by === 'copy' ||
          proposal.by === 'near' ||
          !this.#clustersOf(proposal).some((key) => this.#isOneText(key))),
    );
    const best = proposals.reduce<Proposal | undefined>(
      (most, proposal) => (most === undefined || proposal.bits > most.bits ? proposal : most),
      undefined,
    );
    if (best === undefined) return NOTHING;
    const absorbed: string[] = [];
    let cluster = this.#clusterOf(best, absorbed);
    for (const other of proposals) {
      if (other === best || !(other.merges || other.echoes === true)) continue;
      const echo = this.#clusterOf(other, absorbed);
      if (other.merges || !(cluster.known && echo.known)) cluster = this.#absorb(cluster, echo, absorbed);
    }
    const link = this.#log.id(best.others[0]!.serial);
    const member = memberOf(this.#posted(read), best.own, best, link);
    this.#add(cluster, member);
    let declared = false;
    if (!cluster.known && (best.known === true || isCampaign(cluster))) {
      declared = cluster.known = true;
      cluster.declared = read.post.at;
    }
    return { campaign: cluster.id, membership: publicOf(member), declared, absorbed };
  }

  /** Keys of the clusters that the proposal's earlier posts are in. */
  #clustersOf({ others }: Proposal): number[] {
    return [...new Set(others.map(({ serial }) => this.#log.cluster(serial)))];
  }

  /** Whether a cluster is a text and its copies: a word of it does not make others members. */
  #isOneText(key: number): boolean {
    const cluster = this.#clusters.get(key);
    if (cluster === undefined) return false;
    const { members } = cluster;
    const counted = this.#linkedByText.get(cluster) ?? { members: 0, linked: 0 };
    for (; counted.members < members.length; counted.members++) {
      const { by } = members[counted.members]!;
      if (by === 'copy' || by === 'near') counted.linked++;
    }
    this.#linkedByText.set(cluster, counted);
    return members.length >= ONE_TEXT_POSTS && counted.linked >= members.length * ONE_TEXT_SHARE;
  }

  /** The cluster of a proposal's earlier posts, made or grown by those that were in none. */
  #clusterOf(proposal: Proposal, absorbed: string[]): Cluster {
    const others = proposal.others.filter(
      ({ serial }) => this.#log.has(serial) && this.#log.cluster(serial) > NEVER,
    );
    let cluster: Cluster | undefined;
    for (const { serial } of others) {
      const key = this.#log.cluster(serial);
      const theirs = key < 0 ? undefined : this.#clusters.get(key);
      if (theirs === undefined || theirs === cluster) continue;
      cluster = cluster === undefined ? theirs : this.#absorb(cluster, theirs, absorbed);
    }
    const free = others
      .filter(({ serial }) => this.#log.cluster(serial) === NONE)
      .sort((a, b) => a.serial - b.serial);
    for (const share of free) {
      cluster ??= this.#open(this.#log.id(share.serial));
      this.#addEarlier(cluster, share, proposal);
    }
    return cluster!;
  }

  #open(first: string, wanted?: string): Cluster {
    const key = this.#nextKey++;
    let id = wanted ?? `k${hashOf(first).toString(16).padStart(8, '0')}`;
    // Two first members with one hash: the later campaign takes a longer name.
    while (this.#byId.has(id)) id += 'x';
    const cluster: Cluster = {
      key,
      id,
      members: [],
      known: false,
      declared: null,
      decision: null,
      merged: [],
      splitFrom: null,
      expired: false,
    };
    this.#clusters.set(key, cluster);
    this.#byId.set(id, key);
    return cluster;
  }

  #addEarlier(cluster: Cluster, share: Share, proposal: Proposal): void {
    const { serial } = share;
    const text = this.#log.text(serial);
    const kept: Posted = {
      post: this.#log.id(serial),
      serial,
      author: this.#log.author(serial),
      article: this.#log.article(serial),
      channel: null,
      at: this.#log.at(serial),
      ...foldedOf(new Folder().fold(text)),
      text,
      foreign: null,
    };
    this.#add(cluster, memberOf(kept, share, proposal, cluster.members[0]?.post ?? null));
  }

  #posted({ serial, post, folded, foreign }: ReadPost): Posted {
    return {
      post: post.id,
      serial,
      author: authorNumber(post.author),
      article: this.#articleNumber(post.article),
      channel: post.channel ?? null,
      at: post.at,
      ...foldedOf(folded),
      text: post.text,
      foreign,
    };
  }

  #add(cluster: Cluster, member: Member): void {
    cluster.members.push(member);
    this.#memberOf.set(member.post, cluster.key);
    this.#log.setCluster(member.serial, cluster.key);
  }

  /** One cluster of two: known before emerging, then the older one keeps its id. */
  #absorb(one: Cluster, other: Cluster, absorbed: string[]): Cluster {
    if (one === other) return one;
    const firstSerial = (cluster: Cluster): number => cluster.members[0]?.serial ?? 0;
    const keepsOne = one.known === other.known ? firstSerial(one) <= firstSerial(other) : one.known;
    const [kept, gone] = keepsOne ? [one, other] : [other, one];
    this.#take(kept, gone);
    absorbed.push(gone.id);
    return kept;
  }

  /** Moves all of one cluster into another. */
  #take(kept: Cluster, gone: Cluster): void {
    for (const member of gone.members) this.#add(kept, member);
    kept.members.sort((a, b) => a.serial - b.serial);
    this.#linkedByText.delete(kept);
    kept.decision ??= gone.decision;
    if (gone.declared !== null) kept.declared = Math.min(kept.declared ?? gone.declared, gone.declared);
    kept.merged = [...kept.merged, ...gone.merged, gone.id];
    this.#clusters.delete(gone.key);
    this.#byId.delete(gone.id);
  }

  /** Campaigns, known and emerging, biggest first; with `since` (ms since 1970) those that had a post from then on. */
  campaigns(since?: number): Campaign[] {
    return [...this.#clusters.values()]
      .filter((cluster) => since === undefined || (lastOf(cluster) ?? Infinity) >= since)
      .sort((a, b) => b.members.length - a.members.length || a.key - b.key)
      .map((cluster) => describe(cluster, this.#now, this.#options, this.#words));
  }

  campaign(id: string): Campaign | undefined {
    const cluster = this.#find(id);
    return cluster && describe(cluster, this.#now, this.#options, this.#words);
  }

  #find(id: string): Cluster | undefined {
    const key = this.#byId.get(id);
    if (key !== undefined) return this.#clusters.get(key);
    for (const cluster of this.#clusters.values()) if (cluster.merged.includes(id)) return cluster;
    return undefined;
  }

  /** Why a post is a member, and of which campaign, as of now; undefined: of none. */
  membership(post: string): (Membership & { readonly campaign: string }) | undefined {
    const key = this.#memberOf.get(post);
    const cluster = key === undefined ? undefined : this.#clusters.get(key);
    const member = cluster?.members.findLast((one) => one.post === post);
    return cluster && member && { ...publicOf(member), campaign: cluster.id };
  }

  /** Whether a moderator has decided on a campaign, or null to take it back. `ordinary` and `not-campaign` are remembered as chants. */
  decide(id: string, decision: CampaignDecision | null): void {
    const cluster = this.#find(id);
    if (cluster === undefined) return;
    cluster.decision = decision;
    const serials = cluster.members.map((member) => member.serial).filter((serial) => this.#log.has(serial));
    const chant = decision === 'ordinary' || decision === 'not-campaign';
    for (const finder of this.#finders) {
      finder.unchant?.(cluster.key);
      if (chant) finder.chant(serials, cluster.key);
    }
    const key = decision === 'not-campaign' ? NEVER : cluster.key;
    for (const serial of serials) this.#log.setCluster(serial, key);
  }

  /** Makes one campaign of several; the first keeps its id, which is returned. {@link unmerge} undoes it. */
  merge(ids: readonly string[]): string {
    const [first, ...others] = new Set(
      ids.map((id) => this.#find(id)).filter((cluster) => cluster !== undefined),
    );
    for (const other of others) this.#mergeInto(first!, other);
    return first?.id ?? '';
  }

  #mergeInto(kept: Cluster, gone: Cluster): void {
    const { id, merged, splitFrom, parts = [], members } = gone;
    const part = { ...standOf(gone), id, merged, splitFrom, parts, posts: members.map(({ post }) => post) };
    const before = standOf(kept);
    this.#take(kept, gone);
    kept.known ||= part.known;
    for (const finder of this.#finders) finder.unchant?.(gone.key);
    this.decide(kept.id, kept.decision);
    kept.parts = [...(kept.parts ?? []), { ...part, before, since: this.#log.next, together: standOf(kept) }];
  }

  /**
   * Takes apart what {@link merge} made one: the posts of `part`, and those that were linked to them since. Both are what they
   * were before, but for a decision since, which both keep.
   *
   * @param part id that the campaign had
   * @returns its id now; undefined where it is no part, or none of its posts is left
   */
  unmerge(id: string, part: string): string | undefined {
    const cluster = this.#find(id);
    const was = cluster?.parts?.find((one) => one.id === part);
    if (cluster === undefined || was === undefined) return undefined;
    const out = new Set(was.posts);
    for (const { post, serial, link } of cluster.members)
      if (serial >= was.since && link !== null && out.has(link)) out.add(post);
    const leaving = cluster.members.filter(({ post }) => out.has(post));
    cluster.parts = cluster.parts!.filter((one) => one !== was);
    if (leaving.length === 0) return undefined;
    const gone = new Set([was.id, ...was.merged]);
    cluster.merged = cluster.merged.filter((one) => !gone.has(one));
    const own = this.#open(leaving[0]!.post, was.id);
    own.known = was.known;
    own.declared = was.declared;
    own.splitFrom = was.splitFrom;
    own.merged = [...was.merged];
    own.parts = was.parts;
    const { decision } = cluster;
    const stands = decision === was.together.decision;
    if (cluster.declared === was.together.declared) {
      cluster.known = was.before.known;
      cluster.declared = was.before.declared;
    }
    this.#move(cluster, own, leaving);
    this.decide(cluster.id, stands ? was.before.decision : decision);
    this.decide(own.id, stands ? was.decision : decision);
    return own.id;
  }

  /** Takes posts out of a campaign into one of their own, known as the first is; returns its id. */
  split(id: string, posts: readonly string[]): string {
    const cluster = this.#find(id);
    const out = new Set(posts);
    const leaving = cluster?.members.filter((member) => out.has(member.post)) ?? [];
    if (cluster === undefined || leaving.length === 0) return id;
    const own = this.#open(leaving[0]!.post);
    own.known = cluster.known;
    own.declared = cluster.declared;
    own.splitFrom = cluster.id;
    this.#move(cluster, own, leaving);
    return own.id;
  }

  /** Moves members to another cluster; links across are cut. */
  #move(from: Cluster, to: Cluster, leaving: readonly Member[]): void {
    const out = new Set(leaving.map(({ post }) => post));
    this.#remove(from, out);
    for (const member of leaving)
      this.#add(to, { ...member, link: member.link !== null && out.has(member.link) ? member.link : null });
  }

  #remove(cluster: Cluster, posts: ReadonlySet<string>): void {
    const stay = cluster.members.filter((member) => !posts.has(member.post));
    this.#linkedByText.delete(cluster);
    cluster.members.length = 0;
    for (const member of stay)
      cluster.members.push(
        member.link !== null && posts.has(member.link) ? { ...member, link: null } : member,
      );
    for (const post of posts) if (this.#memberOf.get(post) === cluster.key) this.#memberOf.delete(post);
    if (cluster.members.length === 0) this.#drop(cluster, NONE);
  }

  #drop(cluster: Cluster, key: number): void {
    for (const member of cluster.members) {
      this.#memberOf.delete(member.post);
      this.#log.setCluster(member.serial, key);
    }
    this.#clusters.delete(cluster.key);
    this.#byId.delete(cluster.id);
  }

  /** Deletes posts: their texts and authors are gone, and campaigns count without them. */
  forget(posts: readonly string[]): void {
    const gone = new Set(posts);
    const serials = this.#log.forget(gone);
    const touched = new Set(posts.map((post) => this.#memberOf.get(post)).filter((key) => key !== undefined));
    for (const key of touched) {
      const cluster = this.#clusters.get(key)!;
      this.#remove(cluster, gone);
      if (cluster.members.length === 1 && !cluster.known) this.#drop(cluster, NONE);
    }
    for (const finder of this.#finders) finder.forget(serials);
  }

  /** Ends campaigns that have been quiet for long, at the time `now` (ms since 1970). */
  expire(now: number): void {
    this.#now = Math.max(this.#now ?? now, now);
    for (const cluster of [...this.#clusters.values()]) {
      const last = lastOf(cluster) ?? firstOf(cluster);
      if (last === null || cluster.expired) continue;
      if (!cluster.known && now - last > this.#options.dropMs) this.#drop(cluster, NEVER);
      else if (now - last > this.#options.expireMs) {
        cluster.expired = true;
        for (const { serial } of cluster.members) this.#log.setCluster(serial, NEVER);
      }
    }
    for (const finder of this.#finders) finder.expire(this.#log.oldest);
  }

  /** Everything that the next post is placed by, as bytes. */
  state(): Uint8Array {
    const packer = new Packer();
    packer.value([[...this.#articles.keys()], [...this.#clusters.values()], this.#nextKey, this.#now]);
    this.#log.pack(packer);
    this.#words.pack(packer);
    for (const finder of this.#finders) finder.pack(packer);
    return packer.bytes();
  }

  /** A tracker that goes on where {@link state} was taken; the options must be the same. */
  static open(state: Uint8Array, options: Partial<CampaignOptions> = {}): CampaignTracker {
    const tracker = new CampaignTracker(options);
    const unpacker = new Unpacker(state);
    const [articles, clusters, nextKey, now] = unpacker.value() as [
      string[],
      Cluster[],
      number,
      number | null,
    ];
    tracker.#articles = new Map(articles.map((id, number) => [id, number]));
    tracker.#clusters = new Map(clusters.map((cluster) => [cluster.key, cluster]));
    tracker.#byId = new Map(clusters.map((cluster) => [cluster.id, cluster.key]));
    tracker.#memberOf = new Map(
      clusters.flatMap(({ key, members }) => members.map(({ post }) => [post, key] as const)),
    );
    tracker.#nextKey = nextKey;
    tracker.#now = now;
    tracker.#log.unpack(unpacker);
    tracker.#words.unpack(unpacker);
    for (const finder of tracker.#finders) finder.unpack(unpacker);
    return tracker;
  }
}

const standOf = ({
  known,
  declared,
  decision,
}: Cluster): Pick<Cluster, 'known' | 'declared' | 'decision'> => ({ known, declared, decision });

/** 0 to 2^32 − 1. */
const hashOf = (text: string): number => finishHash(hashSteps(text));

/** What a member is by itself. */
type Posted = Omit<Member, 'link' | 'by' | 'span' | 'phrase' | 'likeness' | 'core' | 'bits'>;

function memberOf(
  posted: Posted,
  { span, phrase, likeness }: Share,
  { by, core, bits }: Proposal,
  link: string | null,
): Member {
  return { ...posted, link, by, span, phrase, likeness, core, bits };
}

const authorNumber = (author: string | null): number => (author === null ? 0 : hashOf(author) || 1);

function foldedOf({ letters, length, odd }: Folded): { folded: number; odd: number } {
  let hash = HASH_START;
  for (let i = 0; i < length; i++) hash = hashStep(hash, letters[i]!);
  return { folded: hash >>> 0, odd };
}

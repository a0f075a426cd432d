import { type CompactLexicon, HASH_START, hashStep } from '../hangul/index.js';
import type { Ground } from './campaign.js';
import type { Finder, Past, Proposal, ReadPost } from './finder.js';
import { Folder, type Folded, MAX_FOLDED } from './fold.js';
import type { Packer, Unpacker } from './packing.js';
import { ScratchMap } from './scratch-map.js';
import { ShingleTable } from './shingle-table.js';
import {
  GrowingShingleSet,
  isSampled,
  LONG_SHINGLE,
  Roller,
  SAMPLE,
  SHINGLE,
  ShingleSet,
} from './shingles.js';

/** Posts that the past is taken to hold before the first: a shingle that was never seen says little while little was seen. */
const PRIOR_POSTS = 4096;
/** After this many posts all counts are halved, so that they speak of the last weeks. */
const AGE_POSTS = 500_000;
/** Headlines that are remembered, at least; what is quoted from older ones is rare. */
const TITLES = 20_000;
/** A shingle of more posts than this leads to no post that is in no cluster: it is an everyday phrase. */
const COMMON = 40;
/** Articles whose words are subtracted, the newest: comments on older ones are few. */
const ARTICLES = 20_000;
/** Code units of an article's text whose shingles are subtracted. */
const MAX_ARTICLE = 20_000;
/** Groups of posts that are compared letter by letter with a new one. */
const COMPARED = 4;

/** Bits that two posts must share at least, and share of the smaller one's bits. */
const MIN_BITS = 24;
const MIN_COVERAGE = 0.35;
/** The same for slogans of some ten syllables, which must be alike as a whole. */
const SHORT_BITS = 14;
const SHORT_LIKENESS = 0.8;
/** The same for making one campaign of two. */
const MERGE_BITS = 40;
const MERGE_COVERAGE = 0.5;
/** Two clusters with which a post shares the same phrase, by the share of its bits that it shares with both. */
const ECHO = 0.6;
/** The same for the core of a campaign. */
const CORE_COVERAGE = 0.6;

/** log2 of a count and one. */
const LOG2 = Float64Array.from({ length: 0x10000 }, (_, count) => Math.log2(count + 1));
const MOST = LOG2.length - 1;
const log2Of = (count: number): number => LOG2[Math.min(count, MOST)]!;

interface Comparison {
  bits: number;
  coverage: number;
  /** Share of the greater one's bits. */
  likeness: number;
  /** By place of the new post's shingles: whether the other one has it. */
  shared: Uint8Array;
  /** Places of the letters, `[start, end)`, of the longest piece that both share, in the new post and the other one. */
  own: [number, number] | null;
  other: [number, number] | null;
}

/** Finds copies, templates, edits and disguised copies by shingles of folded letters that are rare in the past. */
export class NearFinder implements Finder {
  readonly #past: Past;
  readonly #before: CompactLexicon | null;
  readonly #priorPosts: number;
  readonly #table = new ShingleTable();
  readonly #roller = new Roller(SHINGLE);
  readonly #longRoller = new Roller(LONG_SHINGLE);
  readonly #folder = new Folder();
  #documents = 0;
  #articles = new Map<string, ShingleSet>();
  #titles = new GrowingShingleSet();
  #olderTitles = new GrowingShingleSet();
  /** Shingles of what moderators called ordinary, by the key of the cluster. */
  #chantsOf = new Map<number, readonly number[]>();
  #chants = new Set<number>();

  /** Shingles of the new post, by place, and what each is worth in bits; 0 where it was not sampled or is its article's. */
  #hashes = new Uint32Array(MAX_FOLDED);
  #worth = new Float32Array(MAX_FOLDED);
  #slots = new Int32Array(MAX_FOLDED);
  #count = 0;
  /** The post whose shingles these are, and how often the table had changed its slots by then. */
  #found: ReadPost | null = null;
  #moves = -1;
  /** Votes: groups are clusters and posts that are in none, members their posts. */
  readonly #groups = new ScratchMap();
  readonly #members = new ScratchMap();
  #groupBits = new Float64Array(0);
  #groupVotes = new Float64Array(0);
  #groupPlace = new Int32Array(0);
  #groupPost = new Int32Array(0);
  #groupIsCluster = new Uint8Array(0);
  #memberVotes = new Float64Array(0);
  /** Shingles of the post that is compared, with the first place of each, and of the new post. */
  readonly #theirShingles = new ScratchMap();
  #firstPlaces = new Int32Array(MAX_FOLDED);
  readonly #seen = new ScratchMap();
  #otherHashes = new Uint32Array(MAX_FOLDED);
  #longHashes = new Uint32Array(MAX_FOLDED);

  /** @param before what stood in comments before the first post */
  constructor(past: Past, before: CompactLexicon | null) {
    this.#past = past;
    this.#before = before;
    this.#priorPosts = before?.documents ?? PRIOR_POSTS;
  }

  article(ground: Ground): void {
    const title = this.#folder.fold(ground.title);
    if (this.#titles.size > TITLES * 40) {
      this.#olderTitles = this.#titles;
      this.#titles = new GrowingShingleSet();
    }
    const long = this.#longRoller.roll(title, this.#longHashes);
    for (let i = 0; i < long; i++) this.#titles.add(this.#longHashes[i]!);
    const whole = this.#folder.fold(`${ground.title}\n${ground.body ?? ''}`, MAX_ARTICLE);
    const hashes = new Uint32Array(whole.length);
    const sampled = hashes.subarray(0, this.#roller.roll(whole, hashes)).filter(isSampled);
    this.#articles.delete(ground.id);
    this.#articles.set(ground.id, ShingleSet.of(sampled));
    if (this.#articles.size <= ARTICLES) return;
    for (const oldest of this.#articles.keys()) {
      this.#articles.delete(oldest);
      break;
    }
  }

  /** Bits of a shingle that was never seen; those of one that stood in `count` posts of the past are `log2Of(count)` less. */
  #most(): number {
    return Math.log2(this.#documents + this.#priorPosts);
  }

  /** Whether the shingle at a place stood in comments before the first post: it is nobody's own. */
  #isSaying({ letters }: Folded, place: number): boolean {
    if (this.#before === null) return false;
    let hash = HASH_START;
    for (let i = place; i < place + SHINGLE; i++) hash = hashStep(hash, letters[i]!);
    return this.#before.levelOf(hash) > 0;
  }

  find(read: ReadPost): readonly Proposal[] {
    this.#read(read);
    this.#found = read;
    this.#moves = this.#table.moves;
    let groups = this.#vote();
    if (groups.length === 0) return [];
    this.#subtractSayings(read.folded);
    this.#subtractTitles(read.folded);
    groups = this.#vote();
    const linked: { candidate: number; compared: Comparison }[] = [];
    for (const candidate of groups) {
      const compared = this.#compare(candidate);
      const near = compared.bits >= MIN_BITS && compared.coverage >= MIN_COVERAGE;
      if (near || (compared.bits >= SHORT_BITS && compared.likeness >= SHORT_LIKENESS))
        linked.push({ candidate, compared });
    }
    linked.sort((a, b) => b.compared.bits - a.compared.bits || b.candidate - a.candidate);
    return linked.map(({ candidate, compared }) => ({
      ...this.#proposal(read, candidate, compared),
      echoes: this.#overlap(linked[0]!.compared, compared) >= ECHO,
    }));
  }

  /** Share of what the post shares with one post that it shares with another one too. */
  #overlap(one: Comparison, other: Comparison): number {
    let both = 0;
    let first = 0;
    let second = 0;
    for (let i = 0; i < this.#count; i++) {
      const worth = this.#worth[i]!;
      if (one.shared[i] === 1) first += worth;
      if (other.shared[i] === 1) second += worth;
      if (one.shared[i] === 1 && other.shared[i] === 1) both += worth;
    }
    return both / Math.max(1, Math.min(first, second));
  }

  /** Shingles of the post and their worth. */
  #read({ post, folded }: ReadPost): void {
    const count = this.#roller.roll(folded, this.#hashes);
    this.#count = count;
    const own = this.#articles.get(post.article);
    const hashes = this.#hashes;
    const worth = this.#worth;
    const slots = this.#slots;
    const table = this.#table;
    const chants = this.#chants.size === 0 ? null : this.#chants;
    const most = this.#most();
    for (let i = 0; i < count; i++) {
      const hash = hashes[i]!;
      worth[i] = 0;
      slots[i] = -1;
      if (!isSampled(hash)) continue;
      const slot = table.find(hash);
      slots[i] = slot;
      if (own?.has(hash) === true || chants?.has(hash) === true) continue;
      worth[i] = most - log2Of(slot < 0 ? 0 : table.count(slot));
    }
  }

  #subtractSayings(folded: Folded): void {
    for (let i = 0; i < this.#count; i++)
      if (this.#worth[i]! > 0 && this.#isSaying(folded, i)) this.#worth[i] = 0;
  }

  /** What a recent headline says is no one's own, under whichever article. */
  #subtractTitles(folded: Folded): void {
    const long = this.#longRoller.roll(folded, this.#longHashes);
    const older = this.#olderTitles.size === 0 ? null : this.#olderTitles;
    for (let i = 0; i < long; i++) {
      const hash = this.#longHashes[i]!;
      if (this.#titles.has(hash) || older?.has(hash) === true)
        this.#worth.fill(0, i, Math.min(this.#count, i + LONG_SHINGLE - SHINGLE + 1));
    }
  }

  /** Posts to compare with, one of each cluster, most shared bits first. */
  #vote(): number[] {
    const { oldest } = this.#past;
    const groups = this.#groups;
    const members = this.#members;
    groups.clear(this.#count * 2);
    members.clear(this.#count * 2);
    this.#reserveVotes(this.#count * 2);
    for (let i = 0; i < this.#count; i++) {
      const worth = this.#worth[i]!;
      const slot = this.#slots[i]!;
      if (worth === 0 || slot < 0) continue;
      const common = this.#table.count(slot) > COMMON;
      for (let which = 0; which < 2; which++) {
        const serial = this.#table.post(slot, which);
        if (serial < oldest) break;
        const cluster = this.#past.cluster(serial);
        if (cluster < -1 || (common && cluster < 0)) continue;
        this.#voteFor(serial, cluster, i, worth);
      }
    }
    let whole = 0;
    for (let i = 0; i < this.#count; i++) whole += this.#worth[i]!;
    const most = (whole * SAMPLE * SHORT_LIKENESS) / SHINGLE;
    const found: number[] = [];
    for (let group = 0; group < groups.size; group++) {
      // Half of the shingles were asked, and a cluster has made its own shingles less rare: a little less will do here.
      const near = this.#groupIsCluster[group] === 1 ? MIN_BITS * 0.5 : MIN_BITS * 0.8;
      const least = Math.max(SHORT_BITS * 0.5, Math.min(near, most));
      if ((this.#groupBits[group]! * SAMPLE) / SHINGLE >= least) found.push(group);
    }
    return found
      .sort((a, b) => this.#groupBits[b]! - this.#groupBits[a]! || this.#groupPost[b]! - this.#groupPost[a]!)
      .slice(0, COMPARED)
      .map((group) => this.#groupPost[group]!);
  }

  #voteFor(serial: number, cluster: number, place: number, worth: number): void {
    // Keys of clusters and of posts that are in none do not meet: odd and even.
    const known = this.#groups.size;
    const group = this.#groups.put(cluster < 0 ? serial * 2 : cluster * 2 + 1);
    if (group === known) {
      this.#groupBits[group] = 0;
      this.#groupPlace[group] = -1;
      this.#groupVotes[group] = -1;
      this.#groupIsCluster[group] = cluster < 0 ? 0 : 1;
    }
    if (this.#groupPlace[group] !== place) {
      this.#groupBits[group]! += worth;
      this.#groupPlace[group] = place;
    }
    const votedBefore = this.#members.size;
    const member = this.#members.put(serial);
    const votes = (member === votedBefore ? 0 : this.#memberVotes[member]!) + worth;
    this.#memberVotes[member] = votes;
    const most = this.#groupVotes[group]!;
    if (votes > most || (votes === most && serial > this.#groupPost[group]!)) {
      this.#groupVotes[group] = votes;
      this.#groupPost[group] = serial;
    }
  }

  #reserveVotes(size: number): void {
    if (this.#groupBits.length >= size) return;
    this.#groupBits = new Float64Array(size * 2);
    this.#groupVotes = new Float64Array(size * 2);
    this.#memberVotes = new Float64Array(size * 2);
    this.#groupPlace = new Int32Array(size * 2);
    this.#groupPost = new Int32Array(size * 2);
    this.#groupIsCluster = new Uint8Array(size * 2);
  }

  #compare(candidate: number): Comparison {
    const other = this.#folder.fold(this.#past.text(candidate));
    const count = this.#roller.roll(other, this.#otherHashes);
    const theirShingles = this.#theirShingles;
    theirShingles.clear(count);
    for (let i = 0; i < count; i++) {
      const known = theirShingles.size;
      const place = theirShingles.put(this.#otherHashes[i]!);
      if (place === known) this.#firstPlaces[place] = i;
    }
    // What the cluster itself has written is not the past that makes it likely.
    const company = Math.max(1, this.#past.clusterSize(this.#past.cluster(candidate)));
    const most = this.#most();
    let own = 0;
    let shared = 0;
    let run = 0;
    let longest = 0;
    let longestEnd = -1;
    const sharedPlaces = new Uint8Array(this.#count);
    const seen = this.#seen;
    seen.clear(this.#count);
    for (let i = 0; i < this.#count; i++) {
      const hash = this.#hashes[i]!;
      const isShared = theirShingles.get(hash) >= 0;
      sharedPlaces[i] = isShared ? 1 : 0;
      run = isShared ? run + 1 : 0;
      if (run > longest) {
        longest = run;
        longestEnd = i;
      }
      const known = seen.size;
      if (this.#worth[i] === 0 || seen.put(hash) < known) continue;
      const slot = this.#slots[i]!;
      const times = slot < 0 ? 0 : this.#table.count(slot);
      const worth = most - log2Of(Math.max(0, times - (isShared ? company : 0)));
      own += worth;
      if (isShared) shared += worth;
    }
    let theirs = 0;
    for (let place = 0; place < theirShingles.size; place++) {
      const first = this.#firstPlaces[place]!;
      const hash = this.#otherHashes[first]!;
      if (!isSampled(hash) || this.#chants.has(hash)) continue;
      const slot = this.#table.find(hash);
      const times = slot < 0 ? 0 : this.#table.count(slot);
      if (!this.#isSaying(other, first)) theirs += most - log2Of(Math.max(0, times - company));
    }
    const scale = SAMPLE / SHINGLE;
    const first = longestEnd - longest + 1;
    return {
      bits: shared * scale,
      coverage: shared / Math.max(1, Math.min(own, theirs)),
      likeness: Math.min(1, shared / Math.max(1, own, theirs)),
      shared: sharedPlaces,
      own: longest === 0 ? null : [first, longestEnd + SHINGLE],
      other: longest === 0 ? null : this.#otherPlace(first, longest, other),
    };
  }

  #otherPlace(first: number, length: number, other: Folded): [number, number] {
    const placeOf = (own: number): number => this.#firstPlaces[this.#theirShingles.get(this.#hashes[own]!)]!;
    const start = placeOf(first);
    const end = Math.max(start, placeOf(first + length - 1)) + SHINGLE;
    return [other.starts[start]!, other.ends[Math.min(end, other.length) - 1]!];
  }

  #proposal(read: ReadPost, candidate: number, compared: Comparison): Proposal {
    const { folded, post } = read;
    const text = this.#past.text(candidate);
    const span: [number, number] | null =
      compared.own === null ? null : [folded.starts[compared.own[0]]!, folded.ends[compared.own[1] - 1]!];
    const phrase = compared.other === null ? '' : text.slice(...compared.other);
    const own = span === null ? '' : post.text.slice(...span);
    const core = compared.coverage >= CORE_COVERAGE;
    return {
      by: compared.likeness > 0.98 ? 'copy' : 'near',
      own: { serial: read.serial, likeness: compared.likeness, span, phrase: own },
      others: [{ serial: candidate, likeness: compared.likeness, span: compared.other, phrase }],
      bits: compared.bits,
      core,
      merges: compared.bits >= MERGE_BITS && compared.coverage >= MERGE_COVERAGE,
    };
  }

  keep(read: ReadPost): void {
    const { serial } = read;
    if (this.#found !== read) this.#read(read);
    const table = this.#table;
    // Looking a shingle up again costs a cache miss.
    const { moves } = table;
    for (let i = 0; i < this.#count; i++) {
      const hash = this.#hashes[i]!;
      if (!isSampled(hash)) continue;
      const slot = this.#moves === moves && table.moves === moves ? this.#slots[i]! : -1;
      if (slot < 0) table.add(hash, serial);
      else table.addAt(slot, serial);
    }
    this.#found = null;
    this.#documents++;
    if ((serial + 1) % AGE_POSTS === 0) {
      this.#table.age(this.#past.oldest);
      this.#documents >>= 1;
    }
  }

  chant(serials: readonly number[], key: number): void {
    const counts = new Map<number, number>();
    for (const serial of serials) {
      const folded = this.#folder.fold(this.#past.text(serial));
      const count = this.#roller.roll(folded, this.#otherHashes);
      for (const hash of new Set(this.#otherHashes.subarray(0, count)))
        counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
    const chant = [...counts].filter(([, count]) => count * 2 >= serials.length).map(([hash]) => hash);
    this.#chantsOf.set(key, chant);
    for (const hash of chant) this.#chants.add(hash);
  }

  unchant(key: number): void {
    this.#chantsOf.delete(key);
    this.#chants = new Set([...this.#chantsOf.values()].flat());
  }

  forget(): void {
    // Counts of shingles name nobody; the posts' texts are the log's.
  }

  expire(): void {
    // The table ages by posts.
  }

  pack(packer: Packer): void {
    packer.value([this.#documents, [...this.#articles.keys()], [...this.#chantsOf]]);
    packer.array(this.#titles.values());
    packer.array(this.#olderTitles.values());
    for (const set of this.#articles.values()) packer.array(set.slots);
    this.#table.pack(packer);
  }

  unpack(unpacker: Unpacker): void {
    const [documents, articles, chants] = unpacker.value() as [
      number,
      string[],
      (readonly [number, readonly number[]])[],
    ];
    this.#documents = documents;
    this.#titles = setOf(unpacker.array(Uint32Array));
    this.#olderTitles = setOf(unpacker.array(Uint32Array));
    this.#articles = new Map(articles.map((id) => [id, new ShingleSet(unpacker.array(Uint32Array))]));
    this.#chantsOf = new Map(chants);
    this.#chants = new Set(chants.flatMap(([, hashes]) => hashes));
    this.#table.unpack(unpacker);
  }
}

function setOf(hashes: Uint32Array): GrowingShingleSet {
  const set = new GrowingShingleSet();
  for (const hash of hashes) set.add(hash);
  return set;
}

import { type Packer, packSparse, type Unpacker, unpackSparse } from './packing.js';
import { bucketOf, PAIR_BITS, type PairReader } from './word-pairs.js';

/** Idf of two neighbouring letters as written, in nats: what was known before the first post. */
export interface PairPrior {
  pairIdf(first: number, second: number): number;
}

/** The prior counts as much as this many posts. */
const PRIOR_POSTS = 3000;
/** Posts after which all counts are halved: the vocabulary is that of the last weeks. */
const HALVE_AT = 2_000_000;
const DAY_MS = 86_400_000;
/** Days for which a word that stood in a title is news. */
const NEWS_DAYS = 14;
/** A pair in fewer than this share of posts that stands in a recent title is news: its readers did not bring it. */
const NEWS_SHARE = 1 / 2000;

/** How rare pairs of syllables are, counted from the posts so far; and which of them are in the news. */
export class Vocabulary {
  readonly #prior: PairPrior;
  readonly #counts = new Uint32Array(1 << PAIR_BITS);
  /** Day of the last title with the pair, counted from 1; 0: none. */
  readonly #titles = new Uint16Array(1 << PAIR_BITS);
  #posts = 0;
  #firstDay = -1;

  constructor(prior: PairPrior) {
    this.#prior = prior;
  }

  add({ pairs, length, heads, headCount }: PairReader): void {
    for (let i = 0; i < length; i++) this.#counts[bucketOf(pairs[i]!)]!++;
    for (let i = 0; i < headCount; i++) this.#counts[bucketOf(heads[i]!)]!++;
    if (++this.#posts < HALVE_AT) return;
    this.#posts /= 2;
    for (let pair = 0; pair < this.#counts.length; pair++) this.#counts[pair] = this.#counts[pair]! >>> 1;
  }

  title({ pairs, length, heads, headCount }: PairReader, at: number | null): void {
    const day = this.#day(at);
    const note = (hash: number): void => {
      const bucket = bucketOf(hash);
      this.#titles[bucket] = Math.max(this.#titles[bucket]!, day);
    };
    for (let i = 0; i < headCount; i++) note(heads[i]!);
    for (let i = 0; i < length; i++) note(pairs[i]!);
  }

  #day(at: number | null): number {
    if (at === null) return 1;
    const day = Math.floor(at / DAY_MS);
    if (this.#firstDay < 0) this.#firstDay = day;
    return Math.max(1, Math.min(0xffff, day - this.#firstDay + 1 + NEWS_DAYS));
  }

  /** Posts so far with the pair, of the last weeks. */
  count(pair: number): number {
    return this.#counts[bucketOf(pair)]!;
  }

  /** Idf in nats of the head of a word; 0 for what stood in a recent title or in more than `most` posts. */
  headWeight(head: number, at: number | null, most: number): number {
    const bucket = bucketOf(head);
    const count = this.#counts[bucket]!;
    if (count > most || (this.#titles[bucket]! > 0 && this.#day(at) - this.#titles[bucket]! <= NEWS_DAYS))
      return 0;
    return Math.log((this.#posts + PRIOR_POSTS) / (count + 1));
  }

  /** Idf in nats of the reader's pair at `i`; 0 for what the news has brought up. */
  weight(reader: PairReader, i: number, at: number | null): number {
    const pair = bucketOf(reader.pairs[i]!);
    const prior = PRIOR_POSTS * Math.exp(-this.#prior.pairIdf(reader.firsts[i]!, reader.seconds[i]!));
    const share = (this.#counts[pair]! + prior + 0.5) / (this.#posts + PRIOR_POSTS);
    if (share < NEWS_SHARE && this.#titles[pair]! > 0 && this.#day(at) - this.#titles[pair]! <= NEWS_DAYS)
      return 0;
    return -Math.log(share);
  }

  pack(packer: Packer): void {
    packer.value([this.#posts, this.#firstDay]);
    packSparse(packer, this.#counts);
    packSparse(packer, this.#titles);
  }

  unpack(unpacker: Unpacker): void {
    [this.#posts, this.#firstDay] = unpacker.value() as [number, number];
    unpackSparse(unpacker, this.#counts);
    unpackSparse(unpacker, this.#titles);
  }
}

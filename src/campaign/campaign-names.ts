import { meanOfAll } from './chance.js';
import type { Draft, Near } from './draft.js';
import type { Past } from './finder.js';
import type { KnownGround } from './foreign-gate.js';
import { type ForeignPosts, KEPT_PAIRS } from './foreign-posts.js';
import type { RewordedOptions } from './reworded-options.js';
import type { Vocabulary } from './vocabulary.js';
import type { PairReader } from './word-pairs.js';

/** The heads of words by which a post names a campaign. */
export interface NamedBy {
  /** A member with it. */
  readonly number: number;
  readonly heads: Set<number>;
  /** Posts of no campaign with one of them. */
  readonly free: Set<number>;
}

/** Two campaigns are one where one word names them both. */
export const married = (one: NamedBy, other: NamedBy): boolean =>
  [...one.heads].some((head) => other.heads.has(head));

/** Names of campaigns: heads of words that came with them. */
export class CampaignNames {
  readonly #past: Past;
  readonly #posts: ForeignPosts;
  readonly #vocabulary: Vocabulary;
  readonly #o: RewordedOptions;
  /** Heads that have been names. */
  readonly known = new Set<number>();

  constructor(past: Past, posts: ForeignPosts, vocabulary: Vocabulary, options: RewordedOptions) {
    this.#past = past;
    this.#posts = posts;
    this.#vocabulary = vocabulary;
    this.#o = options;
  }

  /** Whether nearly all posts with the head are foreign to their articles: the word is a subject that someone brings. */
  isFresh(head: number): boolean {
    const total = this.#vocabulary.count(head) - 1;
    return total > 0 && total <= this.#o.freshCount && this.#posts.countOf(head) >= this.#o.nameShare * total;
  }

  /** Whether the text just read says the name of a campaign that is not in its article. */
  isNamed(reader: PairReader, ground: KnownGround | undefined): boolean {
    for (let i = 0; i < reader.headCount; i++) {
      const head = reader.heads[i]!;
      if (this.known.has(head) && ground?.pairs.has(head) !== true) return true;
    }
    return false;
  }

  /** Pairs that are names and stand in half of the posts. */
  nameOf(list: readonly Near[]): Set<number> {
    const counts = new Map<number, number>();
    for (const { number } of list) {
      const from = this.#posts.slot(number) * KEPT_PAIRS;
      for (const pair of this.#posts.pairs.subarray(
        from,
        from + this.#posts.pairCounts[this.#posts.slot(number)]!,
      ))
        if (this.known.has(pair)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    return new Set([...counts].filter(([, count]) => count * 2 >= list.length).map(([pair]) => pair));
  }

  /**
   * Campaigns of which the post says a name: a word of two pairs at least that hardly stands in any post but theirs and others that are
   * foreign to their articles.
   */
  namesOf(draft: Draft): Map<number, NamedBy> {
    const o = this.#o;
    const found = new Map<number, NamedBy>();
    for (let i = draft.heads; i < draft.count; i++) {
      const pair = draft.pairs[i]!;
      const total = this.#vocabulary.count(pair) - 1;
      if (total < o.nameLeast || this.#posts.countOf(pair) < o.nameShare * total) continue;
      const counts = new Map<number, number[]>();
      const free: number[] = [];
      this.#posts.withPair(pair, o.chain, (number) => {
        const key = this.#past.cluster(this.#posts.serials[this.#posts.slot(number)]!);
        if (key === -1) free.push(number);
        if (key < 0) return;
        const had = counts.get(key);
        if (had === undefined) counts.set(key, [number]);
        else had.push(number);
      });
      const often = [...counts].filter(
        ([key, numbers]) =>
          numbers.length >=
          Math.max(o.nameLeast, o.nameOften * Math.min(o.chain, this.#past.clusterSize(key))),
      );
      // Copies of one text count once: each of its words stands where the copies stand.
      const inside = [...free, ...often.flatMap(([, numbers]) => numbers)];
      const texts = new Set(inside.map((number) => this.#posts.texts[this.#posts.slot(number)]!)).size;
      const strangers =
        [...counts.values()].reduce((sum, { length }) => sum + length, free.length) - inside.length;
      const outside = total - this.#posts.countOf(pair) + strangers;
      if (outside > Math.max(1, o.nameOutside * texts)) continue;
      for (const [key, numbers] of often) {
        // Of a campaign of copies every word stands in its posts alone.
        if (meanOfAll(numbers.map((number) => this.#posts.tightness[this.#posts.slot(number)]!)) > o.copyLike)
          continue;
        let had = found.get(key);
        if (had === undefined)
          found.set(key, (had = { number: numbers[0]!, heads: new Set(), free: new Set() }));
        had.heads.add(pair);
        for (const number of free) had.free.add(number);
      }
    }
    for (const { heads } of found.values()) for (const head of heads) this.known.add(head);
    return found;
  }
}

import type { Ground } from './campaign.js';
import type { Finder, Past, Proposal, ReadPost, Share } from './finder.js';
import { ForeignPosts, KEPT_PAIRS, MAX_NEAR } from './foreign-posts.js';
import { Vocabulary, type PairPrior } from './vocabulary.js';
import { PairReader } from './word-pairs.js';

/** What the finder needs of a relevance model. */
export interface Meaning {
  readonly dimension: number;
  /** Unit vector of a text. */
  encode(text: string): Float32Array;
  readonly prior: PairPrior | null;
}

export const DEFAULTS = {
  capacity: 32768,
  gate: 0.12, minPairs: 8, minIdf: 4.5,
  likeWords: 0.12, cosWords: 0.2, authorWords: 0.08, authorCos: 0.05,
  reachFloor: 0.42, sample: 256, scan: 512,
  beta: 1, B0: 1000, vecChance: 1 / 500,
  alpha: 1e-6, joinAlpha: 1e-4, small: 4, chain: 64, borderLike: 0.3,
  windows: [20 * 60e3, 2 * 3600e3, 12 * 3600e3, 72 * 3600e3],
  oldMs: 72 * 3600e3,
};
export type RewordedOptions = typeof DEFAULTS;

interface Found {
  readonly number: number;
  readonly like: number;
  readonly cos: number;
  readonly by: 'words' | 'meaning';
  readonly mine: boolean;
  readonly word: number;
}

interface Draft {
  readonly pairs: Int32Array;
  readonly weights: Float32Array;
  readonly count: number;
  readonly vector: Int8Array;
  readonly text: number;
  readonly chance: number;
  readonly reach: number;
  readonly near: readonly Found[];
  readonly at: number;
}

interface ArticleGround { readonly pairs: Set<number>; readonly vectors: readonly Float32Array[]; readonly reader?: never }

const POST_MS = 15_000;

export class RewordedFinder implements Finder {
  readonly #past: Past;
  readonly #meaning: Meaning;
  readonly #o: RewordedOptions;
  readonly #reader = new PairReader();
  readonly #vocabulary: Vocabulary;
  readonly #posts: ForeignPosts;
  readonly #grounds = new Map<string, ArticleGround>();
  readonly #cosines = new Float64Array(64).fill(0);
  #seen = 0;
  #threshold = 0.2;
  #draft: Draft | null = null;
  #lastAt = 0;
  stats = { foreign: 0, candidates: 0 };

  constructor(past: Past, meaning: Meaning, options: Partial<RewordedOptions> = {}) {
    this.#past = past;
    this.#meaning = meaning;
    this.#o = { ...DEFAULTS, ...options };
    this.#vocabulary = new Vocabulary(meaning.prior);
    this.#posts = new ForeignPosts(this.#o.capacity, meaning.dimension);
  }

  article({ id, title, body, at }: Ground): void {
    const pairs = new Set<number>();
    const reader = this.#reader.read(title);
    for (let i = 0; i < reader.length; i++) pairs.add(reader.pairs[i]!);
    this.#vocabulary.title(reader, at);
    const vectors = [this.#meaning.encode(title)];
    if (body !== null) {
      this.#reader.read(body);
      for (let i = 0; i < reader.length; i++) pairs.add(reader.pairs[i]!);
      vectors.push(this.#meaning.encode(body));
    }
    this.#grounds.set(id, { pairs, vectors });
  }

  find(read: ReadPost): readonly Proposal[] {
    this.#draft = null;
    const { post, serial } = read;
    const o = this.#o;
    const reader = this.#reader.read(post.text);
    const at = Math.max(post.at ?? serial * POST_MS, this.#lastAt);
    this.#lastAt = at;
    const ground = this.#grounds.get(post.article);
    if (reader.length < o.minPairs) return this.#count(), [];
    const vector = this.#meaning.encode(post.text);
    if (!this.#isForeign(vector, ground)) return this.#count(), [];
    this.stats.foreign++;
    const draft = this.#read(reader, vector, ground, at, post.at);
    this.#count();
    const near = this.#nearOf(draft, this.#past, post.author, serial, read);
    this.#draft = { ...draft, ...near };
    return this.#propose(this.#draft, read);
  }

  #count(): void {
    this.#vocabulary.add(this.#reader);
  }

  #isForeign(vector: Float32Array, ground: ArticleGround | undefined): boolean {
    if (ground === undefined) return true;
    let most = -1;
    for (const own of ground.vectors) {
      let sum = 0;
      for (let i = 0; i < own.length; i++) sum += own[i]! * vector[i]!;
      most = Math.max(most, sum);
    }
    const foreign = most < this.#threshold;
    this.#cosines[Math.min(63, Math.floor((most + 1) * 32))]!++;
    if (++this.#seen % 256 === 0) {
      let left = this.#o.gate * this.#cosines.reduce((a, b) => a + b, 0);
      let bin = 0;
      while (left > this.#cosines[bin]!) left -= this.#cosines[bin++]!;
      const quantile = (bin + left / this.#cosines[bin]!) / 32 - 1;
      const known = Math.min(1, this.#seen / 2048);
      this.#threshold = Math.max(0.1, Math.min(0.3, 0.2 * (1 - known) + quantile * known));
      if (this.#seen % 65536 === 0) for (let i = 0; i < 64; i++) this.#cosines[i]! /= 2;
    }
    return foreign;
  }

  #read(reader: PairReader, vector: Float32Array, ground: ArticleGround | undefined, at: number, postAt: number | null) {
    const o = this.#o;
    const order: [number, number, number][] = [];
    let text = 0;
    for (let i = 0; i < reader.length; i++) {
      const pair = reader.pairs[i]!;
      text ^= Math.imul(pair + 1, 0x9e3779b1);
      if (ground?.pairs.has(pair)) continue;
      const idf = this.#vocabulary.weight(reader, i, postAt);
      if (idf >= o.minIdf) order.push([idf, pair, i]);
    }
    order.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    const count = Math.min(KEPT_PAIRS, order.length);
    const pairs = new Int32Array(count), weights = new Float32Array(count), words = new Int32Array(count);
    let squares = 0;
    for (let i = 0; i < order.length; i++) squares += order[i]![0] ** 2;
    for (let i = 0; i < count; i++) {
      pairs[i] = order[i]![1];
      weights[i] = order[i]![0] / Math.sqrt(squares);
      words[i] = order[i]![2];
    }
    const rounded = new Int8Array(vector.length);
    for (let i = 0; i < vector.length; i++) rounded[i] = Math.round(vector[i]! * 127);
    return { pairs, weights, places: words, count, vector: rounded, text, at, wordOf: Array.from(words, (i) => reader.words[i]!) };
  }

  #nearOf(draft: any, past: Past, author: string | null, serial: number, read: ReadPost): { near: Found[]; chance: number; reach: number } {
    const o = this.#o;
    const posts = this.#posts;
    const scores = new Map<number, { like: number; words: number; best: number; bestWeight: number }>();
    for (let i = 0; i < draft.count; i++)
      posts.withPair(draft.pairs[i], o.chain, (number, weight) => {
        const add = weight * draft.weights[i];
        const had = scores.get(number);
        const bit = 1 << (draft.wordOf[i] & 31);
        if (had === undefined) scores.set(number, { like: add, words: bit, best: i, bestWeight: add });
        else {
          had.like += add;
          had.words |= bit;
          if (add > had.bestWeight) { had.bestWeight = add; had.best = i; }
        }
      });
    this.stats.candidates += scores.size;
    const mine = this.#author(author, serial);
    const old = posts.since(draft.at - o.oldMs);
    const near: Found[] = [];
    let before = 0;
    for (const [number, { like, words, best }] of scores) {
      const slot = posts.slot(number);
      const same = mine !== 0 && posts.authors[slot] === mine;
      if (like < (same ? o.authorWords : o.likeWords)) continue;
      if ((words & (words - 1)) === 0) continue;
      const cos = posts.cosine(number, draft.vector);
      if (cos < (same ? o.authorCos : o.cosWords)) continue;
      if (posts.texts[slot] === draft.text || like > 0.85) continue;
      if (same && posts.articles[slot] === this.#articleNumber(read)) continue;
      if (number < old && !same) before++;
      near.push({ number, like, cos, by: 'words', mine: same, word: best });
    }
    // How alike foreign posts are to this one without any reason: posts of the past, evenly drawn.
    const to = posts.since(draft.at - o.windows[2]!);
    const from = Math.max(posts.oldest, to - 16 * o.sample);
    const step = Math.max(1, Math.floor((to - from) / o.sample));
    let [first, second] = [-1, -1];
    for (let number = from; number < to; number += step) {
      const cos = posts.cosine(number, draft.vector);
      if (cos > first) [first, second] = [cos, first];
      else if (cos > second) second = cos;
    }
    const reach = Math.max(o.reachFloor, second);
    const has = new Set(near.map(({ number }) => number));
    for (let number = Math.max(to, posts.next - o.scan); number < posts.next; number++) {
      if (has.has(number)) continue;
      const cos = posts.cosine(number, draft.vector);
      const slot = posts.slot(number);
      if (cos < reach || cos < posts.reaches[slot]! || cos > 0.93) continue;
      if (posts.texts[slot] === draft.text) continue;
      if (mine !== 0 && posts.authors[slot] === mine && posts.articles[slot] === this.#articleNumber(read)) continue;
      near.push({ number, like: cos * 0.5, cos, by: 'meaning', mine: false, word: 0 });
    }
    const B = Math.max(0, old - Math.max(posts.oldest, 0));
    const chance = (before + o.beta) / (B + o.B0);
    return { near, chance, reach };
  }

  #articleNumber({ post }: ReadPost): number {
    let hash = 0;
    for (let i = 0; i < post.article.length; i++) hash = Math.imul(hash ^ post.article.charCodeAt(i), 0x01000193);
    return hash;
  }

  #author(author: string | null, serial: number): number {
    void serial;
    if (author === null) return 0;
    let hash = 0x811c9dc5;
    for (let i = 0; i < author.length; i++) hash = Math.imul(hash ^ author.charCodeAt(i), 0x01000193);
    return hash >>> 0 || 1;
  }

  /** Whether `near` neighbours (numbers) are more than chance within some window before now; the neighbours of that window. */
  #dense(chance: number, near: readonly number[], vec: boolean, at: number, mineCount: number, mine: readonly number[], extra: number): number[] | null {
    const o = this.#o;
    const posts = this.#posts;
    for (const window of o.windows) {
      const since = posts.since(at - window);
      const inside = near.filter((n) => n >= since);
      const texts = new Set(inside.map((n) => posts.texts[posts.slot(n)]!));
      const k = texts.size + extra;
      if (k < 2) continue;
      const n = posts.next - since + 1;
      if (tail(k, n * (chance + (vec && window <= o.windows[2]! ? o.vecChance : 0))) < o.alpha) return inside;
    }
    if (mine.length + extra >= 2 && mineCount > 0) {
      if (tail(mine.length + extra, (mineCount + 1) * chance * 3) < o.alpha) return [...mine];
    }
    return null;
  }

  #propose(draft: Draft, read: ReadPost): Proposal[] {
    const { near } = draft;
    if (near.length === 0) return [];
    const posts = this.#posts;
    const past = this.#past;
    const mine = this.#author(read.post.author, 0);
    let mineCount = 0;
    posts.ofAuthor(mine, 64, () => mineCount++);
    const members = new Map<number, number>();
    const vec = near.some(({ by }) => by === 'meaning');
    const dense = this.#dense(draft.chance, near.map(({ number }) => number), vec, draft.at, mineCount, near.filter((f) => f.mine).map((f) => f.number), 0);
    const like = new Map(near.map((f) => [f.number, f.like]));
    let core = false;
    if (dense !== null) {
      core = true;
      for (const number of dense) members.set(number, like.get(number)!);
    }
    for (const found of near) {
      const q = found.number;
      const slot = posts.slot(q);
      if (posts.nearCounts[slot] === 0) continue;
      const author = posts.authors[slot]!;
      const theirs = posts.nearOf(q);
      const same = author === 0 ? [] : theirs.filter((n) => posts.authors[posts.slot(n)] === author);
      const around = this.#dense(posts.chances[slot]!, theirs, true, draft.at, mineCount, same, 1);
      if (around === null) continue;
      members.set(q, Math.max(members.get(q) ?? 0, found.like));
      for (const n of around) if (!members.has(n)) members.set(n, like.get(n) ?? found.like / 2);
    }
    const clusterOf = (number: number): number => past.cluster(posts.serials[posts.slot(number)]!);
    // How near it is to each campaign: its three best links.
    const groups = new Map<number, Found[]>();
    for (const found of near) {
      const key = clusterOf(found.number);
      if (key < 0) continue;
      const list = groups.get(key);
      if (list === undefined) groups.set(key, [found]);
      else list.push(found);
    }
    const score = (key: number): number => {
      const likes = (groups.get(key) ?? []).map((f) => f.like).sort((a, b) => b - a);
      return (likes[0] ?? 0) + (likes[1] ?? 0) + (likes[2] ?? 0);
    };
    if (members.size === 0) {
      for (const [key, list] of groups) {
        const least = tail(list.length, draft.chance * past.clusterSize(key));
        if (list.some((f) => f.like >= this.#o.borderLike) || (list.length >= 2 && least < this.#o.joinAlpha)) for (const f of list) members.set(f.number, f.like);
      }
      if (members.size === 0) return [];
    }
    const keys = new Set<number>();
    for (const number of members.keys()) if (clusterOf(number) >= 0) keys.add(clusterOf(number));
    const ranked = [...keys].sort((a, b) => score(b) - score(a) || a - b);
    const allowed = new Set(ranked.filter((key, i) => i === 0 || past.clusterSize(key) < this.#o.small));
    const others: Share[] = [...members]
      .filter(([number]) => {
        const key = past.cluster(posts.serials[posts.slot(number)]!);
        return key < 0 || allowed.has(key);
      })
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([number, likeness]) => ({ serial: posts.serials[posts.slot(number)]!, likeness: Math.min(1, likeness), span: null, phrase: '' }));
    if (others.length === 0) return [];
    return [{ by: near[0]!.by, own: { serial: read.serial, likeness: others[0]!.likeness, span: null, phrase: '' }, others, bits: 0, core, merges: true }];
  }

  keep(read: ReadPost): void {
    const draft = this.#draft;
    if (draft === null) return;
    const posts = this.#posts;
    const number = posts.push();
    const slot = posts.slot(number);
    posts.serials[slot] = read.serial;
    posts.times[slot] = draft.at;
    posts.authors[slot] = this.#author(read.post.author, read.serial);
    posts.articles[slot] = this.#articleNumber(read);
    posts.vectors.set(draft.vector, slot * posts.dimension);
    posts.pairs.set(draft.pairs, slot * KEPT_PAIRS);
    posts.weights.set(draft.weights, slot * KEPT_PAIRS);
    posts.pairCounts[slot] = draft.count;
    posts.texts[slot] = draft.text;
    posts.chances[slot] = draft.chance;
    posts.reaches[slot] = draft.reach;
    for (const { number: other } of draft.near.slice(-MAX_NEAR)) {
      posts.addNear(number, other);
      posts.addNear(other, number);
    }
    posts.link(number);
    this.#draft = null;
  }

  chant(): void {}
  forget(): void {}
  expire(): void {}
  pack(): void {}
  unpack(): void {}
}

/** P(K ≥ k) of a Poisson variable with mean λ. */
export function tail(k: number, mean: number): number {
  if (k <= 0) return 1;
  let term = Math.exp(-mean);
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += term;
    term *= mean / (i + 1);
  }
  if (below < 0.999999) return 1 - below;
  // Far in the tail the difference is lost: the series itself.
  let sum = 0;
  for (let i = k; term > sum * 1e-9; i++) {
    sum += term;
    term *= mean / (i + 1);
  }
  return sum;
}

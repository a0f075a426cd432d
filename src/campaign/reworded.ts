import { endOfStem } from '../hangul/index.js';
import type { Ground } from './campaign.js';
import type { Finder, Past, Proposal, ReadPost, Share } from './finder.js';
import { CampaignNames, married } from './campaign-names.js';
import { meanOf, tail } from './chance.js';
import { type Draft, draftOf, type Near } from './draft.js';
import { ForeignGate, type Meaning } from './foreign-gate.js';
import { ForeignPosts, KEPT_PAIRS, MAX_NEAR } from './foreign-posts.js';
import { REWORDED_DEFAULTS, type RewordedOptions } from './reworded-options.js';
import type { Packer, Unpacker } from './packing.js';
import { Vocabulary } from './vocabulary.js';
import { PairReader } from './word-pairs.js';

/** Ms of the clock that counts posts, for those without a time: 5,760 a day. */
const POST_MS = 15_000;

/**
 * Finds campaigns in which everybody writes in own words: posts that are foreign to the articles under which they stand and share rare
 * words, more of them together than the past makes likely. Density-based clustering (DBSCAN, Ester et al. 1996) in the order of
 * arrival, with the least number of neighbours set by the chance of a neighbour that was measured in the past, for each post by itself.
 * Docs: docs/campaigns.md.
 */
export class RewordedFinder implements Finder {
  readonly #past: Past;
  readonly #meaning: Meaning;
  readonly #o: RewordedOptions;
  readonly #reader = new PairReader();
  readonly #vocabulary: Vocabulary;
  readonly #posts: ForeignPosts;
  readonly #gate: ForeignGate;
  readonly #names: CampaignNames;
  /** Posts that stood between two campaigns, by the keys of both. */
  readonly #bridged = new Map<string, number>();
  #draft: Draft | null = null;
  #lastAt = 0;

  constructor(past: Past, meaning: Meaning, options: Partial<RewordedOptions> = {}) {
    this.#past = past;
    this.#meaning = meaning;
    this.#o = { ...REWORDED_DEFAULTS, ...options };
    this.#vocabulary = new Vocabulary(meaning);
    this.#posts = new ForeignPosts(this.#o.capacity, meaning.dimension);
    this.#gate = new ForeignGate(meaning);
    this.#names = new CampaignNames(past, this.#posts, this.#vocabulary, this.#o);
  }

  article(ground: Ground): void {
    this.#gate.article(ground, this.#reader, this.#vocabulary);
  }

  find(read: ReadPost): readonly Proposal[] {
    this.#draft = null;
    const { post } = read;
    const reader = this.#reader.read(post.text);
    this.#lastAt = Math.max(post.at ?? read.serial * POST_MS, this.#lastAt);
    const ground = this.#gate.ground(post.article);
    const vector = reader.length < this.#o.minPairs ? null : this.#meaning.encode(post.text);
    const foreign = vector !== null && this.#gate.passes(vector, ground, read.foreign);
    const named = !foreign && this.#names.isNamed(reader, ground);
    if (!foreign && !named) {
      this.#vocabulary.add(reader);
      return [];
    }
    const draft = draftOf(
      post,
      this.#lastAt,
      reader,
      vector ?? this.#meaning.encode(post.text),
      ground,
      this.#vocabulary,
      this.#o,
    );
    this.#vocabulary.add(reader);
    this.#findNear(draft);
    const proposals = this.#propose(draft, read, foreign);
    if (foreign || proposals.length > 0) this.#draft = draft;
    return proposals;
  }

  #findNear(draft: Draft): void {
    const o = this.#o;
    const posts = this.#posts;
    const scores = new Map<
      number,
      { like: number; words: number; best: number; most: number; fresh: number }
    >();
    for (let i = 0; i < draft.count; i++) {
      const isHead = i >= draft.heads;
      const fresh = isHead && this.#names.isFresh(draft.pairs[i]!) ? 1 : 0;
      if (isHead && fresh === 0) continue;
      posts.withPair(draft.pairs[i]!, o.chain, (number, weight) => {
        const add = weight * draft.weights[i]!;
        const word = 1 << (draft.words[i]! & 31);
        const score = scores.get(number);
        if (score === undefined) scores.set(number, { like: add, words: word, best: i, most: add, fresh });
        else {
          score.like += add;
          score.words |= word;
          score.fresh += fresh;
          if (add > score.most) {
            score.most = add;
            score.best = i;
          }
        }
      });
    }
    const old = posts.since(draft.at - o.oldMs);
    const near: Near[] = [];
    const likes: number[] = [];
    let before = 0;
    for (const [number, { like, words, best, fresh }] of scores) {
      const slot = posts.slot(number);
      const mine = draft.author !== 0 && posts.authors[slot] === draft.author;
      if (like < (mine ? o.authorLike : o.like)) continue;
      // Copies are no company in own words, but they say how tight their campaign is.
      if (like > o.copyFrom) {
        likes.push(1);
        continue;
      }
      // Two words; or one that is new and stands in foreign posts only.
      const oneWord = (words & (words - 1)) === 0;
      if (oneWord && fresh === 0) continue;
      const least = oneWord ? o.freshCos : mine || fresh > 0 ? o.authorCos : o.cos;
      if (posts.cosine(number, draft.vector) < least) continue;
      if (posts.texts[slot] === draft.text || this.#past.cluster(posts.serials[slot]!) < -1) continue;
      if (mine && posts.articles[slot] === draft.article) continue;
      if (number < old && !mine) before++;
      likes.push(like);
      near.push({ number, like, mine, best });
    }
    near.sort((a, b) => b.like - a.like || b.number - a.number);
    draft.near = near.slice(0, o.mostNear);
    draft.chance = (before + o.priorNear) / (old - posts.oldest + o.priorPosts);
    draft.tightness = meanOf(likes);
  }

  /** The neighbours, of `near` and `extra` more, within the shortest window in which there are more than chance gives; null: none. */
  #dense(chance: number, near: readonly number[], extra: number, at: number): number[] | null {
    const posts = this.#posts;
    for (const window of this.#o.windows) {
      const since = posts.since(at - window);
      const inside = near.filter((number) => number >= since);
      const texts = new Set(inside.map((number) => posts.texts[posts.slot(number)]!)).size + extra;
      if (texts >= 2 && tail(texts, (posts.next - since + 1) * chance) < this.#o.alpha) return inside;
    }
    return null;
  }

  #denseByAuthor(chance: number, mine: readonly number[], extra: number, author: number): boolean {
    if (author === 0 || mine.length + extra < 2) return false;
    let count = 1;
    this.#posts.ofAuthor(author, 64, () => count++);
    return tail(mine.length + extra, count * chance * this.#o.authorOdds) < this.#o.alpha;
  }

  #clusterOf(number: number): number {
    return this.#past.cluster(this.#posts.serials[this.#posts.slot(number)]!);
  }

  #propose(draft: Draft, read: ReadPost, foreign: boolean): Proposal[] {
    const o = this.#o;
    const posts = this.#posts;
    const { near } = draft;
    const names = this.#names.namesOf(draft);
    if (near.length === 0 && names.size === 0) return [];
    const members = new Map<number, number>();
    let core = false;
    const cores: number[] = [];
    if (foreign) {
      const dense = this.#dense(
        draft.chance,
        near.map(({ number }) => number),
        0,
        draft.at,
      );
      const like = new Map(near.map((one) => [one.number, one.like]));
      for (const number of dense ?? []) members.set(number, like.get(number)!);
      const mine = near.filter((one) => one.mine);
      const byAuthor = this.#denseByAuthor(
        draft.chance,
        mine.map(({ number }) => number),
        0,
        draft.author,
      );
      if (byAuthor) for (const one of mine) members.set(one.number, one.like);
      core = dense !== null || byAuthor;
      for (const one of near) {
        const slot = posts.slot(one.number);
        if (posts.nearCounts[slot] === 0) continue;
        const theirs = posts.nearOf(one.number);
        const author = posts.authors[slot]!;
        let around = this.#dense(posts.chances[slot]!, theirs, 1, draft.at);
        if (around === null && one.mine) {
          const same = theirs.filter((number) => posts.authors[posts.slot(number)] === author);
          if (this.#denseByAuthor(posts.chances[slot]!, same, 1, author)) around = same;
        }
        if (around === null) continue;
        cores.push(one.number);
        members.set(one.number, Math.max(members.get(one.number) ?? 0, one.like));
        for (const number of around) if (!members.has(number)) members.set(number, like.get(number) ?? 0);
      }
    }
    draft.core = core;
    draft.cores = cores;
    const groups = this.#groups(near, new Set(cores));
    if (members.size === 0) {
      for (const [key, list] of groups) {
        const odds = tail(list.length, draft.chance * this.#past.clusterSize(key));
        if (list.length >= 2 && odds < o.joinAlpha) for (const one of list) members.set(one.number, one.like);
      }
    }
    // Campaigns whose tightness it does not reach are others that speak alike.
    const fits = (key: number): boolean => {
      const list = groups.get(key);
      if (names.has(key)) return true;
      if (list === undefined) return false;
      return meanOf(list.map(({ like }) => like)) >= o.fit * this.#tightnessOf(list);
    };
    const keys = new Set<number>(names.keys());
    for (const number of members.keys()) if (this.#clusterOf(number) >= 0) keys.add(this.#clusterOf(number));
    const score = (key: number): number =>
      (names.has(key) ? 1 : 0) +
      meanOf((groups.get(key) ?? []).map(({ like }) => like)) * Math.min(3, groups.get(key)?.length ?? 0);
    const ranked = [...keys].filter(fits).sort((a, b) => score(b) - score(a) || a - b);
    const joins = (key: number): boolean => {
      const first = ranked[0]!;
      if (this.#past.clusterSize(key) < o.small) return true;
      if (names.has(key) && names.has(first) && married(names.get(key)!, names.get(first)!)) return true;
      return this.#bridges(first, key, groups);
    };
    const allowed = new Set(ranked.filter((key, i) => i === 0 || joins(key)));
    const top = meanOf(near.map(({ like }) => like));
    for (const [key, { number }] of names)
      if (allowed.has(key) && !members.has(number)) members.set(number, 0.1);
    const called = ranked[0] === undefined ? undefined : names.get(ranked[0]);
    for (const number of called?.free ?? []) if (!members.has(number)) members.set(number, top);
    const kept = [...members].filter(([number, like]) => {
      const key = this.#clusterOf(number);
      return key < 0
        ? like === 0 || like >= o.fit * top || near.some((one) => one.mine && one.number === number)
        : allowed.has(key);
    });
    if (kept.length === 0) return [];
    kept.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const span = near.length === 0 ? null : this.#wordAt(read.post.text, draft.starts[near[0]!.best]!);
    const phrase = span === null ? '' : read.post.text.slice(...span);
    const others = kept.map(([number, likeness]): Share => {
      const serial = posts.serials[posts.slot(number)]!;
      const at = phrase === '' ? -1 : this.#past.text(serial).indexOf(phrase);
      return { serial, likeness, span: at < 0 ? null : [at, at + phrase.length], phrase };
    });
    return [
      {
        by: 'words',
        own: { serial: read.serial, likeness: others[0]!.likeness, span, phrase },
        others,
        bits: 20,
        core,
        merges: false,
        known: core && others.length >= o.knownAt,
      },
    ];
  }

  /** Whether enough posts have been as near to both campaigns as those of each are to each other. */
  #bridges(first: number, second: number, groups: ReadonlyMap<number, readonly Near[]>): boolean {
    const [one, other] = [groups.get(first) ?? [], groups.get(second) ?? []];
    if (one.length < 2 || other.length < 2) return false;
    const tight = Math.max(this.#tightnessOf(one), this.#tightnessOf(other));
    const like = Math.min(meanOf(one.map(({ like }) => like)), meanOf(other.map(({ like }) => like)));
    if (like < this.#o.bridgeFit * tight) return false;
    const [theirs, others] = [this.#names.nameOf(one), this.#names.nameOf(other)];
    if (theirs.size > 0 && others.size > 0 && ![...theirs].some((pair) => others.has(pair))) return false;
    const key = `${Math.min(first, second)} ${Math.max(first, second)}`;
    const count = (this.#bridged.get(key) ?? 0) + 1;
    this.#bridged.set(key, count);
    return count >= this.#o.bridges;
  }

  #tightnessOf(list: readonly Near[]): number {
    return meanOf(list.map(({ number }) => this.#posts.tightness[this.#posts.slot(number)]!));
  }

  #groups(near: readonly Near[], cores: ReadonlySet<number>): Map<number, Near[]> {
    const groups = new Map<number, Near[]>();
    for (const one of near) {
      const key = this.#clusterOf(one.number);
      // Those at its edge do not speak for a campaign.
      if (key < 0 || (this.#posts.cores[this.#posts.slot(one.number)] === 0 && !cores.has(one.number)))
        continue;
      const list = groups.get(key);
      if (list === undefined) groups.set(key, [one]);
      else list.push(one);
    }
    return groups;
  }

  #wordAt(text: string, start: number): [number, number] {
    let from = start;
    while (from > 0 && !/\s/u.test(text.charAt(from - 1))) from--;
    let to = start;
    while (to < text.length && !/\s/u.test(text.charAt(to))) to++;
    return [from, Math.max(from + 1, endOfStem(text, from, to))];
  }

  keep(read: ReadPost): void {
    const draft = this.#draft;
    if (draft === null) return;
    this.#draft = null;
    const posts = this.#posts;
    const number = posts.push();
    const slot = posts.slot(number);
    posts.serials[slot] = read.serial;
    posts.times[slot] = draft.at;
    posts.authors[slot] = draft.author;
    posts.articles[slot] = draft.article;
    posts.vectors.set(draft.vector, slot * posts.dimension);
    posts.pairs.set(draft.pairs, slot * KEPT_PAIRS);
    posts.weights.set(draft.weights, slot * KEPT_PAIRS);
    posts.pairCounts[slot] = draft.count;
    posts.texts[slot] = draft.text;
    posts.chances[slot] = draft.chance;
    posts.tightness[slot] = draft.tightness;
    for (const { number: other } of draft.near.slice(0, MAX_NEAR).reverse()) {
      posts.addNear(number, other);
      posts.addNear(other, number);
    }
    posts.cores[slot] = draft.core ? 1 : 0;
    for (const other of draft.cores) posts.cores[posts.slot(other)] = 1;
    posts.link(number);
  }

  chant(): void {
    // Posts that share no more than an ordinary word are not near each other; what was decided lies with their campaign.
  }

  forget(serials: readonly number[]): void {
    this.#posts.forget(new Set(serials));
  }

  expire(): void {
    // The ring and the counts age by posts.
  }

  pack(packer: Packer): void {
    packer.value([[...this.#names.known], [...this.#bridged], this.#lastAt]);
    this.#vocabulary.pack(packer);
    this.#gate.pack(packer);
    this.#posts.pack(packer);
  }

  unpack(unpacker: Unpacker): void {
    const [names, bridged, lastAt] = unpacker.value() as [number[], [string, number][], number];
    for (const head of names) this.#names.known.add(head);
    for (const [key, count] of bridged) this.#bridged.set(key, count);
    this.#lastAt = lastAt;
    this.#vocabulary.unpack(unpacker);
    this.#gate.unpack(unpacker);
    this.#posts.unpack(unpacker);
  }
}

import { dot } from '../relevance/encoder/vector.js';
import type { Ground } from './campaign.js';
import type { Packer, Unpacker } from './packing.js';
import type { Vocabulary } from './vocabulary.js';
import type { PairReader } from './word-pairs.js';

/** What the finder of reworded posts needs of a relevance model: its `Encoder`. */
export interface Meaning {
  readonly dimension: number;
  /** Unit vector of a text; near those of the articles that it is about. */
  encode(text: string): Float32Array;
  /** Idf in nats of two neighbouring letters as written, in the model's archive. */
  pairIdf(first: number, second: number): number;
}

/** An article's own words and vectors. */
export interface KnownGround {
  readonly pairs: ReadonlySet<number>;
  readonly vectors: readonly Float32Array[];
}

/** Share of all posts that pass: the least like their articles. */
const SHARE = 0.12;
/** Bounds of the threshold, and where it starts before posts have been seen: cosines of foreign comments are about 0 ± .15. */
const [LOWEST, START, HIGHEST] = [0.1, 0.2, 0.3];
/** Posts until the threshold is the stream's own. */
const WARM_POSTS = 2048;
/** Posts between two looks at the distribution, and after which older ones count half. */
const [LOOK_POSTS, AGE_POSTS] = [256, 65_536];
const BINS = 64;
/** Articles that are remembered; the oldest are forgotten first. */
const MAX_GROUNDS = 50_000;
/** P(off-topic) of the judge from which a post passes, whatever the cosine. */
const SURE_FOREIGN = 0.5;

function addAll(pairs: Set<number>, reader: PairReader): void {
  for (let i = 0; i < reader.length; i++) pairs.add(reader.pairs[i]!);
  for (let i = 0; i < reader.headCount; i++) pairs.add(reader.heads[i]!);
}

/** Tells which posts are foreign to the article under which they stand, by a threshold that follows the stream. */
export class ForeignGate {
  readonly #meaning: Meaning;
  readonly #grounds = new Map<string, KnownGround>();
  readonly #cosines = new Float64Array(BINS);
  #seen = 0;
  #threshold = START;

  constructor(meaning: Meaning) {
    this.#meaning = meaning;
  }

  article({ id, title, body, at }: Ground, reader: PairReader, vocabulary: Vocabulary): void {
    const pairs = new Set<number>();
    vocabulary.title(reader.read(title), at);
    addAll(pairs, reader);
    const vectors = [this.#meaning.encode(title)];
    if (body !== null && body !== '') {
      reader.read(body);
      addAll(pairs, reader);
      vectors.push(this.#meaning.encode(body));
    }
    this.#grounds.delete(id);
    this.#grounds.set(id, { pairs, vectors });
    if (this.#grounds.size > MAX_GROUNDS) this.#grounds.delete(this.#grounds.keys().next().value!);
  }

  ground(article: string): KnownGround | undefined {
    return this.#grounds.get(article);
  }

  /** Whether the post with this vector is foreign; counts it. A post without a known article is. */
  passes(vector: Float32Array, ground: KnownGround | undefined, foreign: number | null): boolean {
    if (ground === undefined) return true;
    let most = -1;
    for (const own of ground.vectors) most = Math.max(most, dot(own, vector));
    const passes = most < this.#threshold || (foreign !== null && foreign >= SURE_FOREIGN);
    this.#cosines[Math.max(0, Math.min(BINS - 1, Math.floor((most + 1) * (BINS / 2))))]!++;
    if (++this.#seen % LOOK_POSTS === 0) this.#look();
    return passes;
  }

  #look(): void {
    let left = SHARE * this.#cosines.reduce((sum, count) => sum + count, 0);
    let bin = 0;
    while (left > this.#cosines[bin]!) left -= this.#cosines[bin++]!;
    const quantile = (bin + left / Math.max(1, this.#cosines[bin]!)) / (BINS / 2) - 1;
    const warm = Math.min(1, this.#seen / WARM_POSTS);
    this.#threshold = Math.max(LOWEST, Math.min(HIGHEST, START * (1 - warm) + quantile * warm));
    if (this.#seen % AGE_POSTS === 0) for (let i = 0; i < BINS; i++) this.#cosines[i] = this.#cosines[i]! / 2;
  }

  pack(packer: Packer): void {
    packer.value([
      this.#seen,
      this.#threshold,
      [...this.#cosines],
      [...this.#grounds].map(([id, { vectors }]) => [id, vectors.length]),
    ]);
    for (const { pairs, vectors } of this.#grounds.values()) {
      packer.array(Int32Array.from(pairs));
      // Float64 holds Float32 without loss.
      packer.array(Float64Array.from(vectors.flatMap((vector) => [...vector])));
    }
  }

  unpack(unpacker: Unpacker): void {
    const [seen, threshold, cosines, grounds] = unpacker.value() as [
      number,
      number,
      number[],
      [string, number][],
    ];
    this.#seen = seen;
    this.#threshold = threshold;
    this.#cosines.set(cosines);
    this.#grounds.clear();
    for (const [id, count] of grounds) {
      const pairs = new Set(unpacker.array(Int32Array));
      const all = Float32Array.from(unpacker.array(Float64Array));
      const size = all.length / count;
      this.#grounds.set(id, {
        pairs,
        vectors: Array.from({ length: count }, (_, i) => all.subarray(i * size, (i + 1) * size)),
      });
    }
  }
}

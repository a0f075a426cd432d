import { Arena } from './arena.js';

/** Idf is stored in sixteenths of a nat. */
export const IDF_STEPS = 16;

/**
 * Idf code (uint8) of each bucket: log((texts + 1) / (document frequency + 1)) in units of 1 / `IDF_STEPS` nat, at most
 * 255.
 *
 * @param documents number of texts that contain each bucket
 * @param texts number of all texts
 */
export function idfCodesOf(documents: Int32Array, texts: number): Uint8Array {
  return Uint8Array.from(documents, (count) =>
    Math.min(255, Math.round(Math.log((texts + 1) / (count + 1)) * IDF_STEPS)),
  );
}

/** Tf-idf vector of a text: buckets with weights, normalised to length 1. */
export interface Terms {
  readonly buckets: Int32Array;
  readonly weights: Float32Array;
  /** Length before normalisation: the information content of the text. */
  readonly norm: number;
}

/** Idf of a bucket in nats, log(texts / texts that contain it). */
export const idfOf = (rarities: Uint8Array, bucket: number): number => rarities[bucket]! / IDF_STEPS;

const arena = new Arena();

/** Tf-idf vector of one text whose buckets each count once (tf is binary). */
export function termsOf(buckets: Int32Array, rarities: Uint8Array): Terms {
  const weights = arena.newFloats(buckets.length);
  let squares = 0;
  for (let i = 0; i < buckets.length; i++) {
    const weight = rarities[buckets[i]!]! / IDF_STEPS;
    weights[i] = weight;
    squares += weight * weight;
  }
  const norm = Math.sqrt(squares);
  if (norm > 0) for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / norm;
  return { buckets, weights, norm };
}

/**
 * Tf-idf vector of several texts taken as one document: (1 + log count) × idf, the `ltc` scheme of SMART (Salton and
 * Buckley 1988).
 */
export function termsOfAll(bags: readonly Int32Array[], rarities: Uint8Array): Terms {
  const total = bags.reduce((sum, bag) => sum + bag.length, 0);
  // An open-addressing table from buckets to their positions; a `Map` takes more than twice as long.
  const mask = tableSizeFor(total) - 1;
  const numbers = new Int32Array(mask + 1).fill(EMPTY);
  const found = new Int32Array(total);
  const counts = new Int32Array(total);
  let different = 0;
  for (const bag of bags) {
    for (const bucket of bag) {
      let at = bucket & mask;
      while (numbers[at] !== EMPTY && found[numbers[at]!] !== bucket) at = (at + 1) & mask;
      if (numbers[at] === EMPTY) {
        found[different] = bucket;
        numbers[at] = different++;
      }
      counts[numbers[at]!]!++;
    }
  }
  const buckets = found.slice(0, different);
  const weights = new Float32Array(different);
  let squares = 0;
  for (let i = 0; i < different; i++) {
    weights[i] = logCount(counts[i]!) * idfOf(rarities, buckets[i]!);
    squares += weights[i]! * weights[i]!;
  }
  const norm = Math.sqrt(squares);
  if (norm > 0) for (let i = 0; i < different; i++) weights[i] = weights[i]! / norm;
  return { buckets, weights, norm };
}

/** 1 + log count, precomputed for the usual counts. */
const LOG_COUNTS = Float64Array.from({ length: 32 }, (_, count) => 1 + Math.log(count));
const logCount = (count: number): number => LOG_COUNTS[count] ?? 1 + Math.log(count);

const EMPTY = -1;
/**
 * Size of an open-addressing table for `count` buckets: a power of 2, at most half full, so most absent keys hit an
 * empty slot at once. Buckets are hashes, so their low bits serve as the slot.
 */
const tableSizeFor = (count: number): number => 2 ** Math.ceil(Math.log2(2 * count + 1));

/** Keeps the `most` heaviest terms in their original order; weights and norm stay as they are. */
export function heaviestTerms(terms: Terms, most: number): Terms {
  const { buckets, weights, norm } = terms;
  if (buckets.length <= most) return terms;
  const kept = [...buckets.keys()]
    .sort((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  return {
    buckets: Int32Array.from(kept, (i) => buckets[i]!),
    weights: Float32Array.from(kept, (i) => weights[i]!),
    norm,
  };
}

/** An inverted index over a fixed set of texts: for each bucket, the texts that contain it with its weight there. */
export class TermIndex {
  readonly #starts: Int32Array;
  readonly #texts: Int32Array;
  readonly #weights: Float32Array;

  /**
   * @param bits buckets are 0 to 2^bits - 1
   * @param texts null for a text that is missing: its cosine is always 0
   */
  constructor(bits: number, texts: readonly (Terms | null)[]) {
    this.#starts = new Int32Array(2 ** bits + 1);
    for (const terms of texts) for (const bucket of terms?.buckets ?? []) this.#starts[bucket + 1]!++;
    for (let i = 1; i < this.#starts.length; i++) this.#starts[i]! += this.#starts[i - 1]!;
    const next = this.#starts.slice();
    this.#texts = new Int32Array(this.#starts[2 ** bits]!);
    this.#weights = new Float32Array(this.#texts.length);
    texts.forEach((terms, text) => {
      terms?.buckets.forEach((bucket, i) => {
        const at = next[bucket]!++;
        this.#texts[at] = text;
        this.#weights[at] = terms.weights[i]!;
      });
    });
  }

  /**
   * Writes the cosine of `terms` with each text into `into`, summed in 32 bits; when `into` is shorter than the set,
   * only its first texts are compared.
   */
  cosines({ buckets, weights }: Terms, into: Float32Array): void {
    const [starts, texts, weighed] = [this.#starts, this.#texts, this.#weights];
    const most = into.length;
    into.fill(0);
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      const weight = weights[i]!;
      for (let at = starts[bucket]!, end = starts[bucket + 1]!; at < end; at++) {
        // The texts of a bucket are stored in ascending order.
        const text = texts[at]!;
        if (text >= most) break;
        into[text] = into[text]! + weight * weighed[at]!;
      }
    }
  }
}

/**
 * The tf-idf vector of one text as an open-addressing hash table, so a comparison takes time proportional to the other
 * text alone.
 */
export class TermTable {
  readonly #buckets: Int32Array;
  readonly #weights: Float32Array;
  readonly #mask: number;

  constructor({ buckets, weights }: Terms) {
    const size = tableSizeFor(buckets.length);
    this.#mask = size - 1;
    this.#buckets = new Int32Array(size).fill(EMPTY);
    this.#weights = new Float32Array(size);
    for (let i = 0; i < buckets.length; i++) {
      let at = buckets[i]! & this.#mask;
      while (this.#buckets[at] !== EMPTY) at = (at + 1) & this.#mask;
      this.#buckets[at] = buckets[i]!;
      this.#weights[at] = weights[i]!;
    }
  }

  /** Weight of a bucket; 0 when the text does not contain it. */
  weightOf(bucket: number): number {
    const [slots, mask] = [this.#buckets, this.#mask];
    let at = bucket & mask;
    while (slots[at] !== bucket) {
      if (slots[at] === EMPTY) return 0;
      at = (at + 1) & mask;
    }
    return this.#weights[at]!;
  }

  /** Cosine with another text, summed in 64 bits. */
  cosine({ buckets, weights }: Terms): number {
    let sum = 0;
    for (let i = 0; i < buckets.length; i++) {
      const weight = this.weightOf(buckets[i]!);
      if (weight !== 0) sum += weights[i]! * weight;
    }
    return sum;
  }

  /** The cosine summed in 32 bits, bit-identical to that of `TermIndex`. */
  cosine32({ buckets, weights }: Terms): number {
    let sum = 0;
    for (let i = 0; i < buckets.length; i++) {
      const weight = this.weightOf(buckets[i]!);
      if (weight !== 0) sum = Math.fround(sum + weights[i]! * weight);
    }
    return sum;
  }

  /**
   * Compares another text with this one: the cosine, the share of its squared weights that fall on shared buckets, and
   * the highest idf among these in nats (0 when none is shared).
   */
  compare(
    { buckets, weights }: Terms,
    rarities: Uint8Array,
  ): { cosine: number; share: number; rarest: number } {
    let [cosine, share, rarest] = [0, 0, 0];
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      const weight = this.weightOf(bucket);
      if (weight === 0) continue;
      cosine += weights[i]! * weight;
      share += weights[i]! * weights[i]!;
      rarest = Math.max(rarest, rarities[bucket]!);
    }
    return { cosine, share, rarest: rarest / IDF_STEPS };
  }
}

const WORD_BITS = 32;

/**
 * Cosines of one text with a fixed set, each summed in the term order of the set's text whatever the order of the
 * other: bit-identical to comparing the two texts alone. Shared buckets are found through an index rather than a
 * search.
 */
export class TermCosines {
  /** For each bucket, its positions in the concatenated terms of all texts. */
  readonly #starts: Int32Array;
  readonly #positions: Int32Array;
  /** By position: weight of the term, and its text. */
  readonly #weights: Float32Array;
  readonly #texts: Int32Array;
  readonly #shared: Float32Array;
  /** One bit per position: set while its bucket is shared with the current query. */
  readonly #marks: Int32Array;

  /** @param bits buckets are 0 to 2^bits - 1 */
  constructor(bits: number, texts: readonly Terms[]) {
    const length = texts.reduce((sum, { buckets }) => sum + buckets.length, 0);
    this.#starts = new Int32Array(2 ** bits + 1);
    this.#positions = new Int32Array(length);
    this.#weights = new Float32Array(length);
    this.#texts = new Int32Array(length);
    this.#shared = new Float32Array(length);
    this.#marks = new Int32Array(Math.ceil(length / WORD_BITS));
    for (const { buckets } of texts) for (const bucket of buckets) this.#starts[bucket + 1]!++;
    for (let i = 1; i < this.#starts.length; i++) this.#starts[i]! += this.#starts[i - 1]!;
    const next = this.#starts.slice();
    let position = 0;
    texts.forEach(({ buckets, weights }, text) => {
      buckets.forEach((bucket, i) => {
        this.#positions[next[bucket]!++] = position;
        this.#weights[position] = weights[i]!;
        this.#texts[position++] = text;
      });
    });
  }

  /**
   * Adds the cosine with each text to `into` (64-bit sums), and to `into32` the same summed in 32 bits, as `TermIndex`
   * sums.
   */
  add({ buckets, weights }: Terms, into: Float64Array, into32: Float32Array): void {
    const [starts, positions, shared, marks] = [this.#starts, this.#positions, this.#shared, this.#marks];
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      for (let at = starts[bucket]!, end = starts[bucket + 1]!; at < end; at++) {
        const position = positions[at]!;
        shared[position] = weights[i]!;
        marks[position >> 5]! |= 1 << (position & 31);
      }
    }
    const [texts, weighed] = [this.#texts, this.#weights];
    for (let word = 0; word < marks.length; word++) {
      for (let left = marks[word]!; left !== 0; left &= left - 1) {
        const position = word * WORD_BITS + 31 - Math.clz32(left & -left);
        const text = texts[position]!;
        const product = weighed[position]! * shared[position]!;
        into[text] = into[text]! + product;
        into32[text] = into32[text]! + product;
      }
      marks[word] = 0;
    }
  }
}

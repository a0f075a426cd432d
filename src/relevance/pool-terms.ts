import { RARITY_STEPS } from './rarity.js';

/** What a text speaks of as tf-idf: buckets with weights, of length 1 together. */
export interface Terms {
  readonly buckets: Int32Array;
  readonly weights: Float32Array;
  /** Length before it was made 1: how much the text says. */
  readonly mass: number;
}

/** Rarity of a bucket in nats, log(texts / texts with it). */
export const rarityOf = (rarities: Uint8Array, bucket: number): number => rarities[bucket]! / RARITY_STEPS;

/** Weighs the buckets of one text, each of which counts once. */
export function termsOf(buckets: Int32Array, rarities: Uint8Array): Terms {
  const weights = new Float32Array(buckets.length);
  let squares = 0;
  for (let i = 0; i < buckets.length; i++) {
    const weight = rarities[buckets[i]!]! / RARITY_STEPS;
    weights[i] = weight;
    squares += weight * weight;
  }
  const mass = Math.sqrt(squares);
  if (mass > 0) for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / mass;
  return { buckets, weights, mass };
}

/**
 * Weighs the buckets of several texts taken as one: (1 + log count) × rarity, as in the `ltc` scheme of SMART (Salton and
 * Buckley 1988).
 */
export function termsOfAll(bags: Iterable<Int32Array>, rarities: Uint8Array): Terms {
  const counts = new Map<number, number>();
  for (const bag of bags) for (const bucket of bag) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  const weights = Float32Array.from(
    counts,
    ([bucket, count]) => (1 + Math.log(count)) * rarityOf(rarities, bucket),
  );
  const mass = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return {
    buckets: Int32Array.from(counts.keys()),
    weights: mass > 0 ? weights.map((weight) => weight / mass) : weights,
    mass,
  };
}

/** The `most` weightiest terms, in their order; their weights stay as they are. */
export function strongest(terms: Terms, most: number): Terms {
  const { buckets, weights, mass } = terms;
  if (buckets.length <= most) return terms;
  const kept = [...buckets.keys()]
    .sort((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  return {
    buckets: Int32Array.from(kept, (i) => buckets[i]!),
    weights: Float32Array.from(kept, (i) => weights[i]!),
    mass,
  };
}

/** An inverted index: for each bucket the texts that hold it, and its weight there. */
export class TermIndex {
  readonly #starts: Int32Array;
  readonly #texts: Int32Array;
  readonly #weights: Float32Array;

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

  /** Writes the cosine of each text into `into`. */
  cosines({ buckets, weights }: Terms, into: Float32Array): void {
    const [starts, texts, weighed] = [this.#starts, this.#texts, this.#weights];
    into.fill(0);
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      const weight = weights[i]!;
      for (let at = starts[bucket]!, end = starts[bucket + 1]!; at < end; at++)
        into[texts[at]!]! += weight * weighed[at]!;
    }
  }
}

/** Terms of one text at a time spread out over all buckets, so that others are compared in their own length. */
export class OpenTerms {
  readonly #weights: Float32Array;
  #open: Terms | undefined;

  constructor(bits: number) {
    this.#weights = new Float32Array(2 ** bits);
  }

  open(terms: Terms): void {
    if (terms === this.#open) return;
    for (const bucket of this.#open?.buckets ?? []) this.#weights[bucket] = 0;
    for (let i = 0; i < terms.buckets.length; i++) this.#weights[terms.buckets[i]!] = terms.weights[i]!;
    this.#open = terms;
  }

  /** Cosine of the open text to another. */
  cosine({ buckets, weights }: Terms): number {
    let sum = 0;
    for (let i = 0; i < buckets.length; i++) sum += weights[i]! * this.#weights[buckets[i]!]!;
    return sum;
  }

  /** Cosine, the share of the mass of `terms` that is in the open text, and the rarity code of the rarest shared bucket. */
  compare(
    { buckets, weights }: Terms,
    rarities: Uint8Array,
  ): { cosine: number; share: number; rarest: number } {
    let [cosine, share, rarest] = [0, 0, 0];
    for (let i = 0; i < buckets.length; i++) {
      const bucket = buckets[i]!;
      const weight = this.#weights[bucket]!;
      if (weight === 0) continue;
      cosine += weights[i]! * weight;
      share += weights[i]! * weights[i]!;
      rarest = Math.max(rarest, rarities[bucket]!);
    }
    return { cosine, share, rarest: rarest / RARITY_STEPS };
  }
}

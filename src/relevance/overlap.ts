/** How rare a bucket is, log(texts / texts with it), is kept in sixteenths of a nat. */
const STEPS = 16;
/** What a shared bucket counts: its rarity squared, as in the cosine of tf-idf; by rarity code. */
const MASSES = Float64Array.from({ length: 256 }, (_, code) => (code / STEPS) ** 2);
/** Chance that an ordinary text holds a bucket, by rarity code. */
const CHANCES = Float64Array.from({ length: 256 }, (_, code) => Math.exp(-code / STEPS));
/** The expected share of a title is about this; it steadies very short ones. */
const STEADY = 0.003;

/** Rarity of each bucket as a code for the file. */
export function rarityCodes(documents: Int32Array, texts: number): Uint8Array {
  return Uint8Array.from(documents, (count) =>
    Math.min(255, Math.round(Math.log((texts + 1) / (count + 1)) * STEPS)),
  );
}

/** What an ordinary text holds, in masses: what all expected shares are shares of. */
export function ordinaryMass(rarities: Uint8Array): number {
  return rarities.reduce((sum, code) => sum + CHANCES[code]! * MASSES[code]!, 0) || 1;
}

/** The buckets of an article, in little room, and which share of an ordinary comment they would cover by chance. */
export class BucketSet {
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #expected: number;

  constructor(bags: readonly Int32Array[], rarities: Uint8Array, ordinary: number) {
    const room = bags.reduce((sum, bag) => sum + bag.length, 1);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(room * 2))).fill(-1);
    this.#mask = this.#slots.length - 1;
    let expected = 0;
    for (const bag of bags) {
      for (const bucket of bag) {
        const slot = this.#slotOf(bucket);
        if (this.#slots[slot] === bucket) continue;
        this.#slots[slot] = bucket;
        const code = rarities[bucket]!;
        expected += CHANCES[code]! * MASSES[code]!;
      }
    }
    this.#expected = expected / ordinary;
  }

  /** How much more of a comment's n-grams, by mass, stand in the article than would by chance; about -0.3 to 15. */
  excess(bag: Int32Array, rarities: Uint8Array): number {
    let shared = 0;
    let all = 1;
    for (const bucket of bag) {
      const mass = MASSES[rarities[bucket]!]!;
      all += mass;
      if (this.#slots[this.#slotOf(bucket)] === bucket) shared += mass;
    }
    return (shared / all - this.#expected) / Math.sqrt(this.#expected + STEADY);
  }

  /** Where a bucket stands, or the free slot where it would. */
  #slotOf(bucket: number): number {
    let slot = (Math.imul(bucket, 0x9e3779b1) >>> 8) & this.#mask;
    while (this.#slots[slot]! >= 0 && this.#slots[slot] !== bucket) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

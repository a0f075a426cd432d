import type { Calibration } from './calibration.js';
import { BagReader } from './features.js';
import { ordinaryMass } from './overlap.js';
import { toUnit } from './vector.js';

/** Rows of numbers of 8 bits with a scale per row: row `i` stands for `scales[i] * rows[i * dimension …]`. */
export interface Tower {
  readonly bits: number;
  readonly dimension: number;
  readonly scales: Float32Array;
  readonly rows: Int8Array;
  /** How rare each bucket is: see `overlap.ts`. */
  readonly rarities: Uint8Array;
}

/** Unit vectors of ordinary articles and comments, one after the other: what a chance cosine looks like. */
export interface Background {
  readonly articles: Float32Array;
  readonly comments: Float32Array;
}

/** Turns Korean text into vectors: a comment lies near the articles it speaks to. */
export class Encoder {
  readonly tower: Tower;
  readonly background: Background;
  readonly calibration: Calibration;
  /** What an ordinary text holds: see `overlap.ts`. */
  readonly ordinary: number;
  readonly #reader: BagReader;

  constructor(tower: Tower, background: Background, calibration: Calibration) {
    this.tower = tower;
    this.background = background;
    this.calibration = calibration;
    this.ordinary = ordinaryMass(tower.rarities);
    this.#reader = new BagReader(tower.bits);
  }

  get dimension(): number {
    return this.tower.dimension;
  }

  /** The unit vector of a text; all zeros when there is no word in it. */
  encode(text: string): Float32Array {
    return this.read(text).vector;
  }

  /** The unit vector of a text, its buckets, and how many eojeols it has. */
  read(text: string): { vector: Float32Array; buckets: Int32Array; words: number } {
    const { dimension, scales, rows } = this.tower;
    const { buckets, words } = this.#reader.read(text);
    const sum = new Float32Array(dimension);
    for (const bucket of buckets) {
      const scale = scales[bucket]!;
      for (let i = 0, at = bucket * dimension; i < dimension; i++, at++) sum[i] = sum[i]! + scale * rows[at]!;
    }
    return { vector: toUnit(sum), buckets, words };
  }
}

import { eojeols, finishHash, hashStep } from '../hangul/index.js';
import { start } from './hash.js';

/** Kinds of features: the whole eojeol, its beginning of 2 or 3 letters, 2 or 3 letters anywhere in it. */
const WHOLE = start(1);
const BEGINNING = start(2);
const INNER = start(3);

/** Longer eojeols are sentences without spaces: their inner pieces are read up to here. */
const LONGEST_EOJEOL = 40;
/** Features read of one text; a comment holds about 100, so that this is reached by pasted articles only. */
const MOST_FEATURES = 1200;
/** Letters repeated more often than this (ㅋㅋㅋㅋ, 아아아아) say nothing more. */
const RUNS = /(.)\1{2,}/gu;

/** What a text is as a bag of hashed letter n-grams. */
export interface Bag {
  /** Buckets, each once, in the order of the text. */
  readonly buckets: Int32Array;
  /** Eojeols of the text: its length for the calibration. */
  readonly words: number;
}

/** Turns texts into bags of buckets, `0` to `2^bits - 1`. Keeps a scratch table, so that one is made per encoder. */
export class BagReader {
  readonly #shift: number;
  readonly #seen: Uint32Array;
  readonly #found = new Int32Array(MOST_FEATURES);
  #stamp = 0;
  #length = 0;

  constructor(bits: number) {
    this.#shift = 32 - bits;
    this.#seen = new Uint32Array(2 ** bits);
  }

  read(text: string): Bag {
    this.#stamp++;
    this.#length = 0;
    const words = eojeols(text.normalize('NFC').toLowerCase().replace(RUNS, '$1$1'));
    for (const word of words) this.#readEojeol(word.text);
    return { buckets: this.#found.slice(0, this.#length), words: words.length };
  }

  #readEojeol(word: string): void {
    const length = Math.min(word.length, LONGEST_EOJEOL);
    let whole = WHOLE;
    let beginning = BEGINNING;
    for (let i = 0; i < length; i++) {
      const code = word.charCodeAt(i);
      whole = hashStep(whole, code);
      if (i < 3) {
        beginning = hashStep(beginning, code);
        if (i > 0) this.#add(beginning);
      }
      if (i + 1 === length) break;
      const two = hashStep(hashStep(INNER, code), word.charCodeAt(i + 1));
      this.#add(two);
      if (i + 2 < length) this.#add(hashStep(two, word.charCodeAt(i + 2)));
    }
    this.#add(whole);
  }

  #add(hash: number): void {
    const bucket = finishHash(hash) >>> this.#shift;
    if (this.#seen[bucket] === this.#stamp || this.#length === MOST_FEATURES) return;
    this.#seen[bucket] = this.#stamp;
    this.#found[this.#length++] = bucket;
  }
}

import { eojeols, finishHash, HASH_START, hashStep } from '../../hangul/index.js';
import { Arena } from './arena.js';

/**
 * Classes of UTF-16 code units. Plain letters are precomposed and lower-case by ASCII rules alone, so a text of plain
 * letters and plain spaces needs no Unicode normalisation. Plain spaces separate words and never compose with a letter.
 * Everything else (conjoining jamo, combining marks, full-width and accented Latin, Greek …) is 0.
 */
const PLAIN_LETTER = 1;
const PLAIN_SPACE = 2;

/**
 * Ranges of UTF-16 code units, [first, last]; later ranges override earlier ones. The letters are those that make up an
 * eojeol.
 */
const RANGES: readonly (readonly [kind: number, first: number, last: number])[] = [
  [PLAIN_SPACE, 0x00, 0xbf],
  [PLAIN_LETTER, 0x30, 0x39], // digits
  [PLAIN_LETTER, 0x41, 0x5a], // Latin
  [PLAIN_LETTER, 0x61, 0x7a],
  [PLAIN_SPACE, 0xd7, 0xd7], // ×
  [PLAIN_SPACE, 0x2010, 0x205e], // dashes, quotes, ellipses
  [PLAIN_SPACE, 0x2190, 0x21ff], // arrows
  [PLAIN_SPACE, 0x2460, 0x2aff], // circled digits, boxes, signs
  [0, 0x2adc, 0x2adc], // has a canonical decomposition
  [PLAIN_SPACE, 0x3000, 0x3029], // CJK punctuation
  [PLAIN_LETTER, 0x3131, 0x318e], // compatibility jamo
  [PLAIN_LETTER, 0x3400, 0x4dbf], // Hanja
  [PLAIN_LETTER, 0x4e00, 0x9fff],
  [PLAIN_LETTER, 0xac00, 0xd7a3], // syllables
  [PLAIN_SPACE, 0xd83c, 0xd83e], // surrogate halves of emoji
  [PLAIN_SPACE, 0xdc00, 0xdfff],
  [PLAIN_SPACE, 0xfe0f, 0xfe0f], // variation selector 16: emoji presentation
  [PLAIN_SPACE, 0xff01, 0xff0f], // full-width punctuation
  [PLAIN_SPACE, 0xff1a, 0xff20],
];
const KINDS = new Uint8Array(0x1_0000);
for (const [kind, first, last] of RANGES) KINDS.fill(kind, first, last + 1);

/** Class of a UTF-16 code unit: `PLAIN_LETTER`, `PLAIN_SPACE` or 0. */
const plainKind = (code: number): number => KINDS[code]!;

/** Lower case of a plain letter. */
const lowerCase = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

/**
 * Hash seeds of the n-gram kinds: the whole eojeol, its first 2 or 3 letters, 2 or 3 consecutive letters anywhere in
 * it.
 */
const WHOLE = hashSeedOf(1);
const BEGINNING = hashSeedOf(2);
const INNER = hashSeedOf(3);

/** A longer eojeol is a sentence without spaces; n-grams are taken from its first letters only. */
const MAX_EOJEOL_LENGTH = 40;
/** N-grams kept per text. A comment holds about 100; only pasted articles reach the limit. */
export const MAX_FEATURES = 1200;
/**
 * Longer texts are not read word by word. A letter yields at most two n-grams, so no n-gram is dropped below this
 * length.
 */
const MAX_PLAIN_LENGTH = MAX_FEATURES / 2;
/** Distinct words in a text of that length. */
export const MAX_WORDS = MAX_PLAIN_LENGTH / 2;
/** Runs of a letter beyond two (ㅋㅋㅋㅋ, 아아아아) carry no further meaning. */
const REPEATS = /(.)\1{2,}/gu;

/** A text as a bag of hashed letter n-grams. */
export interface Bag {
  /** Distinct buckets, in order of first occurrence. */
  readonly buckets: Int32Array;
  /** Number of eojeols; the calibration reads it as the comment's length. */
  readonly wordCount: number;
}

/** A bag together with the n-grams of each distinct word. The arrays are valid until the next text is read. */
export interface WordBag extends Bag {
  /** Number of distinct words: eojeols as written. */
  readonly distinct: number;
  /** Buckets word by word, each once per word; `~bucket` where the bucket already occurred in the text. */
  readonly entries: Int32Array;
  /** Offset of each word in `entries`, and the end of the last one. */
  readonly entryStarts: Int32Array;
  /** First occurrence of each word in the text: UTF-16 code units, `[start, end)`. */
  readonly textStarts: Int32Array;
  readonly textEnds: Int32Array;
}

/** Buffers of a word bag; they lie in a kernel's memory when the kernel sums the words. */
type WordBuffers = Pick<WordBag, 'entries' | 'entryStarts'>;

/**
 * Turns texts into bags of buckets `0` to `2^bits - 1`. Owns a scratch table of 2^bits entries: create one per encoder.
 */
export class BagReader {
  readonly #arena: Arena;
  readonly #shift: number;
  /** Stamp of the last word that held each bucket. */
  readonly #seen: Uint32Array;
  readonly #found = new Int32Array(MAX_FEATURES);
  readonly #letters = new Uint16Array(MAX_EOJEOL_LENGTH);
  readonly #froms = new Int32Array(MAX_WORDS);
  readonly #tos = new Int32Array(MAX_WORDS);
  readonly #entries: Int32Array;
  readonly #starts: Int32Array;
  #stamp = 0;
  /** First stamp of the current text. */
  #first = 0;
  #length = 0;
  #entered = 0;

  constructor(
    bits: number,
    arena = new Arena(),
    { entries, entryStarts }: WordBuffers = {
      entries: new Int32Array(MAX_FEATURES),
      entryStarts: new Int32Array(MAX_WORDS + 1),
    },
  ) {
    this.#arena = arena;
    this.#shift = 32 - bits;
    this.#seen = new Uint32Array(2 ** bits);
    this.#entries = entries;
    this.#starts = entryStarts;
  }

  /** Reads a text of any length and any script. */
  read(text: string): Bag {
    const plain = this.readWords(text);
    if (plain !== undefined) return plain;
    this.#begin();
    const words = eojeols(text.normalize('NFC').toLowerCase().replace(REPEATS, '$1$1'));
    for (const { text: word } of words) {
      const length = Math.min(word.length, MAX_EOJEOL_LENGTH);
      for (let i = 0; i < length; i++) this.#letters[i] = word.charCodeAt(i);
      this.#readEojeol(length);
    }
    return { buckets: this.#arena.copyInts(this.#found, 0, this.#length), wordCount: words.length };
  }

  /**
   * Reads a text word by word in one pass; undefined when it is longer than `MAX_PLAIN_LENGTH` or contains a letter
   * that is not plain.
   */
  readWords(text: string): WordBag | undefined {
    if (text.length > MAX_PLAIN_LENGTH) return undefined;
    this.#begin();
    const letters = this.#letters;
    let words = 0;
    let different = 0;
    let length = 0;
    let from = -1;
    let [last, before] = [0, 0];
    for (let at = 0; at <= text.length; at++) {
      const code = at === text.length ? 0 : text.charCodeAt(at);
      const kind = plainKind(code);
      if (kind === PLAIN_LETTER) {
        if (from < 0) {
          from = at;
          length = last = before = 0;
        }
        const letter = lowerCase(code);
        if (letter === last && letter === before) continue;
        before = last;
        last = letter;
        if (length < MAX_EOJEOL_LENGTH) letters[length++] = letter;
      } else if (kind !== PLAIN_SPACE) return undefined;
      else if (from >= 0) {
        words++;
        if (this.#readWord(text, from, at, different, length)) different++;
        from = -1;
      }
    }
    this.#starts[different] = this.#entered;
    return {
      buckets: this.#arena.copyInts(this.#found, 0, this.#length),
      wordCount: words,
      distinct: different,
      entries: this.#entries,
      entryStarts: this.#starts,
      textStarts: this.#froms,
      textEnds: this.#tos,
    };
  }

  /** Merges the buckets of several texts: each once, in the order of the texts. A view, valid until the next call. */
  join(bags: readonly Int32Array[]): Int32Array {
    this.#begin();
    for (const bag of bags)
      for (const bucket of bag) {
        if (this.#seen[bucket] === this.#stamp || this.#length === MAX_FEATURES) continue;
        this.#seen[bucket] = this.#stamp;
        this.#found[this.#length++] = bucket;
      }
    return this.#found.subarray(0, this.#length);
  }

  #begin(): void {
    // Before the stamps overflow, after 2^32 words.
    if (this.#stamp > 0xffff_0000) {
      this.#seen.fill(0);
      this.#stamp = 0;
    }
    this.#first = ++this.#stamp;
    this.#length = 0;
    this.#entered = 0;
  }

  /** Records a word after `distinct` others; false when it repeats one of them. */
  #readWord(text: string, from: number, to: number, different: number, length: number): boolean {
    const [entered, found] = [this.#entered, this.#length];
    this.#stamp++;
    this.#readEojeol(length);
    // A word that occurred before adds nothing.
    if (found === this.#length && this.#stands(text, from, to, different)) {
      this.#entered = entered;
      return false;
    }
    this.#starts[different] = entered;
    this.#froms[different] = from;
    this.#tos[different] = to;
    return true;
  }

  #stands(text: string, from: number, to: number, different: number): boolean {
    for (let word = 0; word < different; word++) {
      const start = this.#froms[word]!;
      if (this.#tos[word]! - start !== to - from) continue;
      let same = 0;
      while (from + same < to && text.charCodeAt(start + same) === text.charCodeAt(from + same)) same++;
      if (from + same === to) return true;
    }
    return false;
  }

  #readEojeol(length: number): void {
    const letters = this.#letters;
    let whole = WHOLE;
    let beginning = BEGINNING;
    for (let i = 0; i < length; i++) {
      const code = letters[i]!;
      whole = hashStep(whole, code);
      if (i < 3) {
        beginning = hashStep(beginning, code);
        if (i > 0) this.#add(beginning);
      }
      if (i + 1 === length) break;
      const two = hashStep(hashStep(INNER, code), letters[i + 1]!);
      this.#add(two);
      if (i + 2 < length) this.#add(hashStep(two, letters[i + 2]!));
    }
    this.#add(whole);
  }

  #add(hash: number): void {
    const bucket = finishHash(hash) >>> this.#shift;
    const seen = this.#seen[bucket]!;
    if (seen === this.#stamp) return;
    if (seen >= this.#first) this.#entries[this.#entered++] = ~bucket;
    else if (this.#length < MAX_FEATURES) {
      this.#found[this.#length++] = bucket;
      this.#entries[this.#entered++] = bucket;
    }
    this.#seen[bucket] = this.#stamp;
  }
}

/** Bucket of two consecutive letters of a word, as written. */
export function pairBucket(first: number, second: number, bits: number): number {
  return finishHash(hashStep(hashStep(INNER, lowerCase(first)), lowerCase(second))) >>> (32 - bits);
}

/** Initial hash state of one n-gram kind, so that a word and an equal piece of a word fall into different buckets. */
function hashSeedOf(kind: number): number {
  return hashStep(HASH_START, kind);
}

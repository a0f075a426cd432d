import { eojeols, finishHash, HASH_START, hashStep } from '../../hangul/index.js';
import { Arena } from './slab.js';

/**
 * Plain letters are those of ordinary Korean text: they stand composed, and lower case is told by ASCII alone, so that
 * a text of them needs no normalisation. Plain spaces are all that parts words and composes with no letter. What is
 * neither (conjoining jamo, combining marks, full-width and accented Latin, Greek …) is 0.
 */
const PLAIN_LETTER = 1;
const PLAIN_SPACE = 2;

/** Ranges of UTF-16 code units, [first, last]; later ones go over earlier ones. The letters are eojeol letters. */
const RANGES: readonly (readonly [kind: number, first: number, last: number])[] = [
  [PLAIN_SPACE, 0x00, 0xbf],
  [PLAIN_LETTER, 0x30, 0x39], // digits
  [PLAIN_LETTER, 0x41, 0x5a], // Latin
  [PLAIN_LETTER, 0x61, 0x7a],
  [PLAIN_SPACE, 0xd7, 0xd7], // ×
  [PLAIN_SPACE, 0x2010, 0x205e], // dashes, quotes, ellipses
  [PLAIN_SPACE, 0x2190, 0x21ff], // arrows
  [PLAIN_SPACE, 0x2460, 0x2aff], // circled digits, boxes, signs
  [0, 0x2adc, 0x2adc], // has a decomposition
  [PLAIN_SPACE, 0x3000, 0x3029], // CJK punctuation
  [PLAIN_LETTER, 0x3131, 0x318e], // compatibility jamo
  [PLAIN_LETTER, 0x3400, 0x4dbf], // Hanja
  [PLAIN_LETTER, 0x4e00, 0x9fff],
  [PLAIN_LETTER, 0xac00, 0xd7a3], // syllables
  [PLAIN_SPACE, 0xd83c, 0xd83e], // halves of emoji
  [PLAIN_SPACE, 0xdc00, 0xdfff],
  [PLAIN_SPACE, 0xfe0f, 0xfe0f], // makes an emoji of a sign
  [PLAIN_SPACE, 0xff01, 0xff0f], // full-width punctuation
  [PLAIN_SPACE, 0xff1a, 0xff20],
];
const KINDS = new Uint8Array(0x1_0000);
for (const [kind, first, last] of RANGES) KINDS.fill(kind, first, last + 1);

/** `PLAIN_LETTER`, `PLAIN_SPACE` or 0, of a UTF-16 code unit. */
const plainKind = (code: number): number => KINDS[code]!;

/** Lower case of a plain letter. */
const lowerCase = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

/** Kinds of features: the whole eojeol, its beginning of 2 or 3 letters, 2 or 3 letters anywhere in it. */
const WHOLE = hashSeedOf(1);
const BEGINNING = hashSeedOf(2);
const INNER = hashSeedOf(3);

/** Longer eojeols are sentences without spaces: their inner pieces are read up to here. */
const MAX_EOJEOL_LENGTH = 40;
/** Features read of one text; a comment holds about 100, so that this is reached by pasted articles only. */
export const MAX_FEATURES = 1200;
/** Longer texts are not read word by word: a letter makes two features at most, so that none is left out up to here. */
const MAX_PLAIN_LENGTH = MAX_FEATURES / 2;
/** Different words in a text of that length. */
export const MAX_WORDS = MAX_PLAIN_LENGTH / 2;
/** Letters repeated more often than this (ㅋㅋㅋㅋ, 아아아아) say nothing more. */
const REPEATS = /(.)\1{2,}/gu;

/** What a text is as a bag of hashed letter n-grams. */
export interface Bag {
  /** Buckets, each once, in the order of the text. */
  readonly buckets: Int32Array;
  /** Eojeols of the text: its length for the calibration. */
  readonly wordCount: number;
}

/** A bag, and what each different word of the text puts into it. The arrays hold until the next text is read. */
export interface WordBag extends Bag {
  /** Different words: eojeols as they are written. */
  readonly distinct: number;
  /** Buckets word by word, each once in a word: as `~bucket` where it has come before in the text. */
  readonly entries: Int32Array;
  /** Where each word starts in `entries`, and where the last one ends. */
  readonly entryStarts: Int32Array;
  /** Where each word first stands in the text: UTF-16 code units, `[from, to)`. */
  readonly textStarts: Int32Array;
  readonly textEnds: Int32Array;
}

/** The room of a word bag: a kernel's memory, where its words are to be summed there. */
type WordBuffers = Pick<WordBag, 'entries' | 'entryStarts'>;

/** Turns texts into bags of buckets, `0` to `2^bits - 1`. Keeps a scratch table, so that one is made per encoder. */
export class BagReader {
  readonly #slab: Arena;
  readonly #shift: number;
  /** The stamp of the word that held a bucket last. */
  readonly #seen: Uint32Array;
  readonly #found = new Int32Array(MAX_FEATURES);
  readonly #letters = new Uint16Array(MAX_EOJEOL_LENGTH);
  readonly #froms = new Int32Array(MAX_WORDS);
  readonly #tos = new Int32Array(MAX_WORDS);
  readonly #entries: Int32Array;
  readonly #starts: Int32Array;
  #stamp = 0;
  /** Stamps from here on are of this text. */
  #first = 0;
  #length = 0;
  #entered = 0;

  constructor(
    bits: number,
    slab = new Arena(),
    { entries, entryStarts }: WordBuffers = {
      entries: new Int32Array(MAX_FEATURES),
      entryStarts: new Int32Array(MAX_WORDS + 1),
    },
  ) {
    this.#slab = slab;
    this.#shift = 32 - bits;
    this.#seen = new Uint32Array(2 ** bits);
    this.#entries = entries;
    this.#starts = entryStarts;
  }

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
    return { buckets: this.#slab.copyInts(this.#found, 0, this.#length), wordCount: words.length };
  }

  /** Reads a text word by word, in one pass; undefined when it is too long or holds letters that are not plain. */
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
      buckets: this.#slab.copyInts(this.#found, 0, this.#length),
      wordCount: words,
      distinct: different,
      entries: this.#entries,
      entryStarts: this.#starts,
      textStarts: this.#froms,
      textEnds: this.#tos,
    };
  }

  /** The buckets of several texts as those of one: each once, in the order of the texts. A view, until the next text. */
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
    // Before the stamps overflow, in 2^32 words.
    if (this.#stamp > 0xffff_0000) {
      this.#seen.fill(0);
      this.#stamp = 0;
    }
    this.#first = ++this.#stamp;
    this.#length = 0;
    this.#entered = 0;
  }

  /** Enters a word after `different` others; false when it is one of them. */
  #readWord(text: string, from: number, to: number, different: number, length: number): boolean {
    const [entered, found] = [this.#entered, this.#length];
    this.#stamp++;
    this.#readEojeol(length);
    // A word that has been read before adds nothing.
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

/** A running hash for one kind of feature, so that a word and a piece of a word that read the same stay apart. */
function hashSeedOf(kind: number): number {
  return hashStep(HASH_START, kind);
}

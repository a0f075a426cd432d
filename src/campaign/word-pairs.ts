import { FIRST_SYLLABLE, SYLLABLE_COUNT, codaOf, onsetOf, vowelOf } from '../hangul/letters/syllables.js';

/**
 * What a text speaks of, as pairs of neighbouring syllables within a word: 세림정공은 gives 세림, 림정, 정공, 공은. Pairs need no
 * tokeniser, survive josa and compounds (청원 in 국민동의청원), and how rare they are says how much they mean. Syllables are folded by
 * sound class, so that light disguises (황끔뱃) keep most of their pairs.
 */
/** Onsets ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ by class: what is written for one another is one (`fold.ts`). */
const ONSET_CLASS = [1, 1, 2, 3, 3, 4, 5, 6, 6, 7, 7, 0, 8, 8, 8, 1, 3, 6, 9];
/** Vowels ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ. */
const VOWEL_CLASS = [1, 2, 1, 2, 3, 2, 3, 2, 4, 1, 2, 2, 4, 5, 3, 2, 6, 5, 6, 6, 6];
/** No coda and ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ: the seven that are heard. */
const CODA_CLASS = [0, 1, 1, 1, 2, 2, 2, 3, 4, 1, 5, 4, 4, 4, 6, 4, 5, 6, 6, 3, 3, 7, 3, 3, 1, 3, 6, 3];

/** Folded letter of each UTF-16 code unit; 0: no letter. */
const LETTERS = letterTable();

function letterTable(): Uint16Array {
  const letters = new Uint16Array(0x10000);
  for (let digit = 0; digit < 10; digit++) letters[0x30 + digit] = 0x400 + digit;
  for (let latin = 0; latin < 26; latin++) letters[0x41 + latin] = letters[0x61 + latin] = 0x410 + latin;
  // Hanja, as they are.
  for (let code = 0x4e00; code < 0xa000; code++) letters[code] = code;
  for (let syllable = 0; syllable < SYLLABLE_COUNT; syllable++)
    letters[FIRST_SYLLABLE + syllable] =
      1 +
      ONSET_CLASS[onsetOf(syllable)]! * 56 +
      VOWEL_CLASS[vowelOf(syllable)]! * 8 +
      CODA_CLASS[codaOf(syllable)]!;
  return letters;
}

/** Letters of a word that make its head: a name, mostly. */
const HEAD = 3;
/** Tables of pairs and heads have 2^`PAIR_BITS` buckets. */
export const PAIR_BITS = 20;
/** The bucket of a pair or a head in tables: the highest bits of its hash. */
export const bucketOf = (hash: number): number => hash >>> (32 - PAIR_BITS);
/** Pairs read of one text; only pasted articles have more. */
const MAX_PAIRS = 2048;

const lowerCase = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

const isSpace = (code: number): boolean =>
  code <= 0x20 || code === 0xa0 || code === 0x3000 || code === 0x200b;

/** The distinct pairs of a text, in order of first occurrence. Reused: valid until the next text is read. */
export class PairReader {
  /** Hashes of the pairs, 32 bits. */
  readonly pairs = new Int32Array(MAX_PAIRS);
  /** Number of the word, from 0, in which each stands. */
  readonly words = new Int32Array(MAX_PAIRS);
  /** Position in the text, UTF-16 code units: of the first letter, and behind the last. */
  readonly starts = new Int32Array(MAX_PAIRS);
  readonly ends = new Int32Array(MAX_PAIRS);
  /** Both letters as written. */
  readonly firsts = new Uint16Array(MAX_PAIRS);
  readonly seconds = new Uint16Array(MAX_PAIRS);
  /** Hashes of the first three letters of each word, and the word. */
  readonly heads = new Int32Array(MAX_PAIRS);
  readonly headWords = new Int32Array(MAX_PAIRS);
  readonly headStarts = new Int32Array(MAX_PAIRS);
  headCount = 0;
  readonly #seen = new Int32Array(1 << PAIR_BITS);
  #stamp = 0;
  length = 0;

  read(text: string): this {
    if (this.#stamp === 0x7fffffff) {
      this.#seen.fill(0);
      this.#stamp = 0;
    }
    this.#stamp++;
    this.length = 0;
    this.headCount = 0;
    let [before, start, word, inWord] = [0, 0, 0, false];
    // Letters of the word so far, their hash and where it begins.
    let [letters, hash, begin] = [0, 0, 0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isSpace(code)) {
        if (inWord) word++;
        inWord = false;
        before = 0;
        letters = 0;
        continue;
      }
      const letter = LETTERS[code]!;
      // Dots, hearts and hyphens inside a word are passed over.
      if (letter === 0) continue;
      inWord = true;
      if (letters === 0) [hash, begin] = [0x2545f491, at];
      if (letters++ < HEAD) hash = Math.imul(hash ^ lowerCase(code), 0x9e3779b1);
      if (letters === HEAD) this.#addHead(Math.imul(hash ^ (hash >>> 15), 0x85ebca6b), word, begin);
      if (before !== 0 && this.#add(before, letter, word)) {
        const pair = this.length - 1;
        this.starts[pair] = start;
        this.ends[pair] = at + 1;
        this.firsts[pair] = text.charCodeAt(start);
        this.seconds[pair] = code;
      }
      before = letter;
      start = at;
    }
    return this;
  }

  #addHead(head: number, word: number, start: number): void {
    const bucket = bucketOf(head);
    if (this.#seen[bucket] === this.#stamp || this.headCount === MAX_PAIRS) return;
    this.#seen[bucket] = this.#stamp;
    this.heads[this.headCount] = head;
    this.headStarts[this.headCount] = start;
    this.headWords[this.headCount++] = word;
  }

  #add(first: number, second: number, word: number): boolean {
    const pair = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
    const bucket = bucketOf(pair);
    if (this.#seen[bucket] === this.#stamp || this.length === MAX_PAIRS) return false;
    this.#seen[bucket] = this.#stamp;
    this.pairs[this.length] = pair;
    this.words[this.length++] = word;
    return true;
  }
}

import {
  HANJA,
  CODED_LETTER,
  INVISIBLE,
  JAMO,
  KINDS,
  LATIN,
  DIGIT,
  SPACE,
  SYLLABLE,
  SYMBOL,
  isLetter,
} from '../../../src/hangul/letters/characters.js';
import { isJamoShape, isSyllableShape } from '../../../src/hangul/matcher/readings.js';
import { isJosaTailBetween } from '../../../src/hangul/letters/josa.js';
import { COMMON_SYLLABLE, MAX_PREFIX, MAX_SHORT_RUN } from '../../../src/hangul/matcher/costs.js';
import { type CompactLexicon, HASH_START, hashStep } from '../../../src/hangul/matcher/lexicon.js';

const UNKNOWN_WORD = 1;
export const MIXED_LETTERS = 2;

/**
 * Tells where a text is spelt oddly enough to be read in more than the plain way: in chunks (between spaces) that mix
 * letters of several kinds, break words by symbols, or hold an eojeol that clean comments do not.
 */
export class ObfuscationScan {
  /** For each code unit: 0, `UNKNOWN` in a run of syllables that is no ordinary word, `BROKEN` in a chunk that mixes letters. */
  marks = new Uint8Array(512);
  /** For each syllable, where the known beginning of its run of syllables ends. */
  knownEnd = new Int32Array(512);
  /** Whether anything is odd. */
  anyMarked = false;
  readonly #lexicon: CompactLexicon | undefined;

  constructor(lexicon: CompactLexicon | undefined) {
    this.#lexicon = lexicon;
  }

  /** Scans a text: fills `marks`, `knownEnd` and `anyMarked`, which hold until the next text. */
  read(text: string): void {
    if (this.marks.length < text.length) {
      this.marks = new Uint8Array(text.length * 2);
      this.knownEnd = new Int32Array(text.length * 2);
    }
    this.marks.fill(0, 0, text.length);
    this.anyMarked = false;
    let lonely = -1;
    for (let at = 0; at < text.length;) {
      if (KINDS[text.charCodeAt(at)] === SPACE) {
        at++;
        continue;
      }
      let end = at + 1;
      while (end < text.length && KINDS[text.charCodeAt(end)] !== SPACE) end++;
      this.#readChunk(text, at, end);
      // Syllables that stand alone one after another: 대 유.
      const alone = end - at === 1 && KINDS[text.charCodeAt(at)] === SYLLABLE;
      if (alone && lonely >= 0) this.#mark(MIXED_LETTERS, lonely, end);
      lonely = alone ? at : -1;
      at = end;
    }
  }

  #mark(how: number, start: number, end: number): void {
    this.marks.fill(how, start, end);
    this.anyMarked = true;
  }

  #readChunk(text: string, start: number, end: number): void {
    const run = runEnd(text, start, end);
    if (run > start && onlySymbols(text, run, end)) {
      // Most chunks are one run of syllables with punctuation behind it.
      this.#readSyllables(text, start, run, false);
      return;
    }
    const mixed = isMixed(text, start, end);
    if (mixed) this.#mark(MIXED_LETTERS, start, end);
    for (let at = start; at < end;) {
      if (KINDS[text.charCodeAt(at)] !== SYLLABLE) {
        at++;
        continue;
      }
      const stop = runEnd(text, at, end);
      this.#readSyllables(text, at, stop, mixed);
      at = stop;
    }
  }

  #readSyllables(text: string, start: number, stop: number, mixed: boolean): void {
    if (this.#lexicon === undefined) this.knownEnd.fill(stop, start, stop);
    else if (this.#readRun(this.#lexicon, text, start, stop) && !mixed) this.#mark(UNKNOWN_WORD, start, stop);
  }

  /**
   * Finds how far the run reads as ordinary words, also as several written together (대한민국이었어요): for each syllable,
   * the furthest end of a known word that begins at or before it. True when some of the run is no ordinary word.
   */
  #readRun(lexicon: CompactLexicon, text: string, start: number, stop: number): boolean {
    const { knownEnd } = this;
    let whole = HASH_START;
    for (let at = start; at < stop && at < start + MAX_PREFIX; at++)
      whole = hashStep(whole, text.charCodeAt(at));
    if (lexicon.levelOf(whole) > 0) {
      knownEnd.fill(stop, start, stop);
      return false;
    }
    let furthest = start;
    let odd = false;
    // A word may begin at the start, and where another ends: `reachable` bit i for the place start + i.
    let reachable = 1;
    for (let at = start; at < stop; at++, reachable >>>= 1) {
      if ((reachable & 1) !== 0) {
        let hash = HASH_START;
        const longest = Math.min(stop, at + MAX_PREFIX);
        let end = at;
        while (end < longest) {
          hash = hashStep(hash, text.charCodeAt(end));
          const level = lexicon.levelOf(hash);
          if (level === 0) break;
          end++;
          if (end - at > 1 || level >= COMMON_SYLLABLE) reachable |= 1 << (end - at);
        }
        // A beginning as long as the lexicon keeps stands for all longer ones.
        if (end - at === MAX_PREFIX) end = stop;
        if (end > furthest) {
          furthest = end;
          // An ordinary word with josa or endings behind it is one too, however rare the whole.
          if (end < stop && end - start > 2 && isJosaTailBetween(text, end, stop)) furthest = stop;
        }
      }
      knownEnd[at] = furthest;
      if (furthest < stop) odd = true;
    }
    return odd;
  }
}

/** End of the run of syllables that begins at `start`, `start` when none does. */
function runEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && KINDS[text.charCodeAt(at)] === SYLLABLE) at++;
  return at;
}

/** Whether only symbols that stand for no letter follow. */
function onlySymbols(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (KINDS[code] !== SYMBOL || isJamoShape(code) || isSyllableShape(code)) return false;
  }
  return true;
}

/** Whether a chunk mixes kinds of letters inside a word, or breaks a short word by symbols. */
function isMixed(text: string, start: number, end: number): boolean {
  let last = 0;
  let run = 0;
  let broken = false;
  let hangul = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const kind = KINDS[code]!;
    if (kind === HANJA || kind === CODED_LETTER || (kind === SYMBOL && isSyllableShape(code))) return true;
    if (kind === INVISIBLE) {
      if (last === SYLLABLE || last === JAMO) return true;
      continue;
    }
    if (!isLetter(kind)) {
      if (last === SYLLABLE || last === JAMO) {
        if (run <= MAX_SHORT_RUN) broken = true;
        if (isJamoShape(code)) return true;
      } else if (last === 0 && isJamoShape(code)) broken = true;
      run = 0;
      continue;
    }
    if (kind === SYLLABLE || kind === JAMO) hangul++;
    if (broken && kind === SYLLABLE) return true;
    // Numbers stand before counters (2배, 10월); after Hangul a letter or a number inside the word is odd.
    if (run > 0 && kind !== last) {
      if (last === LATIN || kind === LATIN) return true;
      if (last === JAMO && kind === SYLLABLE) return true;
      if (kind === JAMO && last === SYLLABLE && !isLaugh(text, at, end)) return true;
      if (kind === DIGIT && hangul > 0) return true;
    }
    if (kind === JAMO && !isLaugh(text, at, end)) return true;
    run = kind === last ? run + 1 : 1;
    last = kind;
  }
  return false;
}

/** ㅋㅋ, ㅎㅎ, ㅠㅠ, ㅜㅜ, ㅡㅡ and the like: one letter repeated, or a sigh or sob, as ordinary comments end. */
function isLaugh(text: string, at: number, end: number): boolean {
  return 'ㅋㅎㅠㅜㅡ'.includes(text[at]!) && (at + 1 >= end || KINDS[text.charCodeAt(at + 1)] !== SYLLABLE);
}

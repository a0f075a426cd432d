import { CIRCLED } from '../hangul/letters/shapes.js';
import { hanjaReadings } from '../hangul/letters/hanja.js';
import { HANJA, JAMO, KINDS, LATIN, DIGIT, SYLLABLE, CODED_LETTER } from '../hangul/letters/characters.js';
import {
  CODAS,
  FIRST_SYLLABLE,
  ONSETS,
  SYLLABLE_COUNT,
  VOWELS,
  codaOf,
  onsetOf,
  vowelOf,
} from '../hangul/letters/syllables.js';

/**
 * Linear jamo folding: a text as one row of sounds, without syllable blocks, spaces and symbols, so that the same sentence gives the
 * same row however it is disguised: 대유, 대1유, ㄷㅐ유, 大유, daeyu and 머윾 are one.
 *
 * - Sounds that are written for one another are one letter: ㄱㄲㅋ, ㄷㄸㅌ, ㅂㅃㅍ, ㅅㅆ, ㅈㅉㅊ; ㅏㅑㅘ, ㅓㅕㅝ, ㅗㅛ, ㅜㅠ, ㅡㅢㅣㅟ, ㅐㅒㅔㅖㅙㅚㅞ
 *   (the classes of `hangul/matcher/units.ts`, measured on KOTOX).
 * - Silent ㅇ and weak ㅎ are dropped, so that a coda and the onset that it moves to are the same (먹이, 머기; 축하, 추카).
 * - What two consonants become beside each other is written (표준 발음법 제9, 18–20항: 국민, 궁민; 독립, 동닙), a coda that copies the
 *   next onset falls (갓사, 가사), the same letter twice is one letter (가아아).
 * - Shapes that are written for one another are one: 머 as 대, 비 as 네, 커 as 귀, 윾 as 유.
 */
const K = 1;
const N = 2;
const D = 3;
const R = 4;
const M = 5;
const P = 6;
const S = 7;
const G = 8;
const J = 9;
const A = 10;
const EO = 11;
const O = 12;
const U = 13;
const I = 14;
const AE = 15;
const DIGIT_0 = 16;
/** Letters are 1 to 25: nine consonants, six vowels, ten digits. */
export const FOLDED_LETTERS = 26;

const isVowel = (letter: number): boolean => letter >= A && letter <= AE;
const isConsonant = (letter: number): boolean => letter >= K && letter < A;

/** Shorter runs of digits are typed between syllables as a disguise, and fill the slots of templates. */
const MIN_DIGITS = 3;
/** Code units of a text that are read: longer ones are told apart by then. */
const MAX_UNITS = 3000;
/** Most letters of a folded text: a syllable has at most four. */
export const MAX_FOLDED = MAX_UNITS * 4;

const CONSONANT: Readonly<Record<string, number>> = {
  ㄱ: K, ㄲ: K, ㅋ: K, ㄴ: N, ㄷ: D, ㄸ: D, ㅌ: D, ㄹ: R, ㅁ: M, ㅂ: P, ㅃ: P, ㅍ: P, ㅅ: S, ㅆ: S, ㅈ: J, ㅉ: J, ㅊ: J,
}; // prettier-ignore
const VOWEL: Readonly<Record<string, number>> = {
  ㅏ: A, ㅑ: A, ㅘ: A, ㅓ: EO, ㅕ: EO, ㅝ: EO, ㅗ: O, ㅛ: O, ㅜ: U, ㅠ: U, ㅡ: I, ㅢ: I, ㅣ: I, ㅟ: I,
  ㅐ: AE, ㅒ: AE, ㅔ: AE, ㅖ: AE, ㅙ: AE, ㅚ: AE, ㅞ: AE,
}; // prettier-ignore
/** Double codas, both letters: which of them is heard depends on what follows. */
const DOUBLE_CODA: Readonly<Record<string, string>> = {
  ㄳ: 'ㄱㅅ', ㄵ: 'ㄴㅈ', ㄶ: 'ㄴ', ㄺ: 'ㄹㄱ', ㄻ: 'ㄹㅁ', ㄼ: 'ㄹㅂ', ㄽ: 'ㄹㅅ', ㄾ: 'ㄹㄷ', ㄿ: 'ㄹㅍ', ㅀ: 'ㄹ', ㅄ: 'ㅂㅅ',
}; // prettier-ignore

/** Letters of each syllable, eight bits each, the first lowest. */
const SYLLABLES = Int32Array.from({ length: SYLLABLE_COUNT }, (_, syllable) => {
  const vowel = VOWELS.charAt(vowelOf(syllable));
  const coda = codaOf(syllable) === 0 ? '' : CODAS.charAt(codaOf(syllable) - 1);
  const letters = [CONSONANT[ONSETS.charAt(onsetOf(syllable))] ?? 0];
  // 윾, 듞: the two legs of ㅠ turned into a coda; no word is spelt so.
  if (vowel === 'ㅡ' && coda === 'ㄲ') letters.push(U);
  else {
    letters.push(VOWEL[vowel] ?? 0);
    for (const letter of DOUBLE_CODA[coda] ?? coda)
      letters.push(letter === 'ㅇ' ? G : (CONSONANT[letter] ?? 0));
  }
  return letters
    .filter((letter) => letter > 0)
    .reduce((packed, letter, i) => packed | (letter << (8 * i)), 0);
});

const FIRST_JAMO_VOWEL = 0x314f;
const IEUNG = 'ㅇ'.charCodeAt(0);
/** Written for laughter, tears and stammering where it stands alone; never a coda that was split off. */
const NEVER_SPLIT_CODA = new Set(Array.from('ㅋㅎㅌㅍㅊㅉㄸㅃ', (letter) => letter.charCodeAt(0)));
/** A vowel and the stroke that was set beside it: ㅗ + ㅏ = ㅘ. */
const COMPOSED: Readonly<Record<string, string>> = {
  ㅗㅏ: 'ㅘ', ㅗㅐ: 'ㅙ', ㅗㅣ: 'ㅚ', ㅜㅓ: 'ㅝ', ㅜㅔ: 'ㅞ', ㅜㅣ: 'ㅟ', ㅡㅣ: 'ㅢ', ㅏㅣ: 'ㅐ', ㅓㅣ: 'ㅔ', ㅑㅣ: 'ㅒ', ㅕㅣ: 'ㅖ',
}; // prettier-ignore

/** The plain letter that a code unit of another script or block reads: circled and conjoining letters, Hanja, full width. 0: itself. */
const READS = readTable();

function readTable(): Uint16Array {
  const reads = new Uint16Array(0x10000);
  for (let code = 0; code < 0x10000; code++) {
    if (KINDS[code] === HANJA) reads[code] = hanjaReadings(code)[0] ?? 0;
    if (KINDS[code] === CODED_LETTER) {
      const plain = String.fromCharCode(code).normalize('NFKC');
      if (plain.length === 1) reads[code] = plain.charCodeAt(0);
    }
  }
  const conjoining = (first: number, letters: string): void => {
    for (let i = 0; i < letters.length; i++) reads[first + i] = letters.charCodeAt(i);
  };
  conjoining(0x1100, ONSETS);
  conjoining(0x1161, VOWELS);
  conjoining(0x11a8, CODAS);
  for (const [written, syllable] of CIRCLED) reads[written.charCodeAt(0)] = syllable.charCodeAt(0);
  return reads;
}

/** Latin letters as sounds; two and three letters first (국어의 로마자 표기법, and English habits: oo, ee, ch, sh). */
const LATIN_SOUNDS: Readonly<Record<string, readonly number[]>> = {
  yae: [AE], yeo: [EO], wae: [AE], ch: [J], sh: [S], eo: [EO], eu: [I], ae: [AE], oe: [AE], ui: [I], oo: [U], ee: [I],
  ya: [A], ye: [AE], yo: [O], yu: [U], wa: [A], we: [AE], wi: [I], wo: [EO],
  a: [A], b: [P], c: [K], d: [D], e: [AE], f: [P], g: [K], h: [], i: [I], j: [J], k: [K], l: [R], m: [M], n: [N], o: [O], p: [P],
  q: [K], r: [R], s: [S], t: [D], u: [U], v: [P], w: [], x: [K, S], y: [I], z: [J],
}; // prettier-ignore

/** A folded text. Reused by {@link Folder}: read it before the next one is folded. */
export interface Folded {
  /** 1 to 25, see above; only the first `length` count. */
  readonly letters: Uint8Array;
  /** UTF-16 code unit of the text at which the letter's character begins. */
  readonly starts: Uint32Array;
  /** UTF-16 code unit behind the letter's character. */
  readonly ends: Uint32Array;
  readonly length: number;
  /** Letters that were not read from plain syllables: split jamo, Latin beside Hangul, Hanja, circled. */
  readonly odd: number;
}

/** What a coda becomes before a nasal. */
function nasal(letter: number): number {
  if (letter === K) return G;
  if (letter === P) return M;
  return letter === D || letter === S || letter === J ? N : letter;
}

/** Folds one text after the other into the same buffers. */
export class Folder implements Folded {
  letters = new Uint8Array(512);
  starts = new Uint32Array(512);
  ends = new Uint32Array(512);
  length = 0;
  odd = 0;

  /** The text as a row of sounds, with a way back to its code units; of a long text the first `most` code units. */
  fold(text: string, most = MAX_UNITS): Folded {
    const size = Math.min(text.length, most);
    if (this.letters.length < size * 4 + 8) this.#grow(size * 4 + 8);
    this.length = 0;
    this.odd = 0;
    for (let at = 0; at < size;) {
      const written = text.charCodeAt(at);
      const code = READS[written]! || written;
      if (code !== written) this.odd++;
      switch (KINDS[code]) {
        case SYLLABLE:
          this.#pushPacked(SYLLABLES[code - FIRST_SYLLABLE]!, at);
          at++;
          break;
        case JAMO:
          at = this.#foldJamo(text, at, size);
          break;
        case LATIN:
          at = this.#foldLatin(text, at, size);
          break;
        case DIGIT:
          at = this.#foldDigits(text, at, size);
          break;
        default:
          at++;
      }
    }
    const last = this.length - 1;
    if (last >= 0 && (this.letters[last] === S || this.letters[last] === J)) this.letters[last] = D;
    return this;
  }

  #grow(size: number): void {
    this.letters = new Uint8Array(size);
    this.starts = new Uint32Array(size);
    this.ends = new Uint32Array(size);
  }

  #pushPacked(packed: number, at: number): void {
    for (let rest = packed; rest > 0; rest >>>= 8) this.#push(rest & 0xff, at, at + 1);
  }

  /** A run of jamo: consonant and vowel pairs are syllables taken apart; the rest is laughter, tears or a coda split off. */
  #foldJamo(text: string, from: number, size: number): number {
    let end = from;
    const code = (at: number): number => {
      const written = at < size ? text.charCodeAt(at) : 0;
      return READS[written]! || written;
    };
    while (end < size && KINDS[code(end)] === JAMO) end++;
    const vowelAt = (at: number): boolean => at < end && code(at) >= FIRST_JAMO_VOWEL;
    const sound = (at: number): number => CONSONANT[String.fromCharCode(code(at))] ?? 0;
    for (let at = from; at < end;) {
      if (vowelAt(at)) {
        at++;
      } else if (vowelAt(at + 1)) {
        const onset = sound(at);
        if (onset > 0) this.#push(onset, at, at + 1);
        let vowel = String.fromCharCode(code(at + 1));
        const vowelStart = at + 1;
        at += 2;
        while (vowelAt(at)) vowel = COMPOSED[vowel + String.fromCharCode(code(at++))] ?? vowel;
        this.#push(VOWEL[vowel] ?? 0, vowelStart, at);
        this.odd += 2;
        for (let codas = 0; codas < 2 && at < end && !vowelAt(at) && !vowelAt(at + 1); codas++, at++) {
          if (code(at) === code(at + 1) || NEVER_SPLIT_CODA.has(code(at))) break;
          this.#pushCoda(code(at), at);
        }
      } else {
        const alone =
          end === from + 1 && from > 0 && KINDS[code(from - 1)] === SYLLABLE && KINDS[code(end)] === SYLLABLE;
        if (alone && codaOf(code(from - 1) - FIRST_SYLLABLE) === 0 && !NEVER_SPLIT_CODA.has(code(at))) {
          this.#pushCoda(code(at), at);
          this.odd++;
        }
        at++;
      }
    }
    return end;
  }

  #pushCoda(code: number, at: number): void {
    if (code === IEUNG) this.#push(G, at, at + 1);
    const letter = String.fromCharCode(code);
    for (const part of DOUBLE_CODA[letter] ?? letter) {
      const sound = CONSONANT[part] ?? 0;
      if (sound > 0) this.#push(sound, at, at + 1);
    }
  }

  /** A run of Latin letters, read as romanised Korean. */
  #foldLatin(text: string, from: number, size: number): number {
    let end = from;
    let run = '';
    for (; end < size; end++) {
      const written = text.charCodeAt(end);
      const code = READS[written]! || written;
      if (KINDS[code] !== LATIN) break;
      run += String.fromCharCode(code | 0x20);
    }
    const isHangul = (at: number): boolean => at >= 0 && at < size && KINDS[text.charCodeAt(at)] === SYLLABLE;
    if (isHangul(from - 1) || isHangul(end)) this.odd += run.length;
    for (let i = 0; i < run.length;) {
      // ng is the coda ㅇ, but for ng before a vowel, which is ㄴ and ㄱ.
      if (run.startsWith('ng', i) && !'aeiouwy'.includes(run.charAt(i + 2) || '-')) {
        this.#push(G, from + i, from + i + 2);
        i += 2;
        continue;
      }
      let size = 3;
      while (size > 1 && (i + size > run.length || LATIN_SOUNDS[run.slice(i, i + size)] === undefined))
        size--;
      for (const sound of LATIN_SOUNDS[run.slice(i, i + size)] ?? [])
        this.#push(sound, from + i, from + i + size);
      i += size;
    }
    return end;
  }

  #foldDigits(text: string, from: number, size: number): number {
    const digit = (at: number): number => {
      const written = text.charCodeAt(at);
      const code = READS[written]! || written;
      return at < size && KINDS[code] === DIGIT ? code - 0x30 : -1;
    };
    let end = from;
    while (digit(end) >= 0) end++;
    if (end - from >= MIN_DIGITS)
      for (let at = from; at < end; at++) this.#push(DIGIT_0 + digit(at), at, at + 1);
    return end;
  }

  /** Appends a letter and writes what it and the letter before it become beside each other. */
  #push(letter: number, start: number, end: number): void {
    let next = letter;
    const { letters } = this;
    const last = this.length - 1;
    const before = last >= 0 ? letters[last]! : 0;
    if (next === before && next < DIGIT_0) return;
    if (isConsonant(next) && isConsonant(before)) {
      next = this.#assimilate(before, next, last);
      if (this.length > 0 && letters[this.length - 1] === next) return;
    } else if (isVowel(next) && isConsonant(before)) {
      // Shapes: 머 for 대, 비 for 네, 커 for 귀.
      if (before === M && next === EO) {
        letters[last] = D;
        next = AE;
      } else if (before === P && next === I) {
        letters[last] = N;
        next = AE;
      } else if (before === K && next === EO) next = I;
    }
    const at = this.length++;
    letters[at] = next;
    this.starts[at] = start;
    this.ends[at] = end;
  }

  /** Consonant before a consonant: changes the one before where it is said otherwise, and returns what the new one becomes. */
  #assimilate(before: number, next: number, last: number): number {
    const { letters } = this;
    const sibilant = before === D || before === S || before === J;
    // 값만, 없는: the second letter of a double coda is not heard.
    if (sibilant && last > 0 && isConsonant(letters[last - 1]!)) {
      this.length--;
      return letters[last - 1] === next ? next : this.#assimilate(letters[last - 1]!, next, last - 1);
    }
    if (next === N || next === M) {
      if (before === R && next === N) return R;
      letters[last] = nasal(before);
      this.#collapse(last);
      return next;
    }
    if (next === R) {
      if (before === N) {
        letters[last] = R;
        this.#collapse(last);
        return R;
      }
      letters[last] = nasal(before);
      this.#collapse(last);
      return N;
    }
    if (sibilant) {
      if (next === D || next === S || next === J) this.length--;
      else letters[last] = D;
    }
    return next;
  }

  /** Drops the last letter where it has become the same as the one before it. */
  #collapse(last: number): void {
    if (last > 0 && this.letters[last] === this.letters[last - 1]) this.length--;
  }
}

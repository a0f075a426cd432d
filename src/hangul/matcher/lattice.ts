import {
  CODED_LETTER,
  DIGIT,
  HANJA,
  INVISIBLE,
  JAMO,
  KINDS,
  LATIN,
  SYLLABLE,
} from '../letters/characters.js';
import { hanjaReadings } from '../letters/hanja.js';
import { romanSyllables } from '../letters/roman.js';
import { CIRCLED, CONSONANT_SHAPES, SYLLABLE_SHAPES, VOWEL_SHAPES } from '../letters/shapes.js';
import {
  codaOf,
  CODAS,
  composeSyllable,
  FIRST_SYLLABLE,
  onsetAt,
  onsetOf,
  ONSETS,
  SILENT_ONSET,
  vowelOf,
  VOWELS,
} from '../letters/syllables.js';
import { FIRST_COMPAT, unitOf } from './units.js';
import { wayBit } from '../ways.js';

/** A jamo that can be read at a place: where it ends, which it is (index from ㄱ U+3131), its doubt and its ways. */
interface JamoReading {
  readonly to: number;
  readonly jamo: number;
  readonly cost: number;
  readonly ways: number;
}

/** Onset, vowel and coda that a compatibility jamo (index from ㄱ) can be; −1 when it cannot. */
const AS_ONSET = compat(ONSETS);
const AS_VOWEL = compat(VOWELS);
const AS_CODA = compat(CODAS).map((coda) => (coda < 0 ? -1 : coda + 1));

function compat(order: string): number[] {
  return Array.from({ length: 51 }, (_, i) => order.indexOf(String.fromCharCode(FIRST_COMPAT + i)));
}

const NFD_ONSET = 0x1100;
const NFD_VOWEL = 0x1161;
const NFD_CODA = 0x11a8;

const jamoIndex = (letter: string): number => letter.charCodeAt(0) - FIRST_COMPAT;

/** Letters written by characters of other scripts, by their first UTF-16 code unit. */
const jamoShapes = new Map<number, { written: string; jamo: number; cost: number }[]>();
for (const [written, reads, doubt] of [...CONSONANT_SHAPES, ...VOWEL_SHAPES]) {
  const first = written.charCodeAt(0);
  jamoShapes.set(first, [
    ...(jamoShapes.get(first) ?? []),
    { written, jamo: jamoIndex(reads), cost: 0.15 + 0.5 * doubt },
  ]);
}

/** Doubt of a romanised letter beside jamo: nㅐng, ㄱa. */
const ROMAN_LETTER_COST = 0.25;
const ROMAN_LETTERS =
  'g=ㄱ k=ㅋ c=ㅋ kk=ㄲ n=ㄴ d=ㄷ dd=ㄸ tt=ㄸ r=ㄹ l=ㄹ m=ㅁ b=ㅂ p=ㅍ pp=ㅃ bb=ㅃ s=ㅅ ss=ㅆ sh=ㅅ j=ㅈ z=ㅈ jj=ㅉ ch=ㅊ t=ㅌ f=ㅍ h=ㅎ ng=ㅇ ' +
  'a=ㅏ ya=ㅑ eo=ㅓ yeo=ㅕ o=ㅗ yo=ㅛ u=ㅜ oo=ㅜ yu=ㅠ eu=ㅡ i=ㅣ ee=ㅣ ae=ㅐ e=ㅔ';
const romanLetters = new Map<number, { written: string; jamo: number }[]>();
for (const pair of ROMAN_LETTERS.split(' ')) {
  const written = pair.slice(0, -2);
  const first = written.charCodeAt(0);
  romanLetters.set(first, [...(romanLetters.get(first) ?? []), { written, jamo: jamoIndex(pair.slice(-1)) }]);
}

/** 1 for code units that begin a letter of another script: most do not, and the maps need not be asked. */
const BEGINS_JAMO = new Uint8Array(0x10000);
for (const code of [...jamoShapes.keys(), ...romanLetters.keys()]) BEGINS_JAMO[code] = 1;
const NO_JAMO: readonly JamoReading[] = [];

/** Whether a character may stand for a jamo by its shape. */
export function isJamoShape(code: number): boolean {
  return jamoShapes.has(code);
}

const SCRIPT = wayBit('script');

/** All letters that can be read at `at`: the jamo that stands there, under whatever code, and look-alikes of other scripts. */
function jamoAt(text: string, at: number): readonly JamoReading[] {
  if (at >= text.length) return NO_JAMO;
  const code = text.charCodeAt(at);
  const kind = KINDS[code];
  if (kind === JAMO) {
    const own: JamoReading = { to: at + 1, jamo: code - FIRST_COMPAT, cost: 0, ways: JAMO_WAY };
    return jamoShapes.has(code) ? [own, ...jamoShapesAt(text, at, code)] : [own];
  }
  if (kind === CODED_LETTER) {
    const jamo = codedJamo(code);
    return jamo < 0 ? NO_JAMO : [{ to: at + 1, jamo, cost: 0, ways: UNICODE }];
  }
  return BEGINS_JAMO[code] === 1 ? jamoShapesAt(text, at, code) : NO_JAMO;
}

function jamoShapesAt(text: string, at: number, code: number): JamoReading[] {
  const letters: JamoReading[] = [];
  for (const { written, jamo, cost } of jamoShapes.get(code) ?? []) {
    if (text.startsWith(written, at)) letters.push({ to: at + written.length, jamo, cost, ways: SCRIPT });
  }
  for (const { written, jamo } of romanLetters.get(code) ?? []) {
    if (text.startsWith(written, at))
      letters.push({ to: at + written.length, jamo, cost: ROMAN_LETTER_COST, ways: ROMAN });
  }
  return letters;
}

/** Jamo index of a conjoining (U+1100 …) or half-width (U+FFA1 …) jamo, −1 for other characters. */
function codedJamo(code: number): number {
  if (code >= NFD_ONSET && code < NFD_ONSET + 19) return jamoIndex(ONSETS[code - NFD_ONSET]!);
  if (code >= NFD_VOWEL && code < NFD_VOWEL + 21) return jamoIndex(VOWELS[code - NFD_VOWEL]!);
  if (code >= NFD_CODA && code < NFD_CODA + 27) return jamoIndex(CODAS[code - NFD_CODA]!);
  // Half-width consonants run as the compatibility ones do; half-width vowels come in groups of six with gaps of two.
  if (code >= 0xffa1 && code <= 0xffbe) return code - 0xffa1;
  if (code >= 0xffc2 && code <= 0xffdc) {
    const place = code - 0xffc2;
    return place % 8 < 6 ? 30 + Math.floor(place / 8) * 6 + (place % 8) : -1;
  }
  return -1;
}

/** What two keystrokes make together, ㅗ+ㅏ=ㅘ, ㄱ+ㅅ=ㄳ, by jamo index; −1 when they make nothing. */
function joinJamo(first: number, second: number): number {
  return joined.get(first * 51 + second) ?? -1;
}

const joined = new Map(
  ['ㅗㅏㅘ', 'ㅗㅐㅙ', 'ㅗㅣㅚ', 'ㅜㅓㅝ', 'ㅜㅔㅞ', 'ㅜㅣㅟ', 'ㅡㅣㅢ', 'ㅏㅣㅐ', 'ㅓㅣㅔ', 'ㅑㅣㅒ', 'ㅕㅣㅖ', 'ㄱㅅㄳ', 'ㄴㅈㄵ', 'ㄴㅎㄶ', 'ㄹㄱㄺ', 'ㄹㅁㄻ', 'ㄹㅂㄼ', 'ㄹㅅㄽ', 'ㄹㅌㄾ', 'ㄹㅍㄿ', 'ㄹㅎㅀ', 'ㅂㅅㅄ', 'ㄱㄱㄲ', 'ㄷㄷㄸ', 'ㅂㅂㅃ', 'ㅅㅅㅆ', 'ㅈㅈㅉ'].map(
    ([first, second, both]) => [jamoIndex(first!) * 51 + jamoIndex(second!), jamoIndex(both!)] as const,
  ),
); // prettier-ignore

const JAMO_WAY = wayBit('jamo');
const UNICODE = wayBit('unicode');
const HANJA_WAY = wayBit('hanja');
const LOOKALIKE = wayBit('lookalike');
const ROMAN = wayBit('roman');
const REPEAT = wayBit('repeat');
const SOUND = wayBit('sound');

/** Longest romanised syllable: ssyaeng has eight letters, ordinary ones up to five. */
const MAX_ROMAN_LETTERS = 5;
/** Doubt of readings that ordinary text has too; in units of one changed sound. */
const LOOKALIKE_COST = 0.5;
const ROMAN_COST = 0.4;
const DIGIT_COST = 0.5;
const REPEAT_COST = 0.2;
/** Farthest that a syllable is drawn out. */
const MAX_STRETCH = 12;

/** `from` of a place that was not read yet. */
const UNREAD = -1;

/** Jamo index of ㅏ. */
const FIRST_VOWEL = 30;

const DIGIT_SOUNDS = ['영공', '일', '이', '삼', '사', '오', '육륙', '칠', '팔', '구'];

interface SyllableReading {
  readonly written: string;
  readonly unit: number;
  readonly ways: number;
  readonly cost: number;
}

/** Syllables written by other characters (circled letters, shapes), by their first UTF-16 code unit. */
const syllableShapes = new Map<number, SyllableReading[]>();
function addShapes(table: readonly (readonly [string, string])[], ways: number, cost: number): void {
  for (const [written, reads] of table) {
    const first = written.charCodeAt(0);
    const shape = { written, unit: reads.charCodeAt(0) - FIRST_SYLLABLE, ways, cost };
    syllableShapes.set(first, [...(syllableShapes.get(first) ?? []), shape]);
  }
}
addShapes(CIRCLED, UNICODE, 0);
addShapes(SYLLABLE_SHAPES, LOOKALIKE, LOOKALIKE_COST);

/** Whether a syllable may be written by what begins with this character (㉮, ユ). */
export function isSyllableShape(code: number): boolean {
  return syllableShapes.has(code);
}

/**
 * The readings of a text: at each place, edges that say "from here to there stands this unit, at this cost, undone in
 * this way". Costs are in units of one changed sound; ways are bits. Ordinary syllables have the one edge that they are.
 */
export class Lattice {
  text = '';
  /** Edges of place `at`, once it was reached: `from[at] … until[at] − 1`. */
  from = new Int32Array(512);
  until = new Int32Array(512);
  to = new Int32Array(1024);
  unit = new Int32Array(1024);
  cost = new Float32Array(1024);
  ways = new Int32Array(1024);
  #count = 0;
  /** For a place with something invisible, where the run of it ends, once it was asked for. */
  #behindRun = new Int32Array(512);
  #marks: Uint8Array = new Uint8Array();

  /**
   * Takes a text; its places are read when they are reached, as most never are.
   *
   * @param marks for each code unit, whether its spelling is odd enough for more than the plain reading
   */
  read(text: string, marks: Uint8Array): void {
    this.text = text;
    this.#marks = marks;
    this.#count = 0;
    if (this.from.length < text.length + 2) {
      this.from = new Int32Array(text.length * 2 + 2);
      this.until = new Int32Array(text.length * 2 + 2);
      this.#behindRun = new Int32Array(text.length * 2 + 2);
    }
    this.from.fill(UNREAD, 0, text.length + 2);
    this.#behindRun.fill(UNREAD, 0, text.length);
  }

  /** Reads the place, unless it was read before; none at or behind the end has edges. */
  reach(at: number): void {
    if (this.from[at] !== UNREAD) return;
    const first = this.#count;
    if (at < this.text.length) {
      const code = this.text.charCodeAt(at);
      const unit = unitOf(code);
      if (unit >= 0) this.#add(at + 1, unit, 0, 0);
      if (this.#marks[at] !== 0) this.#readObfuscated(at, code);
    }
    this.from[at] = first;
    this.until[at] = this.#count;
  }

  #add(to: number, unit: number, cost: number, ways: number): void {
    if (this.#count === this.to.length) this.#grow();
    this.to[this.#count] = to;
    this.unit[this.#count] = unit;
    this.cost[this.#count] = cost;
    this.ways[this.#count++] = ways;
  }

  #grow(): void {
    const wider = <T extends Int32Array | Float32Array>(old: T): T => {
      const grown = new (old.constructor as new (size: number) => T)(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.to = wider(this.to);
    this.unit = wider(this.unit);
    this.cost = wider(this.cost);
    this.ways = wider(this.ways);
  }

  #readObfuscated(at: number, code: number): void {
    const kind = KINDS[code]!;
    for (const shape of syllableShapes.get(code) ?? []) {
      if (this.text.startsWith(shape.written, at))
        this.#add(at + shape.written.length, shape.unit, shape.cost, shape.ways);
    }
    if (kind === SYLLABLE) this.#extendSyllable(at, code - FIRST_SYLLABLE);
    else if (kind === HANJA) {
      for (const reading of hanjaReadings(code)) this.#add(at + 1, reading - FIRST_SYLLABLE, 0, HANJA_WAY);
      this.#compose(at);
    } else {
      if (kind === DIGIT)
        for (const sound of DIGIT_SOUNDS[code - 0x30]!)
          this.#add(at + 1, unitOf(sound.charCodeAt(0)), DIGIT_COST, SOUND);
      if (kind === LATIN) this.#romanised(at);
      if (kind === CODED_LETTER) this.#fullWidth(at, code);
      this.#compose(at);
    }
  }

  /** Half of a syllable in letters: 대ㅇ유 (댕유), 고ㅏ (과). */
  #extendSyllable(at: number, syllable: number): void {
    if (codaOf(syllable) !== 0) return;
    this.#drawOut(at, syllable);
    for (const letter of jamoAt(this.text, this.visible(at + 1))) {
      const coda = AS_CODA[letter.jamo]!;
      const ways = letter.ways | JAMO_WAY;
      if (coda > 0) this.#add(letter.to, syllable + coda, letter.cost + 0.1, ways);
      const vowel = joinJamo(FIRST_VOWEL + vowelOf(syllable), letter.jamo);
      if (vowel >= 0) this.#addCodas(letter.to, onsetOf(syllable), AS_VOWEL[vowel]!, letter.cost, ways);
    }
  }

  /** A syllable drawn out before its coda: 머어억 (먹), 바ㅏㅏㄹ (발). */
  #drawOut(at: number, open: number): void {
    const vowel = vowelOf(open);
    const silent = composeSyllable(SILENT_ONSET, vowel);
    let place = at + 1;
    const longest = Math.min(this.text.length, at + MAX_STRETCH);
    for (; place < longest; place++) {
      const code = this.text.charCodeAt(place);
      if (code !== FIRST_COMPAT + FIRST_VOWEL + vowel && code - FIRST_SYLLABLE !== silent) break;
    }
    const last = this.text.charCodeAt(place) - FIRST_SYLLABLE;
    if (last > silent && last < silent + 28) this.#add(place + 1, open + codaOf(last), REPEAT_COST, REPEAT);
    else if (place > at + 1) {
      const coda = AS_CODA[this.text.charCodeAt(place) - FIRST_COMPAT] ?? -1;
      if (coda > 0) this.#add(place + 1, open + coda, REPEAT_COST, REPEAT);
    }
  }

  /** A syllable in letters: ㄷㅐ, ㄷㅐㅇ, ㅋr, and a consonant before a silent onset, ㄷ애. */
  #compose(at: number): void {
    for (const first of jamoAt(this.text, at)) {
      const onset = AS_ONSET[first.jamo]!;
      if (onset < 0) continue;
      const next = this.visible(first.to);
      const code = this.text.charCodeAt(next);
      if (onsetAt(this.text, next) === SILENT_ONSET) {
        const silent = code - FIRST_SYLLABLE;
        this.#add(
          next + 1,
          composeSyllable(onset, vowelOf(silent), codaOf(silent)),
          first.cost + 0.3,
          first.ways,
        );
      }
      for (const second of jamoAt(this.text, next)) this.#composeVowel(first, onset, second);
    }
  }

  #composeVowel(first: JamoReading, onset: number, second: JamoReading): void {
    const vowel = AS_VOWEL[second.jamo]!;
    if (vowel < 0) return;
    const cost = first.cost + second.cost;
    const ways = first.ways | second.ways;
    this.#addCodas(second.to, onset, vowel, cost, ways);
    for (const third of jamoAt(this.text, this.visible(second.to))) {
      const both = joinJamo(second.jamo, third.jamo);
      if (both >= 0) this.#addCodas(third.to, onset, AS_VOWEL[both]!, cost + third.cost, ways | third.ways);
    }
  }

  /** The syllable without a coda that ends at `to`, and those with the letters after it as their coda. */
  #addCodas(to: number, onset: number, vowel: number, cost: number, ways: number): void {
    const open = composeSyllable(onset, vowel);
    this.#add(to, open, cost, ways);
    for (const letter of jamoAt(this.text, this.visible(to))) {
      const coda = AS_CODA[letter.jamo]!;
      if (coda > 0) this.#add(letter.to, open + coda, cost + letter.cost, ways | letter.ways);
      for (const last of jamoAt(this.text, this.visible(letter.to))) {
        const both = joinJamo(letter.jamo, last.jamo);
        if (both >= 0 && AS_CODA[both]! > 0) {
          this.#add(
            last.to,
            open + AS_CODA[both]!,
            cost + letter.cost + last.cost,
            ways | letter.ways | last.ways,
          );
        }
      }
    }
  }

  /** Latin letters that sound as a syllable, where Hangul stands beside the run: 카ka오. */
  #romanised(at: number): void {
    let end = at;
    while (
      end < this.text.length &&
      end - at < MAX_ROMAN_LETTERS &&
      KINDS[this.text.charCodeAt(end)] === LATIN
    )
      end++;
    const run = this.text.slice(at, end).toLowerCase();
    for (let length = 1; length <= run.length; length++) {
      for (const letter of romanSyllables.get(run.slice(0, length)) ?? []) {
        this.#add(at + length, unitOf(letter.charCodeAt(0)), ROMAN_COST, ROMAN);
      }
    }
  }

  #fullWidth(at: number, code: number): void {
    if (code >= 0xff10 && code <= 0xff5a) this.#add(at + 1, unitOf(code - 0xfee0), 0, UNICODE);
  }

  /** The first place from `at` on that is not invisible; of a run that is asked for again it is known. */
  visible(at: number): number {
    if (at >= this.text.length || KINDS[this.text.charCodeAt(at)] !== INVISIBLE) return at;
    const known = this.#behindRun[at]!;
    if (known !== UNREAD) return known;
    let place = at + 1;
    while (place < this.text.length && KINDS[this.text.charCodeAt(place)] === INVISIBLE) place++;
    return (this.#behindRun[at] = place);
  }
}

import {
  CODED_LETTER,
  DIGIT,
  HANJA,
  INVISIBLE,
  JAMO,
  KINDS,
  LATIN,
  SYLLABLE,
} from '../../../src/hangul/letters/characters.js';
import { hanjaReadings } from '../../../src/hangul/letters/hanja.js';
import { romanSyllables } from '../../../src/hangul/letters/roman.js';
import {
  codaOf,
  composeSyllable,
  FIRST_SYLLABLE,
  onsetAt,
  onsetOf,
  SILENT_ONSET,
  vowelOf,
} from '../../../src/hangul/letters/syllables.js';
import {
  AS_CODA,
  AS_ONSET,
  AS_VOWEL,
  codedJamo,
  DIGIT_SOUNDS,
  JAMO_SHAPES,
  joinJamo,
  SYLLABLE_READINGS,
} from '../../../src/hangul/matcher/readings.js';
import { DIGIT_COST, MAX_ROMAN_LETTERS, MAX_STRETCH, REPEAT_COST, ROMAN_COST } from '../../../src/hangul/matcher/costs.js';
import { FIRST_COMPAT, unitOf } from '../../../src/hangul/matcher/units.js';
import { wayBit } from '../../../src/hangul/ways.js';

/** A jamo that can be read at a place: where it ends, which it is (index from ㄱ U+3131), its doubt and its ways. */
interface JamoReading {
  readonly to: number;
  readonly jamo: number;
  readonly cost: number;
  readonly ways: number;
}

const NO_JAMO: readonly JamoReading[] = [];

/** All letters that can be read at `at`: the jamo that stands there, under whatever code, and look-alikes of other scripts. */
function jamoAt(text: string, at: number): readonly JamoReading[] {
  if (at >= text.length) return NO_JAMO;
  const code = text.charCodeAt(at);
  const kind = KINDS[code];
  if (kind === CODED_LETTER) {
    const jamo = codedJamo(code);
    return jamo < 0 ? NO_JAMO : [{ to: at + 1, jamo, cost: 0, ways: UNICODE }];
  }
  const letters: JamoReading[] = [];
  if (kind === JAMO) letters.push({ to: at + 1, jamo: code - FIRST_COMPAT, cost: 0, ways: JAMO_WAY });
  for (const { written, reads, cost, ways } of JAMO_SHAPES.get(code) ?? []) {
    if (text.startsWith(written, at)) letters.push({ to: at + written.length, jamo: reads, cost, ways });
  }
  return letters;
}

const JAMO_WAY = wayBit('jamo');
const UNICODE = wayBit('unicode');
const HANJA_WAY = wayBit('hanja');
const ROMAN = wayBit('roman');
const REPEAT = wayBit('repeat');
const SOUND = wayBit('sound');

/** `from` of a place that was not read yet. */
const UNREAD = -1;

/** Jamo index of ㅏ. */
const FIRST_VOWEL = 30;

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
    for (const shape of SYLLABLE_READINGS.get(code) ?? []) {
      if (this.text.startsWith(shape.written, at))
        this.#add(at + shape.written.length, shape.reads, shape.cost, shape.ways);
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

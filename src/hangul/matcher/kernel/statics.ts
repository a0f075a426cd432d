import { CODED_LETTER, HANJA, KINDS } from '../../letters/characters.js';
import { hanjaReadings, readableHanja } from '../../letters/hanja.js';
import { FIRST_STEPS, MAX_TAIL, STATES, TABLE } from '../../letters/josa.js';
import { romanSyllables } from '../../letters/roman.js';
import { FIRST_SYLLABLE } from '../../letters/syllables.js';
import { MAX_ROMAN_LETTERS } from '../costs.js';
import { CLASSIFIER_WEIGHTS, WAY_BITS } from '../classifier.js';
import {
  AS_CODA,
  AS_ONSET,
  AS_VOWEL,
  codedJamo,
  DIGIT_SOUNDS,
  isJamoShape,
  isSyllableShape,
  JAMO_COUNT,
  JAMO_SHAPES,
  joinJamo,
  type Shape,
  SYLLABLE_READINGS,
} from '../readings.js';
import { spread } from '../keys.js';
import {
  CLASS_OF,
  CODA_COST,
  CODA_OF,
  movesOn,
  ONSET_COST,
  ONSET_OF,
  unitOf,
  VOWEL_COST,
  VOWEL_OF,
} from '../units.js';
import { wayBit } from '../../ways.js';
import * as layout from './layout.js';

const CODES = 0x10000;
const UNICODE = wayBit('unicode');
const LEAF = 64;
/** Code units of the longest shape. */
const MAX_SHAPE = 4;
const NO_UNIT = 0xffff;

type Numbers = ArrayBufferView & { readonly length: number };

/** Lays all tables of the script, from address 0 of a memory on. */
export function layStatics(): Uint8Array {
  const readings = new Readings();
  const flags = KINDS.slice();
  for (const code of readableCodes()) {
    const kind = KINDS[code]!;
    const jamo = jamoShapesOf(code, kind);
    const syllables = SYLLABLE_READINGS.get(code) ?? [];
    const hanja = kind === HANJA ? hanjaReadings(code).map((reading) => reading - FIRST_SYLLABLE) : [];
    if (isJamoShape(code)) flags[code]! |= layout.JAMO_SHAPE;
    if (isSyllableShape(code)) flags[code]! |= layout.SYLLABLE_SHAPE;
    if (jamo.length > 0) flags[code]! |= layout.BEGINS_JAMO;
    readings.add(code, jamo, syllables, hanja);
  }
  const roman = romanTable(readings);
  const memory = new Writer();
  memory.put(layout.FLAGS_AT, flags);
  memory.put(layout.CLASS_AT, CLASS_OF);
  memory.put(layout.ONSET_AT, ONSET_OF);
  memory.put(layout.VOWEL_AT, VOWEL_OF);
  memory.put(layout.CODA_AT, CODA_OF);
  memory.put(layout.ONSET_COST_AT, ONSET_COST);
  memory.put(layout.VOWEL_COST_AT, VOWEL_COST);
  memory.put(layout.CODA_COST_AT, CODA_COST);
  memory.put(
    layout.MOVES_AT,
    Uint8Array.from({ length: layout.CODA_COUNT * layout.NEXT_ONSETS }, (_, at) =>
      Number(movesOn(Math.floor(at / layout.NEXT_ONSETS), (at % layout.NEXT_ONSETS) - 1)),
    ),
  );
  memory.put(layout.AS_ONSET_AT, Int8Array.from(AS_ONSET));
  memory.put(layout.AS_VOWEL_AT, Int8Array.from(AS_VOWEL));
  memory.put(layout.AS_CODA_AT, Int8Array.from(AS_CODA));
  memory.put(
    layout.JOINED_AT,
    Int8Array.from({ length: JAMO_COUNT * JAMO_COUNT }, (_, at) =>
      joinJamo(Math.floor(at / JAMO_COUNT), at % JAMO_COUNT),
    ),
  );
  memory.put(
    layout.DIGITS_AT,
    Uint16Array.from(
      DIGIT_SOUNDS.flatMap((sounds) =>
        [0, 1].map((i) => (i < sounds.length ? unitOf(sounds.charCodeAt(i)) : NO_UNIT)),
      ),
    ),
  );
  memory.put(layout.JOSA_FIRST_AT, FIRST_STEPS);
  memory.put(layout.JOSA_STATES_AT, STATES);
  memory.put(layout.WEIGHTS_AT, Float64Array.from(CLASSIFIER_WEIGHTS.flat()));
  memory.put(layout.WAY_BITS_AT, Int32Array.from(WAY_BITS));
  memory.put(layout.PAGES_AT, Uint16Array.from(readings.pages));
  memory.putNumber(layout.JOSA_STEPS_SLOT, memory.append(TABLE));
  memory.putNumber(layout.JOSA_MASK_SLOT, TABLE.length / 3 - 1);
  memory.putNumber(layout.JOSA_LONGEST_SLOT, MAX_TAIL);
  memory.putNumber(layout.LEAVES_SLOT, memory.append(Uint16Array.from(readings.leaves)));
  memory.putNumber(layout.RECORDS_SLOT, memory.append(Uint32Array.from(readings.records)));
  memory.putNumber(layout.SHAPES_SLOT, memory.append(shapeTable(readings.shapes)));
  memory.putNumber(layout.READINGS_SLOT, memory.append(Uint16Array.from(readings.units)));
  memory.putNumber(layout.ROMAN_SLOTS_SLOT, memory.append(roman));
  memory.putNumber(layout.ROMAN_MASK_SLOT, roman.length / 2 - 1);
  return memory.bytes();
}

/** All code units that can be read as anything but themselves, in order. */
function readableCodes(): number[] {
  const isReadable = new Uint8Array(CODES);
  for (const code of JAMO_SHAPES.keys()) isReadable[code] = 1;
  for (const code of SYLLABLE_READINGS.keys()) isReadable[code] = 1;
  for (const code of readableHanja()) if (KINDS[code] === HANJA) isReadable[code] = 1;
  const codes: number[] = [];
  for (let code = 0; code < CODES; code++)
    if (isReadable[code] === 1 || KINDS[code] === CODED_LETTER) codes.push(code);
  return codes;
}

/** What a code unit can be read as beside others, in the order in which the lattice offers it. */
function jamoShapesOf(code: number, kind: number): readonly Shape[] {
  if (kind !== CODED_LETTER) return JAMO_SHAPES.get(code) ?? [];
  const jamo = codedJamo(code);
  return jamo < 0 ? [] : [{ written: String.fromCharCode(code), reads: jamo, cost: 0, ways: UNICODE }];
}

/** Records of the readings of code units, found by two steps: a page for each 64 of them, then a leaf. */
class Readings {
  readonly pages: number[] = Array.from({ length: CODES / LEAF }, () => 0);
  /** Numbers of records; the first leaf is that of code units without readings. */
  readonly leaves: number[] = Array.from({ length: LEAF }, () => 0);
  readonly records: number[] = [0, 0, 0];
  readonly shapes: Shape[] = [];
  readonly units: number[] = [];

  add(code: number, jamo: readonly Shape[], syllables: readonly Shape[], hanja: readonly number[]): void {
    if (jamo.length + syllables.length + hanja.length === 0) return;
    const page = Math.floor(code / LEAF);
    if (this.pages[page] === 0) {
      this.pages[page] = this.leaves.length / LEAF;
      for (let i = 0; i < LEAF; i++) this.leaves.push(0);
    }
    this.leaves[this.pages[page]! * LEAF + (code % LEAF)] = this.records.length / 3;
    this.records.push(listIn(this.shapes, jamo), listIn(this.shapes, syllables), listIn(this.units, hanja));
  }
}

/** Appends a list to others: where it begins, times 256, and how long it is. */
function listIn<T>(all: T[], list: readonly T[]): number {
  const from = all.length;
  for (const one of list) all.push(one);
  return from * 256 + list.length;
}

function shapeTable(shapes: readonly Shape[]): Uint8Array {
  const bytes = new Uint8Array(shapes.length * layout.SHAPE_SIZE);
  const view = new DataView(bytes.buffer);
  shapes.forEach(({ written, reads, cost, ways }, i) => {
    if (written.length > MAX_SHAPE) throw new RangeError(`a shape of more than ${MAX_SHAPE} code units`);
    const at = i * layout.SHAPE_SIZE;
    view.setUint16(at, written.length, true);
    for (let j = 1; j < written.length; j++) view.setUint16(at + 2 * j, written.charCodeAt(j), true);
    view.setInt32(at + 8, reads, true);
    view.setInt32(at + 12, ways, true);
    view.setFloat64(at + 16, cost, true);
  });
  return bytes;
}

/** Hash table of romanised syllables: key, and where their syllables lie among the readings. */
function romanTable(readings: Readings): Uint32Array {
  const rows = [...romanSyllables].filter(([latin]) => latin.length <= MAX_ROMAN_LETTERS);
  const size = 2 ** Math.ceil(Math.log2(rows.length * 2));
  const slots = new Uint32Array(size * 2);
  for (const [latin, syllables] of rows) {
    let key = 0;
    for (let i = 0; i < latin.length; i++) key = key * 27 + latin.charCodeAt(i) - 0x60;
    let slot = spread(key) & (size - 1);
    while (slots[slot * 2] !== 0) slot = (slot + 1) & (size - 1);
    const units = syllables.map((syllable) => unitOf(syllable.charCodeAt(0)));
    slots[slot * 2] = key;
    slots[slot * 2 + 1] = listIn(readings.units, units);
  }
  return slots;
}

/** Memory that is filled at fixed places and then at its end. */
class Writer {
  #bytes = new Uint8Array(1 << 20);
  #end = layout.FREE_AT;

  put(at: number, numbers: Numbers): void {
    this.#bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
  }

  putNumber(at: number, number: number): void {
    this.put(at, Uint32Array.of(number));
  }

  /** Puts numbers at the end; returns where. */
  append(numbers: Numbers): number {
    const at = this.#end;
    this.put(at, numbers);
    this.#end = Math.ceil((at + numbers.byteLength) / 16) * 16;
    return at;
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }
}

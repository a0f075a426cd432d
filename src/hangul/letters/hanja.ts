import { HANJA_TABLE } from './hanja-table.js';
import {
  FIRST_SYLLABLE,
  ONSETS,
  SILENT_ONSET,
  VOWELS,
  composeSyllable,
  onsetOf,
  vowelOf,
  codaOf,
} from './syllables.js';

const NONE: readonly number[] = [];

const NIEUN = ONSETS.indexOf('ㄴ');
const RIEUL = ONSETS.indexOf('ㄹ');
/** Vowels before which ㄴ and ㄹ fall silent at the beginning of a word: ㅑ ㅕ ㅖ ㅛ ㅠ ㅣ. */
const Y_VOWELS = new Set(Array.from('ㅑㅕㅖㅛㅠㅣ', (vowel) => VOWELS.indexOf(vowel)));

/** 두음법칙 (한글 맞춤법 제10항–제12항): 녀 -> 여, 량 -> 양, 락 -> 낙; the syllable itself where it does not apply. */
function atWordStart(syllable: number): number {
  const index = syllable - FIRST_SYLLABLE;
  const onset = onsetOf(index);
  if (onset !== NIEUN && onset !== RIEUL) return syllable;
  const silent = Y_VOWELS.has(vowelOf(index));
  if (onset === NIEUN && !silent) return syllable;
  return FIRST_SYLLABLE + composeSyllable(silent ? SILENT_ONSET : NIEUN, vowelOf(index), codaOf(index));
}

function readTable(): ReadonlyMap<number, readonly number[]> {
  const readings = new Map<number, number[]>();
  for (const entry of HANJA_TABLE.trim().split(/\s+/)) {
    const own = entry.charCodeAt(0);
    for (const hanja of entry.slice(2)) {
      const code = hanja.codePointAt(0)!;
      const all = readings.get(code) ?? [];
      for (const reading of [own, atWordStart(own)]) if (!all.includes(reading)) all.push(reading);
      readings.set(code, all);
    }
  }
  return readings;
}

const READINGS = readTable();

/**
 * The Korean readings of a Hanja as code points of syllables, with what they become at the beginning of a word.
 * Empty for other characters and for Hanja outside KS X 1001.
 *
 * @example hanjaReadings(0x5973) // 女: 녀, 여
 */
export function hanjaReadings(codePoint: number): readonly number[] {
  return READINGS.get(codePoint) ?? NONE;
}

/** The Hanja that have a reading, as code points. */
export function readableHanja(): Iterable<number> {
  return READINGS.keys();
}

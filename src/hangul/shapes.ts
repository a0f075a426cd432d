/**
 * Look-alike shapes of whole syllables (야민정음) and circled syllables.
 *
 * Sources: 야민정음 as Korean wikis list it (대↔머, 귀↔커, 비↔네, 명↔띵, 광↔팡, 유↔윾, 롬곡옾눞, 굥), the turned forms by geometry,
 * and what rules 5-1 and 6-1 of KOTOX (leeyejin1231/KOTOX, MIT) hold often (止=나, 卟=마, Ю=어 …), counted over its pairs of
 * clean and obfuscated words.
 */
import { CODAS, FIRST_SYLLABLE, ONSETS, VOWELS, composeSyllable } from './syllable.js';

export { CONSONANT_SHAPES, VOWEL_SHAPES } from './jamo-shapes.js';
export type { JamoShape } from './jamo-shapes.js';

/** What is written, and the one syllable it reads. */
export type SyllableShape = readonly [written: string, reads: string];

/** Syllable of an onset and a vowel (`ㄷㅐ`) with a coda by index, 0 for none. */
function syllable(body: string, coda = 0): string {
  const onset = ONSETS.indexOf(body.charAt(0));
  const vowel = VOWELS.indexOf(body.charAt(1));
  return String.fromCharCode(FIRST_SYLLABLE + composeSyllable(onset, vowel, coda));
}

/** 첫소리와 가운뎃소리가 닮은 짝; with every 받침, and in both directions (멍멍이 -> 댕댕이, 대 -> 머). */
const ALIKE_BODIES =
  'ㄷㅐ=ㅁㅓ ㄱㅟ=ㅋㅓ ㅂㅣ=ㄴㅔ ㅁㅕ=ㄸㅣ ㄱㅘ=ㅍㅏ ㄱㅚ=ㅍㅣ ㄱㅙ=ㅍㅐ ㅂㅣ=ㄸㅡ ㅂㅓ=ㄸㅗ';

function alikeBodies(): SyllableShape[] {
  return ALIKE_BODIES.split(' ').flatMap((pair) => {
    const [one = '', other = ''] = pair.split('=');
    return Array.from({ length: CODAS.length + 1 }, (_, coda) => coda).flatMap((coda): SyllableShape[] => [
      [syllable(one, coda), syllable(other, coda)],
      [syllable(other, coda), syllable(one, coda)],
    ]);
  });
}

/** 유 -> 윾, 우 -> 윽: the leg of ㅜ and ㅠ becomes a 받침. 극, 득, 특 and the like are ordinary syllables and stay. */
function legsAsCodas(): SyllableShape[] {
  const coda = (letter: string): number => CODAS.indexOf(letter) + 1;
  const twoLegs = Array.from(ONSETS, (onset): SyllableShape => [
    syllable(`${onset}ㅡ`, coda('ㄲ')),
    syllable(`${onset}ㅠ`),
  ]);
  const oneLeg = Array.from('ㅇㄴㅁㅂㅅㅈㅊㅋㅍㅃㅉ', (onset): SyllableShape => [
    syllable(`${onset}ㅡ`, coda('ㄱ')),
    syllable(`${onset}ㅜ`),
  ]);
  return [...twoLegs, ...oneLeg];
}

/** Consonants turned by half a circle: 가 becomes ㅓㄴ, 하 becomes ㅓ우. */
const TURNED_CONSONANTS: readonly (readonly [reads: string, written: string])[] = [
  ['ㄱ', 'ㄴ'],
  ['ㄴ', 'ㄱ'],
  ['ㄷ', 'コ ⊃ 그'],
  ['ㄹ', 'ㄹ'],
  ['ㅁ', 'ㅁ 口'],
  ['ㅂ', 'A Ԁ'],
  ['ㅅ', 'V v ∨ Y'],
  ['ㅇ', 'ㅇ O o 0'],
  ['ㅈ', 'ㅛ'],
  ['ㅊ', 'Ұ ¥'],
  ['ㅋ', '匕 ヒ K'],
  ['ㅌ', '∃ ヨ'],
  ['ㅍ', 'ㅍ'],
  ['ㅎ', '우 u'],
];
const TURNED_VOWELS: readonly (readonly [reads: string, written: string])[] = [
  ['ㅏ', 'ㅓ'],
  ['ㅑ', 'ㅕ'],
  ['ㅓ', 'ㅏ'],
  ['ㅕ', 'ㅑ'],
  ['ㅣ', 'ㅣ I l'],
];

function turned(): SyllableShape[] {
  return TURNED_VOWELS.flatMap(([vowel, legs]) =>
    TURNED_CONSONANTS.flatMap(([onset, bodies]) =>
      legs
        .split(' ')
        .flatMap((leg) =>
          bodies.split(' ').map((body): SyllableShape => [leg + body, syllable(onset + vowel)]),
        ),
    ),
  );
}

/** Single pairs, `written=reads`. */
const PAIRS =
  // half and whole turns of one syllable
  'ㅋ우=한 ㅋu=한 롬=물 곡=눈 옾=풍 눞=폭 굥=윤 곰=문 ㅏ>=소 ㅏㆬ=도 ㅣП=드 IЮ=에 Ю=어 0뚀=병 0묘=명 버0=똥 J뚜=박 KㅓK=좆 앟=왕 튽=장 ' +
  // a bare jamo or mark that is shaped like a syllable
  'ㄹ=근 ㅍ=고 ユ=그 º=으 º¹=의 ⊆=드 ' +
  // Hanja by their shape, not their reading
  '止=나 㐃=수 卟=마 仆=사 引=리 弓=국 亡=구 奀=좆 夬=곳 呫=맘 二=이 ' +
  // half a turn and a stroke left out
  '모=대';

const pairs = (): SyllableShape[] =>
  PAIRS.split(' ').map((pair): SyllableShape => [pair.slice(0, -2), pair.slice(-1)]);

/** Look-alikes of whole syllables; every `reads` is one syllable. */
export const SYLLABLE_SHAPES: readonly SyllableShape[] = [
  ...alikeBodies(),
  ...legsAsCodas(),
  ...turned(),
  ...pairs(),
];

/** ㉮–㉻ (U+326E) and ㈎–㈛ (U+320E): the fourteen consonants with ㅏ, in order (Unicode chart U3200). */
export const CIRCLED: readonly SyllableShape[] = Array.from('가나다라마바사아자차카타파하').flatMap(
  (reads, i): SyllableShape[] => [
    [String.fromCharCode(0x326e + i), reads],
    [String.fromCharCode(0x320e + i), reads],
  ],
);

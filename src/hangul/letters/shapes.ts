import { CODAS, composeSyllable, FIRST_SYLLABLE, ONSETS, VOWELS } from './syllables.js';

/**
 * Characters of other scripts that are written for a single jamo (ㅋr카오, ㄱト, 人ㅣ발).
 *
 * Source: the vowels were counted in KOTOX (leeyejin1231/KOTOX, MIT; rule 5-2): each stands for the jamo it was aligned with
 * most. The rest is what Korean wikis list under 야민정음 and 외계어. Marks that every comment has (`-` `!` `.` `^` `~` `(` `/`)
 * are left out on purpose: ^^ is a smile before it is ㅅㅅ.
 */

/** What is written, the compatibility jamo it reads, and its doubt: 0 unmistakable … 1 an ordinary character. */
type JamoShape = readonly [written: string, reads: string, doubt: number];

type Row = readonly [reads: string, doubt: number, written: string];

const spread = (rows: readonly Row[]): readonly JamoShape[] =>
  rows.flatMap(([reads, doubt, written]) =>
    written.split(' ').map((form): JamoShape => [form, reads, doubt]),
  );

/** Consonants. Hanja, Latin and digits have a reading of their own, so they are doubtful. */
export const CONSONANT_SHAPES = spread([
  ['ㄱ', 0, 'フ ﾌ ┐ ┓ ¬'],
  ['ㄱ', 0.8, '7'],
  ['ㄴ', 0, '└ ┗ ∟ し'],
  ['ㄴ', 0.8, 'L'],
  ['ㄷ', 0, '匚 匸 ⊂ ⊏ ⊆ ⊑ С'],
  ['ㄷ', 0.8, 'C c'],
  ['ㄹ', 0.4, '己 已 弓 乙 る'],
  ['ㄹ', 0.8, 'z Z 2'],
  ['ㅁ', 0, 'ロ □ ■ ▢ ◻ ◼ ▣ ⬜'],
  ['ㅁ', 0.4, '口'],
  ['ㅂ', 0, '⊔ せ'],
  ['ㅂ', 0.4, '日 曰 廿 凹 甘'],
  ['ㅅ', 0, 'Λ ∧ ⋀ へ ヘ Л л'],
  ['ㅅ', 0.4, '人 入 八'],
  ['ㅅ', 0.9, 'A'],
  ['ㅇ', 0, '○ ◯ ● ◎ ⊙ ◉ 〇 Ο ο О о º'],
  ['ㅇ', 0.6, 'o O 0'],
  ['ㅈ', 0, 'ス ズ'],
  ['ㅈ', 0.5, '大'],
  ['ㅊ', 0, 'ズ'],
  ['ㅊ', 0.5, '犬 太 天'],
  ['ㅋ', 0, 'ヲ ｦ ヨ 刁 ∃ Э'],
  ['ㅌ', 0, 'Є Ξ ε є モ ∈'],
  ['ㅌ', 0.4, '匕 巨 ヒ'],
  ['ㅌ', 0.8, 'E'],
  ['ㅍ', 0, 'π Π П п'],
  ['ㅍ', 0.5, '立 工'],
  ['ㅎ', 0, 'う ぅ ウ ゥ ô Ô ō Ō ö Ö ő'],
  // By sound, not by shape: jㅏ, gㅓ.
  ['ㄱ', 0.8, 'g G'],
  ['ㄴ', 0.8, 'n N'],
  ['ㄷ', 0.8, 'd D'],
  ['ㄹ', 0.8, 'r R'],
  ['ㅁ', 0.8, 'm M'],
  ['ㅂ', 0.8, 'b B'],
  ['ㅅ', 0.8, 's S'],
  ['ㅈ', 0.8, 'j J'],
  ['ㅋ', 0.8, 'k K'],
  ['ㅌ', 0.8, 't T'],
  ['ㅍ', 0.8, 'p P'],
  ['ㅎ', 0.8, 'h H'],
]);

/** Vowels; a stroke set beside a vowel makes the next one (ㅓl = ㅔ). */
export const VOWEL_SHAPES = spread([
  ['ㅏ', 0, 'ト ﾄ 卜 ⊦ ├ ┣ ┝ ŀ Ŀ ł Ł † Г г Γ と よ ぁ ビ l- |- I-'],
  ['ㅏ', 0.4, 'r'],
  ['ㅏ', 0.6, 'k K 亡'],
  ['ㅏ', 0.8, 'f F'],
  ['ㅑ', 0, 'Ŧ ŧ ‡ ╞ ╠'],
  ['ㅑ', 0.8, 'F f'],
  ['ㅓ', 0, '┤ ┫ ┥ ⊣ 丬 イ ｲ 亻 †'],
  ['ㅓ', 0.6, 'j J'],
  ['ㅕ', 0, '╡ ╣ 丬'],
  ['ㅐ', 0, 'Ħ ħ И и Й й Н н ╫ ╟ l-l |-| I-I ㅏl ㅏI ㅏ| ㅏ1 卜l ト|'],
  ['ㅐ', 0.5, 'H ¶'],
  ['ㅔ', 0, '¶ ╢ 刂 Ħ Й ㅓl ㅓI ㅓ| ㅓ1'],
  ['ㅒ', 0, 'ㅑl ㅑI ㅑ|'],
  ['ㅖ', 0, 'ㅕl ㅕI ㅕ|'],
  ['ㅗ', 0, '丄 ┴ ┻ ┸ ⊥'],
  ['ㅗ', 0.4, '凸 山 上 土'],
  ['ㅛ', 0, '╨ ╩'],
  ['ㅛ', 0.4, '凸 山'],
  ['ㅜ', 0, '丅 ┬ ┳ ┯ ⊤ τ Т'],
  ['ㅜ', 0.4, '丁 丌'],
  ['ㅜ', 0.7, 'T'],
  ['ㅠ', 0, '╥ ╦ 丌 兀'],
  ['ㅡ', 0, '─ ━ ー'],
  ['ㅡ', 0.2, '一'],
  ['ㅣ', 0, '丨 ı ł ┃ │ ∣ ｴ ǀ ⅼ Ⅰ ¦ |'],
  ['ㅣ', 0.4, 'l I i'],
  ['ㅣ', 0.6, '1'],
  ['ㅢ', 0, '一l 一| 一丨 ㅡl ㅡI ㅡ| ㅡ1'],
  ['ㅟ', 0, 'ㅜl ㅜI ㅜ|'],
  ['ㅚ', 0, 'ㅗl ㅗI ㅗ|'],
  ['ㅘ', 0, 'ㅗr ㅗト ㅗ卜'],
]);

/**
 * Look-alike shapes of whole syllables (야민정음) and circled syllables.
 *
 * Sources: 야민정음 as Korean wikis list it (대↔머, 귀↔커, 비↔네, 명↔띵, 광↔팡, 유↔윾, 롬곡옾눞, 굥), the turned forms by geometry,
 * and what rules 5-1 and 6-1 of KOTOX (leeyejin1231/KOTOX, MIT) hold often (止=나, 卟=마, Ю=어 …), counted over its pairs of
 * clean and obfuscated words.
 */

/** What is written, and the one syllable it reads. */
type SyllableShape = readonly [written: string, reads: string];

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

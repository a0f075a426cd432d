import type { LocalizedText } from '../fault.js';
import { WAY_NAMES } from '../wording/ways.js';
import { choseongSpellings } from './letters/choseong.js';
import { jamoSpellings, keySpellings } from './letters/keyboard.js';
import { romanSpellings } from './letters/roman.js';
import { habitualSpellings, soundSpellings } from './letters/sound.js';
import { swappedSpellings } from './letters/syllables.js';

/**
 * How the matcher undoes a way:
 * - `code`: the lattice reads another code point as the same letter, at no cost
 * - `edge`: the lattice adds a reading, "from here to there stands this syllable"
 * - `sounds`: a written syllable is read as one that sounds like it (`matcher/units.ts`)
 * - `skip`: the walker skips what stands between two syllables
 * - `spelling`: the spellings of a term that the row generates are compiled beside it
 * - `search`: syllables are looked up in any order (`anagram.ts` of the kernel)
 * - `shown`: terms are looked for in the text as its readers see it (`shown/shown-text.ts`), whatever ways they allow
 */
type Undoing = 'code' | 'edge' | 'sounds' | 'skip' | 'spelling' | 'search' | 'shown';

/** Spellings of a term that are generated when it is compiled; words are without spaces. */
interface GeneratedSpellings {
  /** Doubt of a reading by such a spelling, in units of one changed sound (`matcher/units.ts`). */
  readonly cost: number;
  /** Spellings of a word of two or more Hangul syllables. */
  readonly hangul: (word: string) => readonly string[];
  /** Spellings of a word with other letters. */
  readonly other?: (word: string) => readonly string[];
  /** Those of `hangul` that many people write without meaning to hide anything: the known-word veto spares them. */
  readonly habitual?: (word: string) => readonly string[];
}

/** A way in which people write a word so that a plain search misses it. */
interface EvasionWay {
  /** `via` in the evidence, and the name in packs. */
  readonly name: string;
  /** Examples as the tables of the docs show them. */
  readonly example: string;
  readonly undone: readonly Undoing[];
  readonly spellings?: GeneratedSpellings;
  /**
   * What the match classifier (`accept.ts` of the kernel) needs to accept a reading:
   * - `sure`: a low cost is enough, since the written characters have no other meaning
   * - `doubtful`: ordinary text has it too; the regression over the obfuscation features decides
   * - `weak`: accepted only at no cost, and evidence only beside other evidence
   */
  readonly matchClass: 'sure' | 'doubtful' | 'weak';
  /** Its column among the ways of the obfuscation features, or null. The fitted weights depend on these numbers. */
  readonly feature: number | null;
  /** Whether readers of an article have no reason to write so: the rules judge adds weight. */
  readonly disguise: boolean;
  /** Whether all letters of the term stand in the text in their order: without that no match gives an article a topic. */
  readonly keepsLetters: boolean;
  /** Whether `unless` words are recognised when written so. */
  readonly unless: boolean;
  /** Whether packs undo it where a rule does not say `ways`. */
  readonly byDefault: boolean;
  /** Its name for people. */
  readonly wording: LocalizedText;
}

/**
 * All evasion ways. The order is a contract: it is the order of the bits in sets of ways, of `via` in results, and of the
 * JSON Schemas. New rows go to the end.
 */
export const WAYS = [
  {
    // Another code, the same letters: NFD, half-width jamo, circled syllables; full-width, circled, mathematical Latin.
    name: 'unicode',
    example: 'NFD, half-width ﾢ, ㉮, ⓚⓣ, 🇩🇦🇪',
    undone: ['code', 'shown'],
    matchClass: 'sure',
    feature: 10,
    disguise: false,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.unicode,
  },
  {
    // Syllables taken apart into their letters.
    name: 'jamo',
    example: 'ㄷㅐㅇㅠ, 대ㅇㅠ',
    undone: ['edge'],
    matchClass: 'sure',
    feature: 9,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.jamo,
  },
  {
    // Punctuation, spaces, emoji, zero-width characters between syllables.
    name: 'gap',
    example: '대.유, 대 🔥 유',
    undone: ['skip'],
    matchClass: 'sure',
    feature: 0,
    disguise: false,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.gap,
  },
  {
    // Shapes that look alike inside the script (야민정음), turned letters.
    name: 'lookalike',
    example: '머유, 대윾, ㅓㄴ for 가',
    undone: ['edge'],
    matchClass: 'doubtful',
    feature: 1,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.lookalike,
  },
  {
    // Characters of other scripts for single jamo.
    name: 'script',
    example: 'ㅋr카오',
    undone: ['edge'],
    matchClass: 'sure',
    feature: 2,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.script,
  },
  {
    // Digits, Latin letters and jamo put inside a word.
    name: 'insert',
    example: '시1발, 먹to통',
    undone: ['skip'],
    matchClass: 'doubtful',
    feature: 3,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.insert,
  },
  {
    // The same keys on the other layout of the keyboard.
    name: 'keyboard',
    example: 'eodb for 대유, ㅏ마매 for kakao',
    undone: ['spelling'],
    spellings: { cost: 0, hangul: keySpellings, other: jamoSpellings },
    matchClass: 'sure',
    feature: null,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.keyboard,
  },
  {
    // Romanised: the whole word or some of its syllables.
    name: 'roman',
    example: 'daeyu, 카ka오',
    undone: ['spelling', 'edge'],
    spellings: { cost: 0.3, hangul: romanSpellings },
    matchClass: 'doubtful',
    feature: 4,
    disguise: true,
    keepsLetters: true,
    unless: false,
    byDefault: true,
    wording: WAY_NAMES.roman,
  },
  {
    // Hanja for Sino-Korean syllables.
    name: 'hanja',
    example: '大有',
    undone: ['edge'],
    matchClass: 'sure',
    feature: 5,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.hanja,
  },
  {
    // Initial consonants alone.
    name: 'choseong',
    example: 'ㄷㅇ',
    undone: ['spelling'],
    spellings: { cost: 0, hangul: choseongSpellings },
    matchClass: 'weak',
    feature: null,
    disguise: false,
    keepsLetters: false,
    unless: false,
    byDefault: true,
    wording: WAY_NAMES.choseong,
  },
  {
    // Spelt by sound: on purpose, by habit, by mistake.
    name: 'sound',
    example: '댸유, 데이타',
    undone: ['spelling', 'sounds'],
    spellings: { cost: 0.5, hangul: soundSpellings, habitual: habitualSpellings },
    matchClass: 'doubtful',
    feature: 6,
    disguise: false,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.sound,
  },
  {
    // Stretched and repeated letters.
    name: 'repeat',
    example: '대애애유',
    undone: ['skip', 'edge'],
    matchClass: 'doubtful',
    feature: 7,
    disguise: false,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.repeat,
  },
  {
    // Syllables of one eojeol in another order; of thousands of terms too many are anagrams of ordinary words.
    name: 'anagram',
    example: '카오카 for 카카오',
    undone: ['spelling', 'search'],
    spellings: { cost: 0.8, hangul: swappedSpellings },
    matchClass: 'doubtful',
    feature: 8,
    disguise: false,
    keepsLetters: false,
    unless: false,
    byDefault: false,
    wording: WAY_NAMES.anagram,
  },
  {
    // HTML in a text that nobody decoded: character references, also escaped twice, and tags.
    name: 'html',
    example: '대&nbsp;유, &#45824;유',
    undone: ['shown'],
    matchClass: 'sure',
    feature: null,
    disguise: false,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.html,
  },
  {
    // Percent-encoded in a link, which clients show decoded.
    name: 'link',
    example: 'b.example/%EB%8C%80%EC%9C%A0',
    undone: ['shown'],
    matchClass: 'sure',
    feature: null,
    disguise: false,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.link,
  },
  {
    // Custom emoji and mentions of Discord between letters, and emoji whose names are the letters.
    name: 'emoji',
    example: '대<:smile:12>유, <:daeyu:12>',
    undone: ['shown'],
    matchClass: 'sure',
    feature: null,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.emoji,
  },
  {
    // Written backwards under a right-to-left override (U+202E).
    name: 'reversed',
    example: 'U+202E 유대',
    undone: ['shown'],
    matchClass: 'sure',
    feature: null,
    disguise: true,
    keepsLetters: true,
    unless: true,
    byDefault: true,
    wording: WAY_NAMES.reversed,
  },
] as const satisfies readonly EvasionWay[];

/** The name of an evasion way. */
export type Way = (typeof WAYS)[number]['name'];

/** The rows under their common type: a literal row does not know the optional keys of the others. */
const ROWS: readonly (EvasionWay & { readonly name: Way })[] = WAYS;

const namesWhere = (holds: (row: EvasionWay) => boolean): readonly Way[] =>
  ROWS.filter(holds).map(({ name }) => name);

/** All names, in the order of the table. */
export const ALL_WAYS = namesWhere(() => true);
/** What packs undo where a rule does not say `ways`. */
export const DEFAULT_WAYS = namesWhere(({ byDefault }) => byDefault);
/** Ways in which words of `unless` are recognised. */
export const UNLESS_WAYS = namesWhere(({ unless }) => unless);
/** Ways that readers of an article have no reason for. */
export const DISGUISES: ReadonlySet<Way> = new Set(namesWhere(({ disguise }) => disguise));
/** Ways whose matches count only beside other evidence. */
export const WEAK_WAYS: ReadonlySet<Way> = new Set(namesWhere(({ matchClass }) => matchClass === 'weak'));
/** Ways that leave letters of the term out, or put them in another order. */
export const LOOSE_WAYS: ReadonlySet<Way> = new Set(namesWhere(({ keepsLetters }) => !keepsLetters));
/** Ways that the match classifier never accepts for their low cost alone. */
export const DOUBTFUL_WAYS = namesWhere(({ matchClass }) => matchClass === 'doubtful');

/** Ways that are obfuscation features of a match, in the order of the fitted weights. */
export const FEATURE_WAYS: readonly Way[] = ROWS.filter(({ feature }) => feature !== null)
  .sort((a, b) => a.feature! - b.feature!)
  .map(({ name }) => name);

/** Ways that are undone whatever a term allows: readers see them undone, and nobody writes so to disguise a word from itself. */
export const SHOWN_WAYS: readonly Way[] = ROWS.filter(({ undone }) =>
  undone.every((one) => one === 'shown'),
).map(({ name }) => name);

/** The ways by which spellings are generated when a term is compiled. */
export const SPELLING_WAYS: readonly { readonly name: Way; readonly spellings: GeneratedSpellings }[] =
  ROWS.flatMap(({ name, spellings }) => (spellings === undefined ? [] : [{ name, spellings }]));

/**
 * Bit of a way in a set of ways.
 *
 * @example wayBit('jamo') // 2
 */
export function wayBit(way: Way): number {
  return 1 << ALL_WAYS.indexOf(way);
}

/** Set of ways as bits. */
export function waySet(ways: readonly Way[]): number {
  return ways.reduce((bits, way) => bits | wayBit(way), 0);
}

/** Ways of a set of bits, in the order of the table. */
export function waysOf(bits: number): Way[] {
  return ALL_WAYS.filter((_, i) => (bits & (1 << i)) !== 0);
}

const wayLists = new Map<number, readonly Way[]>();
/** As `waysOf`: one list for the same bits, which nobody may change. */
export function wayListOf(bits: number): readonly Way[] {
  let ways = wayLists.get(bits);
  if (ways === undefined) wayLists.set(bits, (ways = waysOf(bits)));
  return ways;
}

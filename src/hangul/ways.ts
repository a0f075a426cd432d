/**
 * The ways a word is written so that a plain search misses it; `via` in the evidence.
 * Each is undone by the module of the same name.
 */
export const WAYS = [
  /** NFD, half-width and compatibility jamo, full-width letters, circled syllables: another code, the same letters. */
  'unicode',
  /** Syllables taken apart: ㄷㅐㅇㅠ, 대ㅇㅠ. */
  'jamo',
  /** Punctuation, spaces, emoji, zero-width characters between syllables: 대.유, 대 🔥 유. */
  'gap',
  /** Look-alike shapes inside the script (야민정음: 머유, 대윾, ㅓㅁ) . */
  'lookalike',
  /** Letters of other scripts for jamo: ㅋr카오, 카ㄱr오. */
  'script',
  /** Digits and Latin letters put inside a word: 시1발, 먹to통. */
  'insert',
  /** The same keys on the other layout: eodb, ㅏ마매 (kakao). */
  'keyboard',
  /** Romanised: daeyu, 카ka오. */
  'roman',
  /** Hanja for Sino-Korean syllables: 大有. */
  'hanja',
  /** Initial consonants alone: ㄷㅇ, ㅋㅋㅇ. Weak: counts only beside other evidence. */
  'choseong',
  /** Spelt by sound: 않돼, 데이타, 댸유. */
  'sound',
  /** Stretched and repeated letters: 대애애유. */
  'repeat',
  /** Syllables of one eojeol in another order: 카오카 for 카카오. */
  'anagram',
] as const;

export type Way = (typeof WAYS)[number];

/** Bit of a way in a set of ways. */
export function wayBit(way: Way): number {
  return 1 << WAYS.indexOf(way);
}

/** Set of ways as bits. */
export function waySet(ways: readonly Way[]): number {
  return ways.reduce((bits, way) => bits | wayBit(way), 0);
}

/** Ways of a set of bits, in the order of `WAYS`. */
export function waysOf(bits: number): Way[] {
  return WAYS.filter((_, i) => (bits & (1 << i)) !== 0);
}

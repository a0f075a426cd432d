import Hangul from 'hangul-js';

/** 두벌식 (KS X 5002): the jamo of every key; a capital is the key with shift. */
const KEYS: Readonly<Record<string, string>> = {
  q: 'ㅂ', w: 'ㅈ', e: 'ㄷ', r: 'ㄱ', t: 'ㅅ', y: 'ㅛ', u: 'ㅕ', i: 'ㅑ', o: 'ㅐ', p: 'ㅔ',
  a: 'ㅁ', s: 'ㄴ', d: 'ㅇ', f: 'ㄹ', g: 'ㅎ', h: 'ㅗ', j: 'ㅓ', k: 'ㅏ', l: 'ㅣ',
  z: 'ㅋ', x: 'ㅌ', c: 'ㅊ', v: 'ㅍ', b: 'ㅠ', n: 'ㅜ', m: 'ㅡ',
  Q: 'ㅃ', W: 'ㅉ', E: 'ㄸ', R: 'ㄲ', T: 'ㅆ', O: 'ㅒ', P: 'ㅖ',
}; // prettier-ignore

const KEY_OF: ReadonlyMap<string, string> = new Map(Object.entries(KEYS).map(([key, jamo]) => [jamo, key]));

/**
 * The keys that type a text on the Korean layout; capitals are keys with shift. What has no key stays as it is.
 *
 * @example keysOf('대유') // eodb
 */
export function keysOf(text: string): string {
  return Hangul.disassemble(text)
    .map((jamo) => KEY_OF.get(jamo) ?? jamo)
    .join('');
}

/**
 * What Latin keys give on the Korean layout, composed as an input method composes; other characters stay as they are.
 *
 * @example jamoTyped('kakao') // ㅏ마매 (ㅏㅁㅏㅁㅐ, composed)
 */
export function jamoTyped(latin: string): string {
  return Hangul.assemble(Array.from(latin, (key) => KEYS[key] ?? KEYS[key.toLowerCase()] ?? key));
}

/**
 * The Hangul that keys were meant to be, or null when they do not compose into whole syllables.
 *
 * @example hangulOfKeys('eodb') // 대유
 * @example hangulOfKeys('kakao') // null
 */
export function hangulOfKeys(latin: string): string | null {
  const typed = jamoTyped(latin);
  return /^[가-힣]+$/u.test(typed) ? typed : null;
}

/**
 * A Hangul word as its keys give on the Latin layout, lower case.
 *
 * @example keySpellings('대유') // ['eodb']
 */
export function keySpellings(word: string): string[] {
  return [keysOf(word).toLowerCase()];
}

/**
 * A Latin word of three or more letters as its keys give on the Korean layout; none for other words.
 *
 * @example jamoSpellings('KAKAO') // ['ㅏ마매']
 */
export function jamoSpellings(word: string): string[] {
  return /^[a-z]{3,}$/iu.test(word) ? [jamoTyped(word.toLowerCase())] : [];
}

import { COMMON_LEVEL, TOP_LEVEL } from '../../../src/hangul/matcher/costs.js';
import { FEATURES, WAY_BITS } from '../../../src/hangul/matcher/classifier.js';
import { KINDS, SYLLABLE, isLetter } from '../../../src/hangul/letters/characters.js';
import { type CompactLexicon, HASH_START, hashStep } from '../../../src/hangul/matcher/lexicon.js';
import type { ObfuscationScan } from './obfuscation.js';

const FIRST_WAY_FEATURE = FEATURES.length - WAY_BITS.length;

/** A reading as the gate sees it. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  readonly cost: number;
  readonly ways: number;
  readonly spaces: number;
  /** Units of the spelling that was read. */
  readonly length: number;
}

/**
 * Measures how odd the spelling at a reading is, and how sure the reading.
 *
 * @param into as long as `FEATURES`
 */
export function measureFeatures(
  text: string,
  reading: Reading,
  odd: ObfuscationScan,
  lexicon: CompactLexicon,
  into: Float64Array,
): void {
  const { start, end, cost } = reading;
  let syllables = 0;
  let rarest = TOP_LEVEL;
  let rarity = 0;
  for (let at = start; at < end; at++) {
    if (!isSyllableAt(text, at)) continue;
    const level = lexicon.levelOf(hashStep(HASH_START, text.charCodeAt(at)));
    rarest = Math.min(rarest, level);
    rarity += TOP_LEVEL - level;
    syllables++;
  }
  const unbroken = syllables === end - start ? 1 : 0;
  const starts = start === 0 || !isLetter(KINDS[text.charCodeAt(start - 1)]!) ? 1 : 0;
  const rare = syllables === 0 ? 0 : rarity / syllables / TOP_LEVEL;
  const paired = isSyllableAt(text, start) && isSyllableAt(text, start + 1);
  const pair = paired
    ? lexicon.levelOf(hashStep(hashStep(HASH_START, text.charCodeAt(start)), text.charCodeAt(start + 1)))
    : 0;
  const known = isSyllableAt(text, start) ? Math.max(0, odd.knownEnd[start]! - start) : 0;
  let after = 0;
  while (after < 4 && isSyllableAt(text, end + after)) after++;
  let before = 0;
  while (before < 3 && isSyllableAt(text, start - before - 1)) before++;
  into[0] = 1;
  into[1] = cost;
  into[2] = cost * cost;
  into[3] = cost * unbroken;
  into[4] = unbroken;
  into[5] = starts * unbroken;
  into[6] = starts * (1 - unbroken);
  into[7] = reading.spaces > 0 ? 1 : 0;
  into[8] = unbroken === 1 && rarest === 0 ? 1 : 0;
  into[9] = (unbroken * Math.min(rarest, COMMON_LEVEL)) / COMMON_LEVEL;
  into[10] = unbroken * rare;
  into[11] = (1 - unbroken) * rare;
  into[12] = unbroken === 1 && pair > 0 ? 1 : 0;
  into[13] = (unbroken * pair) / TOP_LEVEL;
  into[14] = (unbroken * known) / reading.length;
  into[15] = (unbroken * after) / 4;
  into[16] = (unbroken * before) / 3;
  for (let i = 0; i < WAY_BITS.length; i++)
    into[FIRST_WAY_FEATURE + i] = (reading.ways & WAY_BITS[i]!) !== 0 ? 1 : 0;
}

function isSyllableAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && KINDS[text.charCodeAt(at)] === SYLLABLE;
}

/** The lexicon (`src/hangul/matcher/lexicon.ts`): its slots lie in memory as they are. */
import { lexicon, lexiconMask } from './state';

/** What a running hash starts from (FNV-1a). */
export const HASH_START: u32 = 0x811c9dc5;

// @inline
export function hashStep(hash: u32, code: i32): u32 {
  return (hash ^ <u32>code) * 0x01000193;
}

/** Level 1–15 of the word with this running hash, 0 when it is not known. */
export function levelOf(runningHash: u32): i32 {
  let hash = runningHash;
  hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
  hash = hash ^ (hash >> 16);
  const print = (hash >> 20) << 4;
  let at = hash & lexiconMask;
  while (true) {
    const slot = <u32>load<u16>(lexicon + (<usize>at << 1));
    if (slot === 0) return 0;
    if ((slot & 0xfff0) === print) return <i32>(slot & 15);
    at = (at + 1) & lexiconMask;
  }
}

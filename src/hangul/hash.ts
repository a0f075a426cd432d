const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** What a running hash starts from. */
export const HASH_START = FNV_OFFSET;

/** One step of FNV-1a over UTF-16 code units or bytes (Fowler, Noll, Vo). */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, FNV_PRIME);
}

/** Finaliser of MurmurHash3 (Appleby): spreads FNV's weak high bits; a whole number from 0 to 2^32 − 1. */
export function finishHash(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

import { Fault } from '../../fault.js';
import { BAD_LEXICON } from '../../wording/files.js';
import { MAX_PREFIX } from './costs.js';
import type { Lexicon } from './term.js';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** What a running hash starts from. */
export const HASH_START = FNV_OFFSET;

/** One step of FNV-1a over UTF-16 code units or bytes (Fowler, Noll, Vo). */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, FNV_PRIME);
}

/** Steps a running hash over the code units of a text, at most the first `most`. */
export function hashSteps(text: string, hash = HASH_START, most = text.length): number {
  const end = Math.min(text.length, most);
  for (let i = 0; i < end; i++) hash = hashStep(hash, text.charCodeAt(i));
  return hash;
}

/** Finaliser of MurmurHash3 (Appleby): spreads FNV's weak high bits; a whole number from 0 to 2^32 − 1. */
export function finishHash(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** File head: `MGLX`, then documents, checksum of the slots, log2 of the slots; each a little-endian uint32. */
const MAGIC = 0x584c474d;
const HEAD = 16;
/** The rarest word that is kept stood in this many comments. */
const MIN_COUNT = 3;
/** Levels per doubling of a count: 15 levels reach 3 · 2^(14/0.9), over 140,000 comments. */
const LEVELS_PER_DOUBLING = 0.9;

/** Count that each level stands for. */
const COUNTS = Array.from({ length: 16 }, (_, level) =>
  level === 0 ? 0 : Math.round(MIN_COUNT * 2 ** ((level - 0.5) / LEVELS_PER_DOUBLING)),
);

/**
 * Counts of word beginnings, as fingerprints of 12 bits with a count on a log scale of 4 bits in an open-addressed
 * table: about one unknown word in 1,400 is taken for a known one. Counts are exact to about ± 40%.
 */
export class CompactLexicon implements Lexicon {
  readonly documents: number;
  /** Fingerprints and levels, 2^n of them. */
  readonly slots: Uint16Array;
  readonly #mask: number;

  constructor(slots: Uint16Array, documents: number) {
    this.slots = slots;
    this.#mask = slots.length - 1;
    this.documents = documents;
  }

  /** Estimated number of clean comments that hold a word with this beginning; 0 for unknown ones. */
  count(prefix: string): number {
    let hash = HASH_START;
    const length = Math.min(prefix.length, MAX_PREFIX);
    for (let i = 0; i < length; i++) hash = hashStep(hash, prefix.charCodeAt(i));
    const level = this.levelOf(hash);
    return COUNTS[level]!;
  }

  /** Level 1–15 of the word with this running hash, 0 when it is not known. For the hot path. */
  levelOf(runningHash: number): number {
    const hash = finishHash(runningHash);
    const print = (hash >>> 20) << 4;
    for (let at = hash & this.#mask; ; at = (at + 1) & this.#mask) {
      const slot = this.slots[at]!;
      if (slot === 0) return 0;
      if ((slot & 0xfff0) === print) return slot & 15;
    }
  }
}

/**
 * Opens a lexicon file (`models/lexicon.bin`).
 *
 * @throws Fault `hangul/lexicon` when the bytes are no lexicon, damaged or cut off.
 */
export function openLexicon(bytes: Uint8Array): CompactLexicon {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const slots = bytes.length > HEAD ? 2 ** view.getUint32(12, true) : 0;
  const whole = slots > 0 && bytes.length === HEAD + slots * 2 && view.getUint32(0, true) === MAGIC;
  if (!whole || view.getUint32(8, true) !== checksum(bytes.subarray(HEAD))) {
    throw new Fault('hangul/lexicon', BAD_LEXICON);
  }
  return new CompactLexicon(slotsOf(view, slots), view.getUint32(4, true));
}

/** The slots as they lie in the file: a view of its bytes where they are aligned, so that threads can share them. */
function slotsOf({ buffer, byteOffset }: DataView, slots: number): Uint16Array {
  const at = byteOffset + HEAD;
  // Machines that Node runs on are little-endian, as the file is.
  return at % 2 === 0
    ? new Uint16Array(buffer, at, slots)
    : new Uint16Array(buffer.slice(at, at + 2 * slots));
}

/** Packs counted word beginnings into a lexicon file. Words under `LEAST_COUNT` are left out. */
export function packLexicon(counts: ReadonlyMap<string, number>, documents: number): Uint8Array {
  // The most frequent first: where two words share slot and fingerprint, the frequent one is right.
  const kept = [...counts]
    .filter(([, count]) => count >= MIN_COUNT)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const bits = Math.max(4, Math.ceil(Math.log2(kept.length * 1.5 + 1)));
  const mask = 2 ** bits - 1;
  const bytes = new Uint8Array(HEAD + 2 ** bits * 2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, documents, true);
  view.setUint32(12, bits, true);
  for (const [word, count] of kept) {
    const hash = finishHash(hashSteps(word));
    const level = Math.max(
      1,
      Math.min(15, 1 + Math.floor(Math.log2(count / MIN_COUNT) * LEVELS_PER_DOUBLING)),
    );
    let at = hash & mask;
    while (view.getUint16(HEAD + at * 2, true) !== 0) at = (at + 1) & mask;
    view.setUint16(HEAD + at * 2, ((hash >>> 20) << 4) | level, true);
  }
  view.setUint32(8, checksum(bytes.subarray(HEAD)), true);
  return bytes;
}

/** FNV-1a over bytes. */
function checksum(bytes: Uint8Array): number {
  let hash = HASH_START;
  // By index: an iterator takes five times as long until it is compiled.
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- see above
  for (let i = 0; i < bytes.length; i++) hash = hashStep(hash, bytes[i]!);
  return hash >>> 0;
}

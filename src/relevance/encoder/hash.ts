import { HASH_START, hashStep } from '../../hangul/index.js';

/** A running hash for one kind of feature, so that a word and a piece of a word that read the same stay apart. */
export function hashSeedOf(kind: number): number {
  return hashStep(HASH_START, kind);
}

/** CRC-32 of the bytes from `from` on (polynomial of IEEE 802.3, as in gzip and PNG), 0 to 2^32 - 1. */
export function crc32(bytes: Uint8Array, from = 0): number {
  let crc = -1;
  for (let i = from; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let entry = byte;
  for (let bit = 0; bit < 8; bit++) entry = (entry >>> 1) ^ (entry & 1 ? 0xedb88320 : 0);
  return entry;
});

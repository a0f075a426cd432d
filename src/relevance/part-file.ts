import { crc32 } from 'node:zlib';
import { Fault, type LocalizedText } from '../fault.js';

/** A kind of file: what its first bytes say, and the sentences of its faults. */
export interface PartFile {
  /** First four bytes, as a little-endian number. */
  readonly magic: number;
  readonly version: number;
  readonly wording: { readonly foreign: LocalizedText; readonly damaged: LocalizedText };
}

const HEAD = 12;

/**
 * Writes `parts` into one file, little-endian: magic, CRC-32 of everything after it, version and number of parts
 * (uint16 each), the length of each part (uint32), then the parts in order.
 */
export function packParts({ magic, version }: PartFile, parts: readonly Uint8Array[]): Uint8Array {
  const from = HEAD + 4 * parts.length;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, from));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint16(8, version, true);
  view.setUint16(10, parts.length, true);
  let at = from;
  parts.forEach((part, i) => {
    view.setUint32(HEAD + 4 * i, part.length, true);
    bytes.set(part, at);
    at += part.length;
  });
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  return bytes;
}

/**
 * Splits a file written by `packParts` into its parts (views, not copies).
 *
 * @throws Fault `relevance/foreign` when the bytes are another kind of file or of another version, `relevance/damaged`
 * when they are truncated or altered
 */
export function splitParts({ magic, version, wording }: PartFile, bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD || view.getUint32(0, true) !== magic || view.getUint16(8, true) !== version)
    throw new Fault('relevance/foreign', wording.foreign);
  const count = view.getUint16(10, true);
  const from = HEAD + 4 * count;
  if (bytes.length < from || view.getUint32(4, true) !== crc32(bytes.subarray(8)))
    throw new Fault('relevance/damaged', wording.damaged);
  let at = from;
  const parts = Array.from({ length: count }, (_, i) => {
    const start = at;
    at += view.getUint32(HEAD + 4 * i, true);
    return bytes.subarray(start, at);
  });
  if (at !== bytes.length) throw new Fault('relevance/damaged', wording.damaged);
  return parts;
}

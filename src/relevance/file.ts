import { Fault } from '../fault.js';
import { crc32 } from './encoder/hash.js';

/**
 * The file, little-endian: `MGRV`, CRC-32 of all that follows it, version and number of parts (uint16 each), the length
 * of each part (uint32), and the parts one after the other.
 */
const MAGIC = 0x5652474d;
const VERSION = 2;
const HEAD = 12;

/** Joins parts into one file. */
export function packFile(parts: readonly Uint8Array[]): Uint8Array {
  const from = HEAD + 4 * parts.length;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, from));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(8, VERSION, true);
  view.setUint16(10, parts.length, true);
  let at = from;
  parts.forEach((part, i) => {
    view.setUint32(HEAD + 4 * i, part.length, true);
    bytes.set(part, at);
    at += part.length;
  });
  view.setUint32(4, crc32(bytes, 8), true);
  return bytes;
}

/**
 * The parts of a file that `packFile` made.
 *
 * @param count how many parts there are to be
 * @throws Fault `relevance/foreign` when the bytes are no such file or of another version, `relevance/damaged` when
 * they are cut off or changed
 */
export function openFile(bytes: Uint8Array, count: number): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD || view.getUint32(0, true) !== MAGIC || view.getUint16(8, true) !== VERSION)
    throw foreign();
  const from = HEAD + 4 * count;
  if (
    view.getUint16(10, true) !== count ||
    bytes.length < from ||
    view.getUint32(4, true) !== crc32(bytes, 8)
  )
    throw damaged();
  let at = from;
  const parts = Array.from({ length: count }, (_, i) => {
    const start = at;
    at += view.getUint32(HEAD + 4 * i, true);
    return bytes.subarray(start, at);
  });
  if (at !== bytes.length) throw damaged();
  return parts;
}

function foreign(): Fault {
  return new Fault('relevance/foreign', {
    ko: '관련성 모델 파일이 아니거나 다른 판의 것입니다. 이 판의 models/relevance.bin을 쓰거나 모델을 다시 만들어 주세요.',
    en: 'not a relevance model, or one of another version. Use the models/relevance.bin of this version, or make the model again.',
  });
}

/** The fault of a file whose parts do not hold what they should. */
export function damaged(): Fault {
  return new Fault('relevance/damaged', {
    ko: '관련성 모델 파일이 손상되었거나 끝이 잘렸습니다. models/relevance.bin을 다시 받거나 모델을 다시 만들어 주세요.',
    en: 'the relevance model is damaged or cut off. Get models/relevance.bin again, or make the model again.',
  });
}

import { Fault } from '../fault.js';
import { RELEVANCE_FILE } from '../wording/relevance.js';
import { openCorpusStage, packCorpusStage } from './corpus/model-file.js';
import type { CorpusStage } from './corpus/stage.js';
import { Encoder } from './encoder/encoder.js';
import { openEmbeddingTable, packEmbeddingTable } from './encoder/embedding-table.js';
import { openPairModel, packPairModel } from './pair/model-file.js';
import { SeenTitles } from './seen-titles.js';
import type { PairModel } from './pair/scorer.js';

/**
 * Model file, little-endian: magic `MGRV`, CRC-32 of everything after it, version and number of parts (uint16 each),
 * the length of each part (uint32), then the parts in order.
 */
const MAGIC = 0x5652474d;
const VERSION = 2;
const HEAD = 12;

/** Writes `parts` into one model file. */
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
 * Splits a model file written by `packFile` into its parts (views, not copies).
 *
 * @param count expected number of parts
 * @throws Fault `relevance/foreign` when the bytes are not a model file or of another version, `relevance/damaged` when
 * they are truncated or altered
 */
export function openFile(bytes: Uint8Array, count: number): Uint8Array[] {
  const parts = openParts(bytes);
  if (parts.length !== count) throw new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
  return parts;
}

/** As `openFile`, for any number of parts. */
export function openParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD || view.getUint32(0, true) !== MAGIC || view.getUint16(8, true) !== VERSION)
    throw new Fault('relevance/foreign', RELEVANCE_FILE.foreign);
  const count = view.getUint16(10, true);
  const from = HEAD + 4 * count;
  if (bytes.length < from || view.getUint32(4, true) !== crc32(bytes, 8))
    throw new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
  let at = from;
  const parts = Array.from({ length: count }, (_, i) => {
    const start = at;
    at += view.getUint32(HEAD + 4 * i, true);
    return bytes.subarray(start, at);
  });
  if (at !== bytes.length) throw new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
  return parts;
}

/** CRC-32 of the bytes from offset `from` on (polynomial of IEEE 802.3, as in gzip and PNG), 0 to 2^32 - 1. */
function crc32(bytes: Uint8Array, from = 0): number {
  let crc = -1;
  for (let i = from; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let entry = byte;
  for (let bit = 0; bit < 8; bit++) entry = (entry >>> 1) ^ (entry & 1 ? 0xedb88320 : 0);
  return entry;
});

/**
 * A complete model: the text encoder, the pair model (one comment against one article) and the corpus stage (all
 * comments of a dump together).
 */
export interface RelevanceModel {
  readonly encoder: Encoder;
  readonly pair: PairModel;
  readonly corpus: CorpusStage;
  /** Titles of the articles it was trained on; undefined for files that do not say. */
  readonly seen?: SeenTitles | undefined;
  /**
   * Where the model was adapted to a dump: for each fold of its comments (`foldOfText`) the model that has not learned
   * from them and judges them; not part of a model file.
   */
  readonly folds?: readonly RelevanceModel[] | undefined;
}

const PARTS = 3;

/** The parts of a model: always three, and the seen titles where the file has them. */
function openModelParts(bytes: Uint8Array): Uint8Array[] {
  const parts = openParts(bytes);
  if (parts.length !== PARTS && parts.length !== PARTS + 1)
    throw new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
  return parts;
}

/** Serialises a model into a model file; `openRelevance` reads it back. */
export function packRelevance({ encoder, pair, corpus, seen }: RelevanceModel): Uint8Array {
  return packFile([
    packEmbeddingTable(encoder.table),
    packPairModel(pair, encoder.dimension),
    packCorpusStage(corpus),
    ...(seen === undefined ? [] : [seen.pack()]),
  ]);
}

/**
 * Opens a model file (`models/relevance.bin`).
 *
 * @throws Fault `relevance/foreign` when the bytes are not a model or of another version, `relevance/damaged` when they
 * are truncated or altered
 */
export function openRelevance(bytes: Uint8Array): RelevanceModel {
  const [tableBytes, pairBytes, corpusBytes, seenBytes] = openModelParts(bytes);
  const table = openEmbeddingTable(tableBytes!);
  if (table === undefined) throw new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
  try {
    const encoder = new Encoder(table);
    const pair = openPairModel(pairBytes!, table.dimension);
    const seen = seenBytes === undefined ? undefined : SeenTitles.open(seenBytes);
    return { encoder, pair, corpus: openCorpusStage(corpusBytes!), ...(seen === undefined ? {} : { seen }) };
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
    throw error;
  }
}

/**
 * Checks magic, version and CRC without opening the model: `openRelevance` makes the same checks first, but takes the
 * memory of the whole model.
 *
 * @throws Fault as `openRelevance`
 */
export function checkRelevance(bytes: Uint8Array): void {
  openModelParts(bytes);
}

/**
 * The titles that a model was trained on, without opening the model; undefined when its file does not say.
 *
 * @throws Fault as `openRelevance`
 */
export function openSeenTitles(bytes: Uint8Array): SeenTitles | undefined {
  const part = openModelParts(bytes)[PARTS];
  try {
    return part === undefined ? undefined : SeenTitles.open(part);
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
    throw error;
  }
}

import { Fault } from '../fault.js';
import { RELEVANCE_FILE } from '../wording/relevance.js';
import { openCorpusStage, packCorpusStage } from './corpus/model-file.js';
import type { CorpusStage } from './corpus/stage.js';
import { Encoder } from './encoder/encoder.js';
import { openEmbeddingTable, packEmbeddingTable } from './encoder/embedding-table.js';
import { openPairModel, packPairModel } from './pair/model-file.js';
import { packParts, splitParts, type PartFile } from './part-file.js';
import { SeenTitles } from './seen-titles.js';
import type { PairModel } from './pair/scorer.js';

/** `models/relevance.bin`. */
const MODEL_FILE = { magic: 0x5652474d, version: 2, wording: RELEVANCE_FILE } satisfies PartFile;

/** Writes `parts` into one model file. */
export function packFile(parts: readonly Uint8Array[]): Uint8Array {
  return packParts(MODEL_FILE, parts);
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
  return splitParts(MODEL_FILE, bytes);
}

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

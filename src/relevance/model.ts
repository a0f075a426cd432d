import { type CorpusStage, openCorpusStage, packCorpusStage } from './corpus/index.js';
import { Encoder } from './encoder/encoder.js';
import { damaged, openFile, packFile } from './file.js';
import { openPairModel, packPairModel } from './pair/single-file.js';
import type { PairModel } from './pair/single.js';
import { openEmbeddingTable, packEmbeddingTable } from './encoder/tower.js';

/** All that a model file holds: what reads texts, what judges single comments, and what judges dumps. */
export interface RelevanceModel {
  readonly encoder: Encoder;
  readonly pair: PairModel;
  readonly corpus: CorpusStage;
}

const PARTS = 3;

/** Packs a model into a file. */
export function packRelevance({ encoder, pair, corpus }: RelevanceModel): Uint8Array {
  return packFile([packEmbeddingTable(encoder.table), packPairModel(pair, encoder.dimension), packCorpusStage(corpus)]);
}

/**
 * Opens a model file (`models/relevance.bin`).
 *
 * @throws Fault `relevance/foreign` when the bytes are no such model or of another version, `relevance/damaged` when
 * they are cut off or changed
 */
export function openRelevance(bytes: Uint8Array): RelevanceModel {
  const [towerBytes, singleBytes, dumpBytes] = openFile(bytes, PARTS);
  const tower = openEmbeddingTable(towerBytes!);
  if (tower === undefined) throw damaged();
  try {
    const encoder = new Encoder(tower);
    const single = openPairModel(singleBytes!, tower.dimension);
    return { encoder, pair: single, corpus: openCorpusStage(dumpBytes!) };
  } catch (error) {
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
}

/**
 * Whether the bytes are a model of this version and whole: what `openRelevance` finds out first, without its memory.
 *
 * @throws Fault as `openRelevance`
 */
export function checkRelevance(bytes: Uint8Array): void {
  openFile(bytes, PARTS);
}

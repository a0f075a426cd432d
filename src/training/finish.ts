import { quantiseRows, type EmbeddingTable } from '../relevance/encoder/tower.js';
import type { Weights } from './weights.js';

/** Rounds what was learned to what a file keeps: the rows times their weights. */
export function quantiseWeights({ bits, dimension, vectors, bucketWeights, rarities }: Weights): EmbeddingTable {
  const rows = vectors.map((value, i) => value * bucketWeights[Math.floor(i / dimension)]!);
  return { bits, dimension, idfCodes: rarities, ...quantiseRows(rows, dimension) };
}

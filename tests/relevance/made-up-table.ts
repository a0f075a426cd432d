import { quantiseRows, type EmbeddingTable } from '../../src/relevance/encoder/embedding-table.js';
import { gaussian, seededRandom } from '../../src/training/random.js';

/** A table of random rows: texts with n-grams in common lie near each other, as in a trained one. */
export function madeUpTable(bits: number, dimension: number): EmbeddingTable {
  const random = seededRandom(7);
  const rows = Float32Array.from({ length: 2 ** bits * dimension }, () => gaussian(random));
  return {
    bits,
    dimension,
    idfCodes: Uint8Array.from({ length: 2 ** bits }, (_, bucket) => 32 + (bucket % 128)),
    ...quantiseRows(rows, dimension),
  };
}

import type { CorpusStage } from './corpus/stage.js';
import type { Texts } from './corpus/texts.js';
import { Fault } from '../fault.js';
import { RELEVANCE_FILE } from '../wording/relevance.js';
import {
  openEmbeddingTable,
  packEmbeddingTable,
  type EmbeddingTable,
  quantiseRows,
} from './encoder/embedding-table.js';
import { Encoder } from './encoder/encoder.js';
import { ByteReader, ByteWriter } from './bytes.js';
import { openParts, packFile, type RelevanceModel } from './model.js';
import type { Background, Text } from './pair/prepared.js';
import { type Level, levelled } from './pair/stage.js';

export { foldOfText, hashOfText } from './folds.js';

/** Of a table whose weights are as they should be. */
export const NO_LEVEL: Level = { slope: 1, offset: 0 };

/** The tables that a dump was learned into, and the level of their weights. */
export interface AdaptedTables {
  /** The mean first (`meanTable`), then one for each fold; or one table alone that learned from all. */
  readonly tables: readonly EmbeddingTable[];
  /** Gives their weights the mean and the spread of those of the model that they were adapted from. */
  readonly level: Level;
}

/**
 * The model with another table of the same bits and dimension: the background, which scores are relative to, is encoded
 * anew from its n-grams. Single words of background titles, whose n-grams the model file does not hold, keep their
 * vectors: with the titles of the dump as the background instead, a site's AUC one by one was .898 against .901, as a
 * whole .920 against .930.
 *
 * @param level of the pair model's weights beside this table
 * @throws RangeError when the table has other bits or another dimension
 */
export function withTable(
  model: RelevanceModel,
  table: EmbeddingTable,
  level: Level = NO_LEVEL,
): RelevanceModel {
  const { bits, dimension } = model.encoder.table;
  if (table.bits !== bits || table.dimension !== dimension) throw new RangeError('a table of another size');
  const encoder = new Encoder(table);
  const { background, title, body } = model.pair;
  return {
    encoder,
    pair: {
      ...model.pair,
      background: pairBackground(encoder, background),
      title: levelled(title, level),
      body: levelled(body, level),
    },
    corpus: { ...model.corpus, background: corpusBackground(encoder, model.corpus.background) },
  };
}

/**
 * The model adapted to a dump: each comment is judged by the table of its fold, which has not learned from it; what
 * belongs to no comment is read by the mean of the tables.
 *
 * @throws RangeError when a table has other bits or another dimension
 */
export function adaptedModel(model: RelevanceModel, { tables, level }: AdaptedTables): RelevanceModel {
  const [mean, ...folds] = tables.map((table) => withTable(model, table, level));
  return folds.length === 0 ? mean! : { ...mean!, folds };
}

/** Serialises what `adaptedModel` takes; the numbers of the level must be 32-bit floats. */
export function packTables({ tables, level }: AdaptedTables): Uint8Array {
  const head = new ByteWriter();
  head.floats([level.slope, level.offset]);
  return packFile([head.join(), ...tables.map(packEmbeddingTable)]);
}

/**
 * Reads what `packTables` wrote.
 *
 * @throws Fault `relevance/foreign` when the bytes are something else, `relevance/damaged` when they are truncated or
 * altered
 */
export function openTables(bytes: Uint8Array): AdaptedTables {
  const damaged = new Fault('relevance/damaged', RELEVANCE_FILE.damaged);
  const [head, ...parts] = openParts(bytes);
  if (head?.length !== LEVEL_BYTES || parts.length === 0) throw damaged;
  const [slope, offset] = new ByteReader(head).floats(2);
  const tables = parts.map((part) => {
    const table = openEmbeddingTable(part);
    if (table === undefined) throw damaged;
    return table;
  });
  return { tables, level: { slope: slope!, offset: offset! } };
}

/** Two 32-bit floats. */
const LEVEL_BYTES = 8;

/** The mean of tables that were adapted from one: rows that are the same in all stay exactly so. */
export function meanTable(tables: readonly EmbeddingTable[]): EmbeddingTable {
  const [first, ...others] = tables as [EmbeddingTable, ...EmbeddingTable[]];
  const { dimension } = first;
  const [rows, scales] = [first.rows.slice(), first.scales.slice()];
  const row = new Float32Array(dimension);
  for (let bucket = 0; bucket < scales.length; bucket++) {
    const at = bucket * dimension;
    if (others.every((other) => sameRow(first, other, bucket))) continue;
    row.fill(0);
    for (const table of tables)
      for (let k = 0; k < dimension; k++)
        row[k] = row[k]! + (table.rows[at + k]! * table.scales[bucket]!) / tables.length;
    const quantised = quantiseRows(row, dimension);
    rows.set(quantised.rows, at);
    scales[bucket] = quantised.scales[0]!;
  }
  return { ...first, rows, scales };
}

function sameRow(one: EmbeddingTable, other: EmbeddingTable, bucket: number): boolean {
  if (one.scales[bucket] !== other.scales[bucket]) return false;
  for (let k = bucket * one.dimension; k < (bucket + 1) * one.dimension; k++)
    if (one.rows[k] !== other.rows[k]) return false;
  return true;
}

function pairBackground(encoder: Encoder, background: Background): Background {
  const again = ({ terms }: Text): Text => ({ terms, vector: encoder.encodeBags([terms.buckets]) });
  return {
    ...background,
    articles: background.articles.map(({ title, titleWords, body }) => ({
      title: again(title),
      titleWords,
      body: body === null ? null : again(body),
    })),
    comments: background.comments.map(again),
  };
}

function corpusBackground(
  encoder: Encoder,
  { titles, comments }: CorpusStage['background'],
): CorpusStage['background'] {
  return { titles: encodedAgain(encoder, titles), comments: encodedAgain(encoder, comments) };
}

function encodedAgain(encoder: Encoder, texts: Texts): Texts {
  const vectors = new Float32Array(texts.vectors.length);
  for (let i = 0; i < texts.count; i++) {
    const buckets = texts.buckets.subarray(texts.starts[i], texts.starts[i + 1]);
    vectors.set(encoder.encodeBags([buckets]), i * texts.dimension);
  }
  return { ...texts, vectors };
}

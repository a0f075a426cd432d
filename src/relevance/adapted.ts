import { finishHash, HASH_START, hashStep } from '../hangul/index.js';
import type { CorpusStage } from './corpus/stage.js';
import type { Texts } from './corpus/texts.js';
import type { EmbeddingTable } from './encoder/embedding-table.js';
import { Encoder } from './encoder/encoder.js';
import type { RelevanceModel } from './model.js';
import type { Background, Text } from './pair/prepared.js';

const NO_LETTERS = /[^\p{L}\p{N}]+/gu;

/** A hash of the letters and digits of a text, 0 to 2^32 - 1, the same on every machine. */
export function hashOfText(text: string): number {
  const letters = text.replace(NO_LETTERS, '').toLowerCase();
  let hash = HASH_START;
  for (let i = 0; i < letters.length; i++) hash = hashStep(hash, letters.charCodeAt(i));
  return finishHash(hash) >>> 0;
}

/**
 * The fold of a comment, 0 to `folds - 1`: the table of this fold has not learned from it. Texts of the same letters
 * share a fold, so that a comment posted many times is not learned by heart from its copies.
 */
export function foldOfText(text: string, folds: number): number {
  return folds === 1 ? 0 : hashOfText(text) % folds;
}

/**
 * The model with another table of the same bits and dimension: the background, which scores are relative to, is encoded
 * anew from its n-grams. Single words of background titles, whose n-grams the model file does not hold, keep their
 * vectors: with the titles of the dump as the background instead, a site's AUC one by one was .898 against .901, as a
 * whole .920 against .930.
 *
 * @throws RangeError when the table has other bits or another dimension
 */
export function withTable(model: RelevanceModel, table: EmbeddingTable): RelevanceModel {
  const { bits, dimension } = model.encoder.table;
  if (table.bits !== bits || table.dimension !== dimension) throw new RangeError('a table of another size');
  const encoder = new Encoder(table);
  return {
    encoder,
    pair: { ...model.pair, background: pairBackground(encoder, model.pair.background) },
    corpus: { ...model.corpus, background: corpusBackground(encoder, model.corpus.background) },
  };
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

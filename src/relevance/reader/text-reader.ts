import { openReaderFile, splitReaderFile, type Vectors } from './file.js';
import type { ReaderBackground } from './pair-reader.js';
import { Tokenizer } from './tokenizer.js';
import { Transformer } from './transformer.js';

/**
 * The second reader: turns a text into a vector by a pretrained transformer that was tuned on comments and the titles
 * they stand under. The cosine of a comment's vector with a title's says how near they are in meaning. Vectors have
 * length 1 and 384 numbers; the same text gives the same bits on every machine.
 */
export class TextReader {
  /** What the encoder is, by whom, and its licence. */
  readonly source: string;
  /** Texts on everything: the first half of the vectors are titles, the second comments. Empty where the file has none. */
  readonly background: ReaderBackground;
  readonly #tokenizer: Tokenizer;
  readonly #transformer: Transformer;

  /** @throws Fault as `openReaderFile` */
  constructor(parts: readonly Uint8Array[]) {
    const file = openReaderFile(parts);
    this.source = file.shape.source;
    this.#tokenizer = new Tokenizer(file.vocabulary, file.shape.positions);
    this.#transformer = new Transformer(file);
    const rows = widened(file.background);
    this.background = { titles: rows.subarray(0, rows.length / 2), comments: rows.subarray(rows.length / 2) };
  }

  /** The vector of a comment. Its first 160 code points are read, of these at most 46 pieces. */
  comment(text: string): Float32Array {
    return this.#transformer.encode(this.#tokenizer.pieces(text), 'comment');
  }

  /** The vector of a title, or of a sentence of an article. Read as far as a comment. */
  title(text: string): Float32Array {
    return this.#transformer.encode(this.#tokenizer.pieces(text), 'title');
  }
}

/**
 * Opens the second reader (`models/reader.bin`). It takes some 20 MB; the bytes are not needed afterwards.
 *
 * @throws Fault `relevance/foreign` when the bytes are no reader or one of another version, `relevance/damaged` when they
 * are truncated or altered
 */
export function openReader(bytes: Uint8Array): TextReader {
  return checkReader(bytes)();
}

/**
 * Checks the second reader's file without opening it.
 *
 * @returns what opens it, which holds the bytes
 * @throws Fault as `openReader`, but for parts that are whole and make no sense, of which opening tells
 */
export function checkReader(bytes: Uint8Array): () => TextReader {
  const parts = splitReaderFile(bytes);
  return () => new TextReader(parts);
}

function widened({ scales, rows }: Vectors): Float32Array {
  const width = rows.length / scales.length;
  const wide = new Float32Array(rows.length);
  for (let row = 0, i = 0; row < scales.length; row++)
    for (const end = i + width; i < end; i++) wide[i] = rows[i]! * scales[row]!;
  return wide;
}

import { createHash } from 'node:crypto';
import { openReaderFile, type Vectors } from './file.js';
import { Tokenizer } from './tokenizer.js';
import { Transformer } from './transformer.js';

/** Titles of ordinary articles, as vectors. */
export interface Background {
  /** Number of titles: 0 when the file has none. */
  readonly size: number;
  /** Cosines of a unit vector with the titles, in their order. */
  cosines(vector: Float32Array): Float32Array;
  /** The vectors themselves, one after the other. */
  rows(): Float32Array;
}

/**
 * The second reader: turns a text into a vector by a pretrained transformer that was tuned on comments and the titles
 * they stand under. The cosine of a comment's vector with a title's says how near they are in meaning. Vectors have
 * length 1 and 384 numbers; the same text gives the same bits on every machine.
 */
export class TextReader {
  /** First 16 hexadecimal digits of the file's SHA-256: a key for caches of vectors. */
  readonly digest: string;
  /** What the encoder is, by whom, and its licence. */
  readonly source: string;
  readonly background: Background;
  readonly #tokenizer: Tokenizer;
  readonly #transformer: Transformer;

  /** @throws Fault as `openReader` */
  constructor(bytes: Uint8Array) {
    const file = openReaderFile(bytes);
    const transformer = new Transformer(file);
    const { background } = file;
    this.digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    this.source = file.shape.source;
    this.#tokenizer = new Tokenizer(file.vocabulary, file.shape.positions);
    this.#transformer = transformer;
    this.background = {
      size: transformer.backgroundSize,
      cosines: (vector) => transformer.background(vector),
      rows: () => widened(background),
    };
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
  return new TextReader(bytes);
}

function widened({ scales, rows }: Vectors): Float32Array {
  const width = rows.length / scales.length;
  return Float32Array.from(rows, (value, i) => value * scales[Math.floor(i / width)]!);
}

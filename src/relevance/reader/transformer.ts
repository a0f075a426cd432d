import { BLOCK, type Dense, type Layer, type Norm, type ReaderFile } from './file.js';
import { type Matrix, type Quantised, ReaderLoops } from './loops.js';

/** A layer with its weights in the memory of the loops. */
type LoadedLayer = { readonly [Part in keyof Layer]: Layer[Part] extends Norm ? Norm : Matrix };

/** Rows of weights that are widened at once, which is 3% faster than 4: memory is read in longer runs. */
const ROWS_AT_ONCE = 16;

/** What a text is: each kind has a projection of its own. */
export type Kind = 'comment' | 'title';

/**
 * The encoder: a post-norm transformer (BERT; Devlin et al. 2019) over pieces, mean pooling, and a projection for each
 * kind of text. Weights are signed bytes with a scale per row; activations are quantised to 12 to 16 bits per
 * token, products summed in integers, everything else is in 32-bit floats.
 */
export class Transformer {
  readonly #loops: ReaderLoops;
  readonly #width: number;
  readonly #inner: number;
  readonly #words: readonly [nibbles: Uint8Array, scales: Float32Array];
  readonly #positions: Float32Array;
  readonly #norm: Norm;
  readonly #layers: readonly LoadedLayer[];
  readonly #projections: Readonly<Record<Kind, Float32Array>>;
  /** Rows of activations: of the text as it goes through the layers, and of one step each. */
  readonly #rows: Float32Array;
  readonly #steps: readonly [Float32Array, Float32Array, Float32Array];
  readonly #mixed: Float32Array;
  readonly #wide: Float32Array;
  readonly #narrowQuantised: Quantised;
  readonly #wideQuantised: Quantised;
  readonly #weights: Int16Array;
  readonly #attention: Float32Array;
  readonly #vectors: readonly [Float32Array, Float32Array, Float32Array];

  constructor({ shape, word, position, type, norm, layers, projections }: ReaderFile) {
    const { width, inner, positions } = shape;
    const room = Math.ceil(positions / 4) * 4;
    const loops = new ReaderLoops(capacityOf(shape, word.rows));
    const floats = (values: Float32Array): Float32Array => {
      const array = loops.floats(values.length);
      array.set(values);
      return array;
    };
    const bytes = (values: Uint8Array): Uint8Array => {
      const array = loops.raw(values.length);
      array.set(values);
      return array;
    };
    const matrix = ([rows, bias]: Dense): Matrix => {
      const weights = loops.bytes(rows.rows * rows.width);
      const rowScales = loops.floats(rows.rows);
      if ('nibbles' in rows) loops.widenRows(rows, weights, rowScales, this.#wide);
      else {
        weights.set(rows.bytes);
        rowScales.set(rows.scales);
      }
      return { inputs: rows.width, outputs: rows.rows, weights, rowScales, bias: floats(bias) };
    };
    const loadNorm = ([weight, bias]: Norm): Norm => [floats(weight), floats(bias)];
    this.#loops = loops;
    this.#width = width;
    this.#inner = inner;
    // Before the layers, which are widened with its help.
    this.#wide = loops.floats(Math.max(room, width / BLOCK) * inner);
    this.#words = [bytes(word.nibbles), floats(word.scales)];
    this.#positions = floats(position.map((value, i) => value + type[i % width]!));
    this.#norm = loadNorm(norm);
    this.#layers = layers.map((layer) => ({
      query: matrix(layer.query),
      key: matrix(layer.key),
      value: matrix(layer.value),
      output: matrix(layer.output),
      attentionNorm: loadNorm(layer.attentionNorm),
      up: matrix(layer.up),
      down: matrix(layer.down),
      norm: loadNorm(layer.norm),
    }));
    this.#projections = { comment: floats(projections.comment), title: floats(projections.title) };
    this.#rows = loops.floats(room * width);
    this.#steps = [loops.floats(room * width), loops.floats(room * width), loops.floats(room * width)];
    this.#mixed = loops.floats(room * width);
    this.#narrowQuantised = { numbers: loops.shorts(room * width), scales: loops.floats(room) };
    this.#wideQuantised = { numbers: loops.shorts(room * inner), scales: loops.floats(room) };
    this.#weights = loops.shorts(ROWS_AT_ONCE * Math.max(width, inner));
    this.#attention = loops.floats((BLOCK + 1) * room);
    this.#vectors = [loops.floats(width), loops.floats(width), loops.floats(width)];
  }

  /**
   * The vector of a text, of length 1. The same pieces give the same bits on every machine, whatever was encoded before.
   *
   * @param pieces ids below the number of words, at most as many as the encoder has positions
   */
  encode(pieces: Int32Array, kind: Kind): Float32Array {
    const loops = this.#loops;
    const count = pieces.length;
    pieces.forEach((piece, i) => {
      loops.readRow(this.#words, piece, this.#rows, i, this.#width);
    });
    loops.addNorm(this.#rows, this.#positions, this.#norm, count);
    for (const layer of this.#layers) this.#pass(layer, count);
    const [mean, projected, unit] = this.#vectors;
    loops.direction(this.#rows, mean, count);
    loops.project(mean, this.#projections[kind], projected);
    loops.direction(projected, unit, 1);
    return Float32Array.from(unit);
  }

  /** One layer: attention and feed-forward part, each added to its input and normalised. */
  #pass(layer: LoadedLayer, count: number): void {
    const loops = this.#loops;
    const [narrow, wide] = [this.#narrowQuantised, this.#wideQuantised];
    const [queries, keys, values] = this.#steps;
    loops.quantise(this.#rows, narrow, count, this.#width);
    loops.dense(narrow, layer.query, queries, this.#weights, count);
    loops.dense(narrow, layer.key, keys, this.#weights, count);
    loops.dense(narrow, layer.value, values, this.#weights, count);
    loops.attend([queries, keys, values], this.#mixed, this.#attention, count, this.#width);
    loops.quantise(this.#mixed, narrow, count, this.#width);
    loops.dense(narrow, layer.output, queries, this.#weights, count);
    loops.addNorm(this.#rows, queries, layer.attentionNorm, count);
    loops.quantise(this.#rows, narrow, count, this.#width);
    loops.dense(narrow, layer.up, this.#wide, this.#weights, count);
    loops.gelu(this.#wide, count * this.#inner);
    loops.quantise(this.#wide, wide, count, this.#inner);
    loops.dense(wide, layer.down, queries, this.#weights, count);
    loops.addNorm(this.#rows, queries, layer.norm, count);
  }
}

/** Bytes that the arrays of an encoder take in the memory of the loops. */
function capacityOf({ layers, width, inner, positions }: ReaderFile['shape'], words: number): number {
  const room = Math.ceil(positions / 4) * 4;
  const layer = 4 * width ** 2 + 2 * width * inner + 4 * (14 * width + 2 * inner);
  return Math.ceil(
    layers * layer +
      words * width * (0.5 + 4 / BLOCK) +
      4 * (positions + 6) * width +
      8 * width ** 2 +
      Math.max(room, width / BLOCK) * 4 * inner +
      room * (4 * 5 * width + 2 * (width + inner) + 8 + 4 * (BLOCK + 1)) +
      2 * ROWS_AT_ONCE * Math.max(width, inner) +
      // Alignment of each array.
      16 * (34 * layers + 32),
  );
}

import { z } from 'zod';

/** Looked at by hand: tens of thousands of pieces are opened at each start. */
function isPiece(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'number' &&
    Number.isFinite(value[1])
  );
}

/** The vocabulary as its part of the file holds it (JSON), which is that of SentencePiece's unigram models. */
export const VOCABULARY = z.object({
  /** Ids of a character without a piece, and of the first and the last piece of a text. */
  unk: z.int().min(0),
  bos: z.int().min(0),
  eos: z.int().min(0),
  /** Log probability of a character without a piece. */
  unkScore: z.number(),
  /** Pieces by id, with their log probability. */
  pieces: z.custom<readonly (readonly [string, number])[]>(
    (value) => Array.isArray(value) && value.every(isPiece),
  ),
  /** What becomes of a character before segmentation; others stay. */
  normalise: z.record(z.string(), z.string()),
});
export type Vocabulary = z.infer<typeof VOCABULARY>;

/** Code points of a text that are read: 99% of comments are shorter. As in training (`models/make/encoder`). */
const MOST_CHARACTERS = 160;
/** Says to the encoder that texts are compared with their like; texts without letters become a full stop. */
const PREFIX = 'query: ';
const EMPTY = '.';
/** What stands for a space within pieces (U+2581), also before the first word. */
const SPACE = 0x2581;
const BLANK = 0x20;

/**
 * Unigram segmentation (Kudo 2018): the pieces whose log probabilities have the highest sum, found by Viterbi's
 * algorithm. Piece for piece the same as `models/make/encoder/weights.py`.
 */
export class Tokenizer {
  readonly #most: number;
  readonly #vocabulary: Vocabulary;
  /** Id of each piece. */
  readonly #pieces = new Map<string, number>();
  /** Code points of the longest piece. */
  #longest = 0;
  readonly #normal = new Map<number, readonly number[]>();

  /** @param most pieces of a text, with the first and the last: others are cut off */
  constructor(vocabulary: Vocabulary, most: number) {
    this.#most = most;
    this.#vocabulary = vocabulary;
    vocabulary.pieces.forEach(([piece], id) => {
      // Of two equal pieces the first counts.
      if (piece === '' || id === vocabulary.unk || this.#pieces.has(piece)) return;
      this.#pieces.set(piece, id);
      // Few have code points of two units, for which this is a bound.
      this.#longest = Math.max(this.#longest, piece.length);
    });
    for (const [character, becomes] of Object.entries(vocabulary.normalise))
      this.#normal.set(character.codePointAt(0)!, codePoints(becomes));
  }

  /**
   * Ids of the pieces of a text, from `bos` to `eos`. White space counts as single spaces, and the text's first 160 code
   * points are read; a lone surrogate is a code point without a piece.
   */
  pieces(text: string): Int32Array {
    const { bos, eos } = this.#vocabulary;
    return Int32Array.of(bos, ...this.#segment(this.#normalise(text)).slice(0, this.#most - 2), eos);
  }

  /** Code points as pieces spell them. */
  #normalise(text: string): number[] {
    const points = [BLANK];
    for (const point of codePoints(PREFIX + (squeeze(text) || EMPTY)))
      for (const normal of this.#normal.get(point) ?? [point])
        if (normal !== BLANK || points.at(-1) !== BLANK) points.push(normal);
    return points.map((point) => (point === BLANK ? SPACE : point));
  }

  #segment(points: readonly number[]): number[] {
    const { unk, unkScore, pieces } = this.#vocabulary;
    const best = new Float64Array(points.length + 1).fill(-1e30);
    const from = new Int32Array(points.length + 1);
    const by = new Int32Array(points.length + 1);
    best[0] = 0;
    for (let i = 0; i < points.length; i++) {
      const soFar = best[i]!;
      let piece = '';
      for (let j = i; j < Math.min(points.length, i + this.#longest); j++) {
        piece += String.fromCodePoint(points[j]!);
        const id = this.#pieces.get(piece);
        if (id === undefined || soFar + pieces[id]![1] <= best[j + 1]!) continue;
        best[j + 1] = soFar + pieces[id]![1];
        from[j + 1] = i;
        by[j + 1] = id;
      }
      if (soFar + unkScore > best[i + 1]!) {
        best[i + 1] = soFar + unkScore;
        from[i + 1] = i;
        by[i + 1] = unk;
      }
    }
    const ids: number[] = [];
    for (let at = points.length; at > 0; at = from[at]!) ids.push(by[at]!);
    return ids.reverse();
  }
}

function codePoints(text: string): number[] {
  const points: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    points.push(point);
    if (point > 0xffff) i++;
  }
  return points;
}

/**
 * White space to single spaces, none at the ends, no more than the first code points: of a long text the rest is not
 * read. White space is Python's, which trained the encoder: U+001C to U+001F and U+0085 besides JavaScript's, and not
 * U+FEFF.
 */
function squeeze(text: string): string {
  let out = '';
  let length = 0;
  let space = false;
  for (const character of text) {
    if (WHITE_SPACE.test(character)) {
      space = length > 0;
      continue;
    }
    if (space) {
      out += ' ';
      if (++length === MOST_CHARACTERS) break;
    }
    space = false;
    out += character;
    if (++length === MOST_CHARACTERS) break;
  }
  return out;
}

// eslint-disable-next-line no-control-regex -- Python counts them as white space
const WHITE_SPACE = /^(?!\uFEFF)[\s\u001C-\u001F\u0085]$/u;

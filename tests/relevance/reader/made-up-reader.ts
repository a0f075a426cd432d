import { packParts } from '../../../src/relevance/part-file.js';
import type { Vocabulary } from '../../../src/relevance/reader/tokenizer.js';
import { READER_FILE } from '../../../src/wording/relevance.js';

/** A vocabulary with the cases that matter: equal pieces, pieces within pieces, characters outside the first plane. */
export const VOCABULARY: Vocabulary = {
  unk: 3,
  bos: 0,
  eos: 2,
  unkScore: -30.25,
  // prettier-ignore
  pieces: [
    ['<s>', 0], ['<pad>', 0], ['</s>', 0], ['<unk>', 0], ['▁', -3.5], ['▁query', -7], [':', -4], ['.', -3.6],
    ['손', -9], ['흥', -11], ['손흥민', -9.25], ['▁손흥민', -8.5], ['▁손', -8], ['흥민', -9], ['이', -4.5],
    ['▁골', -7.5], ['골', -8.25], ['을', -4], ['넣', -9.5], ['었다', -6.5], ['▁넣', -9], ['ㅋ', -5],
    ['ㅋㅋ', -6], ['ㅋㅋㅋ', -7.5], ['ㅠ', -6], ['ㅠㅠ', -6.5], ['😂', -8], ['▁😂', -9.5], ['學', -12],
    ['a', -5], ['b', -5], ['ab', -9], ['abc', -12], ['c', -5.5], ['H', -7], ['1', -6], ['2', -6], ['⁄', -9],
    ['손흥민', -1], ['가나다라마바사아자차카타파하거너', -20], ['가', -6], ['나', -6.5], ['ab', -1],
  ],
  normalise: {
    '\t': ' ',
    '\u0001': '',
    Ｈ: 'H',
    '½': '1⁄2',
    '¨': ' \u0308',
    '\u3000': ' ',
    '㈜': '(주)',
    Ａ: 'a',
  },
};

export const SHAPE = {
  layers: 2,
  bits: [4, 8],
  width: 64,
  heads: 2,
  inner: 96,
  positions: 11,
  temperature: 20,
  source: 'made up',
};

/** Weights as `pack.py` would have rounded them: in the file, and as numbers. */
export interface MadeUp {
  readonly bytes: Uint8Array;
  readonly parts: readonly Uint8Array[];
  /** Arrays in the order of the parts `word`, `numbers`, `matrices` and `projections`. */
  readonly word: number[];
  readonly numbers: number[];
  readonly matrices: number[][];
  readonly projections: number[];
}

/** A reader of random weights: the same for a seed. */
export function madeUpReader(seed: number): MadeUp {
  let state = seed | 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
  const { layers, width, inner, positions } = SHAPE;

  /** Random float16: bits and number, of magnitudes from `size` / 4 to `size`, a power of 2. */
  const half = (size: number, either = true): readonly [bits: number, value: number] => {
    const [exponent, fraction] = [
      Math.log2(size) - 1 - (random() < 0.5 ? 1 : 0),
      Math.floor(random() * 1024),
    ];
    const sign = either && random() < 0.5;
    const value = 2 ** exponent * (1 + fraction / 1024);
    return [(sign ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction, sign ? -value : value];
  };
  const halves = (numbers: readonly (readonly [number, number])[]): readonly [Uint8Array, number[]] => [
    new Uint8Array(Uint16Array.from(numbers, ([bits]) => bits).buffer),
    numbers.map(([, value]) => value),
  ];
  const many = (count: number, size: number, either = true): (readonly [number, number])[] =>
    Array.from({ length: count }, () => half(size, either));

  const rows4 = (rows: number, columns: number, size: number): readonly [Uint8Array, number[]] => {
    const blocks = (rows * columns) / 32;
    const [scaleBytes, scales] = halves(many(blocks, size));
    const nibbles = Uint8Array.from({ length: 16 * blocks }, () => Math.floor(random() * 256));
    const values = scales.flatMap((scale, block) =>
      Array.from({ length: 32 }, (_, i) => {
        const byte = nibbles[16 * block + (i % 16)]!;
        return ((i < 16 ? byte % 16 : byte >> 4) - 8) * scale;
      }),
    );
    return [Uint8Array.of(...scaleBytes, ...nibbles), values];
  };
  const rows8 = (rows: number, columns: number, size: number): readonly [Uint8Array, number[]] => {
    const [scaleBytes, scales] = halves(many(rows, size / 16, false));
    const bytes = Int8Array.from({ length: rows * columns }, () => Math.floor(random() * 255) - 127);
    const values = Array.from(bytes, (byte, i) => byte * scales[Math.floor(i / columns)]!);
    return [Uint8Array.of(...scaleBytes, ...new Uint8Array(bytes.buffer)), values];
  };
  const [wordBytes, word] = rows4(VOCABULARY.pieces.length, width, 1 / 8);
  const [numberBytes, numbers] = halves([
    ...many((positions + 1) * width, 1 / 4),
    ...many(width, 2, false),
    ...many(width, 1 / 4),
    ...Array.from({ length: layers }, () => [
      ...many(4 * width, 1 / 4),
      ...many(width, 2, false),
      ...many(width + inner + width, 1 / 4),
      ...many(width, 2, false),
      ...many(width, 1 / 4),
    ]).flat(),
  ]);
  const matrices = SHAPE.bits.flatMap((bits) => {
    const rows = bits === 4 ? rows4 : rows8;
    return [
      ...Array.from({ length: 4 }, () => rows(width, width, 1 / 32)),
      rows(inner, width, 1 / 32),
      rows(width, inner, 1 / 32),
    ];
  });
  const [projectionBytes, projections] = halves(many(2 * width ** 2, 1));
  const parts = [
    new TextEncoder().encode(JSON.stringify(SHAPE)),
    new TextEncoder().encode(JSON.stringify(VOCABULARY)),
    wordBytes,
    numberBytes,
    Uint8Array.from(matrices.flatMap(([bytes]) => [...bytes])),
    projectionBytes,
  ];
  return {
    bytes: packMadeUp(parts),
    parts,
    word,
    numbers,
    matrices: matrices.map(([, values]) => values),
    projections,
  };
}

export function packMadeUp(parts: readonly Uint8Array[]): Uint8Array {
  return packParts({ magic: 0x4452474d, version: 1, wording: READER_FILE }, parts);
}

/** What the encoder computes, in 64 bits and plain loops (`models/make/encoder`, and Devlin et al. 2019). */
export function plainVector(reader: MadeUp, pieces: readonly number[], kind: 'comment' | 'title'): number[] {
  const { layers, width, heads, inner, positions } = SHAPE;
  let at = 0;
  const take = (count: number): number[] => reader.numbers.slice(at, (at += count));
  const position = take(positions * width);
  const type = take(width);
  const dense = (x: number[], weights: number[], bias: number[]): number[] =>
    bias.map((b, o) => x.reduce((sum, value, i) => sum + value * weights[o * x.length + i]!, b));
  const norm = (x: number[], weight: number[], bias: number[]): number[] => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    return x.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-12)) * weight[i]! + bias[i]!);
  };
  const add = (a: number[], b: number[]): number[] => a.map((value, i) => value + b[i]!);
  const [weight, bias] = [take(width), take(width)];
  let rows = pieces.map((id, i) =>
    norm(
      type.map((value, k) => value + reader.word[id * width + k]! + position[i * width + k]!),
      weight,
      bias,
    ),
  );
  for (let layer = 0; layer < layers; layer++) {
    const [wq, wk, wv, wo, wu, wd] = reader.matrices.slice(6 * layer) as [
      number[],
      number[],
      number[],
      number[],
      number[],
      number[],
    ];
    const [bq, bk, bv, bo] = [take(width), take(width), take(width), take(width)];
    const attentionNorm = [take(width), take(width)] as const;
    const [bu, bd] = [take(inner), take(width)];
    const lastNorm = [take(width), take(width)] as const;
    const [q, k, v] = [
      [wq, bq],
      [wk, bk],
      [wv, bv],
    ].map(([w, b]) => rows.map((row) => dense(row, w!, b!))) as [number[][], number[][], number[][]];
    const mixed = rows.map((_, i) =>
      Array.from({ length: heads }, (__, head) => {
        const part = (row: number[]): number[] => row.slice(head * 32, head * 32 + 32);
        const odds = k.map((key) =>
          Math.exp(part(key).reduce((sum, value, d) => sum + value * part(q[i]!)[d]!, 0) / Math.sqrt(32)),
        );
        const sum = odds.reduce((a, b) => a + b, 0);
        return part(v[0]!).map((___, d) => odds.reduce((s, odd, j) => s + (odd * part(v[j]!)[d]!) / sum, 0));
      }).flat(),
    );
    rows = rows.map((row, i) => norm(add(row, dense(mixed[i]!, wo, bo)), ...attentionNorm));
    rows = rows.map((row) => norm(add(row, dense(dense(row, wu, bu).map(gelu), wd, bd)), ...lastNorm));
  }
  const mean = unit(rows.reduce(add));
  const matrix = reader.projections.slice(
    kind === 'comment' ? 0 : width ** 2,
    (kind === 'comment' ? 1 : 2) * width ** 2,
  );
  return unit(dense(mean, matrix, new Array<number>(width).fill(0)));
}

const unit = (x: number[]): number[] => x.map((value) => value / Math.hypot(...x));

/** x Φ(x), Φ by its series: enough terms for |x| up to 12. */
export function gelu(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 400; n++) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return x * (0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI));
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileKernel } from '../../../models/make/kernel/compile.js';
import { openReader, type TextReader, withBackground } from '../../../src/relevance/index.js';
import { ReaderLoops } from '../../../src/relevance/reader/loops.js';
import { Tokenizer } from '../../../src/relevance/reader/tokenizer.js';
import { skipOrFail } from '../../setup/skip.js';
import { gelu, madeUpReader, packMadeUp, plainVector, SHAPE, VOCABULARY } from './made-up-reader.js';

const TEXTS = [
  '',
  '손흥민',
  '골 😂',
  '손흥민이 골',
  'ㅋㅋㅋㅠㅠㅠ',
  '손흥민이 골을',
  '學學 大學',
  '손흥민이 골을 넣었다',
  'a b c a b c a b c',
];
const MADE_UP = madeUpReader(7);
const reader = openReader(MADE_UP.bytes);

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const numbers = Array.from({ length: a.length }, (_, i) => [a[i]!, b[i]!] as const);
  const dot = (f: (a: number, b: number) => number): number =>
    numbers.reduce((sum, [x, y]) => sum + f(x, y), 0);
  return dot((x, y) => x * y) / Math.sqrt(dot((x) => x * x) * dot((_, y) => y * y));
};

describe('the second reader', () => {
  it('has the loops that their source compiles to', () => {
    const bytes = new URL('../../../src/relevance/reader/bytes.ts', import.meta.url);
    expect(readFileSync(bytes, 'utf8')).toBe(compileKernel('reader.ts'));
  }, 60_000);

  it('computes what the plain encoder computes, for every number of pieces', () => {
    const tokenizer = new Tokenizer(VOCABULARY, SHAPE.positions);
    const counts = new Set<number>();
    for (const seed of [7, 8, 9]) {
      const madeUp = madeUpReader(seed);
      const opened = openReader(madeUp.bytes);
      for (const text of TEXTS)
        for (const kind of ['comment', 'title'] as const) {
          const pieces = [...tokenizer.pieces(text)];
          counts.add(pieces.length);
          const vector = opened[kind](text);
          expect(vector).toHaveLength(SHAPE.width);
          expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
          expect(cosine(vector, plainVector(madeUp, pieces, kind)), text).toBeGreaterThan(0.9995);
        }
    }
    // Of each remainder by 4: the products take 4 rows at a time.
    expect(new Set([...counts].map((count) => count % 4))).toEqual(new Set([0, 1, 2, 3]));
  });

  it('gives these bits on every machine', () => {
    const bits = createHash('sha256');
    for (const text of TEXTS)
      for (const kind of ['comment', 'title'] as const) bits.update(reader[kind](text));
    expect(bits.digest('hex').slice(0, 16)).toBe('c85050313c76c3e4');
  });

  it('gives the same bits whatever it read before, for any text', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...TEXTS, '\ud83d', '\udc00\ud800', '大統領', '👨‍👩‍👧', '\u0000', ' '.repeat(99)),
    );
    const text = fc.array(unit, { maxLength: 6 }).map((drawn) => drawn.join(''));
    fc.assert(
      fc.property(text, text, (first, then) => {
        const vector = reader.comment(first);
        expect(vector.every(Number.isFinite)).toBe(true);
        reader.title(then);
        reader.comment(then);
        expect(reader.comment(first)).toEqual(vector);
        expect(openReader(MADE_UP.bytes).comment(first)).toEqual(vector);
      }),
      { numRuns: 50 },
    );
  });

  it('does not give out its own memory', () => {
    const vector = reader.comment('골');
    const kept = Float32Array.from(vector);
    reader.comment('손흥민');
    expect(vector).toEqual(kept);
    vector.fill(0);
    expect(reader.comment('골')).toEqual(kept);
  });

  it('reads a text of 100,000 letters as far as any', () => {
    expect(reader.comment('가'.repeat(100_000))).toEqual(reader.comment('가'.repeat(160)));
  });
});

describe('the loops of the second reader', () => {
  it('know the GELU within 1e-5', () => {
    const loops = new ReaderLoops(1 << 16);
    const values = loops.floats(1608).map((_, i) => (i - 804) / 100);
    const out = loops.floats(1608);
    out.set(values);
    loops.gelu(out, 1608);
    out.forEach((value, i) => {
      expect(Math.abs(value - gelu(values[i]!)), String(values[i])).toBeLessThan(1e-5);
    });
  });
});

/** The vectors of a background. */
const rowsOf = ({ background: { titles, comments } }: ReturnType<typeof openReader>): Float32Array[] => {
  const all = Float32Array.of(...titles, ...comments);
  const width = reader.title('골').length;
  return Array.from({ length: all.length / width }, (_, i) => all.subarray(i * width, (i + 1) * width));
};

describe('the background of the second reader', () => {
  it('is empty unless the file has one', () => {
    expect(rowsOf(reader)).toHaveLength(0);
  });

  it('holds vectors as bytes', () => {
    const vectors = TEXTS.map((text) => reader.title(text));
    const file = withBackground(MADE_UP.bytes, vectors);
    const opened = openReader(file);
    expect(rowsOf(opened)).toHaveLength(TEXTS.length);
    for (const text of TEXTS) {
      const vector = opened.comment(text);
      expect(vector).toEqual(reader.comment(text));
      const rows = rowsOf(opened);
      vectors.forEach((title, i) => {
        expect(cosine(vector, rows[i]!)).toBeCloseTo(cosine(vector, title), 2);
      });
    }
    // Replaced, not added.
    expect(rowsOf(openReader(withBackground(file, vectors.slice(0, 2))))).toHaveLength(2);
    expect(withBackground(file, vectors)).toEqual(file);
  });
});

describe('the file of the second reader', () => {
  const code = (bytes: Uint8Array): string => {
    try {
      openReader(bytes);
      return 'opened';
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  };
  const { bytes, parts } = MADE_UP;

  it('is told from others', () => {
    expect(code(new Uint8Array(0))).toBe('relevance/foreign');
    expect(code(new TextEncoder().encode('{"a": 1}, {"b": 2}'))).toBe('relevance/foreign');
    const newer = Uint8Array.from(bytes);
    newer[8] = 2;
    expect(code(newer)).toBe('relevance/foreign');
  });

  it('is refused wherever it was changed or cut off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const changed = Uint8Array.from(bytes);
          changed[at]! ^= by;
          expect(code(changed)).toBe('relevance/damaged');
          expect(code(bytes.subarray(0, at))).toBe('relevance/damaged');
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is refused when its parts do not fit together, though its sum is right', () => {
    const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
    const swap = (at: number, part: Uint8Array): string => code(packMadeUp(parts.with(at, part)));
    expect(swap(0, json({ ...SHAPE, layers: 3 }))).toBe('relevance/damaged');
    expect(swap(0, json({ ...SHAPE, layers: 1 }))).toBe('relevance/damaged');
    for (const bits of [[4], [8, 4], [4, 4], [4, 5]])
      expect(swap(0, json({ ...SHAPE, bits })), bits.join()).toBe('relevance/damaged');
    expect(swap(0, json({ ...SHAPE, width: 48 }))).toBe('relevance/damaged');
    expect(swap(0, json({ ...SHAPE, heads: 4 }))).toBe('relevance/damaged');
    expect(swap(0, json({ ...SHAPE, inner: 0 }))).toBe('relevance/damaged');
    expect(swap(0, new TextEncoder().encode('{'))).toBe('relevance/damaged');
    expect(swap(1, json({ ...VOCABULARY, unk: 99 }))).toBe('relevance/damaged');
    expect(swap(1, json({ ...VOCABULARY, pieces: VOCABULARY.pieces.slice(1) }))).toBe('relevance/damaged');
    for (const at of [2, 3, 4, 5]) {
      expect(swap(at, parts[at]!.subarray(2))).toBe('relevance/damaged');
      expect(swap(at, Uint8Array.of(...parts[at]!, 0, 0))).toBe('relevance/damaged');
      // The first number of each is a float16.
      expect(swap(at, Uint8Array.of(0, 0x7c, ...parts[at]!.subarray(2)))).toBe('relevance/damaged');
    }
    expect(code(packMadeUp(parts.slice(0, 5)))).toBe('relevance/damaged');
    expect(code(packMadeUp([...parts, Uint8Array.of(1, 0, 0, 0)]))).toBe('relevance/damaged');
    expect(code(packMadeUp([...parts, Uint8Array.of(1)]))).toBe('relevance/damaged');
    expect(code(packMadeUp([...parts, new Uint8Array(4), new Uint8Array(4)]))).toBe('relevance/damaged');
  });
});

const SHIPPED = new URL('../../../models/reader.bin', import.meta.url);
const missing = !existsSync(SHIPPED) && skipOrFail('둘째 판독기의 검사: models/reader.bin이 없습니다');

describe.skipIf(missing)('the shipped second reader', () => {
  const near = (shipped: TextReader, comment: string, title: string): number =>
    cosine(shipped.comment(comment), shipped.title(title));

  it('knows who belongs to whom', () => {
    const shipped = openReader(readFileSync(SHIPPED));
    const [football, doctors] = ['손흥민 멀티골… 토트넘 3연승', '의대 정원 2천 명 늘린다… 의협 반발'];
    for (const [comment, own, other] of [
      ['흥민이 형 오늘도 한 건 했네', football, doctors],
      ['프리미어리그 득점왕 가자', football, doctors],
      ['전공의들 파업하면 환자는 어쩌라고', doctors, football],
      ['병원에 사람이 없다', doctors, football],
    ] as const)
      expect(near(shipped, comment, own), comment).toBeGreaterThan(near(shipped, comment, other));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forest, logitOf, openForest, packForest } from '../../../src/relevance/pair/forest.js';

/** Two trees over three numbers; the first asks for number 1, then for number 0. */
const FOREST: Forest = {
  features: 3,
  base: -0.5,
  roots: Int16Array.of(0, 2),
  feature: Uint8Array.of(1, 0, 2),
  threshold: Float32Array.of(0.5, -1, Infinity),
  missingLeft: Uint8Array.of(1, 0, 0),
  left: Int16Array.of(1, ~0, ~3),
  right: Int16Array.of(~2, ~1, ~4),
  leaf: Float32Array.of(1, 2, 4, 8, 16),
};

const openError = (bytes: Uint8Array): unknown => {
  try {
    openForest(bytes);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('logitOf', () => {
  it.each([
    { row: [-1, 0.5, 0], sum: 1 + 8, name: '문턱값과 같으면 왼쪽으로 간다' },
    { row: [-0.9, 0.5, 9], sum: 2 + 8, name: '문턱값을 넘으면 오른쪽으로 간다' },
    { row: [-5, 0.6, 0], sum: 4 + 8, name: '뿌리에서 바로 잎으로 갈 수 있다' },
    { row: [NaN, NaN, 0], sum: 2 + 8, name: '빠진 값은 마디가 정한 쪽으로 간다' },
    { row: [0, 1, NaN], sum: 4 + 16, name: '문턱값이 무한대면 빠진 값만 갈라낸다' },
    { row: [-Infinity, -Infinity, Infinity], sum: 1 + 8, name: '무한대도 값이다' },
  ])('$name', ({ row, sum }) => {
    expect(logitOf(FOREST, Float32Array.from(row))).toBe(-0.5 + sum);
    expect(logitOf(FOREST, Float64Array.from(row))).toBe(-0.5 + sum);
    expect(logitOf(FOREST, Float64Array.of(7, 7, ...row, 7), 2)).toBe(-0.5 + sum);
  });

  it('나무가 없으면 바탕 값이다', () => {
    expect(logitOf(emptyForest(), Float32Array.of(1, 2, 3))).toBe(-0.5);
  });
});

/** A tree as one would draw it. */
type Drawn =
  | { readonly value: number }
  | {
      readonly asks: number;
      readonly upTo: number;
      readonly nan: boolean;
      readonly low: Drawn;
      readonly high: Drawn;
    };

const FEATURES = 4;
const drawnForest = fc.letrec<{ tree: Drawn; node: Drawn; leaf: Drawn }>((tie) => ({
  leaf: fc.record({ value: fc.float({ noNaN: true, noDefaultInfinity: true }) }),
  node: fc.record({
    asks: fc.nat(FEATURES - 1),
    upTo: fc.float({ noNaN: true, min: -2, max: 2 }),
    nan: fc.boolean(),
    low: tie('tree'),
    high: tie('tree'),
  }),
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie('leaf'), tie('node')),
})).node;

function walk(tree: Drawn, row: Float32Array): number {
  if ('value' in tree) return tree.value;
  const asked = row[tree.asks]!;
  if (Number.isNaN(asked)) return walk(tree.nan ? tree.low : tree.high, row);
  return walk(asked > tree.upTo ? tree.high : tree.low, row);
}

function lay(trees: readonly Drawn[], base: number): Forest {
  const [feature, threshold, missing, left, right, leaf, roots]: number[][] = [[], [], [], [], [], [], []];
  const put = (tree: Drawn): number => {
    if ('value' in tree) return ~(leaf!.push(tree.value) - 1);
    const node = feature!.push(tree.asks) - 1;
    threshold!.push(tree.upTo);
    missing!.push(tree.nan ? 1 : 0);
    left![node] = 0;
    left![node] = put(tree.low);
    right![node] = put(tree.high);
    return node;
  };
  for (const tree of trees) roots!.push(put(tree));
  return {
    features: FEATURES,
    base,
    roots: Int16Array.from(roots!),
    feature: Uint8Array.from(feature!),
    threshold: Float32Array.from(threshold!),
    missingLeft: Uint8Array.from(missing!),
    left: Int16Array.from(left!),
    right: Int16Array.from(right!),
    leaf: Float32Array.from(leaf!),
  };
}

const emptyForest = (): Forest => ({ ...lay([], -0.5), features: 3 });

const value = fc.oneof(fc.float({ min: -2, max: 2 }), fc.constantFrom(NaN, Infinity, -Infinity));
const row = fc.float32Array({ minLength: FEATURES, maxLength: FEATURES }).chain((one) =>
  fc.oneof(
    fc.constant(one),
    fc.tuple(value, value, value, value).map((values) => Float32Array.from(values)),
  ),
);

describe('아무 숲이나', () => {
  it('나무를 하나씩 손으로 따라간 합과 같다', () => {
    fc.assert(
      fc.property(fc.array(drawnForest, { maxLength: 5 }), row, (trees, one) => {
        const byHand = trees.reduce((sum, tree) => sum + walk(tree, one), 0.25);
        expect(logitOf(lay(trees, 0.25), one)).toBe(byHand);
      }),
    );
  });

  it('쌌다가 열면 똑같은 숲이다', () => {
    fc.assert(
      fc.property(
        fc.array(drawnForest, { maxLength: 5 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (trees, base) => {
          const forest = lay(trees, base);
          const packed = packForest(forest);
          const inside = Buffer.alloc(packed.length + 9, 7);
          inside.set(packed, 3);
          expect(openForest(inside.subarray(3, 3 + packed.length))).toEqual(forest);
        },
      ),
    );
  });

  it('바이트 하나가 바뀌어도 RangeError이거나, 끝까지 따라갈 수 있는 숲이다', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(packForest(FOREST).length - 1), fc.nat(255), (at, byte) => {
        const bytes = packForest(FOREST);
        bytes[at] = byte;
        const error = openError(bytes);
        if (error !== undefined) {
          expect(error).toBeInstanceOf(RangeError);
          refused++;
        } else expect(logitOf(openForest(bytes), new Float32Array(256))).not.toBeNaN();
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});

describe('openForest는 숲이 아닌 것을 거절한다', () => {
  it.each<[string, Partial<Forest>]>([
    ['없는 마디로 간다', { right: Int16Array.of(~2, ~1, 3) }],
    ['없는 잎으로 간다', { right: Int16Array.of(~2, ~1, ~5) }],
    ['제자리로 돌아온다', { left: Int16Array.of(0, ~0, ~3) }],
    ['한 잎에 부모가 둘이다', { right: Int16Array.of(~2, ~0, ~4) }],
    ['뿌리가 잎이다', { roots: Int16Array.of(0, ~4) }],
    ['두 나무의 뿌리가 같다', { roots: Int16Array.of(0, 0) }],
    ['없는 숫자를 묻는다', { features: 2 }],
    ['문턱값이 숫자가 아니다', { threshold: Float32Array.of(NaN, 0, 0) }],
    ['빠진 값이 갈 쪽이 없다', { missingLeft: Uint8Array.of(0, 2, 0) }],
    ['잎이 숫자가 아니다', { leaf: Float32Array.of(1, 2, NaN, 8, 16) }],
    ['바탕이 무한하다', { base: Infinity }],
  ])('%s', (_, wrong) => {
    expect(openError(packForest(FOREST))).toBeUndefined();
    expect(openError(packForest({ ...FOREST, ...wrong }))).toBeInstanceOf(RangeError);
  });

  it('잘렸거나 더 긴 바이트', () => {
    const bytes = packForest(FOREST);
    for (let length = 0; length < bytes.length; length++)
      expect(openError(bytes.subarray(0, length))).toBeInstanceOf(RangeError);
    expect(openError(Uint8Array.of(...bytes, 0))).toBeInstanceOf(RangeError);
  });
});

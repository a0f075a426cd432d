import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forest, logitOf, packForest } from '../../src/relevance/pair/forest.js';
import { binRows } from '../../src/training/bins.js';
import { type BoostOptions, fitForest, importance } from '../../src/training/boosting.js';
import { fitLogistic } from '../../src/training/logistic.js';
import { gaussian, seededRandom } from '../../src/training/random.js';

const FEATURES = 4;

interface Table {
  readonly rows: Float32Array;
  readonly labels: Uint8Array;
}

/** Rows of normal numbers; `logit` of a row gives the log odds of its label. */
function draw(count: number, seed: number, logit: (row: Float32Array) => number): Table {
  const random = seededRandom(seed);
  const rows = Float32Array.from({ length: count * FEATURES }, () => gaussian(random));
  const labels = Uint8Array.from({ length: count }, (_, i) =>
    random() < 1 / (1 + Math.exp(-logit(rows.subarray(i * FEATURES, (i + 1) * FEATURES)))) ? 1 : 0,
  );
  return { rows, labels };
}

const meanLoss = (labels: Uint8Array, logits: (row: number) => number): number =>
  labels.reduce((sum, label, i) => sum + Math.log1p(Math.exp((label === 1 ? -1 : 1) * logits(i))), 0) /
  labels.length;

const forestLoss = (forest: Forest, { rows, labels }: Table): number =>
  meanLoss(labels, (i) => logitOf(forest, rows, i * forest.features));

const XOR = (row: Float32Array): number => (row[0]! > 0 === row[1]! > 0 ? 3 : -3);
const STEP = (row: Float32Array): number => (row[2]! > 0.5 ? 2 : -2);

/** What is left over by one who knows the log odds. */
const knownLoss = ({ rows, labels }: Table, logit: (row: Float32Array) => number): number =>
  meanLoss(labels, (i) => logit(rows.subarray(i * FEATURES, (i + 1) * FEATURES)));

function logisticLoss(train: Table, test: Table): number {
  const inputs = ({ rows }: Table, i: number): Float64Array =>
    Float64Array.of(1, ...rows.subarray(i * FEATURES, (i + 1) * FEATURES));
  const weights = fitLogistic(
    Array.from(train.labels, (label, i) => ({ inputs: inputs(train, i), belongs: label === 1 })),
    1,
  );
  return meanLoss(test.labels, (i) =>
    inputs(test, i).reduce((sum, value, j) => sum + value * weights[j]!, 0),
  );
}

const SMALL: Partial<BoostOptions> = { trees: 40, leaves: 6, rate: 0.2, leastRows: 10 };

describe('처음 보는 자료에서', () => {
  it.each([
    ['배타적 논리합', XOR],
    ['계단', STEP],
  ])('%s을 로지스틱 회귀보다 잘 맞힌다', (_, logit) => {
    const train = draw(4000, 1, logit);
    const test = draw(4000, 2, logit);
    const loss = forestLoss(fitForest(train.rows, FEATURES, train.labels, SMALL), test);
    expect(loss).toBeLessThan(logisticLoss(train, test) - 0.02);
    expect(loss).toBeLessThan(knownLoss(test, logit) + 0.05);
  });

  it('빠진 값이 뜻하는 것을 배운다: 값이 있으면 부호, 없으면 다른 숫자', () => {
    const logit = (row: Float32Array): number =>
      Number.isNaN(row[0]) ? 2 * Math.sign(row[3]!) : 3 * Math.sign(row[0]!);
    const hole = (table: Table, seed: number): Table => {
      const random = seededRandom(seed);
      const rows = table.rows.map((value, i) => (i % FEATURES === 0 && random() < 0.5 ? NaN : value));
      const labels = table.labels.map((_, i) => {
        const chance = 1 / (1 + Math.exp(-logit(rows.subarray(i * FEATURES, (i + 1) * FEATURES))));
        return random() < chance ? 1 : 0;
      });
      return { rows, labels };
    };
    const train = hole(draw(4000, 3, STEP), 5);
    const test = hole(draw(4000, 4, STEP), 6);
    const loss = forestLoss(fitForest(train.rows, FEATURES, train.labels, SMALL), test);
    expect(loss).toBeLessThan(knownLoss(test, logit) + 0.03);
  });
});

describe('배우는 동안', () => {
  const train = draw(1500, 7, (row) => XOR(row) + row[3]!);

  it('배운 자료의 손실은 나무마다 줄고, 알려 준 손실은 숲의 것과 같다', () => {
    const losses: number[] = [];
    const progress = (trees: number, loss: number): void => {
      expect(trees).toBe(losses.push(loss));
    };
    const forest = fitForest(train.rows, FEATURES, train.labels, { ...SMALL, progress });
    losses.forEach((loss, i) => {
      expect(loss).toBeLessThan(losses[i - 1] ?? Math.LN2);
    });
    expect(losses).toHaveLength(40);
    expect(forestLoss(forest, train)).toBeCloseTo(losses.at(-1)!, 12);
  });

  it('같은 시드면 같은 숲, 다른 시드면 다른 숲이 나온다', () => {
    const fit = (seed: number): Uint8Array =>
      packForest(
        fitForest(train.rows, FEATURES, train.labels, { ...SMALL, rowShare: 0.5, featureShare: 0.5, seed }),
      );
    expect(fit(1)).toEqual(fit(1));
    expect(fit(1)).not.toEqual(fit(2));
  });

  it('행과 숫자를 나무마다 일부만 보아도 배운다', () => {
    const forest = fitForest(train.rows, FEATURES, train.labels, {
      ...SMALL,
      rowShare: 0.5,
      featureShare: 0.5,
    });
    expect(
      forestLoss(
        forest,
        draw(2000, 8, (row) => XOR(row) + row[3]!),
      ),
    ).toBeLessThan(0.5);
    const one = fitForest(train.rows, FEATURES, train.labels, { ...SMALL, trees: 8, featureShare: 0.25 });
    one.roots.forEach((root, tree) => {
      expect(new Set(one.feature.subarray(root, one.roots[tree + 1])).size).toBe(1);
    });
  });

  it('무게는 그만큼 되풀이한 행과 같고, 무게 0은 없는 행과 같다', () => {
    const weights = Float32Array.from(train.labels, (_, i) => i % 3);
    const repeated = Array.from(train.labels, (_, i) => i).flatMap((i) => Array<number>(i % 3).fill(i));
    // Bins and row counts do not know weights, so neither may bind here.
    const rows = Float32Array.from(train.rows, (value) => Math.round(value * 5) / 5);
    const options = { ...SMALL, trees: 5, leastRows: 0, bins: 255 };
    const weighted = fitForest(rows, FEATURES, train.labels, { ...options, weights });
    const plain = fitForest(
      Float32Array.from(repeated.flatMap((i) => [...rows.subarray(i * FEATURES, (i + 1) * FEATURES)])),
      FEATURES,
      Uint8Array.from(repeated, (i) => train.labels[i]!),
      options,
    );
    for (let i = 0; i < train.labels.length; i++)
      if (weights[i] !== 0)
        expect(logitOf(weighted, rows, i * FEATURES)).toBeCloseTo(logitOf(plain, rows, i * FEATURES), 4);
  });

  it('잎마다 행과 헤시안이 모자라지 않고, 중요한 숫자가 이득을 얻는다', () => {
    const forest = fitForest(train.rows, FEATURES, train.labels, {
      ...SMALL,
      trees: 1,
      leastRows: 200,
      leaves: 20,
    });
    const rowsOf = new Map<number, number>();
    for (let i = 0; i < train.labels.length; i++) {
      const logit = logitOf(forest, train.rows, i * FEATURES);
      rowsOf.set(logit, (rowsOf.get(logit) ?? 0) + 1);
    }
    expect(rowsOf.size).toBe(forest.leaf.length);
    expect(Math.min(...rowsOf.values())).toBeGreaterThanOrEqual(200);
    const gains = importance(fitForest(train.rows, FEATURES, train.labels, SMALL));
    expect(gains[2]).toBeLessThan(0.3 * Math.min(gains[0]!, gains[1]!, gains[3]!));
    const none = fitForest(train.rows, FEATURES, train.labels, { ...SMALL, leastHessian: 200 });
    expect(none.roots).toHaveLength(0);
  });
});

describe('가름 하나', () => {
  const cell = fc.constantFrom(NaN, -Infinity, -1, 0, 0.5, 2, Infinity);

  it('모든 가름을 다 해 본 것만큼 얻고, 잎은 뉴턴 걸음이다', () => {
    const table = fc.array(fc.tuple(cell, cell, fc.boolean()), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(table, (drawn) => {
        const rows = Float32Array.from(drawn.flatMap(([a, b]) => [a, b]));
        const labels = Uint8Array.from(drawn, ([, , label]) => (label ? 1 : 0));
        const options = { trees: 1, leaves: 2, rate: 1, ridge: 1, leastRows: 1, leastHessian: 0 };
        const forest = fitForest(rows, 2, labels, options);
        const chance = 1 / (1 + Math.exp(-forest.base));
        const sums = (side: (row: number) => boolean): { value: number; score: number; rows: number } => {
          const inside = [...labels.keys()].filter(side);
          const gradient = inside.reduce((sum, i) => sum + chance - labels[i]!, 0);
          const hessian = inside.length * chance * (1 - chance) + 1;
          return { value: -gradient / hessian, score: gradient ** 2 / hessian, rows: inside.length };
        };
        const whole = sums(() => true).score;
        let most = 0;
        for (const feature of [0, 1])
          for (const upTo of [-Infinity, -1, 0, 0.5, 2, Infinity])
            for (const nan of [true, false]) {
              const goesLeft = (i: number): boolean => {
                const value = rows[2 * i + feature]!;
                return Number.isNaN(value) ? nan : value <= upTo;
              };
              const left = sums(goesLeft);
              const right = sums((i) => !goesLeft(i));
              if (left.rows > 0 && right.rows > 0) most = Math.max(most, left.score + right.score - whole);
            }
        expect(importance(forest).reduce((sum, gain) => sum + gain, 0)).toBeCloseTo(most, 9);
        labels.forEach((_, i) => {
          const logit = logitOf(forest, rows, 2 * i);
          const { value } = sums((j) => logitOf(forest, rows, 2 * j) === logit);
          if (most > 1e-9) expect(logit).toBeCloseTo(forest.base + value, 5);
        });
      }),
    );
  });

  it('한 가지 답만 있으면 그 답을 믿는다', () => {
    const forest = fitForest(Float32Array.of(1, 2, 3, 4), 1, Uint8Array.of(1, 1, 1, 1));
    expect(logitOf(forest, Float32Array.of(5))).toBeGreaterThan(10);
  });
});

describe('binRows', () => {
  it('칸의 끝은 값들 사이에 있고, 빠진 값은 제 칸에 든다', () => {
    const values = fc.float32Array({ minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 20 }), (column, most) => {
        const { columns, edges } = binRows(column, 1, most);
        const ends = edges[0]!;
        expect(ends.length).toBeLessThanOrEqual(most);
        expect(ends).toEqual(ends.slice().sort());
        expect(ends.at(-1)).toBe(Infinity);
        column.forEach((value, row) => {
          const bin = Number.isNaN(value) ? ends.length : ends.findIndex((end) => value <= end);
          expect(columns[row]).toBe(bin);
        });
        const distinct = new Set(column.filter((value) => !Number.isNaN(value)));
        if (distinct.size > 0 && distinct.size <= most) expect(ends).toHaveLength(distinct.size);
      }),
    );
  });

  it('흔한 값은 제 칸을 갖고, 나머지는 고르게 나뉜다', () => {
    const random = seededRandom(9);
    const column = Float32Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 0 : gaussian(random)));
    const { columns, edges } = binRows(column, 1, 16);
    const counts = new Array<number>(edges[0]!.length).fill(0);
    for (const bin of columns) counts[bin]!++;
    expect(counts).toHaveLength(16);
    expect(counts.filter((count) => count === 2000)).toHaveLength(1);
    for (const count of counts.filter((one) => one !== 2000)) {
      expect(count).toBeGreaterThan(60);
      expect(count).toBeLessThan(200);
    }
  });
});

describe('fitForest가 거절하는 것', () => {
  const rows = Float32Array.of(1, 2, 3, 4);
  const labels = Uint8Array.of(0, 1);
  it.each<[string, () => unknown]>([
    ['행과 답의 수가 다르다', () => fitForest(rows, 3, labels)],
    ['답이 0도 1도 아니다', () => fitForest(rows, 2, Uint8Array.of(0, 2))],
    ['행이 없다', () => fitForest(new Float32Array(), 2, new Uint8Array())],
    ['숫자가 너무 많다', () => fitForest(new Float32Array(257), 257, Uint8Array.of(1))],
    ['무게가 모자라다', () => fitForest(rows, 2, labels, { weights: Float32Array.of(1) })],
    ['무게가 0보다 작다', () => fitForest(rows, 2, labels, { weights: Float32Array.of(2, -1) })],
    ['무게가 모두 0이다', () => fitForest(rows, 2, labels, { weights: new Float32Array(2) })],
    ['칸이 바이트에 들지 않는다', () => fitForest(rows, 2, labels, { bins: 256 })],
    ['잎이 하나다', () => fitForest(rows, 2, labels, { leaves: 1 })],
    ['잎이 너무 많다', () => fitForest(rows, 2, labels, { trees: 4000, leaves: 10 })],
  ])('%s', (_, fit) => {
    expect(fit).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../src/relevance/corpus/features.js';
import type { Linear } from '../../../src/relevance/logistic.js';
import { applyMixture } from '../../../src/relevance/corpus/experts.js';

describe('넘친 기사', () => {
  const width = FEATURES.length;
  const at = FEATURES.indexOf('pair.weight');
  const linear = (size: number, constant: number, slope = 0): Linear => ({
    means: new Float64Array(size),
    deviations: new Float64Array(size).fill(1),
    weights: Float64Array.from({ length: size + 1 }, (_, i) =>
      i === size ? constant : i === at ? slope : 0,
    ),
  });
  const look = {
    calm: { linear: linear(width, -4), forest: null },
    usual: null,
    flood: linear(width, 4),
    gating: linear(2 * width + 1, 0, 4),
  };
  /** Chance of the first comment of each article, whose comments all weigh the same by themselves. */
  const judge = (weights: readonly number[], comments: number): number[] => {
    const features = new Float32Array(weights.length * comments * width).fill(NaN);
    weights.forEach((weight, article) => {
      for (let i = 0; i < comments; i++) features[(article * comments + i) * width + at] = weight;
    });
    const starts = Array.from({ length: weights.length + 1 }, (_, article) => article * comments);
    const { probabilities: chances } = applyMixture(look, features, starts);
    return weights.map((_, article) => chances[article * comments]!);
  };

  it('댓글이 넷은 되어야 넘친 것으로 본다', () => {
    const [flooded, calm] = judge([3, -1], 4);
    expect(flooded).toBeGreaterThan(0.9);
    expect(calm).toBeLessThan(0.03);
    expect(judge([3, -1], 3)[0]).toBeLessThan(0.03);
  });

  it('넘친 기사가 많은 덤프에서는 어중간한 기사를 더 의심한다', () => {
    const rest = new Array<number>(30);
    const [among] = judge([1, ...rest.fill(3)], 4);
    const [alone] = judge([1, ...rest.fill(-1)], 4);
    expect(among).toBeGreaterThan(alone! + 0.3);
  });
});

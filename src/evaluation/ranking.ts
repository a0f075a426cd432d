/** Comments by descending score: the input of every ranking metric. */
export interface Ranking {
  readonly scores: Float64Array;
  /** 1 for an off-topic comment, 0 for an on-topic one. */
  readonly off: Uint8Array;
  /** Index of the comment's group. */
  readonly group: Int32Array;
  readonly groups: number;
  /** Last index of each run of equal scores, which no threshold can separate. */
  readonly ends: Int32Array;
}

/** One comment to be ranked. */
export interface Ranked {
  readonly score: number;
  readonly off: boolean;
  readonly group: string;
}

/** Sorts comments by descending score. */
export function rank(items: readonly Ranked[]): Ranking {
  const sorted = [...items].sort((a, b) => b.score - a.score);
  const numbers = new Map<string, number>();
  const numberOf = (group: string): number => {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  };
  const ends: number[] = [];
  sorted.forEach(({ score }, at) => {
    if (sorted[at + 1]?.score !== score) ends.push(at);
  });
  return {
    scores: Float64Array.from(sorted, ({ score }) => score),
    off: Uint8Array.from(sorted, ({ off }) => Number(off)),
    group: Int32Array.from(sorted, ({ group }) => numberOf(group)),
    groups: numbers.size,
    ends: Int32Array.from(ends),
  };
}

/**
 * Cumulative numbers of off-topic and on-topic comments at or above each threshold, highest first; the last step holds
 * all.
 */
export interface Steps {
  readonly off: Float64Array;
  readonly on: Float64Array;
}

/** Multiplicity of each group. */
export type GroupWeights = ArrayLike<number>;

/**
 * Cumulative counts along the ranking, one step per run of equal scores.
 *
 * @param weights 1 for all groups when omitted
 * @param into steps of the same ranking to overwrite, so that many draws need no new memory
 */
export function stepsOf(
  { off, group, ends }: Ranking,
  weights?: GroupWeights,
  into: Steps = { off: new Float64Array(ends.length), on: new Float64Array(ends.length) },
): Steps {
  let offs = 0;
  let all = 0;
  let at = 0;
  for (let step = 0; step < ends.length; step++) {
    for (const end = ends[step]!; at <= end; at++) {
      const weight = weights === undefined ? 1 : weights[group[at]!]!;
      all += weight;
      offs += weight * off[at]!;
    }
    into.off[step] = offs;
    into.on[step] = all - offs;
  }
  return into;
}

/** Total numbers of off-topic and on-topic comments. */
export function totals({ off, on }: Steps): { readonly off: number; readonly on: number } {
  return { off: off[off.length - 1] ?? 0, on: on[on.length - 1] ?? 0 };
}

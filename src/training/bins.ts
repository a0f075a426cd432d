/** Rows as numbers of quantile bins: what a histogram of gradients counts over. */
export interface BinnedRows {
  readonly rows: number;
  /** The bin of every row, feature by feature (column-major). The bin of NaN is `edges[feature].length`. */
  readonly columns: Uint8Array;
  /** For each feature the highest value of each bin: float32 between the bin's values and the next ones'; the last is Infinity. */
  readonly edges: readonly Float32Array[];
}

/** Bins fit a byte, and one more is for NaN. */
export const MOST_BINS = 255;
/** Quantiles are read off this many rows at most (as LightGBM does). */
const SAMPLED_ROWS = 200_000;

/** Sorts the values of `rows` (row-major, `features` numbers each) into at most `most` bins of like counts. */
export function binRows(rows: Float32Array, features: number, most: number): BinnedRows {
  const count = rows.length / features;
  const columns = new Uint8Array(rows.length);
  const edges: Float32Array[] = [];
  const step = Math.max(1, count / SAMPLED_ROWS);
  const sample = new Float32Array(Math.ceil(count / step));
  for (let feature = 0; feature < features; feature++) {
    for (let i = 0; i < sample.length; i++) sample[i] = rows[Math.floor(i * step) * features + feature]!;
    const ends = edgesOf(sample.slice().sort(), most);
    const column = columns.subarray(feature * count, (feature + 1) * count);
    for (let row = 0, at = feature; row < count; row++, at += features) column[row] = binOf(ends, rows[at]!);
    edges.push(ends);
  }
  return { rows: count, columns, edges };
}

/**
 * Edges over sorted values (NaN last). Where there are more values than bins, a value of as many rows as a bin should
 * have is a bin of its own, and the others share what bins are left (as LightGBM's GreedyFindBin does).
 */
function edgesOf(sorted: Float32Array, most: number): Float32Array {
  const { values, counts } = runsOf(sorted);
  let rowsLeft = counts.reduce((sum, count) => sum + count, 0);
  const heavy = counts.map((count) => count >= rowsLeft / most);
  let binsLeft = most;
  counts.forEach((count, i) => {
    if (!heavy[i]) return;
    rowsLeft -= count;
    binsLeft--;
  });
  const edges: number[] = [];
  let inBin = 0;
  for (let i = 0; i + 1 < values.length && edges.length < most - 1; i++) {
    inBin += counts[i]!;
    const share = rowsLeft / Math.max(1, binsLeft);
    const full = heavy[i]! || inBin >= share || (heavy[i + 1]! && inBin >= share / 2);
    if (values.length > most && !full) continue;
    edges.push(between(values[i]!, values[i + 1]!));
    if (!heavy[i]!) {
      rowsLeft -= inBin;
      binsLeft--;
    }
    inBin = 0;
  }
  return Float32Array.of(...edges, Infinity);
}

/** Distinct values, and how often each stands there. */
function runsOf(sorted: Float32Array): { readonly values: number[]; readonly counts: number[] } {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (Number.isNaN(value)) break;
    if (value === values.at(-1)) counts[counts.length - 1]!++;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values, counts };
}

/** A float32 from `low` to just under `high`. */
function between(low: number, high: number): number {
  const middle = Math.fround(low / 2 + high / 2);
  return middle >= low && middle < high ? middle : low;
}

function binOf(edges: Float32Array, value: number): number {
  if (Number.isNaN(value)) return edges.length;
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

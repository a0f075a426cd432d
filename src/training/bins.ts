/** Rows as quantile bins, over which histograms count. */
export interface BinnedRows {
  readonly rows: number;
  /** Bin of every row, column-major. NaN has bin `edges[feature].length`. */
  readonly columns: Uint8Array;
  /** Upper edge of each bin per feature: a float32 between the bin's values and the next; the last is Infinity. */
  readonly edges: readonly Float32Array[];
}

/** A bin fits into a byte, with one more for NaN. */
export const MAX_BINS = 255;
/** Quantiles are estimated on at most this many rows (as in LightGBM). */
const SAMPLED_ROWS = 200_000;

/** Bins the values of `rows` (row-major, `features` per row) into at most `most` bins of similar counts. */
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
 * Bin edges over sorted values (NaN last). With more values than bins, a value with as many rows as an average bin gets
 * a bin of its own, and the others share the rest (LightGBM's GreedyFindBin).
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

/** Distinct values and their counts. */
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

/** A float32 in [low, high). */
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

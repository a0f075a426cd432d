/** Room for the contrast of one batch; made once. */
export interface ContrastRoom {
  readonly similarity: Float64Array;
  readonly rowSums: Float64Array;
  readonly columnSums: Float64Array;
}

export function contrastRoom(batch: number): ContrastRoom {
  return {
    similarity: new Float64Array(batch * batch),
    rowSums: new Float64Array(batch),
    columnSums: new Float64Array(batch),
  };
}

/**
 * Symmetric InfoNCE (van den Oord 2018; both ways as in CLIP): row `i` of `left` belongs to row `i` of `right`, and to
 * no other. Adds the gradients by the unit vectors to `leftGradient` and `rightGradient`.
 *
 * @param left unit vectors, one after the other, as many as `room` was made for
 * @returns the mean loss in nats; ln(batch) when nothing is learned
 */
export function contrast(
  left: Float64Array,
  right: Float64Array,
  leftGradient: Float64Array,
  rightGradient: Float64Array,
  settings: { temperature: number; share: number },
  room: ContrastRoom,
): number {
  const { similarity, rowSums, columnSums } = room;
  const batch = rowSums.length;
  const dimension = left.length / batch;
  compare(left, right, dimension, settings.temperature, room);
  let loss = 0;
  for (let i = 0; i < batch; i++) {
    loss += Math.log(rowSums[i]!) + Math.log(columnSums[i]!) - 2 * Math.log(similarity[i * batch + i]!);
    rowSums[i] = 1 / rowSums[i]!;
    columnSums[i] = 1 / columnSums[i]!;
  }
  const scale = settings.share / (2 * batch * settings.temperature);
  for (let i = 0; i < batch; i++) {
    for (let j = 0, at = i * batch; j < batch; j++, at++)
      similarity[at] = scale * (similarity[at]! * (rowSums[i]! + columnSums[j]!) - (i === j ? 2 : 0));
  }
  addProducts(leftGradient, similarity, batch, 1, right, dimension);
  addProducts(rightGradient, similarity, 1, batch, left, dimension);
  return (settings.share * loss) / (2 * batch);
}

/** Fills `similarity` with exp((cosine - 1) / temperature), and its sums; four columns at a time. */
function compare(
  left: Float64Array,
  right: Float64Array,
  dimension: number,
  temperature: number,
  room: ContrastRoom,
): void {
  const { similarity, rowSums, columnSums } = room;
  const batch = rowSums.length;
  columnSums.fill(0);
  for (let i = 0; i < batch; i++) {
    const row = i * dimension;
    let rowSum = 0;
    for (let j = 0; j < batch; j += 4) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      const b0 = j * dimension;
      const b1 = b0 + dimension;
      const b2 = b1 + dimension;
      const b3 = b2 + dimension;
      for (let k = 0; k < dimension; k++) {
        const x = left[row + k]!;
        s0 += x * right[b0 + k]!;
        s1 += x * right[b1 + k]!;
        s2 += x * right[b2 + k]!;
        s3 += x * right[b3 + k]!;
      }
      const at = i * batch + j;
      const e0 = (similarity[at] = Math.exp((s0 - 1) / temperature));
      const e1 = (similarity[at + 1] = Math.exp((s1 - 1) / temperature));
      const e2 = (similarity[at + 2] = Math.exp((s2 - 1) / temperature));
      const e3 = (similarity[at + 3] = Math.exp((s3 - 1) / temperature));
      rowSum += e0 + e1 + e2 + e3;
      columnSums[j]! += e0;
      columnSums[j + 1]! += e1;
      columnSums[j + 2]! += e2;
      columnSums[j + 3]! += e3;
    }
    rowSums[i] = rowSum;
  }
}

/**
 * Adds to each row of `target` the rows of `source` times their pulls, four rows at a time. The pull of row `j` on row
 * `i` stands at `i * rowStep + j * columnStep`.
 */
function addProducts(
  target: Float64Array,
  pulls: Float64Array,
  rowStep: number,
  columnStep: number,
  source: Float64Array,
  dimension: number,
): void {
  const batch = target.length / dimension;
  for (let i = 0; i < batch; i++) {
    const row = i * dimension;
    for (let j = 0; j < batch; j += 4) {
      const at = i * rowStep + j * columnStep;
      const p0 = pulls[at]!;
      const p1 = pulls[at + columnStep]!;
      const p2 = pulls[at + 2 * columnStep]!;
      const p3 = pulls[at + 3 * columnStep]!;
      const b0 = j * dimension;
      const b1 = b0 + dimension;
      const b2 = b1 + dimension;
      const b3 = b2 + dimension;
      for (let k = 0; k < dimension; k++)
        target[row + k]! +=
          p0 * source[b0 + k]! + p1 * source[b1 + k]! + p2 * source[b2 + k]! + p3 * source[b3 + k]!;
    }
  }
}

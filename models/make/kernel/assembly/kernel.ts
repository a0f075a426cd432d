/**
 * The inner loops of training and scoring, in AssemblyScript with 128-bit SIMD: `npm run kernel` compiles this file into
 * `src/relevance/kernel/bytes.ts`. All arguments are byte offsets into the memory and counts; `dimension` is a multiple
 * of 4. Nothing is checked here: `src/relevance/kernel/kernel.ts` hands out the arrays.
 */

// @inline
function sumOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    f32x4.extract_lane(lanes, 2) +
    f32x4.extract_lane(lanes, 3)
  );
}

/** Dot products of all rows of `left` with all rows of `right`: `out[i * rights + j]`. `rights` is a multiple of 4. */
export function products(
  left: usize,
  right: usize,
  out: usize,
  lefts: i32,
  rights: i32,
  dimension: i32,
): void {
  const stride = <usize>dimension << 2;
  for (let i = 0; i < lefts; i++) {
    const row = left + <usize>i * stride;
    let at = out + ((<usize>i * <usize>rights) << 2);
    for (let j = 0; j < rights; j += 4, at += 16) {
      const b0 = right + <usize>j * stride;
      const b1 = b0 + stride;
      const b2 = b1 + stride;
      const b3 = b2 + stride;
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      for (let k: usize = 0; k < stride; k += 16) {
        const x = v128.load(row + k);
        s0 = f32x4.add(s0, f32x4.mul(x, v128.load(b0 + k)));
        s1 = f32x4.add(s1, f32x4.mul(x, v128.load(b1 + k)));
        s2 = f32x4.add(s2, f32x4.mul(x, v128.load(b2 + k)));
        s3 = f32x4.add(s3, f32x4.mul(x, v128.load(b3 + k)));
      }
      f32.store(at, sumOf(s0));
      f32.store(at + 4, sumOf(s1));
      f32.store(at + 8, sumOf(s2));
      f32.store(at + 12, sumOf(s3));
    }
  }
}

/** Adds to each row of `target` the rows of `source`, row `j` times the number at `pulls[i * rowStep + j * columnStep]`. */
export function addProducts(
  target: usize,
  pulls: usize,
  rowStep: i32,
  columnStep: i32,
  source: usize,
  targets: i32,
  sources: i32,
  dimension: i32,
): void {
  const stride = <usize>dimension << 2;
  const step = <usize>columnStep << 2;
  for (let i = 0; i < targets; i++) {
    const row = target + <usize>i * stride;
    const first = pulls + ((<usize>i * <usize>rowStep) << 2);
    let k: usize = 0;
    for (; k + 32 <= stride; k += 32) {
      let s0 = v128.load(row + k);
      let s1 = v128.load(row + k + 16);
      let from = source + k;
      let pull = first;
      for (let j = 0; j < sources; j++, from += stride, pull += step) {
        const p = v128.load32_splat(pull);
        s0 = f32x4.add(s0, f32x4.mul(p, v128.load(from)));
        s1 = f32x4.add(s1, f32x4.mul(p, v128.load(from + 16)));
      }
      v128.store(row + k, s0);
      v128.store(row + k + 16, s1);
    }
    for (; k < stride; k += 16) {
      let s0 = v128.load(row + k);
      let from = source + k;
      let pull = first;
      for (let j = 0; j < sources; j++, from += stride, pull += step)
        s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(pull), v128.load(from)));
      v128.store(row + k, s0);
    }
  }
}

/** Writes to `out` the sum of the rows of `vectors` named in `buckets`, each times its weight. */
export function sumRows(
  out: usize,
  vectors: usize,
  weights: usize,
  buckets: usize,
  count: i32,
  dimension: i32,
): void {
  const stride = <usize>dimension << 2;
  memory.fill(out, 0, stride);
  for (let i = 0; i < count; i++) {
    const bucket = <usize>load<i32>(buckets + (<usize>i << 2));
    const weight = v128.load32_splat(weights + (bucket << 2));
    const row = vectors + bucket * stride;
    for (let k: usize = 0; k < stride; k += 16)
      v128.store(out + k, f32x4.add(v128.load(out + k), f32x4.mul(weight, v128.load(row + k))));
  }
}

/** As `sumRows`, of rows of signed bytes; `dimension` is a multiple of 8. */
export function sumBytes(
  out: usize,
  rows: usize,
  weights: usize,
  buckets: usize,
  count: i32,
  dimension: i32,
): void {
  const width = <usize>dimension;
  memory.fill(out, 0, width << 2);
  for (let i = 0; i < count; i++) {
    const bucket = <usize>load<i32>(buckets + (<usize>i << 2));
    const weight = v128.load32_splat(weights + (bucket << 2));
    const row = rows + bucket * width;
    for (let k: usize = 0; k < width; k += 8) {
      const eight = v128.load_ext<i8>(row + k);
      const to = out + (k << 2);
      const low = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight));
      const high = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight));
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(weight, low)));
      v128.store(to + 16, f32x4.add(v128.load(to + 16), f32x4.mul(weight, high)));
    }
  }
}

/** Dot products of a query of 16-bit numbers with rows of signed bytes: `out[i]`, 32-bit. `dimension` is a multiple of 8. */
export function scanBytes(query: usize, rows: usize, out: usize, count: i32, dimension: i32): void {
  const width = <usize>dimension;
  let row = rows;
  for (let i = 0; i < count; i++, row += width) {
    let sum = i32x4.splat(0);
    for (let k: usize = 0; k < width; k += 8)
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(query + (k << 1)), v128.load_ext<i8>(row + k)));
    i32.store(
      out + (<usize>i << 2),
      i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3),
    );
  }
}

/**
 * Hands the gradient `by` of a weighted sum of rows on to the gathered gradients of those rows and of their weights;
 * `slots[bucket]` says where a bucket gathers.
 */
export function spread(
  by: usize,
  vectors: usize,
  weights: usize,
  buckets: usize,
  count: i32,
  slots: usize,
  gradients: usize,
  weightGradients: usize,
  dimension: i32,
): void {
  const stride = <usize>dimension << 2;
  for (let i = 0; i < count; i++) {
    const bucket = <usize>load<i32>(buckets + (<usize>i << 2));
    const slot = <usize>load<i32>(slots + (bucket << 2));
    const weight = v128.load32_splat(weights + (bucket << 2));
    const row = vectors + bucket * stride;
    const to = gradients + slot * stride;
    let along = f32x4.splat(0);
    for (let k: usize = 0; k < stride; k += 16) {
      const part = v128.load(by + k);
      v128.store(to + k, f32x4.add(v128.load(to + k), f32x4.mul(weight, part)));
      along = f32x4.add(along, f32x4.mul(part, v128.load(row + k)));
    }
    const sum = weightGradients + (slot << 2);
    f32.store(sum, f32.load(sum) + sumOf(along));
  }
}

/**
 * One step of Adam (Kingma and Ba 2014) on `width` numbers at `values + bucket * width` for each touched bucket; the
 * gradients stand in the order of `touched`. `width` is 1 or a multiple of 4.
 *
 * @param rate step size with the correction of the first mean in it
 * @param correction that of the second mean
 */
export function adam(
  values: usize,
  firsts: usize,
  seconds: usize,
  gradients: usize,
  touched: usize,
  count: i32,
  width: i32,
  rate: f32,
  correction: f32,
): void {
  const size = <usize>width << 2;
  for (let slot = 0; slot < count; slot++) {
    const at = <usize>load<i32>(touched + (<usize>slot << 2)) * size;
    const from = gradients + <usize>slot * size;
    if (width === 1) {
      const gradient = f32.load(from);
      const first: f32 = 0.9 * f32.load(firsts + at) + 0.1 * gradient;
      const second: f32 = 0.999 * f32.load(seconds + at) + 0.001 * gradient * gradient;
      f32.store(firsts + at, first);
      f32.store(seconds + at, second);
      f32.store(values + at, f32.load(values + at) - (rate * first) / (sqrt<f32>(second * correction) + 1e-8));
      continue;
    }
    for (let k: usize = 0; k < size; k += 16) {
      const gradient = v128.load(from + k);
      const first = f32x4.add(
        f32x4.mul(f32x4.splat(0.9), v128.load(firsts + at + k)),
        f32x4.mul(f32x4.splat(0.1), gradient),
      );
      const second = f32x4.add(
        f32x4.mul(f32x4.splat(0.999), v128.load(seconds + at + k)),
        f32x4.mul(f32x4.mul(f32x4.splat(0.001), gradient), gradient),
      );
      v128.store(firsts + at + k, first);
      v128.store(seconds + at + k, second);
      const root = f32x4.add(f32x4.sqrt(f32x4.mul(second, f32x4.splat(correction))), f32x4.splat(1e-8));
      const move = f32x4.div(f32x4.mul(f32x4.splat(rate), first), root);
      v128.store(values + at + k, f32x4.sub(v128.load(values + at + k), move));
    }
  }
}

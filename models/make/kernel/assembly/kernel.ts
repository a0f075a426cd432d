/**
 * The inner loops of training and scoring, in AssemblyScript with 128-bit SIMD: `npm run kernel` compiles this file into
 * `src/relevance/kernel/bytes.ts`. All arguments are byte offsets into the memory and counts; `dimension` is a multiple
 * of 4. There are no checks here: `src/relevance/kernel/kernel.ts` allocates the arrays.
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
  let i = 0;
  for (; i + 4 <= count; i += 4, row += width << 2) {
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    const b1 = row + width;
    const b2 = b1 + width;
    const b3 = b2 + width;
    for (let k: usize = 0; k < width; k += 8) {
      const x = v128.load(query + (k << 1));
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(row + k)));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b1 + k)));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b2 + k)));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b3 + k)));
    }
    v128.store(out + (<usize>i << 2), sums4(s0, s1, s2, s3));
  }
  for (; i < count; i++, row += width) {
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
 * Dot products of a vector of 64-bit numbers with rows of 32-bit ones, each summed one product after the other in 64
 * bits, as a plain loop sums them. Rows stand in blocks of 8: the first numbers of all eight, then the second ones, and
 * so on; `count` is a multiple of 8.
 */
export function dotBlocks(vector: usize, blocks: usize, out: usize, count: i32, dimension: i32): void {
  let from = blocks;
  for (let row = 0; row < count; row += 8) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    for (let k: usize = 0; k < <usize>dimension << 3; k += 8, from += 32) {
      const x = v128.load64_splat(vector + k);
      const a = v128.load(from);
      const b = v128.load(from + 16);
      s0 = f64x2.add(s0, f64x2.mul(x, f64x2.promote_low_f32x4(a)));
      s1 = f64x2.add(s1, f64x2.mul(x, f64x2.promote_low_f32x4(v128.shuffle<i32>(a, a, 2, 3, 2, 3))));
      s2 = f64x2.add(s2, f64x2.mul(x, f64x2.promote_low_f32x4(b)));
      s3 = f64x2.add(s3, f64x2.mul(x, f64x2.promote_low_f32x4(v128.shuffle<i32>(b, b, 2, 3, 2, 3))));
    }
    const to = out + (<usize>row << 3);
    v128.store(to, s0);
    v128.store(to + 16, s1);
    v128.store(to + 32, s2);
    v128.store(to + 48, s3);
  }
}

/** Integers times `unit`, multiplied in 64 bits and rounded to 32. `count` is a multiple of 4. */
export function scaleInts(out: usize, numbers: usize, unit: f64, count: i32): void {
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const four = v128.load(numbers + at);
    const low = f64x2.mul(f64x2.splat(unit), f64x2.convert_low_i32x4_s(four));
    const high = f64x2.mul(f64x2.splat(unit), f64x2.convert_low_i32x4_s(v128.shuffle<i32>(four, four, 2, 3, 2, 3)));
    v128.store(
      out + at,
      v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5),
    );
  }
}

/**
 * Backpropagates the gradient `by` of a weighted sum of rows into the gradients of those rows and of their weights;
 * `slots[bucket]` is the gradient slot of a bucket.
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

/**
 * Sums of rows word by word, and of the text as a whole, in which each bucket counts once. `entries` are buckets, as
 * `~bucket` where the bucket has come before in the text; those of word `i` are from `starts[i]` to `starts[i + 1]`.
 *
 * Writes `words` sums and then the sum of the text, made a unit vector; `lengths` has the lengths of all of them.
 */
export function sumWords(
  out: usize,
  rows: usize,
  weights: usize,
  entries: usize,
  starts: usize,
  words: i32,
  lengths: usize,
  dimension: i32,
): void {
  const width = <usize>dimension;
  const text = out + <usize>words * (width << 2);
  memory.fill(text, 0, width << 2);
  for (let word = 0; word < words; word++) {
    const from = entries + (<usize>load<i32>(starts + (<usize>word << 2)) << 2);
    const end = entries + (<usize>load<i32>(starts + (<usize>word << 2) + 4) << 2);
    const to = out + <usize>word * (width << 2);
    const squares = sumWord(to, text, rows, weights, from, end, width);
    // Buckets that occurred before in the text are subtracted from its sum again.
    for (let at = from; at < end; at += 4) {
      const entry = load<i32>(at);
      if (entry >= 0) continue;
      const bucket = <usize>~entry;
      const weight = v128.load32_splat(weights + (bucket << 2));
      for (let k: usize = 0; k < width; k += 8) {
        const eight = v128.load_ext<i8>(rows + bucket * width + k);
        const place = text + (k << 2);
        const low = f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight)));
        const high = f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight)));
        v128.store(place, f32x4.sub(v128.load(place), low));
        v128.store(place + 16, f32x4.sub(v128.load(place + 16), high));
      }
    }
    f32.store(lengths + (<usize>word << 2), sqrt<f32>(sumOf(squares)));
  }
  let squares = f32x4.splat(0);
  for (let k: usize = 0; k < width << 2; k += 16) {
    const x = v128.load(text + k);
    squares = f32x4.add(squares, f32x4.mul(x, x));
  }
  const length = sqrt<f32>(sumOf(squares));
  f32.store(lengths + (<usize>words << 2), length);
  const scale = f32x4.splat(length > 0 ? <f32>1 / length : 0);
  for (let k: usize = 0; k < width << 2; k += 16) v128.store(text + k, f32x4.mul(scale, v128.load(text + k)));
}

/** Sums the rows of the entries from `from` to `end` into a word, adds it to the text, and returns the word's squares. */
function sumWord(
  to: usize,
  text: usize,
  rows: usize,
  weights: usize,
  from: usize,
  end: usize,
  width: usize,
): v128 {
  let squares = f32x4.splat(0);
  let k: usize = 0;
  // 32 numbers at a time, so that an entry is looked up seldom.
  for (; k + 32 <= width; k += 32) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let s4 = f32x4.splat(0);
    let s5 = f32x4.splat(0);
    let s6 = f32x4.splat(0);
    let s7 = f32x4.splat(0);
    for (let at = from; at < end; at += 4) {
      const entry = load<i32>(at);
      const bucket = <usize>(entry ^ (entry >> 31));
      const weight = v128.load32_splat(weights + (bucket << 2));
      const row = rows + bucket * width + k;
      const x0 = v128.load_ext<i8>(row + 0);
      const x1 = v128.load_ext<i8>(row + 8);
      const x2 = v128.load_ext<i8>(row + 16);
      const x3 = v128.load_ext<i8>(row + 24);
      s0 = f32x4.add(s0, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(x0))));
      s1 = f32x4.add(s1, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(x0))));
      s2 = f32x4.add(s2, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(x1))));
      s3 = f32x4.add(s3, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(x1))));
      s4 = f32x4.add(s4, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(x2))));
      s5 = f32x4.add(s5, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(x2))));
      s6 = f32x4.add(s6, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(x3))));
      s7 = f32x4.add(s7, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(x3))));
    }
    const place = k << 2;
    squares = f32x4.add(squares, put(to + place + 0, text + place + 0, s0));
    squares = f32x4.add(squares, put(to + place + 16, text + place + 16, s1));
    squares = f32x4.add(squares, put(to + place + 32, text + place + 32, s2));
    squares = f32x4.add(squares, put(to + place + 48, text + place + 48, s3));
    squares = f32x4.add(squares, put(to + place + 64, text + place + 64, s4));
    squares = f32x4.add(squares, put(to + place + 80, text + place + 80, s5));
    squares = f32x4.add(squares, put(to + place + 96, text + place + 96, s6));
    squares = f32x4.add(squares, put(to + place + 112, text + place + 112, s7));
  }
  for (; k < width; k += 8) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    for (let at = from; at < end; at += 4) {
      const entry = load<i32>(at);
      const bucket = <usize>(entry ^ (entry >> 31));
      const weight = v128.load32_splat(weights + (bucket << 2));
      const eight = v128.load_ext<i8>(rows + bucket * width + k);
      low = f32x4.add(low, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight))));
      high = f32x4.add(high, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight))));
    }
    const place = k << 2;
    squares = f32x4.add(squares, put(to + place, text + place, low));
    squares = f32x4.add(squares, put(to + place + 16, text + place + 16, high));
  }
  return squares;
}

/** Writes four numbers of a word, adds them to the text, and returns their squares. */
// @inline
function put(word: usize, text: usize, numbers: v128): v128 {
  v128.store(word, numbers);
  v128.store(text, f32x4.add(v128.load(text), numbers));
  return f32x4.mul(numbers, numbers);
}

/** Rounds the rows named in `order`, each times `steps` by its length, to signed bytes. `dimension` is a multiple of 8. */
export function roundRows(
  out: usize,
  rows: usize,
  lengths: usize,
  order: usize,
  count: i32,
  steps: f32,
  dimension: i32,
): void {
  const width = <usize>dimension;
  for (let i = 0; i < count; i++) {
    const row = <usize>load<i32>(order + (<usize>i << 2));
    const length = f32.load(lengths + (row << 2));
    roundRow(out + <usize>i * width, rows + row * (width << 2), length > 0 ? steps / length : 0, width);
  }
}

/**
 * Sums and rounds the words named in `which`, as `sumWords` and `roundRows` do; their lengths go to `lengths`.
 *
 * @param scratch two rows of floats
 */
export function roundWords(
  out: usize,
  lengths: usize,
  rows: usize,
  weights: usize,
  entries: usize,
  starts: usize,
  which: usize,
  count: i32,
  steps: f32,
  scratch: usize,
  dimension: i32,
): void {
  const width = <usize>dimension;
  for (let i: usize = 0; i < <usize>count; i++) {
    const word = starts + (<usize>load<i32>(which + (i << 2)) << 2);
    const from = entries + (<usize>load<i32>(word) << 2);
    const end = entries + (<usize>load<i32>(word + 4) << 2);
    const squares = sumWord(scratch, scratch + (width << 2), rows, weights, from, end, width);
    const length = sqrt<f32>(sumOf(squares));
    f32.store(lengths + (i << 2), length);
    roundRow(out + i * width, scratch, length > 0 ? steps / length : 0, width);
  }
}

function roundRow(to: usize, from: usize, factor: f32, width: usize): void {
  const scale = f32x4.splat(factor);
  for (let k: usize = 0; k < width; k += 8) {
    const low = f32x4.nearest(f32x4.mul(scale, v128.load(from + (k << 2))));
    const high = f32x4.nearest(f32x4.mul(scale, v128.load(from + (k << 2) + 16)));
    const shorts = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(low), i32x4.trunc_sat_f32x4_s(high));
    v128.store64_lane(to + k, i8x16.narrow_i16x8_s(shorts, shorts), 0);
  }
}

/**
 * Compares rows of signed bytes with rows in groups: those of group `g` are from `starts[g]` to `starts[g + 1]`, in
 * fours. `nearest[g * lefts + i]` is the highest dot product of row `i` of `left` with a row of the group, and
 * `bestOf[j]` that of row `j` of `right` with a row of `left`; 0 where none is above 0. `dimension` is a multiple of 8.
 */
export function matchRows(
  left: usize,
  lefts: i32,
  right: usize,
  starts: usize,
  groups: i32,
  nearest: usize,
  bestOf: usize,
  dimension: i32,
): void {
  const width = <usize>dimension;
  for (let group = 0; group < groups; group++) {
    const start = load<i32>(starts + (<usize>group << 2));
    const end = load<i32>(starts + (<usize>group << 2) + 4);
    memory.fill(bestOf + (<usize>start << 2), 0, <usize>(end - start) << 2);
    // Two rows at a time, so that each row of the group is widened once for both; an odd last one is taken twice.
    for (let i = 0; i < lefts; i += 2) {
      const next = min(i + 1, lefts - 1);
      const row0 = left + <usize>i * width;
      const row1 = left + <usize>next * width;
      let highest0 = i32x4.splat(0);
      let highest1 = i32x4.splat(0);
      for (let j = start; j < end; j += 4) {
        const b0 = right + <usize>j * width;
        const b1 = b0 + width;
        const b2 = b1 + width;
        const b3 = b2 + width;
        let s0 = i32x4.splat(0);
        let s1 = i32x4.splat(0);
        let s2 = i32x4.splat(0);
        let s3 = i32x4.splat(0);
        let t0 = i32x4.splat(0);
        let t1 = i32x4.splat(0);
        let t2 = i32x4.splat(0);
        let t3 = i32x4.splat(0);
        for (let k: usize = 0; k < width; k += 8) {
          const x = v128.load_ext<i8>(row0 + k);
          const y = v128.load_ext<i8>(row1 + k);
          const w0 = v128.load_ext<i8>(b0 + k);
          s0 = i32x4.add(s0, i32x4.dot_i16x8_s(x, w0));
          t0 = i32x4.add(t0, i32x4.dot_i16x8_s(y, w0));
          const w1 = v128.load_ext<i8>(b1 + k);
          s1 = i32x4.add(s1, i32x4.dot_i16x8_s(x, w1));
          t1 = i32x4.add(t1, i32x4.dot_i16x8_s(y, w1));
          const w2 = v128.load_ext<i8>(b2 + k);
          s2 = i32x4.add(s2, i32x4.dot_i16x8_s(x, w2));
          t2 = i32x4.add(t2, i32x4.dot_i16x8_s(y, w2));
          const w3 = v128.load_ext<i8>(b3 + k);
          s3 = i32x4.add(s3, i32x4.dot_i16x8_s(x, w3));
          t3 = i32x4.add(t3, i32x4.dot_i16x8_s(y, w3));
        }
        const found0 = sums4(s0, s1, s2, s3);
        const found1 = sums4(t0, t1, t2, t3);
        highest0 = i32x4.max_s(highest0, found0);
        highest1 = i32x4.max_s(highest1, found1);
        const best = bestOf + (<usize>j << 2);
        v128.store(best, i32x4.max_s(v128.load(best), i32x4.max_s(found0, found1)));
      }
      i32.store(nearest + (<usize>(group * lefts + i) << 2), highestLane(highest0));
      i32.store(nearest + (<usize>(group * lefts + next) << 2), highestLane(highest1));
    }
  }
}

// @inline
function highestLane(lanes: v128): i32 {
  const two = i32x4.max_s(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(i32x4.max_s(two, v128.shuffle<i32>(two, two, 1, 0, 3, 2)), 0);
}

/** The sums of the lanes of four vectors. */
// @inline
function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 2, 6), v128.shuffle<i32>(a, b, 1, 5, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 2, 6), v128.shuffle<i32>(c, d, 1, 5, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/**
 * Replaces `values` by `(value - centre) * scale`; `out` receives the sum of those that are not
 * NaN, and of their squares. `count` is a multiple of 4.
 */
export function standardise(values: usize, centres: usize, scales: usize, count: i32, out: usize): void {
  let sum = f32x4.splat(0);
  let squares = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const value = f32x4.mul(f32x4.sub(v128.load(values + at), v128.load(centres + at)), v128.load(scales + at));
    v128.store(values + at, value);
    const known = v128.and(value, f32x4.eq(value, value));
    sum = f32x4.add(sum, known);
    squares = f32x4.add(squares, f32x4.mul(known, known));
  }
  f32.store(out, sumOf(sum));
  f32.store(out + 4, sumOf(squares));
}

/**
 * Adds to `into` the line `slope * x + bend * max(0, x - knee)` of each `x = (value - mean) * scale`; `count` is a
 * multiple of 4.
 */
export function addLine(
  into: usize,
  values: usize,
  count: i32,
  mean: f32,
  scale: f32,
  slope: f32,
  bend: f32,
  knee: f32,
): void {
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const x = f32x4.mul(f32x4.sub(v128.load(values + at), f32x4.splat(mean)), f32x4.splat(scale));
    const beyond = f32x4.max(f32x4.splat(0), f32x4.sub(x, f32x4.splat(knee)));
    const line = f32x4.add(f32x4.mul(f32x4.splat(slope), x), f32x4.mul(f32x4.splat(bend), beyond));
    v128.store(into + at, f32x4.add(v128.load(into + at), line));
  }
}

/** The highest of `values + mask`, -Infinity when there is none; NaN is no value. `count` is a multiple of 4. */
export function highest(values: usize, mask: usize, count: i32): f32 {
  let most = f32x4.splat(-Infinity);
  for (let at: usize = 0; at < <usize>count << 2; at += 16)
    most = f32x4.pmax(most, f32x4.add(v128.load(values + at), v128.load(mask + at)));
  return max<f32>(
    max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/**
 * Sums over a choice: with `odds = exp(utility - most)` of each utility that is not NaN, `out` gets the sums of `odds`,
 * `odds * near`, `odds * close`, `odds * rival`, `odds * rival * (utility - most)` and `rival`. `count` is a multiple of
 * 4.
 */
export function sumChoice(
  utilities: usize,
  rivals: usize,
  near: usize,
  close: usize,
  count: i32,
  most: f32,
  out: usize,
): void {
  let chances = f32x4.splat(0);
  let nearness = f32x4.splat(0);
  let mass = f32x4.splat(0);
  let shares = f32x4.splat(0);
  let moment = f32x4.splat(0);
  let all = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const gap = f32x4.sub(v128.load(utilities + at), f32x4.splat(most));
    const known = f32x4.eq(gap, gap);
    const odds = v128.and(known, exponential(gap));
    const rival = v128.and(known, v128.load(rivals + at));
    const share = f32x4.mul(rival, odds);
    chances = f32x4.add(chances, odds);
    nearness = f32x4.add(nearness, f32x4.mul(odds, v128.load(near + at)));
    mass = f32x4.add(mass, f32x4.mul(odds, v128.load(close + at)));
    shares = f32x4.add(shares, share);
    moment = f32x4.add(moment, v128.and(known, f32x4.mul(share, gap)));
    all = f32x4.add(all, rival);
  }
  f32.store(out, sumOf(chances));
  f32.store(out + 4, sumOf(nearness));
  f32.store(out + 8, sumOf(mass));
  f32.store(out + 12, sumOf(shares));
  f32.store(out + 16, sumOf(moment));
  f32.store(out + 20, sumOf(all));
}

/** e^x, right to 2 units in the last place, held between e^-87 and e^88: 2^n times a polynomial (Cephes, `expf`). */
// @inline
function exponential(x: v128): v128 {
  const held = f32x4.max(f32x4.splat(-87), f32x4.min(f32x4.splat(88), x));
  const n = f32x4.nearest(f32x4.mul(held, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(held, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** A vector times `steps`, rounded to 16-bit numbers. `dimension` is a multiple of 8. */
export function toShorts(out: usize, vector: usize, steps: f32, dimension: i32): void {
  for (let k: usize = 0; k < <usize>dimension; k += 8) {
    const from = vector + (k << 2);
    const low = f32x4.nearest(f32x4.mul(f32x4.splat(steps), v128.load(from)));
    const high = f32x4.nearest(f32x4.mul(f32x4.splat(steps), v128.load(from + 16)));
    v128.store(
      out + (k << 1),
      i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(low), i32x4.trunc_sat_f32x4_s(high)),
    );
  }
}

/**
 * Masks out leaves, as QuickScorer does (see `QuickForest` in `src/relevance/pair/forest.ts`): for each feature, the nodes whose threshold is under
 * the value clear the bits of their masks in `left`, 32 bits for each tree. A node is 16 bytes: threshold, offset of its
 * tree in `left`, mask, and 1 where it sends NaN to the left. Returns the sum of the lowest leaves left over.
 */
export function strikeLeaves(
  row: usize,
  features: i32,
  starts: usize,
  nodes: usize,
  left: usize,
  trees: i32,
  leaves: usize,
): f64 {
  memory.fill(left, 0xff, <usize>trees << 2);
  for (let feature = 0; feature < features; feature++) {
    const value = f32.load(row + (<usize>feature << 2));
    const place = starts + (<usize>feature << 2);
    let node = nodes + (<usize>load<i32>(place) << 4);
    const end = nodes + (<usize>load<i32>(place + 4) << 4);
    if (value != value) {
      for (; node < end; node += 16) {
        if (load<i32>(node + 12) !== 0) continue;
        const tree = left + <usize>load<i32>(node + 4);
        store<i32>(tree, load<i32>(tree) & load<i32>(node + 8));
      }
      continue;
    }
    for (; node < end && value > f32.load(node); node += 16) {
      const tree = left + <usize>load<i32>(node + 4);
      store<i32>(tree, load<i32>(tree) & load<i32>(node + 8));
    }
  }
  let sum: f64 = 0;
  for (let tree = 0; tree < trees; tree++) {
    const leaf = ctz(load<i32>(left + (<usize>tree << 2)));
    sum += <f64>f32.load(leaves + (<usize>((tree << 5) + leaf) << 2));
  }
  return sum;
}

/** Multiplies `values` by `factors` in place; `count` is a multiple of 4, here and below. */
export function scale(values: usize, factors: usize, count: i32): void {
  for (let at: usize = 0; at < <usize>count << 2; at += 16)
    v128.store(values + at, f32x4.mul(v128.load(values + at), v128.load(factors + at)));
}

/** Replaces each value by `(value - mean) * factor`. */
export function shift(values: usize, mean: f32, factor: f32, count: i32): void {
  for (let at: usize = 0; at < <usize>count << 2; at += 16)
    v128.store(
      values + at,
      f32x4.mul(f32x4.sub(v128.load(values + at), f32x4.splat(mean)), f32x4.splat(factor)),
    );
}

/** As `addLine` without scaling; NaN adds nothing. */
export function addKnown(into: usize, values: usize, count: i32, slope: f32, bend: f32, knee: f32): void {
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const x = v128.load(values + at);
    const beyond = f32x4.max(f32x4.splat(0), f32x4.sub(x, f32x4.splat(knee)));
    const line = f32x4.add(f32x4.mul(f32x4.splat(slope), x), f32x4.mul(f32x4.splat(bend), beyond));
    v128.store(into + at, f32x4.add(v128.load(into + at), v128.and(line, f32x4.eq(x, x))));
  }
}

/**
 * Unnormalised softmax: odds of each utility against the highest one, where `needed` is not NaN; 0 elsewhere and for gaps
 * of `furthest` or more. `out` receives the highest utility (-Infinity when there is none) and the sum of the odds.
 */
export function oddsOf(
  utilities: usize,
  needed: usize,
  odds: usize,
  count: i32,
  furthest: f32,
  out: usize,
): void {
  let highest = f32x4.splat(-Infinity);
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const need = v128.load(needed + at);
    const known = f32x4.eq(need, need);
    const value = v128.bitselect(v128.load(utilities + at), f32x4.splat(-Infinity), known);
    highest = f32x4.pmax(highest, value);
  }
  const most = highestOf(highest);
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const need = v128.load(needed + at);
    const gap = f32x4.sub(v128.load(utilities + at), f32x4.splat(most));
    const known = v128.and(f32x4.eq(need, need), f32x4.gt(gap, f32x4.splat(-furthest)));
    const value = v128.and(known, exponential(gap));
    v128.store(odds + at, value);
    sum = f32x4.add(sum, value);
  }
  f32.store(out, most);
  f32.store(out + 4, sumOf(sum));
}

/**
 * Normalises odds to probabilities and returns their entropy; probabilities up to `least` add nothing to it.
 *
 * @param most highest utility, from `oddsOf`; `sum` is that of the odds, `log` its logarithm
 */
export function settle(
  odds: usize,
  utilities: usize,
  count: i32,
  most: f32,
  sum: f32,
  log: f32,
  least: f32,
): f32 {
  let entropy = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const chance = f32x4.div(v128.load(odds + at), f32x4.splat(sum));
    v128.store(odds + at, chance);
    const surprise = f32x4.sub(f32x4.splat(most + log), v128.load(utilities + at));
    const seen = f32x4.gt(chance, f32x4.splat(least));
    entropy = f32x4.add(entropy, v128.and(seen, f32x4.mul(chance, surprise)));
  }
  return sumOf(entropy);
}

/** Number of values above `value`. */
export function countAbove(values: usize, value: f32, count: i32): i32 {
  let above = i32x4.splat(0);
  for (let at: usize = 0; at < <usize>count << 2; at += 16)
    above = i32x4.sub(above, f32x4.gt(v128.load(values + at), f32x4.splat(value)));
  return (
    i32x4.extract_lane(above, 0) +
    i32x4.extract_lane(above, 1) +
    i32x4.extract_lane(above, 2) +
    i32x4.extract_lane(above, 3)
  );
}

// @inline
function highestOf(lanes: v128): f32 {
  return max<f32>(
    max<f32>(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1)),
    max<f32>(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)),
  );
}

/** Sum of products of rows: `out[i]` of `vector` with row `i` of those named in `which[0 … count - 1]`. */
export function productsAt(vector: usize, rows: usize, which: usize, out: usize, count: i32, width: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = rows + ((<usize>i32.load(which + (i << 2)) * <usize>width) << 2);
    let sum = f32x4.splat(0);
    for (let k: usize = 0; k < <usize>width << 2; k += 16)
      sum = f32x4.add(sum, f32x4.mul(v128.load(vector + k), v128.load(row + k)));
    f32.store(out + (i << 2), sumOf(sum));
  }
}

/** `out[i]`: the highest of the values from `starts[i]` to `starts[i + 1] - 1`; NaN where there are none. */
export function highestOfEach(values: usize, starts: usize, out: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    let at = values + (<usize>i32.load(starts + i) << 2);
    const end = values + (<usize>i32.load(starts + i + 4) << 2);
    let best: f32 = at < end ? f32.load(at) : NaN;
    for (at += 4; at < end; at += 4) best = max<f32>(best, f32.load(at));
    f32.store(out + i, best);
  }
}

/**
 * Adds to `out` the products of a bag with the items of an inverted index.
 *
 * @param starts of each bucket in `items` and `itemWeights`, and the end of the last one
 */
export function addPostings(
  buckets: usize,
  weights: usize,
  count: i32,
  starts: usize,
  items: usize,
  itemWeights: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const bucket = starts + (<usize>i32.load(buckets + i) << 2);
    const weight = f32.load(weights + i);
    const end = <usize>i32.load(bucket + 4) << 2;
    for (let at = <usize>i32.load(bucket) << 2; at < end; at += 4) {
      const into = out + (<usize>i32.load(items + at) << 2);
      f32.store(into, f32.load(into) + weight * f32.load(itemWeights + at));
    }
  }
}

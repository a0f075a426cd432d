/**
 * The inner loops of the second reader, a transformer encoder, in AssemblyScript with 128-bit SIMD: `npm run kernel`
 * compiles this file into `src/relevance/reader/bytes.ts`. All arguments are byte offsets into the memory and counts; a
 * width is a multiple of 32. There are no checks here: `src/relevance/reader/loops.ts` allocates the arrays.
 *
 * Results are the same on every machine: integers where sums are long, single operations of IEEE 754 elsewhere, in a
 * fixed order, no relaxed SIMD, exp and erf as polynomials.
 *
 * Activations are quantised to 16 bits with a scale per token and laid out in groups of 4 tokens: 8 numbers of the first
 * token, 8 of the second, third and fourth, then the next 8 of each. So the products of 4 tokens with 4 rows of weights
 * read both from one pointer each.
 */

/** Adding it rounds a float below 2^22 to an integer, to even at halves, and leaves that in the low bits. */
const ROUND: f32 = 12582912;
const ROUND_BITS: i32 = 0x4b400000;

// @inline
function toInts(values: v128): v128 {
  return i32x4.sub(f32x4.add(values, f32x4.splat(ROUND)), i32x4.splat(ROUND_BITS));
}

// @inline
function sumOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3))
  );
}

// @inline
function highestOf(lanes: v128): f32 {
  return max(
    max(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1)),
    max(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)),
  );
}

/** (a0, b0, a1, b1) + (a2, b2, a3, b3). */
// @inline
function halveTwo(a: v128, b: v128): v128 {
  return i32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
}

/** The sums of the lanes of a, b, c and d, of which each argument holds two as `halveTwo` leaves them. */
// @inline
function sumsOfFour(ab: v128, cd: v128): v128 {
  return i32x4.add(i64x2.shuffle(ab, cd, 0, 2), i64x2.shuffle(ab, cd, 1, 3));
}

/** Products of eight 16-bit numbers, in pairs, added to four sums. */
// @inline
function addProducts(sums: v128, a: v128, b: v128): v128 {
  return i32x4.add(sums, i32x4.dot_i16x8_s(a, b));
}

/** Writes to `out` one row of 4-bit rows as floats: numbers, less 8, times the scale of their block of 32. */
export function readRow(nibbles: usize, scales: usize, out: usize, width: i32): void {
  const mask = i8x16.splat(15);
  const eight = i8x16.splat(8);
  for (let block = 0; block < width; block += 32, nibbles += 16, scales += 4, out += 128) {
    const both = v128.load(nibbles);
    const scale = v128.load32_splat(scales);
    readBytes(out, i8x16.sub(v128.and(both, mask), eight), scale);
    readBytes(out + 64, i8x16.sub(i8x16.shr_u(both, 4), eight), scale);
  }
}

// @inline
function readBytes(out: usize, bytes: v128, scale: v128): void {
  const low = i16x8.extend_low_i8x16_s(bytes);
  const high = i16x8.extend_high_i8x16_s(bytes);
  v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low)), scale));
  v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low)), scale), 16);
  v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high)), scale), 32);
  v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high)), scale), 48);
}

/** Replaces each row of `rows` by (row + row of `added` - mean) / deviation * `weight` + `bias`. */
export function addNorm(rows: usize, added: usize, weight: usize, bias: usize, count: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const share = <f32>1 / <f32>width;
  for (let i = 0; i < count; i++, rows += stride, added += stride) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    for (let k: usize = 0; k < stride; k += 32) {
      const a = f32x4.add(v128.load(rows + k), v128.load(added + k));
      const b = f32x4.add(v128.load(rows + k, 16), v128.load(added + k, 16));
      v128.store(rows + k, a);
      v128.store(rows + k, b, 16);
      s0 = f32x4.add(s0, a);
      s1 = f32x4.add(s1, b);
    }
    const mean = f32x4.splat(sumOf(f32x4.add(s0, s1)) * share);
    s0 = f32x4.splat(0);
    s1 = f32x4.splat(0);
    for (let k: usize = 0; k < stride; k += 32) {
      const a = f32x4.sub(v128.load(rows + k), mean);
      const b = f32x4.sub(v128.load(rows + k, 16), mean);
      s0 = f32x4.add(s0, f32x4.mul(a, a));
      s1 = f32x4.add(s1, f32x4.mul(b, b));
    }
    const scale = f32x4.splat(<f32>1 / sqrt<f32>(sumOf(f32x4.add(s0, s1)) * share + <f32>1e-12));
    for (let k: usize = 0; k < stride; k += 16) {
      const z = f32x4.mul(f32x4.sub(v128.load(rows + k), mean), scale);
      v128.store(rows + k, f32x4.add(f32x4.mul(z, v128.load(weight + k)), v128.load(bias + k)));
    }
  }
}

/**
 * Quantises rows of floats to integers up to `most` into groups of 4 tokens (see above); `scales` receives what a
 * row's integers are to be multiplied by. Places of a last group without a token are left as they are.
 */
export function quantise(rows: usize, out: usize, scales: usize, count: i32, width: i32, most: f32): void {
  const stride = (<usize>width) << 2;
  for (let i = 0; i < count; i++, rows += stride) {
    let m0 = f32x4.splat(0);
    let m1 = f32x4.splat(0);
    for (let k: usize = 0; k < stride; k += 32) {
      m0 = f32x4.max(m0, f32x4.abs(v128.load(rows + k)));
      m1 = f32x4.max(m1, f32x4.abs(v128.load(rows + k, 16)));
    }
    const high = highestOf(f32x4.max(m0, m1));
    store<f32>(scales + ((<usize>i) << 2), high / most);
    const factor = f32x4.splat(high > 0 ? most / high : 0);
    let to = out + <usize>(i >> 2) * (stride << 1) + ((<usize>(i & 3)) << 4);
    for (let k: usize = 0; k < stride; k += 32, to += 64) {
      const a = toInts(f32x4.mul(v128.load(rows + k), factor));
      const b = toInts(f32x4.mul(v128.load(rows + k, 16), factor));
      v128.store(to, i16x8.narrow_i32x4_s(a, b));
    }
  }
}

/** Widens one row of 8-bit weights to 16-bit integers, 8 of them every 64 bytes. */
// @inline
function widen(bytes: usize, out: usize, inputs: i32): void {
  for (let k = 0; k < inputs; k += 8, bytes += 8, out += 64) v128.store(out, v128.load8x8_s(bytes));
}

/**
 * `out[t * outputs + o]` = token `t` · row `o` of the weights + `bias[o]`. Tokens as `quantise` leaves them, rows as
 * signed bytes with a scale each. `outputs` is a multiple of 4.
 *
 * @param scratch `room` bytes for at least 4 rows of 16-bit integers: as many rows as fit are widened at once
 */
export function dense(
  tokens: usize,
  tokenScales: usize,
  weights: usize,
  rowScales: usize,
  bias: usize,
  out: usize,
  scratch: usize,
  room: usize,
  count: i32,
  inputs: i32,
  outputs: i32,
): void {
  const groupBytes = (<usize>inputs) << 3;
  const outStride = (<usize>outputs) << 2;
  let ready = scratch;
  let four = scratch;
  for (let o = 0; o < outputs; o += 4, rowScales += 16, bias += 16, out += 16, four += groupBytes) {
    if (four === ready) {
      four = ready = scratch;
      for (
        let left = outputs - o;
        left > 0 && ready + groupBytes <= scratch + room;
        left -= 4, ready += groupBytes
      )
        for (let r: usize = 0; r < 4; r++, weights += <usize>inputs) widen(weights, ready + (r << 4), inputs);
    }
    const end = four + groupBytes;
    const scale = v128.load(rowScales);
    const shift = v128.load(bias);
    let group = tokens;
    let to = out;
    let t = 0;
    for (; t + 4 <= count; t += 4, group += groupBytes) {
      let a0 = i32x4.splat(0);
      let a1 = i32x4.splat(0);
      let b0 = i32x4.splat(0);
      let b1 = i32x4.splat(0);
      let c0 = i32x4.splat(0);
      let c1 = i32x4.splat(0);
      let d0 = i32x4.splat(0);
      let d1 = i32x4.splat(0);
      let from = group;
      for (let w = four; w < end; w += 128, from += 128) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const x0 = v128.load(from);
        a0 = addProducts(a0, x0, w0);
        a1 = addProducts(a1, x0, w1);
        const x1 = v128.load(from, 16);
        b0 = addProducts(b0, x1, w0);
        b1 = addProducts(b1, x1, w1);
        const x2 = v128.load(from, 32);
        c0 = addProducts(c0, x2, w0);
        c1 = addProducts(c1, x2, w1);
        const x3 = v128.load(from, 48);
        d0 = addProducts(d0, x3, w0);
        d1 = addProducts(d1, x3, w1);
        const w2 = v128.load(w, 64);
        const w3 = v128.load(w, 80);
        const y0 = v128.load(from, 64);
        a0 = addProducts(a0, y0, w2);
        a1 = addProducts(a1, y0, w3);
        const y1 = v128.load(from, 80);
        b0 = addProducts(b0, y1, w2);
        b1 = addProducts(b1, y1, w3);
        const y2 = v128.load(from, 96);
        c0 = addProducts(c0, y2, w2);
        c1 = addProducts(c1, y2, w3);
        const y3 = v128.load(from, 112);
        d0 = addProducts(d0, y3, w2);
        d1 = addProducts(d1, y3, w3);
      }
      const a = halveTwo(a0, a1);
      const b = halveTwo(b0, b1);
      const c = halveTwo(c0, c1);
      const d = halveTwo(d0, d1);
      a0 = i32x4.splat(0);
      a1 = i32x4.splat(0);
      b0 = i32x4.splat(0);
      b1 = i32x4.splat(0);
      c0 = i32x4.splat(0);
      c1 = i32x4.splat(0);
      d0 = i32x4.splat(0);
      d1 = i32x4.splat(0);
      from = group;
      for (let w = four; w < end; w += 128, from += 128) {
        const w0 = v128.load(w, 32);
        const w1 = v128.load(w, 48);
        const x0 = v128.load(from);
        a0 = addProducts(a0, x0, w0);
        a1 = addProducts(a1, x0, w1);
        const x1 = v128.load(from, 16);
        b0 = addProducts(b0, x1, w0);
        b1 = addProducts(b1, x1, w1);
        const x2 = v128.load(from, 32);
        c0 = addProducts(c0, x2, w0);
        c1 = addProducts(c1, x2, w1);
        const x3 = v128.load(from, 48);
        d0 = addProducts(d0, x3, w0);
        d1 = addProducts(d1, x3, w1);
        const w2 = v128.load(w, 96);
        const w3 = v128.load(w, 112);
        const y0 = v128.load(from, 64);
        a0 = addProducts(a0, y0, w2);
        a1 = addProducts(a1, y0, w3);
        const y1 = v128.load(from, 80);
        b0 = addProducts(b0, y1, w2);
        b1 = addProducts(b1, y1, w3);
        const y2 = v128.load(from, 96);
        c0 = addProducts(c0, y2, w2);
        c1 = addProducts(c1, y2, w3);
        const y3 = v128.load(from, 112);
        d0 = addProducts(d0, y3, w2);
        d1 = addProducts(d1, y3, w3);
      }
      const ts = tokenScales + ((<usize>t) << 2);
      settle(to, sumsOfFour(a, halveTwo(a0, a1)), scale, ts, shift);
      to += outStride;
      settle(to, sumsOfFour(b, halveTwo(b0, b1)), scale, ts + 4, shift);
      to += outStride;
      settle(to, sumsOfFour(c, halveTwo(c0, c1)), scale, ts + 8, shift);
      to += outStride;
      settle(to, sumsOfFour(d, halveTwo(d0, d1)), scale, ts + 12, shift);
      to += outStride;
    }
    for (; t < count; t++, group += 16, to += outStride) {
      let s0 = i32x4.splat(0);
      let s1 = i32x4.splat(0);
      let s2 = i32x4.splat(0);
      let s3 = i32x4.splat(0);
      let from = group;
      for (let w = four; w < end; w += 64, from += 64) {
        const x = v128.load(from);
        s0 = addProducts(s0, x, v128.load(w));
        s1 = addProducts(s1, x, v128.load(w, 16));
        s2 = addProducts(s2, x, v128.load(w, 32));
        s3 = addProducts(s3, x, v128.load(w, 48));
      }
      settle(
        to,
        sumsOfFour(halveTwo(s0, s1), halveTwo(s2, s3)),
        scale,
        tokenScales + ((<usize>t) << 2),
        shift,
      );
    }
  }
}

/** Stores sums of products as floats: times the scale of their row and of their token, plus a bias. */
// @inline
function settle(to: usize, sums: v128, rowScale: v128, tokenScale: usize, bias: v128): void {
  const scale = f32x4.mul(rowScale, v128.load32_splat(tokenScale));
  v128.store(to, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sums), scale), bias));
}

/** exp of numbers up to 0, within 2e-7 of themselves; 2^-126 below -87. */
// @inline
function exp4(x: v128): v128 {
  const y = f32x4.max(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(-126));
  const whole = f32x4.add(y, f32x4.splat(ROUND));
  const f = f32x4.sub(y, f32x4.sub(whole, f32x4.splat(ROUND)));
  // 2^f for -.5 to .5: polynomial of least greatest relative error (7.5e-8), fitted by iterated least squares.
  let p = f32x4.splat(0.0013276510197543414);
  p = next(p, f, 0.009675541793840989);
  p = next(p, f, 0.05550713156791053);
  p = next(p, f, 0.24022119712452775);
  p = next(p, f, 0.6931469671343717);
  p = next(p, f, 1.000000071658153);
  return i32x4.add(p, i32x4.shl(i32x4.sub(whole, i32x4.splat(ROUND_BITS)), 23));
}

/**
 * Replaces each number x by x Φ(x), Φ the normal distribution (the GELU with erf), within 1e-5: max(x, 0) less
 * |x| Φ(-|x|), which is a polynomial up to 5 and less than 1e-5 beyond. `count` is a multiple of 8.
 */
export function gelu(values: usize, count: i32): void {
  const end = values + ((<usize>count) << 2);
  // Two at a time: each step of the polynomial waits for the one before.
  for (; values < end; values += 32) {
    const x = v128.load(values);
    const y = v128.load(values, 16);
    const t = scaled(x);
    const u = scaled(y);
    // Polynomial of least greatest error (8.8e-6), fitted by iterated least squares on Chebyshev points.
    let p = f32x4.splat(0.04546079405172437);
    let q = p;
    p = next(p, t, -0.07225966537588444);
    q = next(q, u, -0.07225966537588444);
    p = next(p, t, -0.13901847677848692);
    q = next(q, u, -0.13901847677848692);
    p = next(p, t, 0.3243481246657558);
    q = next(q, u, 0.3243481246657558);
    p = next(p, t, 0.006716206291567106);
    q = next(q, u, 0.006716206291567106);
    p = next(p, t, -0.48106957895079216);
    q = next(q, u, -0.48106957895079216);
    p = next(p, t, 0.4405546175767864);
    q = next(q, u, 0.4405546175767864);
    p = next(p, t, -0.019357002333055928);
    q = next(q, u, -0.019357002333055928);
    p = next(p, t, -0.2597961305500182);
    q = next(q, u, -0.2597961305500182);
    p = next(p, t, 0.23280614341900596);
    q = next(q, u, 0.23280614341900596);
    p = next(p, t, -0.0939162948225837);
    q = next(q, u, -0.0939162948225837);
    p = next(p, t, 0.01552399488161825);
    q = next(q, u, 0.01552399488161825);
    v128.store(values, f32x4.sub(f32x4.max(x, f32x4.splat(0)), p));
    v128.store(values, f32x4.sub(f32x4.max(y, f32x4.splat(0)), q), 16);
  }
}

/** |x|, at most 5, from 0 … 5 to -1 … 1. */
// @inline
function scaled(x: v128): v128 {
  return f32x4.sub(f32x4.mul(f32x4.min(f32x4.abs(x), f32x4.splat(5)), f32x4.splat(0.4)), f32x4.splat(1));
}

/** The next step of Horner's scheme. */
// @inline
function next(p: v128, t: v128, coefficient: f32): v128 {
  return f32x4.add(f32x4.mul(p, t), f32x4.splat(coefficient));
}

/**
 * Attention of one layer: for each head of 32 numbers, `out` receives the mean of the values of all tokens, weighed by
 * the softmax of query · key / √32. Rows of all four are `width` floats.
 *
 * @param scratch 33 * `room` floats: the keys of a head turned, and the weights of a token; `room` is `count` to the
 * next multiple of 4
 */
export function attend(
  queries: usize,
  keys: usize,
  values: usize,
  out: usize,
  scratch: usize,
  count: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 2;
  const room = <usize>((count + 3) & -4);
  const line = room << 2;
  const odds = scratch + (line << 5);
  const last = count & 3;
  // Places after the last token take no part.
  const mask = i32x4(0, last !== 1 ? 0 : -1, last === 1 || last === 2 ? -1 : 0, last !== 0 ? -1 : 0);
  for (let head: usize = 0; head < stride; head += 128) {
    for (let d: usize = 0; d < 32; d++) {
      let to = scratch + d * line;
      let from = keys + head + (d << 2);
      for (let j = 0; j < count; j++, to += 4, from += stride) store<f32>(to, load<f32>(from));
      for (let j = <usize>count; j < room; j++, to += 4) store<f32>(to, 0);
    }
    for (let i = 0; i < count; i++) {
      const query = queries + <usize>i * stride + head;
      let at: usize = 0;
      for (; at + 32 <= line; at += 32) {
        let s0 = f32x4.splat(0);
        let s1 = f32x4.splat(0);
        let s2 = f32x4.splat(0);
        let s3 = f32x4.splat(0);
        let key = scratch + at;
        for (let d: usize = 0; d < 128; d += 8) {
          const q0 = v128.load32_splat(query + d);
          s0 = f32x4.add(s0, f32x4.mul(q0, v128.load(key)));
          s2 = f32x4.add(s2, f32x4.mul(q0, v128.load(key, 16)));
          key += line;
          const q1 = v128.load32_splat(query + d, 4);
          s1 = f32x4.add(s1, f32x4.mul(q1, v128.load(key)));
          s3 = f32x4.add(s3, f32x4.mul(q1, v128.load(key, 16)));
          key += line;
        }
        v128.store(odds + at, f32x4.add(s0, s1));
        v128.store(odds + at, f32x4.add(s2, s3), 16);
      }
      if (at < line) {
        let s0 = f32x4.splat(0);
        let s1 = f32x4.splat(0);
        let key = scratch + at;
        for (let d: usize = 0; d < 128; d += 8) {
          s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(query + d), v128.load(key)));
          key += line;
          s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(query + d, 4), v128.load(key)));
          key += line;
        }
        v128.store(odds + at, f32x4.add(s0, s1));
      }
      v128.store(odds + line - 16, v128.bitselect(f32x4.splat(-1e30), v128.load(odds + line - 16), mask));
      let high = f32x4.splat(-1e30);
      for (at = 0; at < line; at += 16) {
        // 1 / √32
        const s = f32x4.mul(v128.load(odds + at), f32x4.splat(0.17677669529663687));
        v128.store(odds + at, s);
        high = f32x4.max(high, s);
      }
      const most = f32x4.splat(highestOf(high));
      let sum = f32x4.splat(0);
      for (at = 0; at < line; at += 16) {
        // 2^-126 after the last token, which adds nothing to a sum of 1 or more.
        const e = exp4(f32x4.sub(v128.load(odds + at), most));
        v128.store(odds + at, e);
        sum = f32x4.add(sum, e);
      }
      const share = f32x4.splat(<f32>1 / sumOf(sum));
      let v0 = f32x4.splat(0);
      let v1 = f32x4.splat(0);
      let v2 = f32x4.splat(0);
      let v3 = f32x4.splat(0);
      let v4 = f32x4.splat(0);
      let v5 = f32x4.splat(0);
      let v6 = f32x4.splat(0);
      let v7 = f32x4.splat(0);
      let value = values + head;
      let odd = odds;
      for (let j = 0; j < count; j++, value += stride, odd += 4) {
        const p = v128.load32_splat(odd);
        v0 = f32x4.add(v0, f32x4.mul(p, v128.load(value)));
        v1 = f32x4.add(v1, f32x4.mul(p, v128.load(value, 16)));
        v2 = f32x4.add(v2, f32x4.mul(p, v128.load(value, 32)));
        v3 = f32x4.add(v3, f32x4.mul(p, v128.load(value, 48)));
        v4 = f32x4.add(v4, f32x4.mul(p, v128.load(value, 64)));
        v5 = f32x4.add(v5, f32x4.mul(p, v128.load(value, 80)));
        v6 = f32x4.add(v6, f32x4.mul(p, v128.load(value, 96)));
        v7 = f32x4.add(v7, f32x4.mul(p, v128.load(value, 112)));
      }
      const to = out + <usize>i * stride + head;
      v128.store(to, f32x4.mul(v0, share));
      v128.store(to, f32x4.mul(v1, share), 16);
      v128.store(to, f32x4.mul(v2, share), 32);
      v128.store(to, f32x4.mul(v3, share), 48);
      v128.store(to, f32x4.mul(v4, share), 64);
      v128.store(to, f32x4.mul(v5, share), 80);
      v128.store(to, f32x4.mul(v6, share), 96);
      v128.store(to, f32x4.mul(v7, share), 112);
    }
  }
}

/** `out` = the unit vector in the direction of the sum of the rows. */
export function direction(rows: usize, out: usize, count: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  let squares = f32x4.splat(0);
  for (let k: usize = 0; k < stride; k += 16) {
    let sum = f32x4.splat(0);
    let row = rows + k;
    for (let i = 0; i < count; i++, row += stride) sum = f32x4.add(sum, v128.load(row));
    v128.store(out + k, sum);
    squares = f32x4.add(squares, f32x4.mul(sum, sum));
  }
  const length = sqrt<f32>(sumOf(squares));
  const scale = f32x4.splat(length > 0 ? <f32>1 / length : 0);
  for (let k: usize = 0; k < stride; k += 16) v128.store(out + k, f32x4.mul(v128.load(out + k), scale));
}

/** `out[o]` = vector · row `o` of a matrix of floats, `width` by `width`. */
export function project(vector: usize, matrix: usize, out: usize, width: i32): void {
  const stride = (<usize>width) << 2;
  for (let o = 0; o < width; o++, matrix += stride, out += 4) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    for (let k: usize = 0; k < stride; k += 32) {
      s0 = f32x4.add(s0, f32x4.mul(v128.load(vector + k), v128.load(matrix + k)));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(vector + k, 16), v128.load(matrix + k, 16)));
    }
    store<f32>(out, sumOf(f32x4.add(s0, s1)));
  }
}

/** To the nearest integer, upwards at halves, as `Math.round`. */
// @inline
function round(values: v128): v128 {
  const up = f64x2.ceil(values);
  const far = f64x2.gt(f64x2.sub(up, f64x2.splat(0.5)), values);
  return f64x2.sub(up, v128.and(far, f64x2.splat(1)));
}

/** What four of the sixteen numbers of a block become, from `first` on. */
// @inline
function levels(first: v128, ratio: v128): v128 {
  const low = i32x4.trunc_sat_f64x2_s_zero(round(f64x2.mul(first, ratio)));
  const high = i32x4.trunc_sat_f64x2_s_zero(round(f64x2.mul(f64x2.add(first, f64x2.splat(2)), ratio)));
  return i64x2.shuffle(low, high, 0, 2);
}

/**
 * Widens rows of 4-bit numbers, less 8, whose blocks of 32 have scales, to signed bytes with a scale per row: the largest
 * magnitude in a row is 8 times its largest scale and becomes 127. The numbers stand in the second half of `out`, which is
 * filled from its beginning.
 */
export function widenRows(scales: usize, out: usize, rowScales: usize, rows: i32, width: i32): void {
  const mask = i8x16.splat(15);
  let nibbles = out + ((rows * width) >> 1);
  for (let row = 0; row < rows; row++, rowScales += 4) {
    let most: f32 = 0;
    for (let block = 0; block < width; block += 32)
      most = max(most, abs(load<f32>(scales + (block >> 3))));
    const unit = 8 * <f64>most;
    store<f32>(rowScales, <f32>(unit / 127));
    for (let block = 0; block < width; block += 32, scales += 4, nibbles += 16, out += 32) {
      // A row of zeros has no unit.
      const ratio = f64x2.splat(most > 0 ? (<f64>load<f32>(scales) * 127) / unit : 0);
      const table = i8x16.narrow_i16x8_s(
        i16x8.narrow_i32x4_s(
          levels(f64x2(-8, -7), ratio),
          levels(f64x2(-4, -3), ratio),
        ),
        i16x8.narrow_i32x4_s(
          levels(f64x2(0, 1), ratio),
          levels(f64x2(4, 5), ratio),
        ),
      );
      const both = v128.load(nibbles);
      v128.store(out, i8x16.swizzle(table, v128.and(both, mask)));
      v128.store(out, i8x16.swizzle(table, i8x16.shr_u(both, 4)), 16);
    }
  }
}

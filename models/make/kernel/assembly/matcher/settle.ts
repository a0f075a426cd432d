/** Drops what words of `unless` cover, keeps the cheapest of overlapping hits of a term, orders by place. */
import { LONGEST_UNLESS, UNLESS_DOUBT } from '../../../../../src/hangul/matcher/costs';
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';
import { hitCount } from './accept';
import { blockFrom, blocks, codeAt, hits, last, ownTerms, spare, termSpaces } from './state';

/** Whether a code point is a letter or a number (`\p{L}`, `\p{N}`): JavaScript knows. */
// @ts-expect-error: an import of the module
@external('env', 'isLetterOrNumber')
declare function isLetterOrNumber(code: i32): bool;

// @inline
export function hit(number: i32): usize {
  return hits + <usize>number * layout.HIT_SIZE;
}

// @inline
export function termOf(at: usize): i32 {
  return load<i32>(at);
}

// @inline
export function startOf(at: usize): i32 {
  return load<i32>(at, 4);
}

// @inline
export function endOf(at: usize): i32 {
  return load<i32>(at, 8);
}

// @inline
export function costOf(at: usize): f64 {
  return load<f64>(at, 16);
}

/** Order by place, of hits at one place by term. */
function isAfter(a: usize, b: usize): bool {
  if (startOf(a) !== startOf(b)) return startOf(a) > startOf(b);
  if (endOf(a) !== endOf(b)) return endOf(a) > endOf(b);
  return termOf(a) > termOf(b);
}

function isInOrder(): bool {
  for (let i = 1; i < hitCount; i++) if (isAfter(hit(i - 1), hit(i))) return false;
  return true;
}

/** Hits nearer together than this are put in order one by one. */
const SHORT_RUN: i32 = 8;

/** Sorts the hits; equal ones keep their order. */
function sort(): void {
  for (let from = 0; from < hitCount; from += SHORT_RUN) sortRun(from, min(from + SHORT_RUN, hitCount));
  let source = hits;
  let target = spare;
  for (let width = SHORT_RUN; width < hitCount; width <<= 1) {
    for (let from = 0; from < hitCount; from += width << 1)
      merge(source, target, from, min(from + width, hitCount), min(from + (width << 1), hitCount));
    const sorted = target;
    target = source;
    source = sorted;
  }
  if (source !== hits) memory.copy(hits, source, <usize>hitCount * layout.HIT_SIZE);
}

function sortRun(from: i32, end: i32): void {
  for (let i = from + 1; i < end; i++) {
    let at = i;
    while (at > from && isAfter(hit(at - 1), hit(i))) at--;
    if (at === i) continue;
    memory.copy(spare, hit(i), layout.HIT_SIZE);
    memory.copy(hit(at + 1), hit(at), <usize>(i - at) * layout.HIT_SIZE);
    memory.copy(hit(at), spare, layout.HIT_SIZE);
  }
}

function merge(source: usize, target: usize, from: i32, middle: i32, end: i32): void {
  let left = source + <usize>from * layout.HIT_SIZE;
  const leftEnd = source + <usize>middle * layout.HIT_SIZE;
  let right = leftEnd;
  const rightEnd = source + <usize>end * layout.HIT_SIZE;
  let to = target + <usize>from * layout.HIT_SIZE;
  while (left < leftEnd && right < rightEnd) {
    const takesRight = isAfter(left, right);
    memory.copy(to, takesRight ? right : left, layout.HIT_SIZE);
    if (takesRight) right += layout.HIT_SIZE;
    else left += layout.HIT_SIZE;
    to += layout.HIT_SIZE;
  }
  memory.copy(to, left, leftEnd - left);
  memory.copy(to + (leftEnd - left), right, rightEnd - right);
}

/** What stands in the ways of a hit that is dropped. */
const DROPPED: i32 = i32.MIN_VALUE;

let words: i32 = 0;

// @inline
function word(number: i32): usize {
  return hit(load<i32>(spare + (<usize>number << 2)));
}

/** Settles the hits that are believed; returns how many are left. */
export function settle(): i32 {
  if (hitCount === 0) return 0;
  if (!isInOrder()) sort();
  words = 0;
  for (let i = 0; i < hitCount; i++) {
    if (termOf(hit(i)) < ownTerms) continue;
    store<i32>(spare + (<usize>words << 2), i);
    words++;
  }
  for (let i = 0; i < hitCount; i++) {
    const at = hit(i);
    const term = termOf(at);
    if (term >= ownTerms || (words > 0 && isBlocked(at))) {
      drop(at);
      continue;
    }
    const before = last + (<usize>term << 2);
    const other = load<i32>(before) - 1;
    if (other >= 0 && endOf(hit(other)) > startOf(at)) {
      if (isBetter(hit(other), at)) {
        drop(at);
        continue;
      }
      drop(hit(other));
    }
    store<i32>(before, i + 1);
  }
  let kept = 0;
  for (let i = 0; i < hitCount; i++) {
    const at = hit(i);
    store<i32>(last + (<usize>termOf(at) << 2), 0);
    if (load<i32>(at, 12) < 0) continue;
    if (kept !== i) memory.copy(hit(kept), at, layout.HIT_SIZE);
    kept++;
  }
  return kept;
}

function drop(at: usize): void {
  store<i32>(at, load<i32>(at, 12) | DROPPED, 12);
}

/** Whether a hit is the one to keep of two that overlap: the surer, then the shorter, then the first. */
function isBetter(one: usize, other: usize): bool {
  if (costOf(one) === costOf(other)) return endOf(one) - startOf(one) <= endOf(other) - startOf(other);
  return costOf(one) < costOf(other);
}

/** Whether a word of `unless`, in order of their start, covers the hit and is read about as surely. */
function isBlocked(at: usize): bool {
  const start = startOf(at);
  let low = 0;
  let high = words;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(word(middle)) < start - LONGEST_UNLESS) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < words && startOf(word(i)) <= start; i++) {
    const around = word(i);
    if (
      endOf(around) >= endOf(at) &&
      costOf(around) <= costOf(at) + UNLESS_DOUBT &&
      undoes(termOf(around), termOf(at)) &&
      (load<i32>(termSpaces + (<usize>termOf(around) << 2)) > 0 || !standsApart(at, around))
    )
      return true;
  }
  return false;
}

/** Whether a word of `unless` is one of those of a term. */
function undoes(blocker: i32, term: i32): bool {
  const list = blockFrom + (<usize>(blocker - ownTerms) << 2);
  const end = load<i32>(list, 4);
  for (let i = load<i32>(list); i < end; i++) if (load<i32>(blocks + (<usize>i << 2)) === term) return true;
  return false;
}

/** Whether the hit is set off by a space from the rest of the word around it. */
function standsApart(at: usize, around: usize): bool {
  const start = startOf(at);
  const end = endOf(at);
  for (let place = start; place < end; place++) if (isSpace(codeAt(place))) return false;
  return spaceFirst(end, endOf(around)) || spaceLast(startOf(around), start);
}

/** `\s`. */
function isSpace(code: i32): bool {
  if (code < 0x80) return code === 0x20 || (code >= 9 && code <= 13);
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** Whether a space stands before all letters and numbers of `[from, end)`. */
function spaceFirst(from: i32, end: i32): bool {
  for (let at = from; at < end; at++) {
    let code = codeAt(at);
    if (isSpace(code)) return true;
    if (isHigh(code) && at + 1 < end && isLow(codeAt(at + 1))) code = joined(code, codeAt(++at));
    if (isLetterOrNumber(code)) return false;
  }
  return false;
}

/** Whether a space stands behind all letters and numbers of `[from, end)`. */
function spaceLast(from: i32, end: i32): bool {
  for (let at = end - 1; at >= from; at--) {
    let code = codeAt(at);
    if (isSpace(code)) return true;
    if (isLow(code) && at > from && isHigh(codeAt(at - 1))) code = joined(codeAt(--at), code);
    if (isLetterOrNumber(code)) return false;
  }
  return false;
}

// @inline
function isHigh(code: i32): bool {
  return (code & 0xfc00) === 0xd800;
}

// @inline
function isLow(code: i32): bool {
  return (code & 0xfc00) === 0xdc00;
}

// @inline
function joined(high: i32, low: i32): i32 {
  return 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
}

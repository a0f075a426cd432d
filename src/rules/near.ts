import type { TermHit } from '../hangul/index.js';

/** A hit, and the eojeols in which it starts and ends, counted from the start of the text. */
export interface PlacedHit {
  readonly hit: TermHit;
  readonly first: number;
  readonly last: number;
}

/** Index of the last eojeol that starts at or before `offset`; 0 where none does. */
export function eojeolAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Puts hits, in order of their start, into the eojeols that start at `starts`. */
export function placeHits(hits: readonly TermHit[], starts: readonly number[]): PlacedHit[] {
  return hits.map((hit) => ({
    hit,
    first: eojeolAt(starts, hit.start),
    last: eojeolAt(starts, hit.end - 1),
  }));
}

/**
 * The first place where one hit of every entry stands, none over another, from the end of the first to the start of the
 * last at most `within` eojeols on, in any order; null where there is none.
 */
export function findNear(entries: readonly (readonly PlacedHit[])[], within: number): PlacedHit[] | null {
  if (entries.some((hits) => hits.length === 0)) return null;
  const anchors = entries.flatMap((hits, entry) => hits.map((placed) => ({ placed, entry })));
  anchors.sort((a, b) => a.placed.hit.start - b.placed.hit.start);
  const from = entries.map(() => 0);
  for (const { placed: anchor, entry: anchorEntry } of anchors) {
    const taken = [anchor];
    for (const [entry, hits] of entries.entries()) {
      if (entry === anchorEntry) continue;
      // The anchor is the leftmost: what starts before it will not be asked for again.
      while (from[entry]! < hits.length && hits[from[entry]!]!.hit.start < anchor.hit.start) from[entry]!++;
      const fit = firstFit(hits, from[entry]!, anchor.last + within, taken);
      if (!fit) break;
      taken.push(fit);
    }
    if (taken.length === entries.length) return taken;
  }
  return null;
}

function firstFit(
  hits: readonly PlacedHit[],
  from: number,
  farthest: number,
  taken: readonly PlacedHit[],
): PlacedHit | null {
  for (let index = from; index < hits.length; index++) {
    const candidate = hits[index]!;
    if (candidate.first > farthest) return null;
    if (taken.every(({ hit }) => candidate.hit.start >= hit.end || candidate.hit.end <= hit.start))
      return candidate;
  }
  return null;
}

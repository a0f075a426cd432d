import type { Reason } from '../result.js';

/** Which way a piece of a comment speaks: off its article, for its article, or not at all. */
export type Side = 'against' | 'for' | 'none';

/** A piece of a comment; the pieces joined are the comment. */
export interface Piece {
  readonly text: string;
  readonly side: Side;
}

/** Reasons beyond this many, weakest last, do not mark: a wall of marks shows nothing. */
const MOST_MARKS = 200;

/** Cuts a comment where its evidence begins and ends; where evidence overlaps, the strongest marks. */
export function markPieces(text: string, reasons: readonly Reason[]): Piece[] {
  // One cell per code unit, painted weakest first, so that the strongest ends on top.
  const paint = new Int8Array(text.length);
  const strongest = reasons
    .filter((reason) => reason.span !== undefined && reason.weight !== 0)
    .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
    .slice(0, MOST_MARKS);
  for (const reason of strongest.reverse()) {
    const [start, end] = reason.span ?? [0, 0];
    paint.fill(reason.weight > 0 ? 1 : -1, start, end);
  }
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + 1;
    while (end < text.length && (paint[end] === paint[start] || splitsPair(text, end))) end++;
    pieces.push({ text: text.slice(start, end), side: sideOf(paint[start]) });
    start = end;
  }
  return pieces;
}

/** The first `length` code units of the pieces, and how many code units were left off. */
export function cutPieces(pieces: readonly Piece[], length: number): { pieces: Piece[]; leftOff: number } {
  const kept: Piece[] = [];
  let room = length;
  let leftOff = 0;
  for (const { text, side } of pieces) {
    let end = Math.min(room, text.length);
    if (splitsPair(text, end)) end--;
    if (end > 0) kept.push({ text: text.slice(0, end), side });
    leftOff += text.length - end;
    room = end < text.length ? 0 : room - end;
  }
  return { pieces: kept, leftOff };
}

/** Whether `at` lies between the halves of a surrogate pair. */
function splitsPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}

function sideOf(paint: number | undefined): Side {
  if (paint === 1) return 'against';
  return paint === -1 ? 'for' : 'none';
}

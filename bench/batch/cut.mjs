import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const PIECE = 1 << 20;

/**
 * Cuts the lines of a file, a megabyte at a time, or of a part of it: the lines that begin in `[from, to)`.
 *
 * @returns lists of lines, without their line feeds; empty lines are left out
 */
export function* linesOf(path, from = 0, to = Infinity) {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  let bytes = Buffer.allocUnsafe(2 * PIECE);
  let held = 0;
  // A line that begins before `from` belongs to the part before.
  let at = Math.max(0, from - 1);
  let skip = from > 0;
  for (let first = at; first < to || held > 0;) {
    if (bytes.length - held < PIECE) bytes = Buffer.concat([bytes.subarray(0, held)], 2 * bytes.length);
    const read = readSync(file, bytes, held, PIECE, at);
    at += read;
    const length = held + read;
    const ends = at >= size;
    const end = ends ? length : bytes.lastIndexOf(10, length - 1) + 1;
    let begin = 0;
    if (skip) {
      begin = bytes.indexOf(10) + 1;
      if (begin === 0 && !ends) throw new Error('a line of more than a megabyte');
      skip = false;
    }
    // The last line of this part may end beyond `to`.
    let stop = end;
    if (first + begin >= to) stop = begin;
    else if (first + end > to) {
      const feed = bytes.subarray(0, length).indexOf(10, Math.max(begin, to - first - 1));
      stop = feed === -1 ? end : Math.min(end, feed + 1);
    }
    const text = bytes.toString('utf8', begin, stop);
    const lines = [];
    for (let start = 0; start < text.length;) {
      let feed = text.indexOf('\n', start);
      if (feed === -1) feed = text.length;
      if (feed > start) lines.push(text.slice(start, feed));
      start = feed + 1;
    }
    yield lines;
    if (ends || first + stop >= to) break;
    bytes.copy(bytes, 0, end, length);
    held = length - end;
    first += end;
  }
  closeSync(file);
}

import type { Reject } from './reject.js';

/** A block ends after so many lines … */
export const BLOCK_LINES = 1000;

/** … or with the line that brings it to so many bytes, whichever comes first. */
export const BLOCK_BYTES = 512 * 1024;

/** Rows of one input that follow each other, as UTF-8 JSON Lines: every format is turned into this. */
export interface LineBlock {
  /** As shown to users: the path as given, `stdin` for `-`. */
  readonly file: string;
  /** What rows without `type` are. */
  readonly among: 'dump' | 'articles';
  /** The number of the first line (from 1). */
  readonly line: number;
  /**
   * Whole lines, each ended by \n. Of JSON Lines in UTF-8 these are the bytes of the input as they are (so possibly not
   * valid in places). Its ArrayBuffer is its own, so that it can be handed to a thread.
   */
  readonly bytes: Uint8Array;
  /** The line in the input of each line of `bytes`, where they do not simply follow each other (CSV, pages). */
  readonly lines?: Int32Array;
  /** What was found wrong while reading. Each stands in `bytes` as an empty line, so that the order is kept. */
  readonly rejects: readonly Reject[];
}

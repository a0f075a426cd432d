import type { Line } from './lines.js';

/** One comment as it stands in the dump, before reply marks and placeholders are looked at. */
export interface Block {
  readonly line: number;
  /** `[start, end)` of its text in the dump. */
  readonly start: number;
  readonly end: number;
  readonly author?: string;
  readonly date?: string;
}

export interface Stray {
  readonly line: Line;
  readonly why: string;
}

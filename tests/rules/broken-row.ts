/** A pack with one fault, and what must be said of it. */
export interface Row {
  readonly why: string;
  readonly source: string;
  /** The one fault: code, line, column. */
  readonly at: string;
  /** What both messages must name: what is wrong, and what to write. */
  readonly names: readonly string[];
}

import type { TableRow } from '../table/table.js';

/** A worksheet. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Its rows that hold anything, by their numbers in the sheet. It can be called again. */
  rows(): AsyncGenerator<TableRow[]>;
}

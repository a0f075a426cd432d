import { Fault } from '../fault.js';
import { DUMP_FAULTS } from '../wording/dumps.js';
import { PAGE_BYTES } from './limits.js';

// Faults of an input as a whole. Those of a single row are rejects, see `reject.ts`.

/** `dump/empty`: an input without a single byte. */
export const emptyInput = (file: string): Fault => new Fault('dump/empty', DUMP_FAULTS.empty, { file });

/** `dump/broken-archive`: nobody could say which rows are missing behind the break. */
export const brokenArchive = (file: string, cause?: unknown): Fault =>
  new Fault(
    'dump/broken-archive',
    DUMP_FAULTS.brokenArchive,
    { file },
    cause === undefined ? undefined : { cause },
  );

/** `dump/page-too-large`: a page (not a dump of rows) that exceeds memory limits. */
export const pageTooLarge = (file: string): Fault =>
  new Fault('dump/page-too-large', DUMP_FAULTS.pageTooLarge(PAGE_BYTES), { file });

/** `dump/cut-off`: JSON that ends before it is closed. */
export const jsonCutOff = (file: string): Fault =>
  new Fault('dump/cut-off', DUMP_FAULTS.jsonCutOff, { file });

/** Adds the line at which reading stopped to a fault without one; returns any other error unchanged. */
export function atLine(error: unknown, line: number): unknown {
  if (!(error instanceof Fault) || error.position.line !== undefined) return error;
  return new Fault(error.code, error.text, { ...error.position, line }, { cause: error.cause });
}

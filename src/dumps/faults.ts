import { Fault } from '../fault.js';
import { DUMP_FAULTS } from '../wording/dumps.js';
import { DOCUMENT_BYTES, PAGE_BYTES } from './limits.js';

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

/** `dump/document-too-large`: one JSON object around everything that exceeds memory limits. */
export const documentTooLarge = (file: string): Fault =>
  new Fault('dump/document-too-large', DUMP_FAULTS.documentTooLarge(DOCUMENT_BYTES), { file });

/** `dump/json-values`: rows of cells without the names of their columns. */
export const jsonValuesOnly = (file: string): Fault =>
  new Fault('dump/json-values', DUMP_FAULTS.jsonValues, { file });

/** `dump/json-shape`: JSON in which nothing looks like a comment or an article. @param object its first object */
export const jsonShapeUnknown = (file: string, object: object | undefined): Fault => {
  // Strangers wrote the keys, so their length and number are limited.
  const keys = Object.keys(object ?? {}).slice(0, 20);
  const shown = keys.map((key) => JSON.stringify(key.slice(0, 30))).join(', ');
  return new Fault('dump/json-shape', DUMP_FAULTS.jsonShape(shown), { file, line: 1 });
};

/** `dump/archive-locked`: a member, or a whole workbook, that needs a password. */
export const archiveLocked = (file: string): Fault =>
  new Fault('dump/archive-locked', DUMP_FAULTS.archiveLocked, { file });

/** `dump/archive-method`: a member that is packed in a way that only few programs know. @param method its number in zip */
export const archiveMethod = (file: string, method: number): Fault =>
  new Fault('dump/archive-method', DUMP_FAULTS.archiveMethod(method), { file });

/** `dump/archive-bomb`: an archive that unpacks to more than any dump. */
export const archiveBomb = (file: string): Fault =>
  new Fault('dump/archive-bomb', DUMP_FAULTS.archiveBomb, { file });

/** `dump/archive-too-large`: an archive that must be kept on the disk, and is too large for it. */
export const archiveTooLarge = (file: string, limit: number): Fault =>
  new Fault('dump/archive-too-large', DUMP_FAULTS.archiveTooLarge(limit), { file });

/** `dump/archive-members`: an archive of too many files. */
export const tooManyMembers = (file: string, count: number, limit: number): Fault =>
  new Fault('dump/archive-members', DUMP_FAULTS.archiveMembers(count, limit), { file });

/** `dump/archive-empty`: an archive without a file that could be a dump. */
export const emptyArchive = (file: string): Fault =>
  new Fault('dump/archive-empty', DUMP_FAULTS.archiveEmpty, { file });

/** `dump/archive-in-archive`: an archive in an archive. */
export const nestedArchive = (file: string): Fault =>
  new Fault('dump/archive-in-archive', DUMP_FAULTS.archiveInArchive, { file });

/** `dump/spreadsheet`: a workbook that cannot be read. */
export const brokenSheet = (file: string, cause?: unknown): Fault =>
  new Fault('dump/spreadsheet', DUMP_FAULTS.brokenSheet, { file }, { cause });

/** `dump/spreadsheet-too-large`: a workbook that can only be read whole, or whose texts can only be held whole. */
export const sheetTooLarge = (file: string): Fault =>
  new Fault('dump/spreadsheet-too-large', DUMP_FAULTS.sheetTooLarge, { file });

/** `dump/cut-off`: XML that ends before it is closed. */
export const xmlCutOff = (file: string): Fault => new Fault('dump/cut-off', DUMP_FAULTS.xmlCutOff, { file });

/** `dump/sql`: a copy of a database. @param program that wrote it */
export const sqlDump = (file: string, program: string): Fault =>
  new Fault('dump/sql', DUMP_FAULTS.sql(program), { file });

/** Adds the line at which reading stopped to a fault without one; returns any other error unchanged. */
export function atLine(error: unknown, line: number): unknown {
  if (!(error instanceof Fault) || error.position.line !== undefined) return error;
  return new Fault(error.code, error.text, { ...error.position, line }, { cause: error.cause });
}

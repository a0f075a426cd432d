import type { z } from 'zod';
import { fileFault } from '../../assets/file-fault.js';
import { Fault } from '../../fault.js';
import { SqliteError, SqliteFile } from '../../store/dialect/sqlite-file.js';
import { BATCH } from '../../wording/batch.js';

/** The open work database of a run. */
export type WorkDatabase = SqliteFile;

/**
 * The working data of a run. `article` holds every article seen so far, including those that only comments refer to
 * (with `json` null); `row` is the index of its row in the run. `comment`, `chunk` and `result` serve dumps judged as a
 * whole; `early` holds comments that precede their article, as the rejects that they become if it never appears. `part`
 * holds parts of the report. `campaign` holds the campaigns of the run without their members, `member` which comments are
 * part of them in which order, why, and what the judge is told. `label` holds the labels of comments, where a run reads them.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
  no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row INTEGER, at TEXT NOT NULL DEFAULT '', json TEXT, block INTEGER);
CREATE TABLE IF NOT EXISTS comment (
  seq INTEGER PRIMARY KEY, article INTEGER NOT NULL, hash INTEGER NOT NULL, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS early (seq INTEGER PRIMARY KEY, article INTEGER NOT NULL, reject TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reject (number INTEGER PRIMARY KEY, place INTEGER NOT NULL, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chunk (
  number INTEGER PRIMARY KEY, block INTEGER NOT NULL, least INTEGER NOT NULL, most INTEGER NOT NULL,
  part INTEGER NOT NULL, parts INTEGER NOT NULL, outcome TEXT);
CREATE TABLE IF NOT EXISTS result (seq INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS campaign (number INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS member (
  seq INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, place INTEGER NOT NULL, membership TEXT NOT NULL,
  told TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS part (number INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS label (seq INTEGER PRIMARY KEY, label TEXT NOT NULL);
`;

/** SQLite's page cache in KiB (negative: see PRAGMA cache_size), for the writing thread and for each reading thread. */
const CACHE = -16_000;
const READ_CACHE = -4_000;

/** Opens the work database for the single writing thread. */
export function openWork(file: string): WorkDatabase {
  const db = new SqliteFile(file);
  // In WAL mode a killed process loses nothing. A power cut may cost the last commits (synchronous = NORMAL); a resumed run
  // repeats them.
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = NORMAL');
  db.exec(`PRAGMA cache_size = ${CACHE}`);
  db.exec('PRAGMA temp_store = FILE');
  db.exec(SCHEMA);
  return db;
}

/** Opens the work database for a reading thread. */
export function readWork(file: string): WorkDatabase {
  const db = new SqliteFile(file, { readonly: true });
  db.exec(`PRAGMA cache_size = ${READ_CACHE}`);
  return db;
}

/** Converts an error of SQLite or of the file system to a fault of the user's file; returns anything else unchanged. */
export function workFault(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteError)) return fileFault(error, file);
  const full = error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR_WRITE');
  return new Fault(
    full ? 'work/enospc' : 'work/database',
    full ? BATCH.workDiskFull : BATCH.workUnreadable(error.code),
    { file },
    { cause: error },
  );
}

/** Stores a value of the run under a key. */
export function keep(db: WorkDatabase, key: string, value: unknown): void {
  db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    JSON.stringify(value),
  );
}

/** Reads and validates the value stored under a key; undefined without one. */
export function kept<T>(db: WorkDatabase, key: string, schema: z.ZodType<T>): T | undefined {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined;
  return row === undefined ? undefined : schema.parse(JSON.parse(row.value));
}

/** Whether any of the keys has a value. */
export function hasKept(db: WorkDatabase, keys: readonly string[]): boolean {
  const find = db.prepare('SELECT 1 FROM meta WHERE key = ?');
  return keys.some((key) => find.get(key) !== undefined);
}

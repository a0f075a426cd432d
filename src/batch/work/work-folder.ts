import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { STANDARD } from '../../dumps/input.js';
import { Fault } from '../../fault.js';
import { isRemote } from '../../storage/storage.js';
import { SqliteError, SqliteFile } from '../../store/dialect/sqlite-file.js';
import { BATCH } from '../../wording/batch.js';
import { keep, kept, openWork, readWork, type WorkDatabase, workFault } from './database.js';

/** The work folder of a run: its database and its growing outputs. */
export interface WorkFolder {
  readonly folder: string;
  /** The file of the database. */
  readonly file: string;
  readonly db: WorkDatabase;
  /** The id of the run; a resumed run keeps it. */
  readonly runId: string;
  /** Whether a later run can resume it; false with standard output. */
  readonly lasting: boolean;
  /** Closes the database and keeps the folder for a later run. */
  close(): void;
  /** Closes and removes the folder. */
  remove(): void;
}

interface WorkOptions {
  /** The file of results. */
  readonly out: string;
  readonly folder?: string | undefined;
  readonly resume: boolean;
  /** Identifies the call; a run does not resume the folder of another one. */
  readonly call: string;
  readonly onNote?: ((note: Fault) => void) | undefined;
}

/**
 * The work folder of a results file: beside the file, so that a rename finishes it; in the current folder for remote
 * results; undefined for standard output and devices.
 */
export function workFolderOf(out: string): string | undefined {
  if (isRemote(out)) return `${basename(out)}.work`;
  const about = out === STANDARD ? undefined : statSync(out, { throwIfNoEntry: false });
  return out === STANDARD || (about !== undefined && !about.isFile()) ? undefined : `${out}.work`;
}

/**
 * Opens the work folder of a run, new or left by an earlier run.
 *
 * @throws Fault when another process uses it, when it holds the work of another call, or when it cannot be written
 */
export function openWorkFolder(options: WorkOptions): WorkFolder {
  const lasting = options.folder ?? workFolderOf(options.out);
  if (lasting !== undefined && !existsSync(dirname(lasting)))
    throw new Fault('file/no-folder', BATCH.noFolder, { file: options.out });
  try {
    const folder = lasting ?? mkdtempSync(join(tmpdir(), 'matgeul-'));
    const there = existsSync(join(folder, 'work.db'));
    if (!existsSync(folder)) mkdirSync(folder);
    const lock = lockFolder(folder);
    if (there && !options.resume) clear(folder, options);
    return openFolder(folder, lock, options, lasting !== undefined);
  } catch (error) {
    throw workFault(error, lasting ?? options.out);
  }
}

function openFolder(
  folder: string,
  lock: SqliteFile,
  { call, resume, onNote }: WorkOptions,
  lasting: boolean,
): WorkFolder {
  const file = join(folder, 'work.db');
  const db = openWork(file);
  const before = kept(db, 'call', z.string());
  if (before !== undefined && before !== call) {
    db.close();
    lock.close();
    throw new Fault('resume/other-call', BATCH.otherCall, { file: folder });
  }
  if (before === undefined) {
    if (resume && lasting) onNote?.(new Fault('resume/nothing', BATCH.nothingToResume, { file: folder }));
    keep(db, 'runId', randomUUID());
    keep(db, 'call', call);
  }
  const close = (): void => {
    process.off('exit', leave);
    db.close();
    lock.close();
  };
  const remove = (): void => {
    close();
    rmSync(folder, { recursive: true, force: true });
  };
  // A run to standard output cannot be resumed.
  const leave = (): void => {
    if (!lasting) remove();
  };
  process.once('exit', leave);
  return {
    folder,
    file,
    db,
    runId: kept(db, 'runId', z.uuid())!,
    lasting,
    close,
    remove,
  };
}

/** Locks the folder for the life of this process: SQLite's lock ends with the process, even when it is killed. */
function lockFolder(folder: string): SqliteFile {
  const lock = new SqliteFile(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof SqliteError && error.code === 'SQLITE_BUSY')
      throw new Fault('work/busy', BATCH.busy, { file: folder });
    throw error;
  }
  return lock;
}

const OWN_FILES = ['work.db', 'work.db-wal', 'work.db-shm', 'adapted.bin', 'out', 'rejects'];

function clear(folder: string, { onNote }: WorkOptions): void {
  onNote?.(new Fault('resume/dropped', BATCH.startedAnew, { file: folder }));
  for (const name of OWN_FILES) rmSync(join(folder, name), { force: true });
}

/** The id of the run that left its work in a folder; undefined when there is none. */
export function leftRun(folder: string): string | undefined {
  const file = join(folder, 'work.db');
  if (!existsSync(file)) return undefined;
  const db = readWork(file);
  try {
    return kept(db, 'runId', z.uuid());
  } finally {
    db.close();
  }
}

/** Removes the work that a run left. */
export function removeLeft(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

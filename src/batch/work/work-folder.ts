import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { STANDARD } from '../../dumps/input.js';
import { Fault } from '../../fault.js';
import { isRemote } from '../../storage/storage.js';
import { keep, kept, openWork, readWork, type WorkDatabase, workFault } from './database.js';

/** The name of the run whose work was left in a folder; undefined where there is none. */
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

/** Removes what a run has left. */
export function removeLeft(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The folder of a run: its database and its growing outputs. */
export interface WorkFolder {
  readonly folder: string;
  /** The file of the database. */
  readonly file: string;
  readonly db: WorkDatabase;
  /** Names the run; the same when it is resumed. */
  readonly runId: string;
  /** Whether another run could go on with it: not with that of a standard output. */
  readonly lasting: boolean;
  close(): void;
  /** All is done: nothing of it stays. */
  remove(): void;
}

interface WorkOptions {
  /** The file of results. */
  readonly out: string;
  readonly folder?: string | undefined;
  readonly resume: boolean;
  /** Says what run it is; a folder of another run is not resumed. */
  readonly call: string;
  readonly onNote?: ((note: Fault) => void) | undefined;
}

/**
 * The folder that goes with a file of results: beside it, so that a finished file only needs its name; in the current
 * folder where the results go far away. undefined for standard output and devices.
 */
export function workFolderOf(out: string): string | undefined {
  if (isRemote(out)) return `${basename(out)}.work`;
  const about = out === STANDARD ? undefined : statSync(out, { throwIfNoEntry: false });
  return out === STANDARD || (about !== undefined && !about.isFile()) ? undefined : `${out}.work`;
}

/**
 * Opens the folder of a run, anew or where an earlier one ended.
 *
 * @throws Fault when another process works in it, when `resume` finds the work of another call, or when it cannot be written
 */
export function openWorkFolder(options: WorkOptions): WorkFolder {
  const lasting = options.folder ?? workFolderOf(options.out);
  if (lasting !== undefined && !existsSync(dirname(lasting))) throw NO_FOLDER(options.out);
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
  lock: Database.Database,
  { call, resume, onNote }: WorkOptions,
  lasting: boolean,
): WorkFolder {
  const file = join(folder, 'work.db');
  const db = openWork(file);
  const before = kept(db, 'call', z.string());
  if (before !== undefined && before !== call) {
    db.close();
    lock.close();
    throw OTHER_CALL(folder);
  }
  if (before === undefined) {
    if (resume && lasting) onNote?.(NOTHING_TO_RESUME(folder));
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
  // Nobody could go on with the work for a standard output.
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

/** Holds the folder as long as this process lives: SQLite's lock goes with it, also when it is killed. */
function lockFolder(folder: string): Database.Database {
  const lock = new Database(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') throw BUSY(folder);
    throw error;
  }
  return lock;
}

const OWN_FILES = ['work.db', 'work.db-wal', 'work.db-shm', 'out', 'rejects'];

function clear(folder: string, { onNote }: WorkOptions): void {
  onNote?.(STARTED_ANEW(folder));
  for (const name of OWN_FILES) rmSync(join(folder, name), { force: true });
}

const NO_FOLDER = (file: string): Fault =>
  new Fault(
    'file/no-folder',
    { ko: '파일을 둘 폴더가 없습니다', en: 'no such folder for the file' },
    { file },
  );

const BUSY = (file: string): Fault =>
  new Fault(
    'work/busy',
    { ko: '다른 실행이 이 결과를 만들고 있습니다', en: 'another run is making these results' },
    { file },
  );

const OTHER_CALL = (file: string): Fault =>
  new Fault(
    'resume/other-call',
    {
      ko: '여기 남은 작업은 입력이나 옵션, 규칙, 모델이 다릅니다. 같은 명령으로 잇거나 --resume 없이 새로 시작하세요',
      en: 'the work left here has other inputs, options, rules or model. Resume with the same call, or start anew without --resume',
    },
    { file },
  );

const NOTHING_TO_RESUME = (file: string): Fault =>
  new Fault(
    'resume/nothing',
    { ko: '이을 작업이 없어 처음부터 합니다', en: 'nothing to resume; starting from the beginning' },
    { file },
  );

const STARTED_ANEW = (file: string): Fault =>
  new Fault(
    'resume/dropped',
    {
      ko: '남아 있던 작업을 버리고 처음부터 합니다 (이으려면 --resume)',
      en: 'dropped the work that was left here and started anew (--resume goes on with it)',
    },
    { file },
  );

import {
  closeSync,
  copyFileSync,
  createReadStream,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fileFault, systemCode } from '../../assets/file-fault.js';
import { STANDARD } from '../../dumps/input.js';
import { withDuckDb } from '../../dumps/duckdb.js';
import { Fault } from '../../fault.js';
import { isRemote } from '../../storage/storage.js';
import { putFile } from '../../storage/open-storage.js';
import type { RecordFormat } from '../record.js';
import { keep, kept } from './database.js';
import { type WorkFolder, workFolderOf } from './work-folder.js';

/** A file that grows at its end, is cut back to what is known to be whole, until it is delivered (`deliver.ts`). */
class GrowingFile {
  /** Where it lies while it grows. */
  readonly path: string;
  readonly #shown: string;
  readonly #handle: number;
  #length: number;
  #closed = false;

  /**
   * @param path where it lies while it grows
   * @param shown the name by which faults call it
   * @param length bytes that are kept of what is there already
   */
  constructor(path: string, shown: string, length: number) {
    this.path = path;
    this.#shown = shown;
    this.#length = length;
    this.#handle = this.#guarded(() => {
      const handle = openSync(path, length === 0 ? 'w' : 'r+');
      ftruncateSync(handle, length);
      return handle;
    });
  }

  get length(): number {
    return this.#length;
  }

  write(bytes: Uint8Array): void {
    this.#guarded(() => {
      for (let at = 0; at < bytes.length;)
        at += writeSync(this.#handle, bytes, at, bytes.length - at, this.#length + at);
      this.#length += bytes.length;
    });
  }

  /** Waits until all that was written is on the disk. */
  sync(): void {
    this.#guarded(() => {
      fdatasyncSync(this.#handle);
    });
  }

  /** Once more does no harm. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#guarded(() => {
      closeSync(this.#handle);
    });
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileFault(error, this.#shown);
    }
  }
}

/** The columns of a result: as DuckDB reads them from JSON Lines, so that nothing is guessed from the first rows. */
const COLUMNS = `{commentId: 'VARCHAR', articleId: 'VARCHAR', verdict: 'VARCHAR', score: 'DOUBLE', flag: 'BOOLEAN',
  review: 'BOOLEAN', reasons: 'JSON', home: 'STRUCT(articleId VARCHAR, score DOUBLE)',
  homes: 'STRUCT(articleId VARCHAR, score DOUBLE)[]', campaign: 'VARCHAR'}`;

/** Bytes of one result at most: DuckDB takes no longer line. */
const LINE_BYTES = 64 * 1024 * 1024;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Turns results in JSON Lines into Parquet (zstd), in the same order.
 *
 * @param shown the name by which faults call the file
 */
async function toParquet(from: string, to: string, shown: string): Promise<void> {
  const lines = `read_json(${quoted(from)}, format = 'newline_delimited', columns = ${COLUMNS}, maximum_object_size = ${LINE_BYTES})`;
  const asked = withDuckDb(shown, async function* (connection) {
    for (const sql of [
      `COPY (SELECT * FROM ${lines}) TO ${quoted(to)} (FORMAT parquet, COMPRESSION zstd)`,
      `SELECT count(*) FROM read_parquet(${quoted(to)})`,
    ])
      for await (const rows of (await connection.stream(sql, [])).yieldRows()) yield rows;
  });
  let written: unknown;
  for await (const rows of asked) written = rows.at(-1)?.[0] ?? written;
  // Readers have dropped rows in silence before: what was written is counted.
  if (Number(written) !== (await linesOf(from))) throw LOST(shown);
}

async function linesOf(file: string): Promise<number> {
  let count = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>)
    for (let at = piece.indexOf(0x0a); at !== -1; at = piece.indexOf(0x0a, at + 1)) count++;
  return count;
}

const LOST = (file: string): Fault =>
  new Fault(
    'work/parquet-rows',
    {
      ko: 'Parquet로 옮기며 줄 수가 달라졌습니다. --format jsonl로 쓰세요',
      en: 'rows were lost on the way to Parquet. Use --format jsonl',
    },
    { file },
  );

/** Brings a finished file of the work folder where the user wants it, whole or not at all. */
async function deliver(from: string, target: string, format: RecordFormat): Promise<void> {
  let file = from;
  if (format === 'parquet') {
    file = `${from}.parquet`;
    await toParquet(from, file, target);
  }
  if (isRemote(target)) await putFile(file, target);
  else place(file, target);
}

function place(from: string, target: string): void {
  try {
    // A link stays a link: what it points to is replaced.
    move(from, statSync(target, { throwIfNoEntry: false }) === undefined ? target : realpathSync(target));
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? GONE(target) : fileFault(error, target);
  }
}

/** The fault of a folder that somebody removed while its run went on. */
export const GONE = (file: string): Fault =>
  new Fault(
    'work/output-gone',
    { ko: '결과를 둘 폴더가 없어졌습니다', en: 'the folder for the results has gone' },
    { file },
  );

/** Gives a file another name, on another file system too. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error;
    const passing = `${to}.part`;
    copyFileSync(from, passing);
    renameSync(passing, to);
    rmSync(from);
  }
}

/** Text is gathered to pieces of about this many characters before it is written. */
const PIECE = 64 * 1024;

/**
 * A file that is there whole or not at all: it is written under a passing name beside its own and renamed by `commit`.
 * `-` (standard output) and what is no ordinary file (a pipe, /dev/null) are written directly.
 */
export class OutputFile {
  readonly #path: string;
  readonly #passing: string | undefined;
  readonly #handle: FileHandle | undefined;
  readonly #cleanUp: () => void;
  #gathered = '';

  private constructor(path: string, passing: string | undefined, handle: FileHandle | undefined) {
    this.#path = path;
    this.#passing = passing;
    this.#handle = handle;
    // Also after Ctrl-C or a crash nothing half-written stays.
    this.#cleanUp = () => {
      if (passing === undefined) return;
      try {
        unlinkSync(passing);
      } catch {
        // Gone already.
      }
    };
    if (passing !== undefined) process.once('exit', this.#cleanUp);
  }

  /** Opens `path` for writing; a {@link fileFault} when that cannot be. */
  static async open(path: string): Promise<OutputFile> {
    if (path === STANDARD) return new OutputFile(path, undefined, undefined);
    try {
      const there = await stat(path).catch((error: unknown) => {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw error;
      });
      if (there !== undefined && !there.isFile())
        return new OutputFile(path, undefined, await open(path, 'w'));
      // A link stays a link: what it points to is replaced.
      const target = there === undefined ? path : await realpath(path);
      const passing = `${target}.${process.pid}.part`;
      return new OutputFile(target, passing, await open(passing, 'wx'));
    } catch (error) {
      throw fileFault(error, path);
    }
  }

  /** Adds text, or bytes as they are; waits while the file or pipe takes no more. */
  async write(piece: string | Uint8Array): Promise<void> {
    if (typeof piece === 'string') {
      this.#gathered += piece;
      if (this.#gathered.length >= PIECE) await this.#flush();
      return;
    }
    await this.#flush();
    await this.#put(piece);
  }

  /** All is written: the file takes its own name. */
  async commit(): Promise<void> {
    await this.#flush();
    await this.#guarded(async () => {
      await this.#handle?.close();
      if (this.#passing !== undefined) await rename(this.#passing, this.#path);
    });
    process.off('exit', this.#cleanUp);
  }

  /** The work failed: what was written goes away. */
  async discard(): Promise<void> {
    this.#gathered = '';
    await this.#handle?.close().catch(() => undefined);
    if (this.#passing !== undefined) await rm(this.#passing, { force: true });
    process.off('exit', this.#cleanUp);
  }

  async #flush(): Promise<void> {
    const text = this.#gathered;
    this.#gathered = '';
    if (text !== '') await this.#put(text);
  }

  async #put(piece: string | Uint8Array): Promise<void> {
    const handle = this.#handle;
    if (handle === undefined) await toStandardOutput(piece);
    else await this.#guarded(() => handle.writeFile(piece));
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw fileFault(error, this.#path);
    }
  }
}

function toStandardOutput(piece: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(piece, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Where the text of a run goes, in order. */
export interface RunOutput {
  write(piece: string | Uint8Array): Promise<void>;
  /** What was written so far outlives this process. */
  sync(): void;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

const lengthSchema = z.int().min(0);

/**
 * Opens an output: a file grows in the work folder and takes its name when all is done; standard output and devices are
 * written directly.
 *
 * @param key under which its durable length is kept
 * @param format as what its lines are delivered
 */
export async function openOutput(
  path: string,
  work: WorkFolder,
  key: 'out' | 'rejects',
  format: RecordFormat = 'jsonl',
): Promise<RunOutput> {
  if (!work.lasting || workFolderOf(path) === undefined) {
    if (format === 'parquet') throw PARQUET_FILE(path);
    return direct(await OutputFile.open(path));
  }
  const file = new GrowingFile(
    join(work.folder, key),
    path,
    kept(work.db, `length:${key}`, lengthSchema) ?? 0,
  );
  return {
    write: (piece) => {
      file.write(typeof piece === 'string' ? Buffer.from(piece) : piece);
      return Promise.resolve();
    },
    sync: () => {
      file.sync();
      keep(work.db, `length:${key}`, file.length);
    },
    commit: async () => {
      file.sync();
      file.close();
      await deliver(file.path, path, format);
    },
    discard: () => {
      file.close();
      return Promise.resolve();
    },
  };
}

function direct(file: OutputFile): RunOutput {
  return {
    write: (piece) => file.write(piece),
    sync: () => undefined,
    commit: () => file.commit(),
    discard: () => file.discard(),
  };
}

const PARQUET_FILE = (file: string): Fault =>
  new Fault(
    'usage/parquet-file',
    {
      ko: 'Parquet는 파일로만 쓸 수 있습니다 (--out 파일 이름)',
      en: 'Parquet is written to a file only (--out a file name)',
    },
    { file },
  );

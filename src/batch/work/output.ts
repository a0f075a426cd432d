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
  writeSync,
} from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fileFault, systemCode } from '../../assets/file-fault.js';
import { STANDARD } from '../../dumps/input.js';
import { withDuckDb } from '../../dumps/duckdb.js';
import { type Reject, rejectRow } from '../../dumps/reject.js';
import { Fault } from '../../fault.js';
import { isRemote } from '../../storage/storage.js';
import { putFile } from '../../storage/open-storage.js';
import { BATCH } from '../../wording/batch.js';
import type { ChunkOrder } from '../executors/chunk.js';
import type { RecordFormat } from '../choices.js';
import { keep, kept } from './database.js';
import { workFolderOf, type WorkFolder } from './work-folder.js';

/** An ordered sink for lines: a file, an object of S3, a Parquet file, standard output or a device. */
export interface OutputSink {
  /** Adds text or raw bytes; waits for a slow pipe. */
  write(piece: string | Uint8Array): Promise<void>;
  /**
   * Does all of the commit that is slow or likely to fail: flushes, converts, uploads. The work of a run stays in place, so
   * a failed run can resume. Idempotent. @throws Fault when it cannot
   */
  finish(): Promise<void>;
  /** Finishes the output and gives a file its name. @throws Fault when it cannot */
  commit(): Promise<void>;
  /** Removes the output after a failure, unless a later run can resume it. */
  discard(): Promise<void>;
}

/** Size of the text buffer in characters. */
const PIECE = 64 * 1024;

/**
 * Opens an output. A file appears complete or not at all: it grows under a temporary name beside its own. Standard
 * output (`-`) and special files (a pipe, /dev/null) are written directly.
 *
 * @throws Fault `file/…` or `work/…` when the file cannot be written
 * @example const out = await openOutput('figure.svg'); await out.write(svg); await out.commit();
 */
export async function openOutput(path: string): Promise<OutputSink> {
  if (path === STANDARD) return new DirectSink(path, undefined);
  try {
    const there = await stat(path).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (there !== undefined && !there.isFile()) return new DirectSink(path, await open(path, 'w'));
    // A link stays a link: the file behind it is replaced.
    const target = there === undefined ? path : await realpath(path);
    return new FileSink(target, `${target}.${process.pid}.part`);
  } catch (error) {
    throw fileFault(error, path);
  }
}

/** The outputs of a run. */
export interface Outputs {
  /** The file of results, `-` for standard output. */
  readonly out: string;
  /** The file of rejects; undefined: rejects are not written. */
  readonly rejects?: string | undefined;
  readonly order: Pick<ChunkOrder, 'format' | 'language'>;
  /** Receives each reject, in order. */
  readonly onReject?: (reject: Reject) => void;
}

/**
 * Results and rejects of a run. If the run can be resumed, both grow in the work folder, and a resumed run truncates
 * them to their durable lengths.
 */
export class RunOutputs {
  readonly #outputs: Outputs;
  readonly #work: WorkFolder;
  #results: OutputSink | undefined;
  #rejects: OutputSink | undefined;

  constructor(outputs: Outputs, work: WorkFolder) {
    this.#outputs = outputs;
    this.#work = work;
  }

  /** Opens both outputs before the first write. @throws Fault when one cannot be written */
  async open(): Promise<void> {
    const { out, rejects, order } = this.#outputs;
    this.#results = await this.#sink(out, 'out', order.format);
    if (rejects !== undefined) this.#rejects = await this.#sink(rejects, 'rejects', 'jsonl');
  }

  /** Adds lines of results. */
  async write(lines: string | Uint8Array): Promise<void> {
    await this.#results!.write(lines);
  }

  /** Reports a reject and adds its line. */
  async reject(reject: Reject): Promise<void> {
    this.#outputs.onReject?.(reject);
    await this.#rejects?.write(`${rejectRow(reject, this.#outputs.order.language)}\n`);
  }

  /** Flushes both outputs to disk and stores their lengths in the work database, so that a run can resume here. */
  sync(): void {
    for (const sink of this.#all()) if (sink instanceof ResumableSink) sink.keepLength();
  }

  /**
   * Commits both outputs. Neither gets its name before both are finished: an upload that fails must leave both for a
   * resumed run. The results come last, so that their file marks a complete run.
   */
  async commit(): Promise<void> {
    await this.#results?.finish();
    await this.#rejects?.finish();
    await this.#rejects?.commit();
    await this.#results?.commit();
  }

  /** Discards both outputs after a failure, see {@link OutputSink.discard}. */
  async discard(): Promise<void> {
    for (const sink of this.#all()) await sink.discard();
  }

  #all(): OutputSink[] {
    return [this.#results, this.#rejects].filter((sink) => sink !== undefined);
  }

  async #sink(path: string, key: 'out' | 'rejects', format: RecordFormat): Promise<OutputSink> {
    if (this.#work.lasting && workFolderOf(path) !== undefined)
      return new ResumableSink(path, this.#work, key, format);
    if (format === 'parquet') throw new Fault('usage/parquet-file', BATCH.parquetFile, { file: path });
    return openOutput(path);
  }
}

/** Writes directly to standard output or a device. */
class DirectSink implements OutputSink {
  readonly #path: string;
  readonly #handle: FileHandle | undefined;
  #gathered = '';

  /** @param handle undefined for standard output */
  constructor(path: string, handle: FileHandle | undefined) {
    this.#path = path;
    this.#handle = handle;
  }

  async write(piece: string | Uint8Array): Promise<void> {
    if (typeof piece === 'string') {
      this.#gathered += piece;
      if (this.#gathered.length >= PIECE) await this.#flush();
      return;
    }
    await this.#flush();
    await this.#put(piece);
  }

  finish(): Promise<void> {
    return this.#flush();
  }

  async commit(): Promise<void> {
    await this.finish();
    await this.#guarded(async () => this.#handle?.close());
  }

  async discard(): Promise<void> {
    this.#gathered = '';
    await this.#handle?.close().catch(() => undefined);
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

/** A file that grows under a temporary name and gets its own at the commit. */
class FileSink implements OutputSink {
  protected readonly target: string;
  protected readonly growing: string;
  readonly #handle: number;
  readonly #removeAtExit: () => void;
  #length: number;
  #gathered = '';
  #closed = false;

  /**
   * @param target the final path, also used in faults
   * @param growing the temporary path
   * @param kept length to which an existing temporary file is truncated; undefined: the file must not exist yet and is
   * removed after a failure
   */
  constructor(target: string, growing: string, kept?: number) {
    this.target = target;
    this.growing = growing;
    this.#length = kept ?? 0;
    this.#handle = this.guarded(() => {
      const handle = openSync(growing, kept === undefined ? 'wx' : kept === 0 ? 'w' : 'r+');
      ftruncateSync(handle, this.#length);
      return handle;
    });
    // Remove the half-written file after Ctrl-C or a crash too.
    this.#removeAtExit = () => {
      try {
        rmSync(growing, { force: true });
      } catch {
        // Its folder is gone too.
      }
    };
    if (kept === undefined) process.once('exit', this.#removeAtExit);
  }

  /** Bytes written, without the buffer. */
  get length(): number {
    return this.#length;
  }

  write(piece: string | Uint8Array): Promise<void> {
    if (typeof piece === 'string') this.#gathered += piece;
    if (typeof piece !== 'string' || this.#gathered.length >= PIECE) this.#flush();
    if (typeof piece !== 'string') this.#put(piece);
    return Promise.resolve();
  }

  /** Flushes the buffer and waits until the data is on the disk. */
  sync(): void {
    this.#flush();
    this.guarded(() => {
      fdatasyncSync(this.#handle);
    });
  }

  async finish(): Promise<void> {
    if (this.#closed) return;
    this.sync();
    this.close();
    await this.prepare();
  }

  async commit(): Promise<void> {
    await this.finish();
    this.deliver();
    process.off('exit', this.#removeAtExit);
  }

  discard(): Promise<void> {
    this.closeQuietly();
    this.#removeAtExit();
    process.off('exit', this.#removeAtExit);
    return Promise.resolve();
  }

  /** Closes the file; idempotent. */
  protected close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.guarded(() => {
      closeSync(this.#handle);
    });
  }

  /** Closes the file after a failure, whose own fault must not be hidden by another one. */
  protected closeQuietly(): void {
    try {
      this.close();
    } catch {
      // The disk is the cause already.
    }
  }

  /** Makes of the closed file what is delivered. */
  protected prepare(): Promise<void> {
    return Promise.resolve();
  }

  /** Moves the finished file to its final path. */
  protected deliver(): void {
    moveIntoPlace(this.growing, this.target);
  }

  protected guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileFault(error, this.target);
    }
  }

  #flush(): void {
    if (this.#gathered === '') return;
    this.#put(Buffer.from(this.#gathered));
    // Only now: after a full disk the same text is written again at the same place.
    this.#gathered = '';
  }

  #put(bytes: Uint8Array): void {
    this.guarded(() => {
      for (let at = 0; at < bytes.length;)
        at += writeSync(this.#handle, bytes, at, bytes.length - at, this.#length + at);
      this.#length += bytes.length;
    });
  }
}

const lengthSchema = z.int().min(0);

/**
 * A file that grows in the work folder, where a resumed run finds it; the commit moves it, converts it or uploads it.
 */
class ResumableSink extends FileSink {
  readonly #work: WorkFolder;
  readonly #key: string;
  readonly #format: RecordFormat;

  constructor(path: string, work: WorkFolder, key: 'out' | 'rejects', format: RecordFormat) {
    super(path, join(work.folder, key), kept(work.db, `length:${key}`, lengthSchema) ?? 0);
    this.#work = work;
    this.#key = `length:${key}`;
    this.#format = format;
  }

  /** Flushes the file to disk and stores its length in the work database. */
  keepLength(): void {
    this.sync();
    keep(this.#work.db, this.#key, this.length);
  }

  override discard(): Promise<void> {
    this.closeQuietly();
    return Promise.resolve();
  }

  protected override async prepare(): Promise<void> {
    if (this.#format === 'parquet') await toParquet(this.growing, this.#delivered, this.target);
    if (isRemote(this.target)) await putFile(this.#delivered, this.target);
  }

  protected override deliver(): void {
    if (!isRemote(this.target)) moveIntoPlace(this.#delivered, this.target);
  }

  get #delivered(): string {
    return this.#format === 'parquet' ? `${this.growing}.parquet` : this.growing;
  }
}

/** Gives a finished file its name. */
function moveIntoPlace(from: string, target: string): void {
  try {
    // Keep a symbolic link and replace the file behind it.
    move(from, statSync(target, { throwIfNoEntry: false }) === undefined ? target : realpathSync(target));
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? outputGone(target) : fileFault(error, target);
  }
}

/** Renames a file, also across file systems. */
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

/** The fault of a work folder that was removed during its run. */
export function outputGone(file: string): Fault {
  return new Fault('work/output-gone', BATCH.outputGone, { file });
}

/** The columns of a result for DuckDB's JSON reader, which would otherwise infer them from the first rows. */
const COLUMNS = `{commentId: 'VARCHAR', articleId: 'VARCHAR', verdict: 'VARCHAR', score: 'DOUBLE', flag: 'BOOLEAN',
  review: 'BOOLEAN', reasons: 'JSON', home: 'STRUCT(articleId VARCHAR, score DOUBLE)',
  homes: 'STRUCT(articleId VARCHAR, score DOUBLE)[]', campaign: 'VARCHAR', judged: 'BIGINT[][]'}`;

/** Longest line that DuckDB accepts, in bytes. */
const LINE_BYTES = 64 * 1024 * 1024;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Converts results from JSON Lines to Parquet (zstd), in the same order.
 *
 * @param shown name of the file in faults
 */
async function toParquet(from: string, to: string, shown: string): Promise<void> {
  const lines = `read_json(${quoted(from)}, format = 'newline_delimited', columns = ${COLUMNS}, maximum_object_size = ${LINE_BYTES})`;
  const answers = withDuckDb(shown, async function* (connection) {
    for (const sql of [
      `COPY (SELECT * FROM ${lines}) TO ${quoted(to)} (FORMAT parquet, COMPRESSION zstd)`,
      `SELECT count(*) FROM read_parquet(${quoted(to)})`,
    ])
      for await (const rows of (await connection.stream(sql, [])).yieldRows()) yield rows;
  });
  let written: unknown;
  for await (const rows of answers) written = rows.at(-1)?.[0] ?? written;
  // JSON readers may drop rows silently: compare the counts.
  if (Number(written) !== (await linesOf(from)))
    throw new Fault('work/parquet-rows', BATCH.parquetRowsLost, { file: shown });
}

async function linesOf(file: string): Promise<number> {
  let count = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>)
    for (let at = piece.indexOf(0x0a); at !== -1; at = piece.indexOf(0x0a, at + 1)) count++;
  return count;
}

import { randomBytes } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFault } from '../../assets/file-fault.js';
import { SPOOL_BYTES } from '../limits.js';
import { archiveTooLarge } from '../faults.js';

/** Bytes that can be read in any order, as archives need it. */
export interface RandomAccess {
  /** Their number. */
  readonly size: number;
  /** Reads a range; it is shorter where the bytes end. */
  read(from: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Bytes of a range as a stream. */
export async function* rangeOf(bytes: RandomAccess, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += PIECE_BYTES) {
    const piece = await bytes.read(from + at, Math.min(PIECE_BYTES, length - at));
    if (piece.length === 0) return;
    yield piece;
  }
}

/** Bytes per read. */
const PIECE_BYTES = 128 * 1024;

/** Opens a file of this machine. @throws Fault `file/…` */
export async function openFile(path: string): Promise<RandomAccess> {
  try {
    const handle = await open(path);
    return new FileBytes(handle, (await handle.stat()).size);
  } catch (error) {
    throw fileFault(error, path);
  }
}

class FileBytes implements RandomAccess {
  readonly #handle: FileHandle;
  readonly size: number;
  readonly #remove: (() => Promise<void>) | undefined;

  constructor(handle: FileHandle, size: number, remove?: () => Promise<void>) {
    this.#handle = handle;
    this.size = size;
    this.#remove = remove;
  }

  async read(from: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - from)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, filled, buffer.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  async close(): Promise<void> {
    await this.#handle.close();
    await this.#remove?.();
  }
}

class MemoryBytes implements RandomAccess {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  read(from: number, length: number): Promise<Buffer> {
    return Promise.resolve(this.#bytes.subarray(from, from + length));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Bytes kept in memory; more go to a file of the temporary folder. */
const MEMORY_BYTES = 32 * 1024 * 1024;

/** Keeps a stream, so that it can be read in any order: in memory, or where it is long in a file that only this process sees. */
export class Spool {
  readonly #file: string;
  #held: Buffer[] = [];
  #handle: FileHandle | undefined;
  #remove: (() => Promise<void>) | undefined;
  #size = 0;

  /** @param file the input's name, for faults */
  constructor(file: string) {
    this.#file = file;
  }

  get size(): number {
    return this.#size;
  }

  /** @throws Fault `dump/archive-too-large`, `work/…` */
  async add(piece: Buffer): Promise<void> {
    this.#size += piece.length;
    if (this.#size > SPOOL_BYTES) throw archiveTooLarge(this.#file, SPOOL_BYTES);
    if (this.#handle === undefined) {
      this.#held.push(piece);
      if (this.#size > MEMORY_BYTES) await this.#spill();
      return;
    }
    await this.#write(piece);
  }

  async #spill(): Promise<void> {
    const path = join(tmpdir(), `matgeul-${process.pid}-${randomBytes(8).toString('hex')}`);
    try {
      this.#handle = await open(path, 'wx+', 0o600);
      // Without its name it is gone when the process ends, however it ends. Windows keeps the names of open files.
      await unlink(path).catch(() => {
        this.#remove = () => unlink(path).catch(() => undefined);
      });
      for (const piece of this.#held) await this.#write(piece);
      this.#held = [];
    } catch (error) {
      throw fileFault(error, path);
    }
  }

  async #write(piece: Buffer): Promise<void> {
    for (let at = 0; at < piece.length;) {
      const { bytesWritten } = await this.#handle!.write(piece, at);
      at += bytesWritten;
    }
  }

  /** All bytes. The spool takes no more. */
  done(): RandomAccess {
    return this.#handle === undefined
      ? new MemoryBytes(Buffer.concat(this.#held))
      : new FileBytes(this.#handle, this.#size, this.#remove);
  }

  /** Frees a spool that is not done. */
  async drop(): Promise<void> {
    await this.#handle?.close();
    await this.#remove?.();
  }
}

/** Keeps a whole stream. @throws Fault as `Spool.add`, and the stream's own */
export async function spooled(source: AsyncIterable<Buffer>, file: string): Promise<RandomAccess> {
  const spool = new Spool(file);
  try {
    for await (const piece of source) await spool.add(piece);
  } catch (error) {
    await spool.drop();
    throw error;
  }
  return spool.done();
}

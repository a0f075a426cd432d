import { unlinkSync } from 'node:fs';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { fileFault, systemCode } from '../assets/file-fault.js';
import { STANDARD } from '../dumps/input.js';

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

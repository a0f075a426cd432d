import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { fileFault } from '../../assets/file-fault.js';

/** A file that grows at its end, is cut back to what is known to be whole, until it is delivered (`deliver.ts`). */
export class GrowingFile {
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

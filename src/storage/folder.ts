import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import { Fault } from '../fault.js';
import { fileFault, systemCode } from '../assets/file-fault.js';
import { checkName, missing, type Source, type Storage } from './storage.js';

/** Files in a folder of this machine, or of a file system that all machines have mounted. */
export class FolderStorage implements Storage {
  readonly url: string;

  /** @param folder created with the first file, so that an unmounted file system is noticed as missing */
  constructor(folder: string) {
    this.url = resolve(folder);
  }

  /** See {@link Storage.read}. @throws Fault with the path */
  async *read(name: string): AsyncGenerator<Buffer> {
    const path = this.#path(name);
    try {
      yield* createReadStream(path) as AsyncIterable<Buffer>;
    } catch (error) {
      throw systemCode(error) === 'ENOENT' ? missing(path, error) : fileFault(error, path);
    }
  }

  /** Writes to a temporary file, syncs and renames it: even a power cut leaves no partial file. */
  async write(name: string, source: Source): Promise<void> {
    const path = this.#path(name);
    await guarded(path, async () => {
      await mkdir(dirname(path), { recursive: true });
      const temporary = `${path}.${randomUUID()}.part`;
      try {
        const file = await open(temporary, 'wx');
        try {
          await writeFile(file, source);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    });
  }

  /** See {@link Storage.exists}. @throws Fault with the path */
  async exists(name: string): Promise<boolean> {
    const path = this.#path(name);
    return guarded(path, async () => {
      try {
        return (await stat(path)).isFile();
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return false;
        throw error;
      }
    });
  }

  /** See {@link Storage.list}. @throws Fault with the path */
  async *list(folder: string): AsyncGenerator<string> {
    const path = this.#path(folder);
    const entries = await guarded(path, async () => {
      try {
        return await readdir(path, { recursive: true, withFileTypes: true });
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return [];
        throw error;
      }
    });
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith('.part')) continue;
      const below = join(entry.parentPath, entry.name).slice(path.length + 1);
      yield posix.join(folder, ...below.split(/[\\/]/));
    }
  }

  /** See {@link Storage.remove}. @throws Fault with the path */
  async remove(names: readonly string[]): Promise<void> {
    for (const path of names.map((name) => this.#path(name)))
      await guarded(path, () => rm(path, { force: true }));
  }

  /** See {@link Storage.removeAll}. @throws Fault with the path */
  async removeAll(folder: string): Promise<void> {
    const path = this.#path(folder);
    await guarded(path, () => rm(path, { force: true, recursive: true }));
  }

  #path(name: string): string {
    return join(this.url, checkName(name));
  }
}

/** Runs file operations; errors of the file system become faults that name the file. */
async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Fault ? error : fileFault(error, path);
  }
}

import type { Transform } from 'node:stream';

/** A transform of node:zlib. */
export type ZlibTransform = Transform & { readonly bytesWritten: number };

/**
 * Drives a transform of node:zlib piece by piece: all that came of a piece is given before the next is taken. A plain
 * pipeline drops what it still buffers when the archive turns out broken, and with it rows that were whole.
 */
export class Undo {
  readonly #transform: ZlibTransform;
  readonly #failed: Promise<never>;
  readonly #ended: Promise<void>;
  #out: Buffer[] = [];

  constructor(transform: ZlibTransform) {
    this.#transform = transform;
    this.#ended = new Promise((resolve) => transform.once('end', resolve));
    transform.on('data', (piece: Buffer) => this.#out.push(piece));
    this.#failed = new Promise((_, reject) => transform.once('error', reject));
    // Told by whichever call is waiting; without one it is told by the next.
    this.#failed.catch(() => undefined);
  }

  /** What came out since it was last asked, also before an error. */
  taken(): Buffer[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** How many bytes of what was put in belong to the archive: fewer where it ended before. */
  get used(): number {
    return this.#transform.bytesWritten;
  }

  /** Puts in one piece. @throws the transform's error */
  async put(piece: Uint8Array): Promise<void> {
    await Promise.race([
      this.#failed,
      new Promise<void>((resolve, reject) => {
        this.#transform.write(piece, (error) => {
          if (error == null) resolve();
          else reject(error);
        });
      }),
    ]);
  }

  /** Says that all is in. @throws the transform's error, also when the archive is cut off */
  async end(): Promise<void> {
    this.#transform.end();
    await Promise.race([this.#failed, this.#ended]);
  }

  /** Frees its memory. */
  close(): void {
    this.#transform.destroy();
  }
}

/** What a promise failed with, undefined when it did not: to give what came before it first. */
export async function failure(done: Promise<unknown>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    return { error };
  }
}

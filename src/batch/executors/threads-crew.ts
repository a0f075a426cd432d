import type { Piscina } from 'piscina';
import { openThreads } from '../threads.js';
import type { Chunk, ChunkResult, Executor } from './chunk.js';
import type { ChunkWorkerData } from './chunk-worker.js';

/** Judges chunks in threads of this machine; as many at a time as there are threads, so that no more are in memory. */
export class ThreadExecutor implements Executor {
  readonly #pool: Piscina<Chunk, ChunkResult>;
  readonly #threads: number;

  constructor(threads: number, data: ChunkWorkerData) {
    this.#threads = threads;
    this.#pool = openThreads(import.meta.url, './chunk-worker', threads, 'chunks', data);
  }

  async *run(chunks: Iterable<Chunk>, signal?: AbortSignal): AsyncGenerator<ChunkResult> {
    const drawn = chunks[Symbol.iterator]();
    const running = new Map<number, Promise<ChunkResult>>();
    const draw = (): void => {
      while (running.size < this.#threads && signal?.aborted !== true) {
        const next = drawn.next();
        if (next.done === true) return;
        const judged = this.#pool.run(next.value);
        judged.catch(() => undefined);
        running.set(next.value.number, judged);
      }
    };
    // Whoever stops the run does not wait for chunks that are under way.
    const stop = (): void => {
      this.#pool.destroy().catch(() => undefined);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      draw();
      while (running.size > 0) {
        const result = await Promise.race(running.values());
        running.delete(result.number);
        yield result;
        draw();
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

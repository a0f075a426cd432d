import type { BatchJudge } from '../../judge/index.js';
import {
  type Chunk,
  type ChunkOrder,
  type ChunkResult,
  type Executor,
  judgeChunk,
  type KnownTitle,
} from './chunk.js';
import { createTitleSearch } from '../../judge/index.js';

/** Judges chunks in this thread, one after the other. */
export class LocalExecutor implements Executor {
  readonly #judge: BatchJudge;
  readonly #order: ChunkOrder;
  readonly #titles: Iterable<KnownTitle> | undefined;

  /** @param titles of all articles of the dump, where a chunk does not hold them all */
  constructor(judge: BatchJudge, order: ChunkOrder, titles: Iterable<KnownTitle> | undefined) {
    this.#judge = judge;
    this.#order = order;
    this.#titles = titles;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a crew may be far away; this one is not
  async *run(chunks: Iterable<Chunk>, signal?: AbortSignal): AsyncGenerator<ChunkResult> {
    const { judging, encoder } = this.#judge;
    const elsewhere =
      encoder === undefined || this.#titles === undefined
        ? undefined
        : createTitleSearch(encoder, this.#titles);
    for (const chunk of chunks) {
      signal?.throwIfAborted();
      yield judgeChunk(judging, chunk, this.#order, elsewhere);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

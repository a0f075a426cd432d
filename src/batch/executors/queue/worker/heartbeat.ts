import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { QueueDatabase } from '../database.js';
import type { FailReason } from '../job.js';
import { HEARTBEAT, SCHEMA } from '../settings.js';

/** What a worker tells of itself with each sign of life. */
export interface WorkerState {
  readonly busy: number;
  readonly chunks: number;
  readonly comments: number;
  readonly trouble: FailReason | null;
}

/** Signs of life of a worker. They are only for people: leases say who has which chunk. */
export class Heartbeat {
  readonly #id = randomUUID();
  readonly #db: QueueDatabase;
  readonly #queue: string;
  readonly #threads: number;

  constructor(db: QueueDatabase, queue: string, threads: number) {
    this.#db = db;
    this.#queue = queue;
    this.#threads = threads;
  }

  /** Gives a sign now and every few seconds until the returned function is called; then the worker is gone. */
  start(state: () => WorkerState): () => Promise<void> {
    const tell = (): void => {
      // Without a database nobody asks for it either.
      this.#tell(state()).catch(() => undefined);
    };
    tell();
    const timer = setInterval(tell, HEARTBEAT.every * 1000);
    return async () => {
      clearInterval(timer);
      await this.#db.query(`delete from ${SCHEMA}.worker where id = $1`, [this.#id]).catch(() => undefined);
    };
  }

  async #tell({ busy, chunks, comments, trouble }: WorkerState): Promise<void> {
    await this.#db.query(
      `insert into ${SCHEMA}.worker (id, queue, host, pid, threads, busy, chunks, comments, trouble)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (id) do update set busy = $6, chunks = $7, comments = $8, trouble = $9, seen_at = now()`,
      [
        this.#id,
        this.#queue,
        hostname(),
        process.pid,
        this.#threads,
        busy,
        chunks,
        comments,
        trouble === null ? null : JSON.stringify(trouble),
      ],
    );
    await this.#db.query(`delete from ${SCHEMA}.worker where seen_at < now() - interval '1 hour'`, []);
  }
}

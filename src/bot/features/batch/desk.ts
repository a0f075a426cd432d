import type { Client } from 'discord.js';
import { BATCH_LIMITS, FAULTS } from './order.js';
import { removeLeftovers } from './files.js';

/** A batch of a server that waits or runs. */
export interface Job {
  readonly guildId: string;
  readonly id: string;
  /** Aborted when somebody stops it. */
  readonly stop: AbortController;
}

interface Waiting extends Job {
  readonly begin: () => void;
  readonly onPosition: (position: number) => void;
}

/** How long a comment took at first: two thirds of a thousandth of a second to two, by machine and dump. */
const FIRST_MS = 1.5;
const NEW_SHARE = 0.5;

/**
 * Lets batches run one at a time: each takes a whole core and some hundred MB. A server has one at most, so that waiting in
 * the order of coming is fair.
 */
export class BatchDesk {
  readonly #jobs = new Map<string, Job>();
  readonly #waiting: Waiting[] = [];
  #running = false;
  #swept: Promise<void> | undefined;
  #msPerComment = FIRST_MS;

  /**
   * Does the work when it is its turn.
   *
   * @param onPosition told at which place it waits, again and again; not told when it begins at once
   * @throws Fault `batch/running`, `batch/busy`; the reason when it is stopped while it waits
   */
  async run<T>(job: Job, onPosition: (position: number) => void, work: () => Promise<T>): Promise<T> {
    if (this.#jobs.has(job.guildId)) throw FAULTS.running();
    if (this.#waiting.length >= BATCH_LIMITS.waiting) throw FAULTS.busy();
    this.#jobs.set(job.guildId, job);
    try {
      await this.#turn(job, onPosition);
      try {
        await (this.#swept ??= removeLeftovers());
        return await work();
      } finally {
        this.#next();
      }
    } finally {
      this.#jobs.delete(job.guildId);
    }
  }

  /** The batch of a server. */
  jobOf(guildId: string): Job | undefined {
    return this.#jobs.get(guildId);
  }

  /** About how long so many comments take to be judged, by what earlier ones took. */
  expectedMs(comments: number): number {
    return comments * this.#msPerComment;
  }

  /** So many comments were judged in so long. */
  learn(comments: number, ms: number): void {
    if (comments > 0) this.#msPerComment += NEW_SHARE * (ms / comments - this.#msPerComment);
  }

  #turn(job: Job, onPosition: (position: number) => void): Promise<void> {
    const { signal } = job.stop;
    if (!this.#running) {
      this.#running = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        ...job,
        onPosition,
        begin: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        const at = this.#waiting.indexOf(waiting);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        this.#reportPositions(at);
        reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      onPosition(this.#waiting.length);
    });
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#running = false;
      return;
    }
    next.begin();
    this.#reportPositions(0);
  }

  #reportPositions(from: number): void {
    for (const [i, { onPosition: onPosition }] of this.#waiting.entries()) if (i >= from) onPosition(i + 1);
  }
}

const desks = new WeakMap<Client, BatchDesk>();

/** The desk of a bot. */
export function deskOf(client: Client): BatchDesk {
  let desk = desks.get(client);
  if (desk === undefined) desks.set(client, (desk = new BatchDesk()));
  return desk;
}

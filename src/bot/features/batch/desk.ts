import type { Client } from 'discord.js';
import { BATCH_LIMITS, FAULTS } from './order.js';
import { removeLeftovers } from './files.js';

/** A waiting or running batch of a server. */
export interface Job {
  readonly guildId: string;
  readonly id: string;
  /** Aborted when a moderator stops the batch. */
  readonly stop: AbortController;
}

interface Waiting extends Job {
  readonly begin: () => void;
  readonly onPosition: (position: number) => void;
}

/** Initial estimate of ms per comment; measured values were 0.7 to 2, depending on machine and dump. */
const FIRST_MS = 1.5;
const NEW_SHARE = 0.5;

/**
 * Runs batches one at a time, as each takes a whole core and some hundred MB. A server has at most one batch, so first
 * come, first served is fair.
 */
export class BatchDesk {
  readonly #jobs = new Map<string, Job>();
  readonly #waiting: Waiting[] = [];
  #running = false;
  #swept: Promise<void> | undefined;
  #msPerComment = FIRST_MS;

  /**
   * Runs the work when its turn comes.
   *
   * @param onPosition called with its position in the queue whenever that changes; not called if work starts at once
   * @throws Fault `batch/running`, `batch/busy`; the abort reason if it is stopped while waiting
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

  /** The waiting or running batch of a server. */
  jobOf(guildId: string): Job | undefined {
    return this.#jobs.get(guildId);
  }

  /** Estimated ms to judge so many comments, from earlier batches. */
  expectedMs(comments: number): number {
    return comments * this.#msPerComment;
  }

  /** Updates the estimate after a batch. */
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

/** The desk of a client; created on first use. */
export function deskOf(client: Client): BatchDesk {
  let desk = desks.get(client);
  if (desk === undefined) desks.set(client, (desk = new BatchDesk()));
  return desk;
}

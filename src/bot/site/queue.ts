import { setTimeout as sleep } from 'node:timers/promises';
import { retry } from '../../retry.js';
import type { IncomingMessage } from '../../store/index.js';
import type { MessageSource } from '../health/metrics.js';
import type { Services } from '../services.js';

/** Comments of a site that are judged together, in one transaction. */
const AT_ONCE = 50;
/** Ms between looks for comments that another process stored. */
const IDLE_MS = 2000;
/** Ms for which the numbers of waiting comments are taken from memory. */
const COUNT_MS = 1000;
/** Waits while the store fails: 0.2 s doubling to 10 s, until it answers or the bot stops. */
const STORE_RETRY = { firstMs: 200, longestMs: 10_000, windowMs: () => Infinity };

interface QueueServices extends Pick<Services, 'store' | 'log' | 'metrics' | 'now' | 'stopping'> {
  readonly intake: { judge(messages: readonly IncomingMessage[], source: MessageSource): Promise<number> };
}

/**
 * Judges the comments of sites that wait in the store, in turns between the sites, as fast as it goes. They wait there and
 * not in memory: whatever moment the process ends in, what was accepted is judged after the next start.
 */
export class SiteQueue {
  readonly #services: QueueServices;
  #waiting = new Map<string, number>();
  #countedAt = -Infinity;
  #running: Promise<void> | undefined;
  #woken = false;
  #awake = new AbortController();

  constructor(services: QueueServices) {
    this.#services = services;
  }

  /** Starts judging, until the bot stops. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Notes comments that were stored just now. */
  added(channelId: string, count: number): void {
    this.#waiting.set(channelId, (this.#waiting.get(channelId) ?? 0) + count);
    this.#woken = true;
    this.#awake.abort();
  }

  /** Number of comments in a channel that wait to be judged, about a second old. */
  async waiting(channelId: string): Promise<number> {
    await this.#count();
    return this.#waiting.get(channelId) ?? 0;
  }

  /** Resolves when what is being judged is stored; only after the bot began to stop. */
  async stopped(): Promise<void> {
    this.#awake.abort();
    await this.#running;
  }

  /** Counts anew if that is due. */
  async #count(): Promise<void> {
    const { store, metrics } = this.#services;
    if (performance.now() - this.#countedAt < COUNT_MS) return;
    this.#countedAt = performance.now();
    this.#waiting = await store.sites.waiting();
    metrics.siteBacklog([...this.#waiting.values()].reduce((sum, count) => sum + count, 0));
  }

  async #run(): Promise<void> {
    const { stopping, log } = this.#services;
    while (!stopping.aborted) {
      this.#woken = false;
      try {
        if (await this.#turn()) continue;
      } catch (error) {
        log.error({ err: error }, 'comments of sites could not be judged');
      }
      if (this.#mustHurry()) continue;
      this.#awake = new AbortController();
      const signal = AbortSignal.any([this.#awake.signal, stopping]);
      await sleep(IDLE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** A method, because other code changes the field between awaits. */
  #mustHurry(): boolean {
    return this.#woken;
  }

  /** Judges some comments of each site that has any; whether there were any. */
  async #turn(): Promise<boolean> {
    const { store, intake, stopping, log } = this.#services;
    await this.#count();
    let judged = 0;
    for (const channelId of [...this.#waiting.keys()].sort()) {
      if (stopping.aborted) return false;
      const messages = await store.sites.claim(channelId, AT_ONCE);
      const left = (this.#waiting.get(channelId) ?? 0) - messages.length;
      if (messages.length < AT_ONCE || left <= 0) this.#waiting.delete(channelId);
      else this.#waiting.set(channelId, left);
      if (messages.length === 0) continue;
      judged += messages.length;
      // They are nobody else's now: what cannot be stored is judged again until it can, or after the next start.
      await retry(() => intake.judge(messages, 'live'), {
        ...STORE_RETRY,
        signal: stopping,
        onRetry: (error) => {
          log.warn(
            { err: error, count: messages.length },
            'verdicts on comments of a site could not be stored',
          );
        },
      });
    }
    return judged > 0;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait between attempts: doubled after each, from the first to the longest. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** When a failed attempt is repeated, and until when. */
export interface RetryPolicy extends Backoff {
  /** Retry window in ms, counted from the first attempt; 0: this error is not retryable, `Infinity`: until aborted. */
  readonly windowMs: (error: unknown) => number;
  /** Shortest wait after this error in ms, such as a server asks for; default 0. Where it ends after the window, the error is thrown. */
  readonly leastWaitMs?: ((error: unknown) => number) | undefined;
  /** Ends the waiting; the last error is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Called before each wait. */
  readonly onRetry?: ((error: unknown, failures: number) => void) | undefined;
}

/** The clock that `retry` reads; tests give their own. */
export interface RetryClock {
  now(): number;
  random(): number;
  /** Resolves after `ms`, or at once when the signal is aborted. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

const SYSTEM_CLOCK: RetryClock = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms, signal) => sleep(ms, undefined, signal && { signal }).catch(() => undefined),
};

/**
 * Exponential backoff with equal jitter: between half and all of the doubled wait, so that many callers that failed
 * together do not try again together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param failures failed attempts before, from 0
 * @param random in [0, 1)
 * @returns ms, rounded
 * @example backoffMs({ firstMs: 250, longestMs: 5000 }, 3, 0) // 1000: half of 250 · 2³
 */
export function backoffMs({ firstMs, longestMs }: Backoff, failures: number, random = Math.random()): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** failures) * (0.5 + random / 2));
}

/**
 * Repeats `work` while its errors are retryable. The work must do no harm when it is done twice: an attempt that failed may
 * have taken effect.
 *
 * @throws the last error, when its retry window is over or the signal is aborted
 * @example await retry(() => query(), { firstMs: 250, longestMs: 5000, windowMs: (error) => (isPassing(error) ? 60_000 : 0) })
 */
export async function retry<T>(
  work: () => T | Promise<T>,
  policy: RetryPolicy,
  clock: RetryClock = SYSTEM_CLOCK,
): Promise<T> {
  const aborted = (): boolean => policy.signal?.aborted === true;
  const since = clock.now();
  for (let failures = 0; ; failures++) {
    try {
      return await work();
    } catch (error) {
      const least = policy.leastWaitMs?.(error) ?? 0;
      if (aborted() || clock.now() - since + least >= policy.windowMs(error)) throw error;
      policy.onRetry?.(error, failures);
      await clock.wait(Math.max(least, backoffMs(policy, failures, clock.random())), policy.signal);
      if (aborted()) throw error;
    }
  }
}

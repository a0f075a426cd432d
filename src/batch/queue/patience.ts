import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing, queueFault } from './faults.js';
import { PATIENCE_MINUTES } from './settings.js';

/** Ms between tries: from the first to the last of these, doubled each time. */
const PAUSES = { first: 250, last: 5_000 };

/**
 * Asks the database, again and again while it cannot be reached: it may be restarted under a run. What is asked must do no
 * harm when it is done twice, as an answer may have been lost on its way.
 *
 * @throws Fault when the patience ends, for any other error, and when `signal` is aborted meanwhile
 */
export async function patiently<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const until = Date.now() + PATIENCE_MINUTES * 60_000;
  for (let pause = PAUSES.first; ; pause = Math.min(pause * 2, PAUSES.last)) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || Date.now() > until || signal?.aborted === true) throw queueFault(error);
      await sleep(pause * (0.5 + Math.random()), undefined, signal === undefined ? {} : { signal }).catch(
        () => undefined,
      );
    }
  }
}

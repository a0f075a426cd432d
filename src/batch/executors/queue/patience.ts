import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../../fault.js';
import { isPassing, queueFault } from './faults.js';
import { PATIENCE_MINUTES } from './settings.js';

/** Ms between tries: from the first to the last of these, doubled each time. */
const PAUSES = { first: 250, last: 5_000 };

/** How long and until when a database is asked again. */
export interface Patience {
  /** Ends the asking. */
  readonly signal?: AbortSignal | undefined;
  /** Ms for which a fault is borne with, counted from the first time of asking; 0 where it does not pass by itself. */
  readonly bears?: (fault: Fault) => number;
  /** Told once, when the waiting begins. */
  readonly onWait?: ((why: Fault) => void) | undefined;
}

const bearsPassing = (fault: Fault): number => (isPassing(fault) ? PATIENCE_MINUTES * 60_000 : 0);

/**
 * Asks the database, again and again while it cannot be reached: it may be restarted under a run. What is asked must do no
 * harm when it is done twice, as an answer may have been lost on its way.
 *
 * @throws Fault when the patience ends, for any other error, and when the signal is aborted meanwhile
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  { signal, bears = bearsPassing, onWait }: Patience = {},
): Promise<T> {
  const since = Date.now();
  for (let pause = PAUSES.first; ; pause = Math.min(pause * 2, PAUSES.last)) {
    try {
      return await ask();
    } catch (error) {
      const fault = queueFault(error);
      if (Date.now() - since >= bears(fault) || signal?.aborted === true) throw fault;
      if (pause === PAUSES.first) onWait?.(fault);
      await sleep(pause * (0.5 + Math.random()), undefined, signal && { signal }).catch(() => undefined);
    }
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Ms of uninterrupted work after which timers and sockets are let through. */
const TURN_MS = 10;

/**
 * SQLite answers at once, so a caller that asks again and again would never let a timer or a socket have its turn: a bot
 * would miss its heartbeat while it works off a backlog. Each question waits here first, mostly for nothing.
 */
export function turns(): () => Promise<void> {
  let began: number | undefined;
  return async () => {
    const now = performance.now();
    if (began === undefined) {
      began = now;
      setImmediate(() => {
        began = undefined;
      });
    } else if (now - began > TURN_MS) await nextTurn();
  };
}

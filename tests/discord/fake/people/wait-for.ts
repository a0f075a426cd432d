import type { World } from '../world/world.js';

/** How long to wait, and for what, should it not come. */
export interface Patience {
  timeout?: number;
  what?: string;
}

const POLL_MS = 20;

/** Waits until `look` finds something: it looks after every effect, and now and then besides. */
export async function waitFor<T>(
  world: World,
  look: () => T | null | undefined | false,
  { timeout = 5000, what = 'what was waited for' }: Patience = {},
): Promise<T> {
  // The place of the wait, which the timer below would not show.
  const waiting = new Error();
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      clearInterval(poll);
      clearTimeout(deadline);
      unlisten();
    };
    const check = (): void => {
      let found: T | null | undefined | false;
      try {
        found = look();
      } catch (error) {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      if (found === null || found === undefined || found === false) return;
      stop();
      resolve(found);
    };
    const unlisten = world.effects.listen(check);
    const poll = setInterval(check, POLL_MS);
    const deadline = setTimeout(() => {
      stop();
      const last = world.effects.all.slice(-8).map(({ kind }) => kind);
      waiting.message = `${what} did not come within ${timeout} ms; the last effects were: ${last.join(', ') || 'none'}`;
      reject(waiting);
    }, timeout);
    check();
  });
}

import type { Services } from './services.js';

/** Retention is counted in days: an hour more or less does not matter. */
const EVERY = 60 * 60_000;
/** Not in the first moments, when history is read back. */
const FIRST = 60_000;

/** Has the store swept from time to time; gives what ends that. */
export function startSweeper({ store, log, now }: Pick<Services, 'store' | 'log' | 'now'>): () => void {
  const sweep = (): void => {
    store.sweep(now()).then(
      (counts) => {
        log.info({ ...counts }, 'swept');
      },
      (error: unknown) => {
        log.error({ err: error }, 'could not sweep');
      },
    );
  };
  const first = setTimeout(sweep, FIRST).unref();
  const timer = setInterval(sweep, EVERY).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}

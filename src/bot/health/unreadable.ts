import type { Logger } from 'pino';
import type { Store } from '../../store/index.js';
import type { Metrics } from './metrics.js';

const watched = new WeakSet<Pick<Store, 'onUnreadable'>>();

/** Tells of rows of the store that cannot be read and were set aside: in the log, the metrics, and once a day in their server. */
export function watchUnreadable({
  store,
  metrics,
  log,
  now,
}: {
  readonly store: Store;
  readonly metrics: Pick<Metrics, 'unreadable'>;
  readonly log: Logger;
  readonly now: () => number;
}): void {
  // A second client, without the Message Content intent, is made for the same store.
  if (watched.has(store)) return;
  watched.add(store);
  store.onUnreadable(({ table, key, guildId, code }) => {
    metrics.unreadable(table);
    log.error({ table, key, guildId, code }, 'a row of the store cannot be read and is set aside');
    if (guildId === null) return;
    const day = new Date(now()).toISOString().slice(0, 10);
    store.outbox
      .add([
        {
          guildId,
          partitionKey: `notice:${guildId}`,
          key: `notice:unreadable:${guildId}:${day}`,
          effect: { kind: 'notice', notice: 'unreadable', values: {} },
        },
      ])
      .catch((error: unknown) => {
        log.warn({ err: error, guildId }, 'a notice could not be stored');
      });
  });
}

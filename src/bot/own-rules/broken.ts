import type { Logger } from 'pino';
import type { BrokenOwnRule, Store } from '../../store/index.js';

/**
 * Tells the moderators once of each rule of their own that is left out because it cannot be read or compiled, and the log.
 * Never throws: judging goes on whatever happens to the notice.
 */
export function tellOfBroken({
  store,
  outbox,
  log,
}: {
  readonly store: Pick<Store, 'outbox'>;
  readonly outbox: { wake(): void };
  readonly log: Logger;
}): (guildId: string, broken: readonly BrokenOwnRule[], error?: unknown) => void {
  return (guildId, broken, error) => {
    log.warn({ guildId, broken, err: error }, 'rules of a server are left out');
    store.outbox
      .add(
        broken.map(({ id, code }) => ({
          guildId,
          partitionKey: `notice:${guildId}`,
          key: `notice:own-rule-broken:${id}:${code}`,
          // Its name may be what cannot be read.
          effect: { kind: 'notice', notice: 'own-rule-broken', values: { name: id, code } },
        })),
      )
      .then(
        () => {
          outbox.wake();
        },
        (cause: unknown) => {
          log.error({ err: cause, guildId }, 'a notice on rules could not be stored');
        },
      );
  };
}

import type { Logger } from 'pino';
import { isOwnPack, type OwnRuleTest, testOwnRule } from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import { safeLine } from '../discord/safe-text.js';
import type { Judges } from '../judges.js';

interface WatchServices {
  readonly store: Store;
  readonly judges: Pick<Judges, 'server' | 'forget'>;
  readonly outbox: { wake(): void };
  readonly log: Logger;
  readonly now: () => number;
}

/** Puts a live rule of a server's own back to shadow when decisions show that it is less precise than the server asks. */
export class OwnRuleWatch {
  readonly #services: WatchServices;
  readonly #looking = new Set<Promise<unknown>>();

  constructor(services: WatchServices) {
    this.#services = services;
  }

  /** Call after each decision and each undo with the evidence key of the flag. Returns at once and never throws. */
  decided(guildId: string, evidenceKey: string): void {
    if (isOwnPack(evidenceKey)) this.#start(guildId, this.look(guildId, evidenceKey));
  }

  /** Call after many were decided or undone at once: looks at every live rule of the server. Returns at once and never throws. */
  decidedMany(guildId: string): void {
    this.#start(guildId, this.#lookAtAll(guildId));
  }

  async #lookAtAll(guildId: string): Promise<void> {
    const { own } = await this.#services.judges.server(guildId);
    for (const { pack } of own.live) await this.look(guildId, pack.id);
  }

  #start(guildId: string, look: Promise<unknown>): void {
    const looking = look
      .catch((error: unknown) => {
        this.#services.log.error({ err: error, guildId }, 'a rule of a server could not be looked at');
      })
      .finally(() => this.#looking.delete(looking));
    this.#looking.add(looking);
  }

  /** Resolves when nothing is being looked at. */
  async settled(): Promise<void> {
    while (this.#looking.size > 0) await Promise.all(this.#looking);
  }

  /**
   * Tests the rule of an evidence key on the decisions since its version went live, and puts it back where it fails: state,
   * note and notice in one transaction.
   *
   * @returns what the test says; null where no such rule is live
   * @throws `Fault` `store/…`
   */
  async look(guildId: string, evidenceKey: string): Promise<OwnRuleTest | null> {
    const { store, judges, outbox, log, now } = this.#services;
    const { own, settings } = await judges.server(guildId);
    const rule = own.live.find(({ pack }) => pack.id === evidenceKey)?.rule;
    if (rule === undefined) return null;
    const counts = await store.ownRules.accuracy(guildId, evidenceKey, rule.changedAt);
    const test = testOwnRule(counts, settings.gate.precision);
    if (!test.fails) return test;
    const { right, decided, p, precision } = test;
    const { id, version } = rule;
    const at = now();
    const moved = await store.ownRules.move(
      guildId,
      id,
      { version, from: 'live', to: 'shadow' },
      {
        figures: { right, decided, p },
        now: at,
        effects: [
          {
            guildId,
            partitionKey: `notice:${guildId}`,
            key: `notice:own-rule-demoted:${id}:${version}:${rule.changedAt}`,
            effect: {
              kind: 'notice',
              notice: 'own-rule-demoted',
              values: {
                name: safeLine(rule.form?.name ?? '', 60),
                right: String(right),
                decided: String(decided),
                precision: String(precision),
                p: p.toExponential(1),
              },
            },
          },
        ],
      },
    );
    // Somebody has moved or changed it meanwhile.
    if (moved === undefined) return test;
    judges.forget(guildId);
    outbox.wake();
    log.info({ guildId, ruleId: id, version, right, decided, p }, 'a rule of a server went back to shadow');
    return test;
  }
}

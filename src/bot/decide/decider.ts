import type { Case, Decision, Flag } from '../../moderation/index.js';
import type { Refused, Store } from '../../store/index.js';
import type { Metrics } from '../health/metrics.js';
import type { Learning } from '../learning/learning.js';
import type { OwnRuleWatch } from '../own-rules/watch.js';
import { DECISION_TABLE } from './decisions.js';
import { decisionEffects, undoEffects } from './effects.js';

export type Decided =
  { readonly flag: Flag; readonly case: Case } | { readonly refused: Refused; readonly flag?: Flag };

/** Applies decisions; buttons, the queue and commands all decide through it. */
export class Decider {
  readonly #services: DeciderServices;

  constructor(services: DeciderServices) {
    this.#services = services;
  }

  /**
   * Decides an open flag: stores decision, case and effects in one transaction, then wakes the outbox. Of concurrent
   * decisions one wins.
   */
  async decide(request: {
    readonly guildId: string;
    readonly flagId: string;
    readonly decision: Decision;
    readonly moderatorId: string;
    readonly why?: string | null;
  }): Promise<Decided> {
    const { store, now } = this.#services;
    const settings = await store.servers.settings(request.guildId);
    const at = now();
    const decided = await store.cases.decide({
      ...request,
      removes: DECISION_TABLE[request.decision].removes,
      why: request.why ?? null,
      now: at,
      effects: (caseNumber, flag) =>
        decisionEffects(flag, request.decision, caseNumber, { ...settings, now: at }),
    });
    return this.#done(request.guildId, request.decision, decided);
  }

  /** Undoes the current decision on a flag. */
  async undo(request: {
    readonly guildId: string;
    readonly flagId: string;
    readonly moderatorId: string;
  }): Promise<Decided> {
    const { store, now } = this.#services;
    const undone = await store.cases.undo({
      ...request,
      now: now(),
      effects: (caseNumber, before, flag) => undoEffects(flag, before, caseNumber),
    });
    return this.#done(request.guildId, 'undo', undone);
  }

  #done(guildId: string, decision: Decision | 'undo', decided: Decided): Decided {
    if ('refused' in decided) return decided;
    const { outbox, learning, ownRules, metrics } = this.#services;
    outbox.wake();
    learning.decided(guildId);
    ownRules?.decided(guildId, decided.flag.evidenceKey);
    metrics.decided(decision);
    return decided;
  }
}

export interface DeciderServices {
  readonly store: Store;
  readonly outbox: { wake(): void };
  readonly learning: Pick<Learning, 'decided'>;
  /** Looks at the precision of the server's own rules. */
  readonly ownRules?: Pick<OwnRuleWatch, 'decided'> | undefined;
  readonly metrics: Pick<Metrics, 'decided'>;
  readonly now: () => number;
}

import {
  actPartitionKey,
  bulkCard,
  type BulkDecision,
  bulkUpdate,
  type Case,
  currentAct,
  type Decision,
  type Flag,
  type Site,
} from '../../moderation/index.js';
import type { BulkSettled, Refused, Store } from '../../store/index.js';
import type { Metrics } from '../health/metrics.js';
import type { Learning } from '../learning/learning.js';
import { discordEffects } from '../site/events.js';
import type { Sites } from '../site/sites.js';
import type { OwnRuleWatch } from '../own-rules/watch.js';
import { DECISION_TABLE } from './decisions.js';
import { noteEffects } from '../feedback/note-effects.js';
import { decisionEffects, effectAnew, undoEffects, updateAfter } from './effects.js';

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
    const listening = await this.#listening(request.guildId);
    const at = now();
    const decided = await store.cases.decide({
      ...request,
      removes: DECISION_TABLE[request.decision].removes,
      why: request.why ?? null,
      now: at,
      effects: (caseNumber, flag) => [
        ...decisionEffects(flag, request.decision, caseNumber, { ...settings, now: at }),
        ...discordEffects(listening, flag, caseNumber),
        ...noteEffects(flag, request.decision, caseNumber, settings),
      ],
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
    const listening = await this.#listening(request.guildId);
    const at = now();
    const undone = await store.cases.undo({
      ...request,
      now: at,
      effects: (caseNumber, before, flag) => [
        ...undoEffects(flag, before, caseNumber, at),
        ...discordEffects(listening, flag, caseNumber),
      ],
    });
    return this.#done(request.guildId, 'undo', undone);
  }

  /**
   * Orders what fails about a flag anew: the effect of a decision, or of undoing one. Refused where it is done, or something
   * else was decided since.
   */
  async retry(request: {
    readonly guildId: string;
    readonly flagId: string;
  }): Promise<{ readonly flag: Flag } | { readonly refused: Refused | 'done' | 'replaced' }> {
    const { store, now, outbox } = this.#services;
    const { guildId, flagId } = request;
    const flag = await store.flags.get(guildId, flagId);
    if (flag === undefined) return { refused: 'unknown' };
    const act = currentAct(flag, await store.outbox.acts(guildId, [actPartitionKey(flagId)]));
    const last = act && (await store.cases.get(guildId, act.effect.caseNumber));
    if (last === undefined) return { refused: 'done' };
    const undone = last.undoes === null ? undefined : await store.cases.get(guildId, last.undoes);
    const at = now();
    const settings = await store.servers.settings(guildId);
    const fresh = effectAnew(flag, last, undone, { ...settings, now: at });
    if (fresh === undefined) return { refused: 'done' };
    const renewed = await store.outbox.renew(guildId, fresh, [updateAfter(flag, fresh.key, `renewed-${at}`)]);
    if (renewed !== 'renewed') return { refused: renewed };
    outbox.wake();
    return { flag };
  }

  /**
   * Decides what is still open of a bulk's preview: cases, effects and the card of the bulk in one transaction. Its effects
   * take turns of their own, so that no single decision waits for them.
   */
  async decideBulk(request: {
    readonly guildId: string;
    readonly id: string;
    readonly decision: BulkDecision;
    readonly moderatorId: string;
    readonly why?: string | null;
  }): Promise<BulkSettled> {
    const { store, now, metrics } = this.#services;
    const { guildId, id: bulk, decision } = request;
    const settings = await store.servers.settings(guildId);
    const listening = await this.#listening(guildId);
    const at = now();
    const decided = await store.bulks.decide({
      ...request,
      removes: DECISION_TABLE[decision].removes,
      why: request.why ?? null,
      now: at,
      effects: (caseNumber, flag) =>
        [
          ...decisionEffects(flag, decision, caseNumber, { ...settings, now: at }),
          ...discordEffects(listening, flag, caseNumber),
        ].map((effect) => ({ ...effect, bulk })),
      also: [bulkCard(request)],
    });
    if ('refused' in decided) return decided;
    for (let n = 0; n < decided.settled; n++) metrics.decided(decision);
    return this.#bulkDone(guildId, decided);
  }

  /** Undoes a bulk: each flag as its own undoing would; those that were decided anew since are left. */
  async undoBulk(request: {
    readonly guildId: string;
    readonly id: string;
    readonly moderatorId: string;
  }): Promise<BulkSettled> {
    const { store, now, metrics } = this.#services;
    const { guildId, id: bulk } = request;
    const listening = await this.#listening(guildId);
    const at = now();
    const undone = await store.bulks.undo({
      ...request,
      now: at,
      effects: (caseNumber, before, flag) =>
        [...undoEffects(flag, before, caseNumber, at), ...discordEffects(listening, flag, caseNumber)].map(
          (effect) => ({ ...effect, bulk }),
        ),
      also: [bulkUpdate(request, at, 'undone')],
    });
    if ('refused' in undone) return undone;
    for (let n = 0; n < undone.settled; n++) metrics.decided('undo');
    return this.#bulkDone(guildId, undone);
  }

  #bulkDone(guildId: string, settled: BulkSettled): BulkSettled {
    const { outbox, learning, ownRules } = this.#services;
    outbox.wake();
    learning.decided(guildId);
    ownRules?.decidedMany(guildId);
    return settled;
  }

  /** The sites that are to be told of decisions on messages of Discord. */
  async #listening(guildId: string): Promise<Site[]> {
    return (await this.#services.sites?.listening(guildId, 'discord')) ?? [];
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
  readonly ownRules?: Pick<OwnRuleWatch, 'decided' | 'decidedMany'> | undefined;
  readonly metrics: Pick<Metrics, 'decided'>;
  readonly sites?: Pick<Sites, 'listening'> | undefined;
  readonly now: () => number;
}

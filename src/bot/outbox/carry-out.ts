import type { REST } from 'discord.js';
import type { Effect, OutboxItem } from '../../review/index.js';
import type { Services } from '../services.js';
import { postCard } from './effects/card.js';
import { updateCard } from './effects/card-update.js';
import { deleteMessage } from './effects/delete.js';
import { copyHidden } from './effects/hide-copy.js';
import { postNotice } from './effects/notice.js';
import { restoreMessage } from './effects/restore.js';
import { endTimeout, timeOut } from './effects/timeout.js';

/** What an effect is carried out with. */
export interface Hands extends Pick<Services, 'client' | 'store' | 'metrics' | 'now' | 'log'> {
  readonly rest: REST;
  /** Ends an attempt before its lease ends: a request that waits too long is given up and tried again. */
  readonly signal: AbortSignal;
}

/** What came of an attempt; an error that is thrown is judged by `failureOf`. */
export type Outcome =
  { readonly kind: 'done' } | { readonly kind: 'later'; readonly inMs: number; readonly why: string };

export const DONE: Outcome = { kind: 'done' };

/** An effect with what the outbox knows of it. */
export type Ordered<Kind extends Effect['kind']> = Omit<OutboxItem, 'effect'> & {
  readonly effect: Extract<Effect, { kind: Kind }>;
};

type Table = { readonly [Kind in Effect['kind']]: (item: Ordered<Kind>, hands: Hands) => Promise<Outcome> };

/** One file for each effect; each may be carried out again after an attempt of which nobody knows whether it worked. */
const EFFECTS: Table = {
  card: postCard,
  'card-update': updateCard,
  delete: deleteMessage,
  'hide-copy': copyHidden,
  timeout: timeOut,
  'timeout-end': endTimeout,
  restore: restoreMessage,
  notice: postNotice,
};

/** Carries out one effect. Rejects with what discord.js throws. */
export function carryOut(item: OutboxItem, hands: Hands): Promise<Outcome> {
  const act = EFFECTS[item.effect.kind] as (item: OutboxItem, hands: Hands) => Promise<Outcome>;
  return act(item, hands);
}

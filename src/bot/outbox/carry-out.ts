import type { Effect, OutboxItem } from '../../moderation/index.js';
import { postCard } from './effects/card.js';
import { updateCard } from './effects/card-update.js';
import { deleteMessage } from './effects/delete.js';
import { copyHidden } from './effects/hide-copy.js';
import { postNotice } from './effects/notice.js';
import { restoreMessage } from './effects/restore.js';
import { endTimeout, timeOut } from './effects/timeout.js';
import type { EffectContext, Ordered, Outcome } from './hands.js';

type Table = {
  readonly [Kind in Effect['kind']]: (item: Ordered<Kind>, hands: EffectContext) => Promise<Outcome>;
};

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
export function carryOut(item: OutboxItem, hands: EffectContext): Promise<Outcome> {
  const act = EFFECTS[item.effect.kind] as (item: OutboxItem, hands: EffectContext) => Promise<Outcome>;
  return act(item, hands);
}

import type { Flag } from '../../moderation/index.js';
import type { Base } from '../base.js';

/** Notes where the card of a flag was posted. */
export async function setCard(base: Base, id: string, card: NonNullable<Flag['card']>): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('flags')
      .set({ card_channel_id: card.channelId, card_message_id: card.messageId })
      .where('id', '=', id)
      .execute(),
  );
}

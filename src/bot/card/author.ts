import type { Language } from '../../fault.js';
import type { FlagContent } from '../../moderation/index.js';
import { safeLine } from './safe-text.js';
import { CARD } from '../../wording/bot/cards.js';

/** Who wrote a comment: a person as a mention that pings nobody, a webhook by its name. */
export function authorWords(author: NonNullable<FlagContent['author']>, language: Language): string {
  const name = safeLine(author.name, 40);
  return author.webhook ? `${name} (${CARD.webhook[language]})` : `<@${author.id}> (${name})`;
}

/** Who decided, as a mention that pings nobody; the bot itself under `act`. */
export function moderatorWords(moderatorId: string | null, language: Language): string {
  return moderatorId === null ? CARD.byBot[language] : `<@${moderatorId}>`;
}

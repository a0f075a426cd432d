import type { Language } from '../../fault.js';
import { QUOTATION } from '../../wording/bot/core.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { EffectContext } from './effect-context.js';

/** Discord's limit of an audit log reason in characters. */
export const LONGEST_REASON = 512;
/** Characters of a name. */
const NAME = 40;

/** Who decided, for Discord's audit log, by name and id; empty for the bot itself. */
export async function auditModerator(
  guildId: string,
  moderatorId: string | null,
  language: Language,
  context: Pick<EffectContext, 'client'>,
): Promise<string> {
  if (moderatorId === null) return '';
  const name = await nameOf(guildId, moderatorId, context);
  return QUOTATION.auditModerator(moderatorId, name)[language];
}

/** The name of a member as the server sees it; null where Discord does not tell. A click has put it into the cache. */
async function nameOf(
  guildId: string,
  userId: string,
  { client }: Pick<EffectContext, 'client'>,
): Promise<string | null> {
  const guild = client.guilds.cache.get(guildId);
  const known = guild?.members.cache.get(userId) ?? client.users.cache.get(userId);
  const found = known ?? (await guild?.members.fetch(userId).catch(() => null));
  const name = found?.displayName.replace(/\s+/gu, ' ').trim() ?? '';
  return name === '' ? null : sanitizeForTerminal(name).slice(0, NAME);
}

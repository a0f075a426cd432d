import { MessageFlags, TextDisplayBuilder } from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import { EFFECT_NAMES, NOTICES } from '../../wording/bot/core.js';
import { lackWords, PERMISSIONS } from '../../wording/bot/guide.js';
import { SITE_NOTICES } from '../../wording/bot/site.js';
import { OWN_RULE_NOTICES } from '../../wording/bot/own-rules.js';
import { directChannel, post } from '../discord/messages.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from './effect-context.js';

type Values = Readonly<Record<string, string>>;

const nameOf = (values: Values): LocalizedText =>
  (EFFECT_NAMES as Record<string, LocalizedText>)[values.effect ?? ''] ?? EFFECT_NAMES.other;

/** The channel and the permission that is lacking there, as far as Discord tells. */
function placeOf({ channel, permission }: Values): LocalizedText | null {
  const name =
    permission === undefined ? undefined : (PERMISSIONS as Record<string, LocalizedText>)[permission];
  return channel === undefined && name === undefined ? null : lackWords(channel ?? null, name ?? null);
}

/** Texts of notices by name. Values are our own ids and names, or sanitized before. */
const TEXTS: Record<string, (values: Values) => LocalizedText> = {
  'missing-access': (values) => NOTICES.missingAccess(nameOf(values), placeOf(values)),
  'missing-channel': (values) => NOTICES.missingChannel(nameOf(values)),
  'log-channel-deleted': () => NOTICES.logChannelDeleted,
  'place-deleted': ({ name }) => NOTICES.boundChannelDeleted(name ?? ''),
  'thread-no-article': ({ channel }) => NOTICES.threadWithoutArticle(channel ?? '0'),
  'no-content-intent': () => NOTICES.noContentIntent,
  unreadable: () => NOTICES.unreadable,
  'site-dead-letter': ({ site }) => SITE_NOTICES.deadLetter(site ?? ''),
  'own-rule-demoted': ({ name = '', right = '', decided = '', precision = '', p = '' }) =>
    OWN_RULE_NOTICES.demoted(name, right, decided, precision, p),
  'own-rule-broken': ({ name = '', code = '' }) => OWN_RULE_NOTICES.broken(name, code),
};

/** The text of a notice; undefined for a name that this version does not know. */
function noticeText(name: string, values: Values): LocalizedText | undefined {
  return Object.hasOwn(TEXTS, name) ? TEXTS[name]!(values) : undefined;
}

/** Notices that other parts of the bot add to the outbox. */
export type NoticeName = 'log-channel-deleted' | 'place-deleted' | 'thread-no-article' | 'no-content-intent';

/**
 * Notifies the moderators: in the log channel, else in Discord's channel for community updates, else by a direct message to the
 * owner. Alone among the effects, a notice is dropped when it cannot be posted: `/help` shows the same state.
 */
export async function postNotice(item: Ordered<'notice'>, context: EffectContext): Promise<Outcome> {
  const { store, log } = context;
  const { notice, values, channelId } = item.effect;
  const { logChannelId, language } = await store.servers.settings(item.guildId);
  const sentence = noticeText(notice, values);
  if (sentence === undefined) return DONE;
  const text = new TextDisplayBuilder().setContent(`⚠️ ${sentence[language]}`).toJSON();
  const body = { flags: MessageFlags.IsComponentsV2, components: [text] } as const;
  for (const recipient of [channelId, logChannelId, 'updates', 'owner']) {
    if (recipient == null) continue;
    try {
      const target = await resolve(recipient, item.guildId, context);
      if (target === undefined) continue;
      await post(target, { ...body, components: [...body.components] }, `n${item.id}`, context);
      return DONE;
    } catch (error) {
      log.info({ err: error, notice }, 'a notice could not be posted here');
    }
  }
  return DONE;
}

/** The channel id of a recipient. */
async function resolve(
  recipient: string,
  guildId: string,
  { client, rest, signal }: EffectContext,
): Promise<string | undefined> {
  const guild = client.guilds.cache.get(guildId);
  if (recipient === 'updates') return guild?.publicUpdatesChannelId ?? undefined;
  if (recipient !== 'owner') return recipient;
  return guild === undefined ? undefined : directChannel(guild.ownerId, { rest, signal });
}

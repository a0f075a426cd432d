import { DIGEST_MS } from '../../moderation/index.js';
import { digestPage, digestTitle } from '../digest/page.js';
import { findOwn, post } from '../discord/messages.js';
import { DONE, type EffectContext, moot, type Ordered, type Outcome } from './effect-context.js';

/** Posts a digest in the log channel. A repeated attempt first looks for that of an earlier one. */
export async function postDigest(item: Ordered<'digest'>, context: EffectContext): Promise<Outcome> {
  const { store, now } = context;
  const { every, end } = item.effect;
  const { logChannelId, language, digest } = await store.servers.settings(item.guildId);
  // Turned off, or its channel was taken away, since it was ordered.
  if (logChannelId === null) return moot('log-channel');
  // A period late it is old news: the next one is about to come.
  if (digest === 'off' || now() - end > DIGEST_MS[every]) return DONE;
  const title = digestTitle(every, end, language);
  if (item.attempts > 0 && (await findOwn(logChannelId, item.createdAt, title, context)) !== undefined)
    return DONE;
  const { body, files } = await digestPage(context, item.guildId, { every, end }, language);
  const { flags, components } = body;
  await post(logChannelId, { flags, components }, `d${item.id}`, context, files);
  return DONE;
}

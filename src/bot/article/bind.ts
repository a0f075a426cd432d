import type { Article } from '../../article/index.js';
import type { BoundChannel } from '../../store/index.js';
import type { Services } from '../services.js';
import type { ReadArticle } from './reader.js';

export type BindServices = Pick<Services, 'store' | 'judges' | 'now'>;

/** A place that was bound. */
export interface Bound {
  readonly place: BoundChannel;
  /** Null: watched for threads with articles of their own. */
  readonly article: Article | null;
  /** The article it was bound to before, when that was another. */
  readonly before: Article | null;
}

/**
 * Binds a place to an article, or has it watched.
 *
 * @param cursor the id of what asked for it (an interaction, a thread): only messages after it are judged
 */
export async function bindPlace(
  { store, judges, now }: BindServices,
  {
    guildId,
    channelId,
    article,
    cursor,
  }: { guildId: string; channelId: string; article: ReadArticle | Article | null; cursor: string },
): Promise<Bound> {
  const old = await store.channels.get(channelId);
  const kept = article === null ? null : await store.articles.add(guildId, article);
  const place = await store.channels.bind({
    guildId,
    channelId,
    articleId: kept?.id ?? null,
    cursor,
    at: now(),
    // A thread that was taken out is back in.
    ...(isTakenOut(old) ? { mode: null } : {}),
  });
  judges.forget(guildId);
  const before =
    old?.articleId == null || old.articleId === kept?.id
      ? null
      : ((await store.articles.get(guildId, old.articleId)) ?? null);
  return { place, article: kept, before };
}

/** Whether a place is a thread that a moderator took out: not judged, though its parent is bound or watched. */
export function isTakenOut(place: BoundChannel | undefined): boolean {
  return place?.articleId === null && place.mode === 'off';
}

/** Takes a thread out of its parent's place, so that it is neither judged nor bound anew after a restart. */
export async function takeOut(
  { store, judges, now }: BindServices,
  { guildId, channelId }: { guildId: string; channelId: string },
): Promise<void> {
  // First, so that its open flags are closed.
  await store.channels.unbind(channelId, 'place-unbound', now());
  await store.channels.bind({ guildId, channelId, articleId: null, mode: 'off', at: now() });
  judges.forget(guildId);
}

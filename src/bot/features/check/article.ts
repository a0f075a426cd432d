import type { ApplicationCommandOptionChoiceData, ChatInputCommandInteraction } from 'discord.js';
import type { Article } from '../../../article/index.js';
import { Fault } from '../../../fault.js';
import { choseongOf } from '../../../hangul/letters/choseong.js';
import { shorten } from '../../../judge/explain.js';
import { FAULTS } from '../../../wording/bot/check.js';
import type { InteractionContext } from '../../gateway/feature.js';

/** Whether a name contains the typed text, ignoring spaces and case; initial consonants match too (ㄷㅇ finds 대유). */
export function likeTyped(name: string, typed: string): boolean {
  const [haystack, needle] = [bare(name), bare(typed)];
  return haystack.includes(needle) || choseongOf(haystack).includes(needle);
}

function bare(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, '');
}

/** Discord's limits: autocomplete choices, and characters of a choice. */
const MOST = 25;
const NAME = 100;
/** The id of an article that is not stored. */
const ASKED = 'asked';

type Place = Pick<ChatInputCommandInteraction<'cached'>, 'guild' | 'guildId' | 'channelId'>;

/**
 * Returns the article of a channel: its own, or else that of its parent channel.
 *
 * @throws Fault `check/nothing-bound`, whose text says how to go on
 */
export async function articleHere(
  { store }: Pick<InteractionContext, 'store'>,
  place: Place,
): Promise<Article> {
  const article = await boundArticle({ store }, place);
  if (article !== undefined) return article;
  const isBound = (await store.articles.bound(place.guildId)).length > 0;
  throw new Fault('check/nothing-bound', isBound ? FAULTS.nothingBound : FAULTS.nothingAnywhere);
}

/** The article of a channel, its own or else that of its parent channel; undefined when it has none. */
export async function boundArticle(
  { store }: Pick<InteractionContext, 'store'>,
  { guild, guildId, channelId }: Place,
): Promise<Article | undefined> {
  // Archived threads are not in memory.
  const channel =
    guild.channels.cache.get(channelId) ?? (await guild.channels.fetch(channelId).catch(() => null));
  const ids = [channelId, channel?.isThread() === true ? channel.parentId : null];
  for (const id of ids) {
    const boundChannel = id === null ? undefined : await store.channels.get(id);
    if (boundChannel?.guildId !== guildId || boundChannel.articleId === null) continue;
    const article = await store.articles.get(guildId, boundChannel.articleId);
    if (article !== undefined) return article;
  }
  return undefined;
}

/**
 * Finds a bound article by id (a chosen suggestion) or by typed title.
 *
 * @throws Fault `check/no-article`
 */
export async function articleNamed(
  { store }: Pick<InteractionContext, 'store'>,
  guildId: string,
  given: string,
): Promise<Article> {
  const bound = await store.articles.bound(guildId);
  const byId = bound.find(({ id }) => id === given);
  if (byId !== undefined) return byId;
  const fitting = bound.filter(({ title }) => likeTyped(title, given));
  if (fitting.length === 1) return fitting[0]!;
  throw new Fault('check/no-article', FAULTS.noArticle);
}

/** Reads the article at a URL for one check; returns the bound article instead if that has the same URL. */
export async function articleAt(
  { store, articles }: Pick<InteractionContext, 'store' | 'articles'>,
  guildId: string,
  url: string,
): Promise<Article> {
  const [read, bound] = await Promise.all([articles.fromUrl(url.trim()), store.articles.bound(guildId)]);
  const same = bound.find((one) => one.title === read.title && one.body === read.body);
  return same ?? { ...read, id: ASKED };
}

/** Bound articles whose titles match the typed text, the most recently bound first. */
export async function articleChoices(
  { store }: Pick<InteractionContext, 'store'>,
  guildId: string,
  typed: string,
): Promise<ApplicationCommandOptionChoiceData<string>[]> {
  const bound = await store.articles.bound(guildId);
  return bound
    .filter(({ id, title }) => id.length <= NAME && likeTyped(title, typed))
    .slice(-MOST)
    .reverse()
    .map(({ id, title }) => ({ name: shorten(title, NAME - 1), value: id }));
}

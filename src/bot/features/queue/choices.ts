import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { shorten } from '../../../judge/explain.js';
import { evidenceName } from '../../../moderation/index.js';
import { likeTyped } from '../check/like-typed.js';
import type { InteractionContext } from '../../router/feature.js';
import { packTitles } from './show.js';

/** Discord's most choices, and the most characters of one. */
const MOST = 25;
const NAME = 100;
/** Articles whose titles are read for a menu. */
const TITLES = 100;

/** Something that open flags have, as a menu offers it. */
export interface Offered {
  readonly value: string;
  readonly name: string;
  readonly count: number;
}

/** Articles that have open flags, those with the most first. */
export async function openArticles(
  { store }: Pick<InteractionContext, 'store'>,
  guildId: string,
): Promise<Offered[]> {
  const counted = (await store.flags.articles(guildId)).slice(0, TITLES);
  const articles = await Promise.all(counted.map(({ articleId }) => store.articles.get(guildId, articleId)));
  return counted.map(({ articleId, count }, i) => ({
    value: articleId,
    name: articles[i]?.title ?? articleId,
    count,
  }));
}

/** Kinds of evidence that open flags have, those with the most first. */
export async function openReasons(
  { store, judges, say }: Pick<InteractionContext, 'store' | 'judges' | 'say'>,
  guildId: string,
): Promise<Offered[]> {
  const titles = packTitles(judges);
  const counted = await store.flags.evidenceKeys(guildId);
  return counted.map(({ key, count }) => ({ value: key, name: say(evidenceName(key, titles)), count }));
}

/** What fits the words typed so far, as choices of Discord: the name with how many there are. */
export function asChoices(
  offered: readonly Offered[],
  typed: string,
): ApplicationCommandOptionChoiceData<string>[] {
  return offered
    .filter(({ name, value }) => value.length <= NAME && likeTyped(name, typed))
    .slice(0, MOST)
    .map(({ name, value, count }) => {
      const end = ` (${count})`;
      return { name: `${shorten(name, NAME - end.length - 1)}${end}`, value };
    });
}

/** What was chosen, or typed without choosing: by value, else the only one whose name fits. */
export function chosen(offered: readonly Offered[], given: string): Offered | undefined {
  const exact = offered.find(({ value }) => value === given);
  if (exact !== undefined) return exact;
  const fitting = offered.filter(({ name }) => likeTyped(name, given));
  return fitting.length === 1 ? fitting[0] : undefined;
}

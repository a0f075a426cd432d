import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { createHash } from 'node:crypto';
import { shorten } from '../../../judge/explain.js';
import { evidenceName } from '../../../moderation/index.js';
import type { FlagStore, QueueFilter } from '../../../store/index.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { likeTyped } from '../check/article.js';

/** The filters a moderator chose. */
export type Choice = Pick<QueueFilter, 'articleId' | 'evidenceKey' | 'olderThanMs'>;

/** Ages offered as filters, in minutes. */
export const AGES = [10, 60, 360, 1_440, 4_320] as const;

const MINUTE = 60_000;
const ANY = 'x';

/**
 * Encodes the filters as one part of a custom_id. Ids and keys would not fit, so it holds short digests, which
 * `readChoice` compares with the articles and evidence of open flags.
 *
 * @example choiceId({ olderThanMs: 3_600_000 }) // 'x-x-60'
 */
export function choiceId({ articleId, evidenceKey, olderThanMs }: Choice): string {
  const age = olderThanMs === undefined ? ANY : String(Math.round(olderThanMs / MINUTE));
  return [tag(articleId), tag(evidenceKey), age].join('-');
}

/**
 * Decodes the filters of {@link choiceId} for a server.
 *
 * @returns null if no open flag has the article or the evidence any more, so nothing can match
 */
export async function readChoice(
  flags: Pick<FlagStore, 'groups'>,
  guildId: string,
  id: string,
): Promise<Choice | null> {
  const [articleTag = ANY, keyTag = ANY, age = ANY] = id.split('-');
  const choice: { -readonly [Key in keyof Choice]: Choice[Key] } = {};
  if (articleTag !== ANY) {
    const articles = await flags.groups(guildId, 'articleId');
    const found = articles.find(({ value }) => tag(value) === articleTag);
    if (found === undefined) return null;
    choice.articleId = found.value;
  }
  if (keyTag !== ANY) {
    const keys = await flags.groups(guildId, 'evidenceKey');
    const found = keys.find(({ value }) => tag(value) === keyTag);
    if (found === undefined) return null;
    choice.evidenceKey = found.value;
  }
  if (/^\d{1,6}$/.test(age)) choice.olderThanMs = Number(age) * MINUTE;
  return choice;
}

/** 40 bits of SHA-256: enough to avoid collisions among the few hundred articles and evidence keys of one server. */
function tag(text: string | undefined): string {
  return text === undefined ? ANY : createHash('sha256').update(text).digest('hex').slice(0, 10);
}

/** Discord's limits: autocomplete choices, and characters of a choice. */
const MOST = 25;
const NAME = 100;
/** Articles loaded for a menu. */
const TITLES = 100;

/** A filter option: an article or a kind of evidence with its number of open flags. */
export interface Offered {
  readonly value: string;
  readonly name: string;
  readonly count: number;
}

/** Articles with open flags, most flags first. */
export async function openArticles(
  { store }: Pick<InteractionContext, 'store'>,
  guildId: string,
): Promise<Offered[]> {
  const counted = (await store.flags.groups(guildId, 'articleId')).slice(0, TITLES);
  const articles = await Promise.all(counted.map(({ value }) => store.articles.get(guildId, value)));
  return counted.map(({ value, count }, i) => ({ value, name: articles[i]?.title ?? value, count }));
}

/** Kinds of evidence of open flags, most flags first. */
export async function openReasons(
  { store, judges, say }: Pick<InteractionContext, 'store' | 'judges' | 'say'>,
  guildId: string,
): Promise<Offered[]> {
  const titles = await judges.titles(guildId);
  const counted = await store.flags.groups(guildId, 'evidenceKey');
  return counted.map(({ value, count }) => ({ value, name: say(evidenceName(value, titles)), count }));
}

/** The options that match the typed text, as Discord choices with their counts. */
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

/** Finds the option by value, or else the only one whose name matches the typed text. */
export function chosen(offered: readonly Offered[], given: string): Offered | undefined {
  const exact = offered.find(({ value }) => value === given);
  if (exact !== undefined) return exact;
  const fitting = offered.filter(({ name }) => likeTyped(name, given));
  return fitting.length === 1 ? fitting[0] : undefined;
}

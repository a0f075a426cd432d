import { createHash } from 'node:crypto';
import type { FlagStore, QueueFilter } from '../../../store/index.js';

/** What a moderator chose to look at. */
export type Choice = Pick<QueueFilter, 'articleId' | 'evidenceKey' | 'olderThan'>;

/** Ages offered, in minutes. */
export const AGES = [10, 60, 360, 1_440, 4_320] as const;

const MINUTE = 60_000;
const ANY = 'x';

/**
 * A choice as one id of a custom_id: short digests instead of ids and keys, which together would not fit. They are read
 * against what open flags have, see `readChoice`.
 *
 * @example choiceId({ olderThan: 3_600_000 }) // 'x-x-60'
 */
export function choiceId({ articleId, evidenceKey, olderThan }: Choice): string {
  const age = olderThan === undefined ? ANY : String(Math.round(olderThan / MINUTE));
  return [tag(articleId), tag(evidenceKey), age].join('-');
}

/**
 * The choice that an id stands for in a server.
 *
 * @returns null when no open flag has its article or its reason any more, so that nothing is left to look at
 */
export async function readChoice(
  flags: Pick<FlagStore, 'articles' | 'evidenceKeys'>,
  guildId: string,
  id: string,
): Promise<Choice | null> {
  const [articleTag = ANY, keyTag = ANY, age = ANY] = id.split('-');
  const choice: { -readonly [Key in keyof Choice]: Choice[Key] } = {};
  if (articleTag !== ANY) {
    const articles = await flags.articles(guildId);
    const found = articles.find(({ articleId }) => tag(articleId) === articleTag);
    if (found === undefined) return null;
    choice.articleId = found.articleId;
  }
  if (keyTag !== ANY) {
    const keys = await flags.evidenceKeys(guildId);
    const found = keys.find(({ key }) => tag(key) === keyTag);
    if (found === undefined) return null;
    choice.evidenceKey = found.key;
  }
  if (/^\d{1,6}$/.test(age)) choice.olderThan = Number(age) * MINUTE;
  return choice;
}

/** 40 bits of SHA-256: among the few hundred things of one server no two are mistaken for each other. */
function tag(text: string | undefined): string {
  return text === undefined ? ANY : createHash('sha256').update(text).digest('hex').slice(0, 10);
}

import { createHash } from 'node:crypto';
import type { FlagGroupKey, FlagSelection } from '../../moderation/index.js';
import type { FlagStore, QueueSort } from '../../store/index.js';

/** The filters that a moderator chose, and the order. */
export interface Choice extends FlagSelection {
  readonly sort?: Exclude<QueueSort, 'score'>;
}

/** The filters of a choice, without the order. */
export function filtersOf(choice: Choice): FlagSelection {
  const filters: { -readonly [Key in keyof Choice]: Choice[Key] } = { ...choice };
  delete filters.sort;
  return filters;
}

/** The encoded choice without any filter. */
export const ALL = 'x';

const MINUTE = 60_000;
/** Letters of the filters that are told by a digest. */
const TAGGED = {
  a: 'articleId',
  r: 'evidenceKey',
  p: 'channelId',
  u: 'authorHash',
  k: 'campaignId',
} as const satisfies Record<string, FlagGroupKey>;
const SORTS = { o: 'oldest', n: 'newest' } as const;
const MOST_DONE = 36 ** 3 - 1;

/**
 * Encodes filters, order and the number of decisions of this session as one part of a custom_id, 56 characters at most. Ids and
 * keys would not fit, so it holds short digests, which `readChoice` compares with what open flags have.
 *
 * @example choiceId({ olderThanMs: 3_600_000, from: 0.9 }) // 'o0060s9000'
 */
export function choiceId(choice: Choice, done = 0): string {
  const { olderThanMs, from, below, sort } = choice;
  const parts = Object.entries(TAGGED).map(([letter, key]) => {
    const value = choice[key];
    return value === undefined ? '' : letter + tag(value);
  });
  if (olderThanMs !== undefined) parts.push(`o${digits(olderThanMs / MINUTE, 4)}`);
  // 00 is no bound: no score is below it.
  if (from !== undefined || below !== undefined)
    parts.push(`s${digits((from ?? 0) * 100, 2)}${digits((below ?? 0) * 100, 2)}`);
  if (sort !== undefined) parts.push(`t${sort === 'oldest' ? 'o' : 'n'}`);
  if (done > 0) parts.push(`d${Math.min(done, MOST_DONE).toString(36).padStart(3, '0')}`);
  return parts.join('') || ALL;
}

function digits(number: number, width: number): string {
  return String(Math.min(Math.round(number), 10 ** width - 1)).padStart(width, '0');
}

/** 36 bits of SHA-256: enough to avoid collisions among the few thousand authors and articles of one server. */
function tag(text: string): string {
  const digest = createHash('sha256').update(text).digest().readUIntBE(0, 6);
  return (digest % 36 ** 7).toString(36).padStart(7, '0');
}

const PART = /([arpuk])([0-9a-z]{7})|o(\d{4})|s(\d{2})(\d{2})|t([on])|d([0-9a-z]{3})/gy;

/** The parts of an encoded choice; undefined where it is none. */
function partsOf(id: string): RegExpMatchArray[] | undefined {
  if (id === ALL) return [];
  const parts = [...id.matchAll(PART)];
  return parts.map(([whole]) => whole).join('') === id ? parts : undefined;
}

/** Whether an encoded choice filters nothing; it may have an order. */
export function isUnfiltered(id: string): boolean {
  return partsOf(id)?.every(([whole]) => /^[td]/.test(whole)) ?? false;
}

/** The number of decisions of the session. */
export function doneOf(id: string): number {
  const part = partsOf(id)?.find((one) => one[7] !== undefined);
  return part === undefined ? 0 : parseInt(part[7]!, 36);
}

/** The same choice with so many more decisions in its session. */
export function withDone(id: string, more: number): string {
  const rest = (partsOf(id) ?? []).filter((one) => one[7] === undefined).map(([whole]) => whole);
  const done = Math.min(Math.max(0, doneOf(id) + more), MOST_DONE);
  if (done > 0) rest.push(`d${done.toString(36).padStart(3, '0')}`);
  return rest.join('') || ALL;
}

/**
 * Decodes the filters of {@link choiceId} for a server.
 *
 * @returns null if no open flag has the article, author and so on any more, so nothing can match
 */
export async function readChoice(
  flags: Pick<FlagStore, 'groups'>,
  guildId: string,
  id: string,
): Promise<Choice | null> {
  const parts = partsOf(id);
  if (parts === undefined) return null;
  const choice: { -readonly [Key in keyof Choice]: Choice[Key] } = {};
  for (const [, letter, digest, minutes, from, below, sort] of parts) {
    if (letter !== undefined) {
      const key = TAGGED[letter as keyof typeof TAGGED];
      const found = (await flags.groups(guildId, key)).find(({ value }) => tag(value) === digest);
      if (found === undefined) return null;
      choice[key] = found.value;
    }
    if (minutes !== undefined) choice.olderThanMs = Number(minutes) * MINUTE;
    if (from !== undefined && from !== '00') choice.from = Number(from) / 100;
    if (below !== undefined && below !== '00') choice.below = Number(below) / 100;
    if (sort !== undefined) choice.sort = SORTS[sort as keyof typeof SORTS];
  }
  return choice;
}

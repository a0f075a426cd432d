import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { shorten } from '../../../judge/explain.js';
import { evidenceName, type FlagGroupKey, type FlagSelection } from '../../../moderation/index.js';
import { bandWords } from '../../../wording/bot/bulk.js';
import { anonymousWords } from '../../../wording/bot/queue.js';
import { authorName } from '../../bulk/selection.js';
import { nameOf } from '../../campaigns/card.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { likeTyped } from '../check/article.js';

/** Ages offered as filters, in minutes. */
export const AGES = [10, 60, 360, 1_440, 4_320] as const;

/** Discord's limits: autocomplete choices, and characters of a choice. */
export const MOST = 25;
const NAME = 100;
/** Groups that are named for a menu: those with the most flags. */
const NAMED = 100;

/** A filter option with its number of open flags. */
export interface Offered {
  readonly value: string;
  readonly name: string;
  readonly count: number;
}

type Context = Pick<InteractionContext, 'store' | 'judges' | 'say' | 'language' | 'now'>;

/**
 * Articles, kinds of evidence, campaigns, authors or channels of open flags, most flags first.
 *
 * @param most as many are named; of channels, whose names Discord shows, `name` is a mention
 */
export async function openGroups(
  context: Context,
  guildId: string,
  by: FlagGroupKey,
  filter: FlagSelection = {},
  most = NAMED,
): Promise<Offered[]> {
  const { store, judges, say, language } = context;
  const counted = (await store.flags.groups(guildId, by, filter)).slice(0, most);
  const titles = by === 'evidenceKey' ? await judges.titles(guildId) : new Map<string, never>();
  const name = async (value: string): Promise<string> => {
    switch (by) {
      case 'articleId':
        return (await store.articles.get(guildId, value))?.title ?? value;
      case 'evidenceKey':
        return say(evidenceName(value, titles));
      case 'campaignId': {
        const campaign = await store.campaigns.get(guildId, value);
        return campaign === undefined ? value : nameOf(campaign, language);
      }
      case 'authorHash':
        return (await authorName(store, guildId, value)) ?? say(anonymousWords(value.slice(0, 6)));
      case 'channelId':
        return `<#${value}>`;
    }
  };
  const names = await Promise.all(counted.map(({ value }) => name(value)));
  return counted.map(({ value, count }, i) => ({ value, name: names[i]!, count }));
}

/** A band of scores: `from` inclusive, `below` exclusive, in percent. */
export interface Band {
  readonly from?: number;
  readonly below?: number;
}

/** Bands that are offered: round numbers down to the default threshold of flags, and what is left below them. */
const BANDS: readonly Band[] = [
  { from: 99 },
  { from: 95 },
  { from: 90 },
  { from: 80 },
  { below: 95 },
  { below: 90 },
  { below: 80 },
];

/** The bands that hold open flags. */
export async function openBands(
  { store, say, now }: Pick<Context, 'store' | 'say' | 'now'>,
  guildId: string,
  filter: FlagSelection = {},
): Promise<Offered[]> {
  const counts = await Promise.all(
    BANDS.map((band) => store.flags.count(guildId, { ...filter, ...asScores(band) }, now())),
  );
  return BANDS.flatMap((band, i) => {
    const count = counts[i]?.open ?? 0;
    return count === 0 ? [] : [{ value: bandId(band), name: say(bandWords(band.from, band.below)), count }];
  });
}

/** @example bandId({ from: 90 }) // '90-' */
export function bandId({ from, below }: Band): string {
  return `${from ?? ''}-${below ?? ''}`;
}

/**
 * Reads a band as it is typed: `90`, `90-`, `-80`, `80-95`, `90 이상`, `<80`, `80 미만`; percent signs may stand. Undefined
 * where it is none.
 */
export function readBand(typed: string): Band | undefined {
  const bare = typed.replace(/[\s%점수]/gu, '');
  const found =
    /^(?:(\d{1,3})[-~](\d{1,3})|(\d{1,3})(?:[-~]|이상|\+)?|(?:[-~<](\d{1,3})|(\d{1,3})미만))$/u.exec(bare);
  if (found === null) return undefined;
  const [, low, high, from, under, less] = found;
  const below = high ?? under ?? less;
  const least = low ?? from;
  const band = {
    ...(least === undefined || Number(least) === 0 ? {} : { from: Number(least) }),
    ...(below === undefined || Number(below) >= 100 ? {} : { below: Number(below) }),
  };
  const isEmpty = band.from !== undefined && (band.from > 99 || band.from >= (band.below ?? 100));
  return isEmpty || band.below === 0 ? undefined : band;
}

/** A band as scores of flags. */
export function asScores({ from, below }: Band): FlagSelection {
  return {
    ...(from === undefined ? {} : { from: from / 100 }),
    ...(below === undefined ? {} : { below: below / 100 }),
  };
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

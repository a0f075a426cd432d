import {
  ApplicationCommandOptionType as Type,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
} from 'discord.js';
import { z } from 'zod';
import { Fault } from '../../../fault.js';
import { bandWords } from '../../../wording/bot/bulk.js';
import { AGE_NAMES, COMMAND, GROUP_NAMES, notOffered, SORT_NAMES } from '../../../wording/bot/queue.js';
import { QUEUE_SORTS } from '../../../store/index.js';
import type { Choice } from '../../bulk/choice.js';
import { command, option } from '../../discord/command-builders.js';
import type { InteractionContext } from '../../gateway/feature.js';
import {
  AGES,
  asChoices,
  asScores,
  chosen,
  type Offered,
  bandId,
  openBands,
  openGroups,
  readBand,
} from './choice.js';
import { GROUPS } from './groups.js';

const localized = ({ ko, en }: { ko: string; en: string }) => ({ name: en, name_localizations: { ko } });

/** Definition of `/queue` with its filters. */
export const queueCommand = command({ name: 'queue', ...COMMAND.queue }, 'moderator', [
  option(Type.String, { name: 'article', ...COMMAND.article }, { autocomplete: true }),
  option(
    Type.String,
    { name: 'sort', ...COMMAND.sort },
    { choices: QUEUE_SORTS.map((value) => ({ ...localized(SORT_NAMES[value]), value })) },
  ),
  option(Type.String, { name: 'score', ...COMMAND.score }, { autocomplete: true }),
  option(Type.String, { name: 'reason', ...COMMAND.reason }, { autocomplete: true }),
  option(Type.Channel, { name: 'channel', ...COMMAND.channel }),
  option(Type.User, { name: 'author', ...COMMAND.author }),
  option(
    Type.Integer,
    { name: 'age', ...COMMAND.age },
    { choices: AGES.map((minutes) => ({ ...localized(AGE_NAMES[minutes]!), value: minutes })) },
  ),
  option(
    Type.String,
    { name: 'group', ...COMMAND.group },
    { choices: GROUPS.map((value) => ({ ...localized(GROUP_NAMES[value]), value })) },
  ),
]);

/** The filters that a command names. @throws Fault `queue/no-article`, `queue/no-reason`, `queue/no-score` */
export async function readOptions(
  { options, guildId }: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<Choice> {
  const [article, reason, score] = ['article', 'reason', 'score'].map((name) => options.getString(name));
  const sort = z.enum(QUEUE_SORTS).nullable().parse(options.getString('sort'));
  const age = options.getInteger('age');
  const channel = options.getChannel('channel');
  const author = options.getUser('author');
  const band = score == null ? undefined : readBand(score);
  if (score != null && band === undefined) throw new Fault('queue/no-score', notOffered('score'));
  return {
    ...(article == null
      ? {}
      : { articleId: pick(await openGroups(context, guildId, 'articleId'), article, 'article') }),
    ...(reason == null
      ? {}
      : { evidenceKey: pick(await openGroups(context, guildId, 'evidenceKey'), reason, 'reason') }),
    ...(channel === null ? {} : { channelId: channel.id }),
    ...(author === null ? {} : { authorHash: context.store.privacy.authorHash(guildId, author.id) }),
    ...(band === undefined ? {} : asScores(band)),
    ...(age === null ? {} : { olderThanMs: age * 60_000 }),
    ...(sort === null || sort === 'score' ? {} : { sort }),
  };
}

function pick(offered: readonly Offered[], given: string, option: 'article' | 'reason'): string {
  const found = chosen(offered, given);
  if (found !== undefined) return found.value;
  throw new Fault(`queue/no-${option}`, notOffered(option));
}

/** Completes the option that is being typed. */
export async function completeOptions(
  interaction: AutocompleteInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const { guildId } = interaction;
  if (name === 'score') {
    const bands = await openBands(context, guildId);
    const typed = readBand(value);
    if (typed === undefined) return interaction.respond(asChoices(bands, value));
    // What is typed is a band of its own.
    const { open } = await context.store.flags.count(guildId, asScores(typed), context.now());
    const own = { value: bandId(typed), name: context.say(bandWords(typed.from, typed.below)), count: open };
    const others = bands.filter((band) => band.value !== own.value);
    return interaction.respond(asChoices([own, ...others], ''));
  }
  const by = name === 'article' ? 'articleId' : 'evidenceKey';
  await interaction.respond(asChoices(await openGroups(context, guildId, by), value));
}

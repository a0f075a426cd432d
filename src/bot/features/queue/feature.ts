import { ApplicationCommandOptionType as Type, type ChatInputCommandInteraction } from 'discord.js';
import { Fault } from '../../../fault.js';
import { AGE_NAMES, COMMAND, notOffered } from '../../../wording/bot/queue.js';
import { command, option } from '../../discord/command-builders.js';
import type { Component, Feature, InteractionContext } from '../../gateway/feature.js';
import {
  AGES,
  asChoices,
  type Choice,
  choiceId,
  chosen,
  type Offered,
  openArticles,
  openReasons,
} from './choice.js';
import { decideOne, undoOne } from './decide.js';
import { showNext, showStopped } from './show.js';
import { ALL } from './view.js';

/** Definition of `/queue` with its filters. */
const queueCommand = command({ name: 'queue', ...COMMAND.queue }, 'moderator', [
  option(Type.String, { name: 'article', ...COMMAND.article }, { autocomplete: true }),
  option(Type.String, { name: 'reason', ...COMMAND.reason }, { autocomplete: true }),
  option(
    Type.Integer,
    { name: 'age', ...COMMAND.age },
    {
      choices: AGES.map((minutes) => ({
        name: AGE_NAMES[minutes]!.en,
        name_localizations: { ko: AGE_NAMES[minutes]!.ko },
        value: minutes,
      })),
    },
  ),
]);

/** `/queue`: shows open flags one by one, each leased to one moderator. */
export const queueFeature: Feature = {
  commands: [
    {
      data: queueCommand,
      level: 'moderator',
      first: 'private',
      async run(interaction, context) {
        const choice = choiceId(await readOptions(interaction, context));
        await showNext(interaction, context, { choice });
      },
      async complete(interaction, context) {
        const { name, value } = interaction.options.getFocused(true);
        const { guildId } = interaction;
        const offered = await (name === 'article'
          ? openArticles(context, guildId)
          : openReasons(context, guildId));
        await interaction.respond(asChoices(offered, value));
      },
    },
  ],
  components: {
    'queue-next': component((interaction, context) => {
      const [choice = ALL] = context.ids;
      return showNext(interaction, context, { choice });
    }),
    'queue-skip': component((interaction, context) => {
      const [after = '', choice = ALL] = context.ids;
      return showNext(interaction, context, { choice, after });
    }),
    'queue-stop': component((interaction, context) => {
      const [choice = ALL] = context.ids;
      return showStopped(interaction, context, choice);
    }),
    'queue-decide': component(decideOne),
    'queue-undo': component(undoOne),
  },
};

function component(run: Component['run']): Component {
  return { level: 'moderator', first: 'update', run };
}

async function readOptions(
  { options, guildId }: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<Choice> {
  const [article, reason, age] = [
    options.getString('article'),
    options.getString('reason'),
    options.getInteger('age'),
  ];
  return {
    ...(article === null
      ? {}
      : { articleId: pick(await openArticles(context, guildId), article, 'article') }),
    ...(reason === null ? {} : { evidenceKey: pick(await openReasons(context, guildId), reason, 'reason') }),
    ...(age === null ? {} : { olderThanMs: age * 60_000 }),
  };
}

function pick(offered: readonly Offered[], given: string, option: 'article' | 'reason'): string {
  const found = chosen(offered, given);
  if (found !== undefined) return found.value;
  throw new Fault(`queue/no-${option}`, notOffered(option));
}

import { ApplicationCommandOptionType } from 'discord.js';
import { MOST_QUIET_PLACES, type ServerSettings } from '../../../moderation/index.js';
import { COMMAND, QUIET } from '../../../wording/bot/quiet.js';
import { command, option } from '../../discord/command-builders.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';

const data = command({ name: 'quiet', ...COMMAND.quiet }, 'moderator', [
  option(
    ApplicationCommandOptionType.Integer,
    { name: 'score', ...COMMAND.score },
    { min_value: 0, max_value: 100 },
  ),
  option(ApplicationCommandOptionType.Channel, { name: 'channel', ...COMMAND.channel }),
]);

/** `/quiet`: from which score on flags get cards, in the server and in single channels. */
export const quietFeature: Feature = {
  commands: [
    {
      data,
      level: ({ options }) => (options.data.length === 0 ? 'moderator' : 'manager'),
      first: 'private',
      async run(interaction, context) {
        const { store, judges, say } = context;
        const { guildId, options } = interaction;
        const settings = await store.servers.settings(guildId);
        const score = options.getInteger('score');
        const channel = options.getChannel('channel');
        if (score === null && channel === null) {
          await interaction.editReply(panelMessage(frame([text(shown(settings, context))])));
          return;
        }
        let refusal: string | null = null;
        let changed = settings;
        if (channel === null) changed = await store.servers.change(guildId, { cardsFrom: score! / 100 });
        else if (score !== null && (await store.channels.get(channel.id))?.guildId !== guildId)
          refusal = say(QUIET.notBound(`<#${channel.id}>`));
        else {
          const { [channel.id]: before, ...others } = settings.cardsFromIn;
          const cardsFromIn = score === null ? others : { ...others, [channel.id]: score / 100 };
          if (before === undefined && Object.keys(cardsFromIn).length > MOST_QUIET_PLACES)
            refusal = say(QUIET.tooMany(MOST_QUIET_PLACES));
          else changed = await store.servers.change(guildId, { cardsFromIn });
        }
        judges.forget(guildId);
        const told = refusal ?? `${say(QUIET.now)}\n${shown(changed, context)}`;
        await interaction.editReply(panelMessage(frame([text(told)])));
      },
    },
  ],
};

function shown({ cardsFrom, cardsFromIn }: ServerSettings, { say }: InteractionContext): string {
  const percent = (from: number): number => Math.round(from * 100);
  return [
    `### 🔕 ${say(QUIET.title)}`,
    say(QUIET.server(percent(cardsFrom))),
    ...Object.entries(cardsFromIn)
      .slice(0, 25)
      .map(([id, from]) => `- ${say(QUIET.place(`<#${id}>`, percent(from)))}`),
    `-# ${say(QUIET.about)}`,
  ].join('\n');
}

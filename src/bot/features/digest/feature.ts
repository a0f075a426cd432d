import { ApplicationCommandOptionType, AttachmentBuilder } from 'discord.js';
import { DIGESTS } from '../../../moderation/index.js';
import { COMMAND, DIGEST_SET } from '../../../wording/bot/digest.js';
import { digestPage } from '../../digest/page.js';
import { command, option } from '../../discord/command-builders.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import type { Feature } from '../../gateway/feature.js';

const data = command({ name: 'digest', ...COMMAND.digest }, 'moderator', [
  option(
    ApplicationCommandOptionType.String,
    { name: 'every', ...COMMAND.every },
    {
      choices: DIGESTS.map((value) => ({
        value,
        name: COMMAND.choices[value].en,
        name_localizations: { ko: COMMAND.choices[value].ko },
      })),
    },
  ),
  option(
    ApplicationCommandOptionType.Integer,
    { name: 'hour', ...COMMAND.hour },
    { min_value: 0, max_value: 23 },
  ),
]);

/** `/digest`: what came and was decided, as of now; with options, how often the log channel is told. */
export const digestFeature: Feature = {
  commands: [
    {
      data,
      // Everybody who may see it may read it; whoever changes it needs to manage the server.
      level: ({ options }) => (options.data.length === 0 ? 'moderator' : 'manager'),
      first: 'private',
      async run(interaction, context) {
        const { store, judges, now, language, say, digests } = context;
        const { guildId, options } = interaction;
        const settings = await store.servers.settings(guildId);
        if (options.data.length === 0) {
          const every = settings.digest === 'off' ? 'daily' : settings.digest;
          const sources = { store, now, titles: (id: string) => judges.titles(id) };
          const { body, files } = await digestPage(sources, guildId, { every, end: now() }, language);
          await interaction.editReply({
            ...body,
            files: files.map(({ name, data: png }) => new AttachmentBuilder(png, { name })),
          });
          return;
        }
        const given = DIGESTS.find((one) => one === options.getString('every'));
        // The hour alone turns it on.
        const every = given ?? (settings.digest === 'off' ? 'daily' : settings.digest);
        const hour = options.getInteger('hour') ?? settings.digestHour;
        const { logChannelId } = settings;
        if (every !== 'off' && logChannelId === null) {
          await interaction.editReply(panelMessage(frame([text(say(DIGEST_SET.noChannel))])));
          return;
        }
        await store.servers.change(guildId, { digest: every, digestHour: hour });
        const told = every === 'off' ? DIGEST_SET.off : DIGEST_SET.on(every, hour, `<#${logChannelId}>`);
        await interaction.editReply(panelMessage(frame([text(say(told))])));
        await digests.look();
      },
    },
  ],
};

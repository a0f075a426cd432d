import { COMMAND } from '../../../wording/bot/help.js';
import { isAllowed } from '../../access/level.js';
import type { Feature } from '../../router/feature.js';
import { readFacts } from '../guide/facts.js';
import { command } from '../panel/command.js';
import { commandNames } from './command-names.js';
import { helpPage } from './page.js';

const data = command({ name: 'help', ...COMMAND.help }, 'everyone');

/** `/help`: for everybody; moderators are told what to do next. */
export const helpFeature: Feature = {
  commands: [
    {
      data,
      level: 'everyone',
      first: 'private',
      async run(interaction, asked) {
        const { guild, user, member, memberPermissions } = interaction;
        const { store, now, language } = asked;
        const [facts, { open }, name] = await Promise.all([
          readFacts(asked, guild),
          store.flags.count(guild.id, {}, now()),
          commandNames(guild, now()),
        ]);
        const isModerator = isAllowed(
          'moderator',
          {
            isOwner: guild.ownerId === user.id,
            permissions: memberPermissions,
            roleIds: [...member.roles.cache.keys()],
          },
          facts.settings,
        );
        await interaction.editReply(helpPage({ facts, open, isModerator, name }, language));
      },
    },
  ],
};

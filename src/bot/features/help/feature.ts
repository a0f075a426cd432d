import type { Client, Guild } from 'discord.js';
import { COMMAND } from '../../../wording/bot/help.js';
import { isAllowed } from '../../gateway/access.js';
import { command } from '../../discord/command-builders.js';
import type { Feature } from '../../gateway/feature.js';
import { type CommandNames, plainName } from '../guide/advice.js';
import { readFacts } from '../guide/facts.js';
import { helpPage } from './page.js';

/** Ids of commands by name. */
type Ids = ReadonlyMap<string, string>;

/** Time to live of cached command ids in ms: they change when commands are deployed. */
const FRESH = 10 * 60_000;

interface Kept {
  readonly ids: Ids;
  readonly at: number;
}

const kept = new WeakMap<Client, Map<string, Kept>>();

/** Formats commands as clickable mentions, or as plain text if Discord does not return their ids. */
async function commandNames(guild: Guild, now: number): Promise<CommandNames> {
  const ids = await readIds(guild, now);
  return (name) => {
    const id = ids.get(name.split(' ', 1)[0]!);
    return id === undefined ? plainName(name) : `</${name}:${id}>`;
  };
}

/** Ids of the global commands, overridden by those of the server. */
async function readIds(guild: Guild, now: number): Promise<Ids> {
  const ofClient = kept.get(guild.client) ?? new Map<string, Kept>();
  kept.set(guild.client, ofClient);
  const before = ofClient.get(guild.id);
  if (before !== undefined && now - before.at < FRESH) return before.ids;
  const { application } = guild.client;
  const [everywhere, here] = await Promise.all(
    [application.commands.fetch(), application.commands.fetch({ guildId: guild.id })].map((context) =>
      context.catch(() => null),
    ),
  );
  // Failures are not cached: the next call retries.
  if (everywhere == null || here == null) return before?.ids ?? new Map<string, string>();
  const ids = new Map([...everywhere.values(), ...here.values()].map(({ name, id }) => [name, id]));
  ofClient.set(guild.id, { ids, at: now });
  return ids;
}

const data = command({ name: 'help', ...COMMAND.help }, 'everyone');

/** `/help`: open to everybody; shows moderators the next steps. */
export const helpFeature: Feature = {
  commands: [
    {
      data,
      level: 'everyone',
      first: 'private',
      async run(interaction, context) {
        const { guild, user, member, memberPermissions } = interaction;
        const { store, now, language } = context;
        const [facts, { open }, name] = await Promise.all([
          readFacts(context, guild),
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

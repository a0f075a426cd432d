import { readBotConfig } from '../../bot/config.js';
import { commandBodies } from '../../bot/deploy/commands.js';
import { deployCommands } from '../../bot/deploy/deploy.js';
import { FEATURES } from '../../bot/features.js';
import { Fault, Faults } from '../../fault.js';
import { snowflake } from '../../moderation/index.js';
import { BOT_NOTES } from '../../wording/cli/bot.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';

/** Options of `matgeul commands deploy`. */
export interface DeployCommandOptions {
  readonly guild?: string;
  readonly dryRun?: boolean;
}

/**
 * Registers the bot's commands with Discord, or with `--dry-run` prints the request.
 *
 * @throws Fault `usage/guild` when the server's id is none; Faults of the environment; faults of Discord
 */
export async function deployBotCommands(options: DeployCommandOptions, context: Context): Promise<void> {
  const { note, print, say } = context;
  const guildId = options.guild;
  if (guildId !== undefined && !snowflake.safeParse(guildId).success)
    throw new Fault('usage/guild', BOT_NOTES.wrongGuild);
  if (options.dryRun === true) {
    const bodies = commandBodies(FEATURES);
    print(JSON.stringify(bodies, null, 2));
    const menus = bodies.filter(({ type = 1 }) => type !== 1).length;
    note(say(BOT_NOTES.counted(bodies.length - menus, menus)));
    return;
  }
  const read = readBotConfig(process.env);
  if ('faults' in read) throw new Faults(read.faults);
  const { config } = read;
  const { application, commands, menus } = await deployCommands({ config, features: FEATURES, guildId });
  const counted = BOT_NOTES.counted(commands, menus);
  note(sanitizeForTerminal(say(BOT_NOTES.registered(application.name, counted, guildId))));
}

import { COMMAND } from '../../../wording/bot/privacy.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { command, option, subcommand } from '../panel/command.js';

const user = option(ApplicationCommandOptionType.User, { name: 'user', ...COMMAND.user }, { required: true });

/** Subcommands for those who run the server; all others are for everybody. */
export const MANAGERS_ONLY: readonly string[] = ['export', 'delete', 'export-server', 'delete-server'];

/** `/privacy`. */
export const privacyCommand = command({ name: 'privacy', ...COMMAND.privacy }, 'everyone', [
  subcommand({ name: 'about', ...COMMAND.about }),
  subcommand({ name: 'mine', ...COMMAND.mine }),
  subcommand({ name: 'delete-mine', ...COMMAND.deleteMine }),
  subcommand({ name: 'export', ...COMMAND.export }, [user]),
  subcommand({ name: 'delete', ...COMMAND.delete }, [user]),
  subcommand({ name: 'export-server', ...COMMAND.exportServer }),
  subcommand({ name: 'delete-server', ...COMMAND.deleteServer }),
]);

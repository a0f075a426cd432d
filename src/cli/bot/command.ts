import type { Command } from 'commander';
import { BOT_HELP } from '../../wording/cli/bot.js';
import { KEYS_HELP } from '../../wording/cli/keys.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import type { DeployCommandOptions } from './deploy.js';
import type { NewKeyOptions, RotateOptions } from './keys.js';

/** Defines `matgeul bot`. */
export function addBot(program: Command, context: Context): void {
  program
    .command('bot')
    .description(context.say(BOT_HELP.bot))
    .action(async () => {
      const { runBot } = await import('./run.js');
      await runBot(context);
    });
}

/** Defines `matgeul commands deploy [--guild ID] [--dry-run]`. */
export function addCommands(program: Command, context: Context): void {
  const { say } = context;
  const commands = program.command('commands').description(say(BOT_HELP.commands)).helpCommand(false);
  commands
    .command('deploy')
    .description(say(BOT_HELP.deploy))
    .option('--guild <ID>', say(BOT_HELP.guild))
    .option('--dry-run', say(BOT_HELP.dryRun))
    .action(async (options: DeployCommandOptions) => {
      const { deployBotCommands } = await import('./deploy.js');
      await deployBotCommands(options, context);
    });
}

/** Defines `matgeul keys new | rotate`. */
export function addKeys(program: Command, context: Context): void {
  const { say } = context;
  const keys = program.command('keys').description(say(KEYS_HELP.about)).helpCommand(false);
  keys
    .command('new')
    .description(say(KEYS_HELP.new))
    .option('--id <ID>', say(KEYS_HELP.id))
    .action(async (options: NewKeyOptions) => {
      const { printNewKey } = await import('./keys.js');
      printNewKey(options, context);
    });
  keys
    .command('rotate')
    .description(say(KEYS_HELP.rotate))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (options: RotateOptions) => {
      const { rotateStore } = await import('./keys.js');
      await rotateStore(options, context);
    });
}

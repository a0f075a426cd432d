import type { Command } from 'commander';
import type { LocalizedText } from '../../fault.js';
import type { DeployCommandOptions } from '../bot/deploy.js';
import type { Context } from '../context.js';

const COMMANDS_HELP = {
  about: { ko: 'Discord에 등록하는 봇의 명령', en: "the bot's commands at Discord" },
  deploy: {
    ko: '봇의 명령을 Discord에 등록합니다(있던 것을 갈음)',
    en: "registers the bot's commands with Discord, in place of those that were there",
  },
  guild: {
    ko: '이 서버에만(바로 보임); 없으면 모든 서버',
    en: 'in this server only (seen at once); all servers when left out',
  },
  dryRun: {
    ko: '등록하지 않고 보낼 것을 JSON으로 보임',
    en: 'registers nothing, prints what would be sent as JSON',
  },
} satisfies Record<string, LocalizedText>;

/** `matgeul commands deploy [--guild ID] [--dry-run]`. */
export function addCommands(program: Command, context: Context): void {
  const { say } = context;
  const commands = program.command('commands').description(say(COMMANDS_HELP.about)).helpCommand(false);
  commands
    .command('deploy')
    .description(say(COMMANDS_HELP.deploy))
    .option('--guild <ID>', say(COMMANDS_HELP.guild))
    .option('--dry-run', say(COMMANDS_HELP.dryRun))
    .action(async (options: DeployCommandOptions) => {
      // Loaded when asked for: discord.js is large.
      const { deployBotCommands } = await import('../bot/deploy.js');
      await deployBotCommands(options, context);
    });
}

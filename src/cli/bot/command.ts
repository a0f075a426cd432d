import type { Command } from 'commander';
import type { LocalizedText } from '../../fault.js';
import type { Context } from '../context.js';
import type { DeployCommandOptions } from './deploy.js';
import type { NewKeyOptions, RotateOptions } from './keys.js';

const BOT_ABOUT = { ko: 'Discord 봇을 돌립니다', en: 'runs the Discord bot' };

/** `matgeul bot`. */
export function addBot(program: Command, context: Context): void {
  program
    .command('bot')
    .description(context.say(BOT_ABOUT))
    .action(async () => {
      // Loaded when asked for: discord.js is large.
      const { runBot } = await import('./run.js');
      await runBot(context);
    });
}

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
      const { deployBotCommands } = await import('./deploy.js');
      await deployBotCommands(options, context);
    });
}

const KEYS_HELP = {
  about: {
    ko: '저장소의 암호화 열쇠: 만들고, 바꿉니다',
    en: 'the keys that encrypt the store: make one, change it',
  },
  new: { ko: '새 열쇠를 MATGEUL_KEYS의 꼴로 보여 줍니다', en: 'prints a fresh key as MATGEUL_KEYS wants it' },
  rotate: {
    ko: 'MATGEUL_KEYS의 첫 열쇠로 저장소를 모두 다시 암호화합니다. 먼저 봇을 새 열쇠와 옛 열쇠로 다시 켜 두세요',
    en: 'encrypts the whole store anew under the first key of MATGEUL_KEYS; restart the bot with the new and the old key first',
  },
  id: { ko: '열쇠의 이름(없으면 아무 이름)', en: "the key's name (a random one when left out)" },
  json: { ko: '결과를 JSON으로', en: 'print JSON' },
} satisfies Record<string, LocalizedText>;

/** `matgeul keys new | rotate`. */
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
    .option('--json', say(KEYS_HELP.json))
    .action(async (options: RotateOptions) => {
      const { rotateStore } = await import('./keys.js');
      await rotateStore(options, context);
    });
}

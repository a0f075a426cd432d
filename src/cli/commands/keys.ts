import type { Command } from 'commander';
import type { LocalizedText } from '../../fault.js';
import type { Context } from '../context.js';
import type { NewKeyOptions, RotateOptions } from '../bot/keys.js';

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
      const { printNewKey } = await import('../bot/keys.js');
      printNewKey(options, context);
    });
  keys
    .command('rotate')
    .description(say(KEYS_HELP.rotate))
    .option('--json', say(KEYS_HELP.json))
    .action(async (options: RotateOptions) => {
      const { rotateStore } = await import('../bot/keys.js');
      await rotateStore(options, context);
    });
}

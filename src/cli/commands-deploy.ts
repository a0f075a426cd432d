import { FEATURES } from '../bot/features.js';
import { readBotConfig } from '../bot/config.js';
import { commandBodies } from '../bot/deploy/commands.js';
import { deployCommands } from '../bot/deploy/deploy.js';
import { Fault, Faults } from '../fault.js';
import { snowflake } from '../moderation/index.js';
import type { Context } from './context.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';

/** What `commands deploy` was told. */
export interface DeployCommandOptions {
  readonly guild?: string;
  readonly dryRun?: boolean;
}

/** Registers the bot's commands, or prints what would be registered. */
export async function deployBotCommands(options: DeployCommandOptions, context: Context): Promise<void> {
  const guildId = options.guild;
  if (guildId !== undefined && !snowflake.safeParse(guildId).success) throw wrongGuild();
  if (options.dryRun === true) {
    const bodies = commandBodies(FEATURES);
    context.print(JSON.stringify(bodies, null, 2));
    const menus = bodies.filter(({ type = 1 }) => type !== 1).length;
    context.note(context.say(counted(bodies.length - menus, menus)));
    return;
  }
  const read = readBotConfig(process.env);
  if ('faults' in read) throw new Faults(read.faults);
  const { application, commands, menus } = await deployCommands({
    config: read.config,
    features: FEATURES,
    guildId,
  });
  const { ko, en } = counted(commands, menus);
  const where =
    guildId === undefined
      ? { ko: '모든 서버', en: 'all servers' }
      : { ko: `서버 ${guildId}`, en: `server ${guildId}` };
  context.note(
    sanitizeForTerminal(
      context.say({
        ko: `${application.name}: ${where.ko}에 ${ko} 등록함`,
        en: `${application.name}: registered ${en} in ${where.en}`,
      }),
    ),
  );
}

function counted(commands: number, menus: number): { ko: string; en: string } {
  return {
    ko: `명령 ${commands}개와 메시지 메뉴 ${menus}개`,
    en: `${commands} commands and ${menus} message menus`,
  };
}

function wrongGuild(): Fault {
  return new Fault('usage/guild', {
    ko: '--guild에는 서버의 번호(숫자)를 적습니다. 개발자 모드에서 서버를 눌러 ID를 복사하세요',
    en: '--guild takes the id of a server (digits); copy it from the server in developer mode',
  });
}

import type { LocalizedText } from '../../fault.js';

/** Help of `matgeul bot` and of `matgeul commands deploy`. */
export const BOT_HELP = {
  bot: { ko: 'Discord 봇을 실행합니다', en: 'runs the Discord bot' },
  commands: { ko: 'Discord에 등록하는 봇 명령', en: "the bot's commands at Discord" },
  deploy: {
    ko: '봇 명령을 Discord에 등록합니다(이미 등록된 명령은 바뀝니다)',
    en: "registers the bot's commands with Discord, replacing the registered ones",
  },
  guild: {
    ko: '이 서버에만 등록(바로 보임); 생략하면 모든 서버',
    en: 'in this server only (visible at once); all servers when omitted',
  },
  dryRun: {
    ko: '등록하지 않고 보낼 내용을 JSON으로 출력',
    en: 'registers nothing, prints the request as JSON',
  },
} satisfies Record<string, LocalizedText>;

/** Notes and faults of both commands. */
export const BOT_NOTES = {
  running: (tag: string): LocalizedText => ({
    ko: `맞글 봇을 실행했습니다: ${tag}. 멈추려면 Ctrl-C.`,
    en: `The matgeul bot runs as ${tag}. Ctrl-C stops it.`,
  }),
  counted: (commands: number, menus: number): LocalizedText => ({
    ko: `명령 ${commands}개와 메시지 메뉴 ${menus}개`,
    en: `${commands} commands and ${menus} message menus`,
  }),
  registered: (application: string, counted: LocalizedText, guildId: string | undefined): LocalizedText => {
    const where = guildId === undefined ? EVERYWHERE : oneServer(guildId);
    return {
      ko: `${application}: ${where.ko}에 ${counted.ko}를 등록했습니다`,
      en: `${application}: registered ${counted.en} in ${where.en}`,
    };
  },
  wrongGuild: {
    ko: '--guild에는 서버 ID(숫자)를 적습니다. Discord 개발자 모드에서 서버를 눌러 ID를 복사하세요',
    en: '--guild takes the id of a server (digits); copy it from the server in developer mode',
  } satisfies LocalizedText,
};

const EVERYWHERE: LocalizedText = { ko: '모든 서버', en: 'all servers' };

function oneServer(id: string): LocalizedText {
  return { ko: `서버 ${id}`, en: `server ${id}` };
}

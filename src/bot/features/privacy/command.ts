import { ApplicationCommandOptionType } from 'discord.js';
import { command, option, subcommand } from '../panel/command.js';

const user = option(
  ApplicationCommandOptionType.User,
  {
    name: 'user',
    ko: '사용자',
    about: {
      ko: '누구의 자료인지. 나간 사람은 ID를 넣습니다',
      en: 'Whose data; the id for somebody who left',
    },
  },
  { required: true },
);

/** Subcommands for those who run the server; all others are for everybody. */
export const MANAGERS_ONLY: readonly string[] = ['export', 'delete', 'export-server', 'delete-server'];

/** `/privacy`. */
export const privacyCommand = command(
  {
    name: 'privacy',
    ko: '개인정보',
    about: {
      ko: '무엇이 저장되는지 보고, 내려받고, 지웁니다',
      en: 'What is stored: see it, export it, delete it',
    },
  },
  'everyone',
  [
    subcommand({
      name: 'about',
      ko: '안내',
      about: { ko: '무엇을 얼마 동안 저장하는지 봅니다', en: 'What is stored, and for how long' },
    }),
    subcommand({
      name: 'mine',
      ko: '내자료',
      about: {
        ko: '이 서버에 저장된 내 자료를 내려받습니다',
        en: 'Export what is stored about me in this server',
      },
    }),
    subcommand({
      name: 'delete-mine',
      ko: '내자료삭제',
      about: {
        ko: '이 서버에 저장된 내 자료를 지웁니다',
        en: 'Delete what is stored about me in this server',
      },
    }),
    subcommand(
      {
        name: 'export',
        ko: '내려받기',
        about: { ko: '한 사람의 자료를 내려받습니다 (관리자)', en: "Export one person's data (managers)" },
      },
      [user],
    ),
    subcommand(
      {
        name: 'delete',
        ko: '삭제',
        about: { ko: '한 사람의 자료를 지웁니다 (관리자)', en: "Delete one person's data (managers)" },
      },
      [user],
    ),
    subcommand({
      name: 'export-server',
      ko: '서버내려받기',
      about: {
        ko: '이 서버의 자료를 모두 내려받습니다 (관리자)',
        en: 'Export all data of this server (managers)',
      },
    }),
    subcommand({
      name: 'delete-server',
      ko: '서버삭제',
      about: {
        ko: '이 서버의 자료를 모두 지웁니다 (관리자)',
        en: 'Delete all data of this server (managers)',
      },
    }),
  ],
);

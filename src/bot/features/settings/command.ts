import { command } from '../panel/command.js';

/** `/settings`. */
export const settingsCommand = command(
  {
    name: 'settings',
    ko: '설정',
    about: {
      ko: '로그 채널, 운영진, 모드와 기준을 정합니다',
      en: 'Log channel, moderators, mode and limits',
    },
  },
  'manager',
);

import { command, subcommand } from '../panel/command.js';

/** `/learning status | reset`. */
export const learningCommand = command(
  {
    name: 'learning',
    ko: '배우기',
    about: {
      ko: '이 서버의 결정에서 배운 것을 보고 지웁니다',
      en: 'What was learned from decisions here: see it, forget it',
    },
  },
  'manager',
  [
    subcommand({
      name: 'status',
      ko: '상태',
      about: { ko: '언제 무엇을 배웠는지 봅니다', en: 'What was learned, and when' },
    }),
    subcommand({
      name: 'reset',
      ko: '초기화',
      about: { ko: '배운 것을 모두 지웁니다', en: 'Forget all that was learned' },
    }),
  ],
);

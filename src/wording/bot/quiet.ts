import type { LocalizedText } from '../../fault.js';

/** `from`: 0 to 100; 100: no cards. */
const cards = (from: number): LocalizedText => {
  if (from >= 100) return { ko: '카드 없음(대기열에만)', en: 'no cards (queue only)' };
  if (from <= 0) return { ko: '표시마다 카드', en: 'a card for every flag' };
  return {
    ko: `${from}점부터 카드, 그 아래는 대기열에만`,
    en: `cards from ${from} on, below that the queue only`,
  };
};

export const QUIET = {
  title: { ko: '조용한 방식', en: 'Quiet mode' },
  server: (from: number): LocalizedText => ({
    ko: `서버: ${cards(from).ko}`,
    en: `Server: ${cards(from).en}`,
  }),
  place: (channel: string, from: number): LocalizedText => ({
    ko: `${channel}: ${cards(from).ko}`,
    en: `${channel}: ${cards(from).en}`,
  }),
  about: {
    ko: '카드를 받지 않는 댓글도 표시되고 `/대기열`에 그대로 있습니다. 봇이 스스로 처리한 것과 되풀이된 글의 카드는 언제나 올라옵니다.',
    en: 'Comments without a card are flagged all the same and wait in `/queue`. Cards of what the bot did by itself, and of repeated texts, always come.',
  },
  now: { ko: '이제부터 이렇게 합니다.', en: 'From now on:' },
  /** A score for a channel that is bound to nothing says nothing. */
  notBound: (channel: string): LocalizedText => ({
    ko: `${channel}에는 지정한 기사가 없습니다. 먼저 \`/기사 지정\`으로 기사를 지정해 주세요.`,
    en: `${channel} has no article. Bind one with \`/article set\` first.`,
  }),
  tooMany: (most: number): LocalizedText => ({
    ko: `따로 정할 수 있는 채널은 ${most}개까지입니다. 서버 전체의 점수를 쓰거나, 다른 채널의 것을 지워 주세요(점수 없이 그 채널을 고르면 지웁니다).`,
    en: `At most ${most} channels may have a score of their own. Use the server's, or remove another channel's (name it without a score).`,
  }),
} as const;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  quiet: {
    ko: '조용히',
    about: {
      ko: '어느 점수부터 카드를 올릴지 봅니다, 또는 정합니다',
      en: 'Shows or sets from which score on comments get a card',
    },
  },
  score: {
    ko: '점수',
    about: {
      ko: '이 점수부터 카드(0: 모두, 100: 대기열에만)',
      en: 'Cards from this score on (0: all, 100: queue only)',
    },
  },
  channel: {
    ko: '채널',
    about: {
      ko: '이 채널만 따로; 점수 없이 고르면 서버의 것을 따릅니다',
      en: 'For this channel alone; without a score it follows the server again',
    },
  },
} as const;

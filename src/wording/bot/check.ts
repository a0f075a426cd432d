import type { LocalizedText } from '../../fault.js';

export const CHECK = {
  chance: { ko: '무관할 확률', en: 'chance of being off topic:' },
  article: { ko: '기사', en: 'Article' },
  reply: { ko: '답한 댓글', en: 'In reply to' },
  home: { ko: '더 어울리는 기사', en: 'Fits better' },
  homeCandidate: { ko: '더 어울리는 기사 후보', en: 'Candidate that may fit better' },
  flagged: { ko: '이 서버에서는 표시되는 점수입니다.', en: 'A comment like this is flagged in this server.' },
  review: {
    ko: '글과 무관해 보이지만 표시되는 점수보다는 낮습니다.',
    en: 'It looks off topic, but scores lower than what is flagged.',
  },
  private: {
    ko: '이 결과는 혼자만 보이며 기록에 남지 않습니다.',
    en: 'Only you can see this, and nothing is recorded.',
  },
} satisfies Record<string, LocalizedText>;

/** The two sides of the evidence. */
export const SIDES = {
  against: { ko: '기사와 어긋나는 근거', en: 'Speaks against' },
  for: { ko: '기사와 이어지는 근거', en: 'Speaks for' },
} satisfies Record<string, LocalizedText>;

/** Asked more often than allowed. */
export function tooOften(most: number, waitMs: number): LocalizedText {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return {
    ko: `확인은 1분에 ${most}번까지 할 수 있습니다. ${seconds}초 뒤에 다시 해 주세요.`,
    en: `You can check ${most} times a minute. Please try again in ${seconds} second${seconds === 1 ? '' : 's'}.`,
  };
}

export const FAULTS = {
  noText: {
    ko: '판정할 글이 없습니다. 글자가 있는 댓글이어야 합니다.',
    en: 'There is no text to judge. The comment needs some words.',
  },
  nothingBound: {
    ko: '이곳에는 지정한 기사가 없습니다. `/check`에서 기사를 고르거나, 운영진에게 `/article set`으로 이곳에 기사를 지정해 달라고 해 주세요.',
    en: 'No article is bound to this place. Pick one in `/check`, or ask the moderators to bind one here with `/article set`.',
  },
  nothingAnywhere: {
    ko: '이 서버에는 아직 기사를 지정한 곳이 없습니다. 운영진이 `/article set`으로 먼저 기사를 지정해야 합니다.',
    en: 'No place of this server is bound to an article yet. The moderators bind one with `/article set` first.',
  },
  noArticle: {
    ko: '그런 기사를 찾지 못했습니다. 입력하면서 나오는 목록에서 골라 주세요.',
    en: 'There is no such article. Pick one from the list that opens as you type.',
  },
  urlModerators: {
    ko: '주소로 판정하는 것은 운영진만 할 수 있습니다. `기사` 칸의 목록에서 골라 주세요.',
    en: 'Only moderators may check against a URL. Pick an article from the list instead.',
  },
  both: {
    ko: '기사와 주소 가운데 하나만 넣어 주세요.',
    en: 'Give either an article or a URL, not both.',
  },
} satisfies Record<string, LocalizedText>;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  check: {
    ko: '댓글판정',
    about: {
      ko: '이 댓글이 기사와 관련 있는지 판정합니다',
      en: 'Is this comment about the article?',
    },
  },
  text: { ko: '댓글', about: { ko: '판정할 댓글', en: 'The comment' } },
  article: {
    ko: '기사',
    about: {
      ko: '비교할 기사. 비우면 이 채널의 기사로 판정합니다',
      en: 'The article; that of this channel when left out',
    },
  },
  url: {
    ko: '주소',
    about: { ko: '비교할 기사의 주소 (운영진만)', en: 'The address of an article (moderators)' },
  },
  menu: { ko: '댓글 판정' },
} as const;

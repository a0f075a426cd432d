import type { LocalizedText } from '../fault.js';

/** What is wrong with the form of a server's own rule. */
export const OWN_RULE_FAULTS = {
  noName: {
    ko: '이름을 적어 주세요. 카드와 통계에 이 이름으로 나옵니다',
    en: 'give it a name: cards and statistics show it',
  },
  noWords: {
    ko: '찾을 말을 한 줄에 하나씩 적어 주세요',
    en: 'write the words to find, one a line',
  },
  tooManyWords: (count: number, most: number): LocalizedText => ({
    ko: `말이 모두 ${count}개입니다. ${most}개까지 쓸 수 있으니 규칙을 나누거나 줄여 주세요`,
    en: `${count} words in all, and ${most} are the most: split the rule or leave some out`,
  }),
};

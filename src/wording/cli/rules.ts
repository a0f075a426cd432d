import type { LocalizedText } from '../../fault.js';

/** Help of `matgeul rules list | check | test | backtest`. */
export const RULES_HELP = {
  about: {
    ko: '규칙집을 보고, 검사하고, 글과 덤프에 시험합니다',
    en: 'the rule packs: list, check, try on texts and on dumps',
  },
  list: { ko: '사용 중인 규칙집 목록을 출력합니다', en: 'lists the packs in use' },
  check: {
    ko: '규칙집의 오류를 한꺼번에 모두 알려 줍니다',
    en: 'reports every fault of rule packs at once',
  },
  test: { ko: '글에 걸리는 규칙을 모두 보여 줍니다', en: 'shows every rule that matches a text' },
  files: {
    ko: '규칙 파일이나 폴더(생략하면 사용 중인 폴더)',
    en: 'rule files or folders (the folder in use when omitted)',
  },
  texts: { ko: '시험할 글', en: 'the texts to try' },
  article: {
    ko: '이 페이지의 기사에 달린 댓글로 보고 시험',
    en: 'as comments under the article of this page',
  },
} satisfies Record<string, LocalizedText>;

/** Output of the three commands. */
export const RULES_OUTPUT = {
  ruleCount: (count: number): LocalizedText => ({ ko: `규칙 ${count}`, en: `${count} rules` }),
  packCount: (count: number, folder: string): LocalizedText => ({
    ko: `규칙집 ${count} · ${folder}`,
    en: `${count} packs · ${folder}`,
  }),
  faultCount: (count: number): LocalizedText => ({ ko: `고칠 곳 ${count}군데`, en: `${count} faults` }),
  noFaults: (packs: number): LocalizedText => ({
    ko: `규칙집 ${packs}개에 오류가 없습니다.`,
    en: `${packs} packs, no faults.`,
  }),
  topics: (names: string): LocalizedText => ({
    ko: `기사의 주제: ${names}`,
    en: `topics of the article: ${names}`,
  }),
  noTopic: { ko: '없음', en: 'none' } satisfies LocalizedText,
  noMatch: { ko: '걸리는 규칙 없음', en: 'no rule matches' } satisfies LocalizedText,
  speaksFor: { ko: '관련 쪽', en: 'for' } satisfies LocalizedText,
  speaksAgainst: { ko: '무관 쪽', en: 'against' } satisfies LocalizedText,
  weak: {
    ko: '약함: 다른 근거가 있을 때만',
    en: 'weak: only beside other evidence',
  } satisfies LocalizedText,
  doubt: { ko: '불확실', en: 'doubt' } satisfies LocalizedText,
};

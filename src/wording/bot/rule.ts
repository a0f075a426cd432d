import type { LocalizedText } from '../../fault.js';

export const RULE = {
  list: { ko: '규칙집', en: 'Rule packs' },
  listHow: (packs: number, off: number): LocalizedText => ({
    ko: `규칙집 ${packs}개${off > 0 ? ` · 이 서버에서 끈 것 ${off}개` : ''}. 골라서 안의 규칙을 볼 수 있습니다.`,
    en: `${packs} packs${off > 0 ? ` · ${off} switched off here` : ''}. Choose one to see its rules.`,
  }),
  rules: (count: number): LocalizedText => ({
    ko: `규칙 ${count}`,
    en: count === 1 ? '1 rule' : `${count} rules`,
  }),
  rulesOff: (count: number): LocalizedText => ({ ko: `그중 ${count}개 끔`, en: `${count} of them off` }),
  off: { ko: '끔', en: 'off' },
  offHere: { ko: '이 서버에서 끔', en: 'switched off here' },
  pick: { ko: '규칙집을 고르세요', en: 'Choose a pack' },
  pickRules: { ko: '켜 둘 규칙을 고르세요', en: 'Choose the rules that are on' },
  pickRulesHow: {
    ko: '-# 켜 둘 규칙만 골라 두면 나머지는 이 서버에서 꺼집니다.',
    en: '-# What is not chosen is off in this server.',
  },
  more: (count: number): LocalizedText => ({
    ko: `… 그 밖의 규칙 ${count}개`,
    en: `… and ${count} more rules`,
  }),
  packOff: { ko: '이 규칙집 끄기', en: 'Switch this pack off' },
  packOn: { ko: '이 규칙집 켜기', en: 'Switch this pack on' },
  back: { ko: '목록으로', en: 'Back to the list' },
  newer: { ko: '이전', en: 'Previous' },
  older: { ko: '다음', en: 'Next' },
  test: { ko: '맞은 규칙', en: 'Rules that match' },
  noMatch: { ko: '맞은 규칙이 없습니다.', en: 'No rule matches.' },
  topics: (names: string): LocalizedText => ({
    ko: `기사의 주제: ${names}`,
    en: `Topics of the article: ${names}`,
  }),
  noTopics: { ko: '기사의 주제: 규칙집이 아는 것 없음', en: 'Topics of the article: none that a pack knows' },
  noArticle: {
    ko: '이곳에 지정된 기사가 없어 어느 쪽에 세는지는 보이지 않습니다.',
    en: 'No article is bound here, so the side of a match is not shown.',
  },
  under: { ko: '기사', en: 'Article' },
  for: { ko: '관련 쪽', en: 'for' },
  against: { ko: '무관 쪽', en: 'against' },
  weak: { ko: '약함: 다른 근거와 함께만', en: 'weak: beside other evidence only' },
  doubt: { ko: '의심', en: 'doubt' },
  moreMatches: (count: number): LocalizedText => ({
    ko: `… 규칙 ${count}개 더 맞음`,
    en: `… and ${count} more matches`,
  }),
  switched: (name: string, on: boolean): LocalizedText => ({
    ko: `${on ? '🟢' : '⚫'} **${name}** · 이 서버에서 ${on ? '켰습니다' : '껐습니다'}. 지금부터 판정하는 댓글에 쓰입니다.`,
    en: `${on ? '🟢' : '⚫'} **${name}** is ${on ? 'on' : 'off'} in this server, for comments judged from now on.`,
  }),
  stillOff: (count: number): LocalizedText => ({
    ko: `-# 따로 꺼 둔 규칙 ${count}개는 그대로 꺼져 있습니다.`,
    en: `-# ${count} rules that were switched off by themselves stay off.`,
  }),
} as const;

/** What packs of a role are for, in a few words. */
export const ROLE_ABOUT = {
  article: { ko: '기사가 다루는 주제를 알아봅니다', en: 'tells a topic that articles have' },
  foreign: { ko: '여러 기사에 끼어드는 글을 찾습니다', en: 'finds campaigns under articles of other topics' },
  filler: { ko: '주제가 없는 말을 알아봅니다', en: 'tells comments without a subject' },
} satisfies Record<string, LocalizedText>;

export const FAULTS = {
  unknown: {
    ko: '그런 규칙이나 규칙집이 없습니다. 적는 동안 나오는 것에서 골라 주세요',
    en: 'there is no such rule or pack; choose from what is offered while you type',
  },
  packIsOff: {
    ko: '규칙집이 통째로 꺼져 있습니다. 규칙집을 먼저 켜 주세요',
    en: 'the whole pack is off; switch the pack on first',
  },
  tooMany: {
    ko: '끈 규칙이 너무 많습니다. 규칙집을 통째로 꺼 주세요',
    en: 'too many rules are off; switch whole packs off',
  },
  isOn: { ko: '이미 켜져 있습니다', en: 'it is on already' },
  isOff: { ko: '이미 꺼져 있습니다', en: 'it is off already' },
} satisfies Record<string, LocalizedText>;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  rule: {
    ko: '규칙',
    about: { ko: '규칙집을 보고, 시험하고, 켜고 끕니다', en: 'See, try and switch rule packs' },
  },
  list: {
    ko: '목록',
    about: { ko: '규칙집과 이 서버에서 켜졌는지를 봅니다', en: 'The packs, and whether they are on here' },
  },
  test: {
    ko: '시험',
    about: {
      ko: '글에 어느 규칙이 맞는지, 무엇으로 읽었는지 봅니다',
      en: 'Which rules match a text, and how it was read',
    },
  },
  text: { ko: '글', about: { ko: '시험할 글', en: 'The text to try' } },
  on: {
    ko: '켜기',
    about: {
      ko: '끈 규칙이나 규칙집을 다시 켭니다 (관리자)',
      en: 'Switch a rule or pack on again (managers)',
    },
  },
  off: {
    ko: '끄기',
    about: {
      ko: '이 서버에서 규칙이나 규칙집을 끕니다 (관리자)',
      en: 'Switch a rule or pack off here (managers)',
    },
  },
  new: {
    ko: '새로',
    about: {
      ko: '이 서버만의 규칙을 만들어 저장된 댓글에 시험합니다 (관리자)',
      en: 'Write a rule of this server and try it on stored comments (managers)',
    },
  },
  which: { ko: '규칙' },
} as const;

/** What the option `rule` means in each subcommand. */
export const RULE_OPTION = {
  on: { ko: '켤 규칙집이나 규칙. 초성으로도 찾습니다', en: 'The pack or rule to switch on' },
  off: { ko: '끌 규칙집이나 규칙. 초성으로도 찾습니다', en: 'The pack or rule to switch off' },
} satisfies Record<string, LocalizedText>;

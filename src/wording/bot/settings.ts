import type { LocalizedText } from '../../fault.js';

export const SETTINGS = {
  title: { ko: '맞글 설정', en: 'matgeul settings' },
  saved: { ko: '바꾸면 바로 저장됩니다.', en: 'Changes are saved at once.' },
  stepsLeft: { ko: '시작하기', en: 'Getting started' },
  log: {
    ko: '**로그 채널** · 표시한 댓글의 카드가 올라가는 곳',
    en: '**Log channel** · where the cards of flagged comments go',
  },
  logNone: { ko: '로그 채널을 고르세요', en: 'Choose a log channel' },
  hidden: {
    ko: '**숨긴 댓글 채널** · 숨긴 댓글을 옮겨 두는 곳(비우면 로그 채널)',
    en: '**Hidden comments** · where hidden comments are kept (the log channel when empty)',
  },
  hiddenNone: { ko: '비우면 로그 채널에 둡니다', en: 'The log channel when empty' },
  roles: {
    ko: '**운영진 역할** · 결정할 수 있는 역할(비우면 ‘메시지 관리’ 권한이 있는 사람)',
    en: '**Moderator roles** · who may decide (whoever may manage messages when empty)',
  },
  rolesNone: { ko: '운영진 역할을 고르세요(25개까지)', en: 'Choose moderator roles (up to 25)' },
  mode: { ko: '**모드** · 글과 무관한 댓글을 찾으면', en: '**Mode** · when a comment does not fit' },
  modeNone: { ko: '모드를 고르세요', en: 'Choose a mode' },
  actionNone: { ko: '자동 모드에서 할 일을 고르세요', en: 'Choose what automatic mode does' },
  action: { ko: '**자동 처리** · 자동 모드에서 하는 일', en: '**Action** · what automatic mode does' },
  numbersLine: (minutes: number, days: number, least: number, precision: string): LocalizedText => ({
    ko: `-# 시간 제한 ${minutes.toLocaleString('en-US')}분 · 보관 ${days}일 · 자동 처리 기준: 결정 ${least.toLocaleString('en-US')}건 이상, 95% 확신으로 ${precision} 이상 맞음`,
    en: `-# time-out ${minutes.toLocaleString('en-US')} min · kept ${days} days · automatic from ${least.toLocaleString('en-US')} decisions, at least ${precision} right with 95% confidence`,
  }),
  asking: (model: string, host: string, on: boolean): LocalizedText => ({
    ko: `-# 모델에 묻기${on ? '가 켜져 있습니다. 표시할지 애매한 새 댓글의 글과 기사 앞부분을' : '를 켜면 표시할지 애매한 새 댓글의 글과 기사 앞부분을'} ${host}의 ${model}에 보냅니다. 쓴 사람은 보내지 않습니다.`,
    en: `-# Asking a model ${on ? 'is on: the text of new doubtful comments and the beginning of the article go' : 'sends the text of new doubtful comments and the beginning of the article'} to ${model} at ${host}. Authors are not sent.`,
  }),
  /** Languages by their own names. */
  languages: { ko: '한국어', en: 'English' },
  buttons: {
    language: (name: string): LocalizedText => ({ ko: `카드 언어: ${name}`, en: `Cards in: ${name}` }),
    spoiler: (on: boolean): LocalizedText => ({
      ko: `댓글 가림: ${on ? '켬' : '끔'}`,
      en: `Spoiler: ${on ? 'on' : 'off'}`,
    }),
    learning: (on: boolean): LocalizedText => ({
      ko: `결정에서 배우기: ${on ? '켬' : '끔'}`,
      en: `Learning: ${on ? 'on' : 'off'}`,
    }),
    asking: (on: boolean): LocalizedText => ({
      ko: `모델에 묻기: ${on ? '켬' : '끔'}`,
      en: `Ask a model: ${on ? 'on' : 'off'}`,
    }),
    campaigns: (on: boolean): LocalizedText => ({
      ko: `되풀이된 글 찾기: ${on ? '켬' : '끔'}`,
      en: `Repeated texts: ${on ? 'on' : 'off'}`,
    }),
    numbers: { ko: '기준과 기간', en: 'Limits' },
    places: { ko: '곳마다 다르게', en: 'Per place' },
    gates: { ko: '근거별 정확도', en: 'Accuracy' },
    adaptation: (on: boolean): LocalizedText => ({
      ko: `밤마다 배우기: ${on ? '켬' : '끔'}`,
      en: `At night: ${on ? 'on' : 'off'}`,
    }),
    back: { ko: '처음으로', en: 'Back' },
    newer: { ko: '이전', en: 'Previous' },
    older: { ko: '다음', en: 'Next' },
  },
  places: { ko: '곳마다의 모드', en: 'Mode of each place' },
  placesNone: {
    ko: '기사를 지정한 곳이 아직 없습니다. `/article set`으로 지정하면 여기에 나옵니다.',
    en: 'No place has an article yet. It appears here after `/article set`.',
  },
  placesHow: {
    ko: '바꿀 곳을 고르면 그곳의 모드를 따로 정할 수 있습니다. 따로 정하지 않은 곳은 서버의 모드를 따릅니다.',
    en: 'Choose a place to give it a mode of its own. Others follow the server.',
  },
  placePick: { ko: '바꿀 곳을 고르세요', en: 'Choose a place' },
  placeMode: { ko: '이곳의 모드', en: 'Mode of this place' },
  watched: { ko: '새 스레드를 지켜보는 곳', en: 'watched for new threads' },
  gates: { ko: '근거별 정확도', en: 'Accuracy of each kind of evidence' },
  gatesHow: {
    ko: '자동 모드는 기준을 넘은 근거에서만 자동으로 처리합니다. 사람이 내린 결정만 세고, 되돌린 결정과 ‘넘기기’는 세지 않습니다.',
    en: 'Automatic mode acts only on kinds of evidence that passed the bar. Only decisions of people count; undone and dismissed ones do not.',
  },
  gatesNone: {
    ko: '아직 셀 결정이 없습니다. 카드에서 유지하거나 내리면 여기에 쌓입니다.',
    en: 'No decisions yet. They are counted here as comments are kept or removed.',
  },
  modal: {
    title: { ko: '기준과 기간', en: 'Limits' },
    timeoutMinutes: { ko: '시간 제한(분)', en: 'Time-out (minutes)' },
    timeoutAbout: { ko: '1~40320 (28일)', en: '1 to 40320 (28 days)' },
    retentionDays: { ko: '보관 기간(일)', en: 'Retention (days)' },
    retentionAbout: {
      ko: '1~365. 이 기간이 지난 댓글과 결정은 지웁니다',
      en: '1 to 365. Older comments and decisions are deleted',
    },
    least: { ko: '자동 처리: 결정 수', en: 'Automatic: decisions' },
    leastAbout: {
      ko: '10~10000. 한 근거에 이만큼 결정이 쌓여야 합니다',
      en: '10 to 10000, on one kind of evidence',
    },
    precision: { ko: '자동 처리: 맞은 비율(%)', en: 'Automatic: share right (%)' },
    precisionAbout: {
      ko: '50~100. 95% 확신으로 이만큼은 맞아야 합니다',
      en: '50 to 100, with 95% confidence',
    },
    campaignCards: { ko: '되풀이된 글: 하루 카드 수', en: 'Repeated texts: cards a day' },
    campaignCardsAbout: {
      ko: '0~100. 나머지는 /campaigns에만 나옵니다',
      en: '0 to 100; the others are in /campaigns only',
    },
  },
} as const;

/** Modes as the menus offer them. */
export const MODE_NAMES = {
  off: {
    name: { ko: '꺼짐', en: 'Off' },
    about: { ko: '판정하지 않습니다', en: 'Nothing is judged' },
    emoji: '⏸️',
  },
  shadow: {
    name: { ko: '지켜보기', en: 'Shadow' },
    about: {
      ko: '판정해서 통계에만 넣고 카드는 올리지 않습니다',
      en: 'Judged for statistics only, no cards',
    },
    emoji: '👀',
  },
  flag: {
    name: { ko: '표시', en: 'Flag' },
    about: {
      ko: '로그 채널에 카드를 올리고 사람이 결정합니다',
      en: 'Cards in the log channel; people decide',
    },
    emoji: '🚩',
  },
  act: {
    name: { ko: '자동', en: 'Act' },
    about: {
      ko: '기준을 넘은 근거면 자동으로 처리하고 카드로 알립니다',
      en: 'Acts on proven evidence, and shows it',
    },
    emoji: '⚡',
  },
} satisfies Record<string, { name: LocalizedText; about: LocalizedText; emoji: string }>;

export const INHERIT = {
  name: { ko: '서버의 모드를 따름', en: 'As the server' },
  about: { ko: '따로 정하지 않습니다', en: 'No mode of its own' },
} satisfies Record<string, LocalizedText>;

/** What automatic mode may do, as the menu offers it. */
export const ACTION_NAMES = {
  hide: {
    name: { ko: '숨김', en: 'Hide' },
    about: {
      ko: '숨긴 댓글 채널에 옮겨 두고 지웁니다. 되돌릴 수 있습니다',
      en: 'Copied to the hidden channel, then deleted',
    },
  },
  delete: {
    name: { ko: '삭제', en: 'Delete' },
    about: {
      ko: '댓글을 지웁니다. 되돌리면 인용으로 다시 올립니다',
      en: 'Deleted; undo posts it again as a quotation',
    },
  },
  timeout: {
    name: { ko: '시간 제한', en: 'Time out' },
    about: {
      ko: '댓글은 두고 쓴 사람을 잠시 못 쓰게 합니다',
      en: 'The comment stays; its author is timed out',
    },
  },
} satisfies Record<string, { name: LocalizedText; about: LocalizedText }>;

export const FAULTS = {
  place: { ko: '그곳에는 이제 기사가 지정되어 있지 않습니다', en: 'no article is bound there any more' },
  number: (name: LocalizedText, least: number, most: number): LocalizedText => ({
    ko: `‘${name.ko}’에는 ${least}~${most} 사이의 수를 적어 주세요`,
    en: `“${name.en}” must be a number from ${least} to ${most}`,
  }),
} as const;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  settings: {
    ko: '설정',
    about: {
      ko: '로그 채널, 운영진, 모드와 기준을 정합니다',
      en: 'Log channel, moderators, mode and limits',
    },
  },
} as const;

import type { LocalizedText } from '../../fault.js';
import { figure, share } from '../numbers.js';

/** States of a rule that a server wrote. */
export const OWN_RULE_STATE = {
  draft: {
    name: { ko: '초안', en: 'draft' },
    about: { ko: '보기만 합니다. 판정에 쓰이지 않습니다', en: 'only shown; it is not used' },
    emoji: '✏️',
  },
  shadow: {
    name: { ko: '지켜보기', en: 'shadow' },
    about: {
      ko: '무엇에 걸리는지 세기만 하고 판정은 바꾸지 않습니다',
      en: 'what it finds is counted; no verdict changes',
    },
    emoji: '👀',
  },
  live: {
    name: { ko: '적용', en: 'live' },
    about: { ko: '다른 규칙과 똑같이 판정에 쓰입니다', en: 'counts as any other rule' },
    emoji: '🟢',
  },
} as const;

export const OWN_RULE_WEIGHT = {
  strong: { ko: '강하게', en: 'strong' },
  medium: { ko: '보통', en: 'medium' },
  weak: { ko: '약하게', en: 'weak' },
} satisfies Record<string, LocalizedText>;

export const OWN_RULE_WAY = {
  none: { ko: '적은 그대로만', en: 'as written only' },
  ordinary: { ko: '바꿔 쓴 것도', en: 'disguised too' },
  all: { ko: '글자 순서를 바꾼 것까지', en: 'disguised and reordered too' },
} satisfies Record<string, LocalizedText>;

/** The window for writing a rule. */
export const OWN_RULE_MODAL = {
  new: { ko: '새 규칙', en: 'New rule' },
  edit: { ko: '규칙 고치기', en: 'Edit the rule' },
  name: { ko: '이름', en: 'Name' },
  nameHint: { ko: '카드와 통계에 이 이름으로 나옵니다.', en: 'Cards and statistics show it.' },
  words: { ko: '찾을 말', en: 'Words to find' },
  wordsHint: {
    ko: '한 줄에 하나. 둘 다 있어야 하면 “무료 + 입장”. 조사는 적지 않아도 됩니다.',
    en: 'One a line; “free + room” where both must stand. Leave out endings.',
  },
  unless: { ko: '이 말은 빼고', en: 'Unless' },
  unlessHint: {
    ko: '찾을 말이 들어 있지만 다른 뜻인 말. 찾을 말이 ‘대유’라면 ‘대유행’.',
    en: 'Longer words that hold a word to find and mean something else.',
  },
  about: { ko: '이 주제의 기사에서는 문제 삼지 않음', en: 'Not under articles about' },
  aboutHint: {
    ko: '이 말이 있는 기사에서는 거꾸로 기사와 관련 있는 말로 셉니다.',
    en: 'Under an article with one of these words the rule speaks for a comment.',
  },
  how: { ko: '세기와 바꿔 쓴 말', en: 'Weight and disguises' },
  howHint: {
    ko: '강하게: 이 말만으로 거의 확실. 보통: 드물게 다른 데서도. 약하게: 다른 근거와 함께.',
    en: 'Strong: nearly sure alone. Medium: rare elsewhere. Weak: beside other evidence.',
  },
} satisfies Record<string, LocalizedText>;

/** An option of the menu that sets weight and ways. */
export function howWords(weight: LocalizedText, ways: LocalizedText): LocalizedText {
  return { ko: `${weight.ko} · ${ways.ko}`, en: `${weight.en} · ${ways.en}` };
}

/** The page of a rule. */
export const OWN_RULE = {
  version: (version: number): LocalizedText => ({ ko: `버전 ${version}`, en: `version ${version}` }),
  words: { ko: '찾을 말', en: 'Words' } satisfies LocalizedText,
  unless: { ko: '이 말은 빼고', en: 'Unless' } satisfies LocalizedText,
  about: { ko: '문제 삼지 않는 기사', en: 'Not under articles with' } satisfies LocalizedText,
  more: (count: number): LocalizedText => ({ ko: `… +${count}`, en: `… +${count}` }),
  logits: (logits: number): LocalizedText => ({ ko: `근거 ${logits}`, en: `weight ${logits}` }),
  hits: (hits: number, flagged: number, newly: number): LocalizedText => ({
    ko: `이 버전으로 지켜본 뒤: **${figure(hits)}개**에 걸림 · 이 규칙 없이도 표시된 것 ${figure(flagged)}개 · 적용했다면 새로 표시됐을 것 **${figure(newly)}개**`,
    en: `In shadow so far: found **${figure(hits)}** · flagged without it ${figure(flagged)} · would be newly flagged **${figure(newly)}**`,
  }),
  liveHits: (hits: number, flagged: number): LocalizedText => ({
    ko: `이 버전을 적용한 뒤: ${figure(hits)}개에 걸림 · 그중 표시 ${figure(flagged)}개`,
    en: `Live so far: found ${figure(hits)} · flagged ${figure(flagged)}`,
  }),
  decided: (right: number, decided: number): LocalizedText => ({
    ko: `이 규칙이 가장 큰 근거였던 표시의 결정: ${figure(decided)}개 가운데 ${figure(right)}개가 무관 (${share(right, decided)})`,
    en: `Decisions where it was the leading evidence: ${figure(right)} of ${figure(decided)} off topic (${share(right, decided)})`,
  }),
  working: {
    ko: '저장된 댓글에 시험하는 중입니다…',
    en: 'Trying it on the stored comments…',
  } satisfies LocalizedText,
  faults: {
    ko: '아직 규칙이 되지 못했습니다. 적은 것은 저장했으니 ‘고치기’를 누르면 그대로 나옵니다.',
    en: 'It is no rule yet. What you typed is stored: _Edit_ opens it again.',
  } satisfies LocalizedText,
  goesOn: (version: number): LocalizedText => ({
    ko: `그동안 버전 ${version}을(를) 그대로 씁니다.`,
    en: `Version ${version} goes on meanwhile.`,
  }),
  moreFaults: (count: number): LocalizedText => ({ ko: `… ${count}군데 더`, en: `… and ${count} more` }),
  onlyYou: { ko: '나에게만 보입니다.', en: 'Only you see this.' } satisfies LocalizedText,
  backToShadow: {
    ko: '내용이 바뀌어 ‘지켜보기’부터 다시 시작합니다.',
    en: 'A new version of a live rule begins in shadow.',
  } satisfies LocalizedText,
  broken: (code: string): LocalizedText => ({
    ko: `⚠️ 읽을 수 없어 빼 두었습니다 (\`${code}\`). 다른 규칙은 그대로 쓰입니다.`,
    en: `⚠️ It cannot be read and is left out (\`${code}\`). The other rules go on.`,
  }),
  removeAsk: {
    ko: '이 규칙과 버전, 기록을 모두 지웁니다. 되돌릴 수 없습니다.',
    en: 'The rule, its versions and what it found are deleted for good.',
  } satisfies LocalizedText,
  removed: (name: string): LocalizedText => ({
    ko: `🗑️ **${name}** 규칙을 지웠습니다.`,
    en: `🗑️ **${name}** is deleted.`,
  }),
} as const;

/** Names of the fields, for faults. */
export const OWN_RULE_FIELD = {
  name: OWN_RULE_MODAL.name,
  words: OWN_RULE_MODAL.words,
  unless: OWN_RULE_MODAL.unless,
  about: OWN_RULE_MODAL.about,
} satisfies Record<string, LocalizedText>;

/** What a trial found. */
export const OWN_RULE_TRIAL = {
  title: { ko: '저장된 댓글에 시험해 보니', en: 'Tried on the stored comments' } satisfies LocalizedText,
  none: {
    ko: '저장된 댓글이 없어 시험하지 못했습니다. 먼저 ‘지켜보기’로 두고 며칠 보세요.',
    en: 'No comments are stored to try it on. Put it in shadow for some days.',
  } satisfies LocalizedText,
  matched: (matched: number, comments: number): LocalizedText => ({
    ko: `댓글 ${figure(comments)}개 가운데 **${figure(matched)}개**(${share(matched, comments)})에 걸립니다.`,
    en: `It finds **${figure(matched)}** of ${figure(comments)} comments (${share(matched, comments)}).`,
  }),
  newly: (newly: number, comments: number, anyway: number): LocalizedText => ({
    ko: `새로 표시될 것 **${figure(newly)}개**(${share(newly, comments)}) · 이 규칙 없이도 표시되는 것 ${figure(anyway)}개`,
    en: `Newly flagged: **${figure(newly)}** (${share(newly, comments)}) · flagged without it ${figure(anyway)}`,
  }),
  own: (count: number): LocalizedText => ({
    ko: `기사의 주제라서 관련 쪽으로 센 것 ${figure(count)}개`,
    en: `Counted for the comment, since the article is about it: ${figure(count)}`,
  }),
  unjudged: (count: number): LocalizedText => ({
    ko: `기사가 남아 있지 않아 판정하지 못한 것 ${figure(count)}개`,
    en: `Not judged, since the article is gone: ${figure(count)}`,
  }),
  precision: (right: number, decided: number, low: string, high: string): LocalizedText => ({
    ko: `운영진이 결정한 댓글에서는 ${figure(decided)}개 가운데 **${figure(right)}개**가 무관 · ${share(right, decided)} (95% 구간 ${low}–${high})`,
    en: `Of decided comments that it finds, **${figure(right)}** of ${figure(decided)} were off topic · ${share(right, decided)} (95% interval ${low}–${high})`,
  }),
  noPrecision: {
    ko: '걸리는 댓글 가운데 운영진이 결정한 것이 없어, 얼마나 맞을지는 아직 모릅니다.',
    en: 'None of the comments that it finds has been decided, so its precision is unknown.',
  } satisfies LocalizedText,
  overlap: (packs: string): LocalizedText => ({
    ko: `함께 걸리는 규칙집: ${packs}`,
    en: `Found by these packs too: ${packs}`,
  }),
  adds: {
    ko: '💡 걸리는 댓글 대부분이 이 규칙 없이도 표시됩니다. 없어도 될 수 있습니다.',
    en: '💡 Most of what it finds is flagged without it: you may not need it.',
  } satisfies LocalizedText,
  tooMany: {
    ko: '⚠️ 결정에 비추어 틀린 것이 많습니다. 바로 적용하지 말고 말을 좁히거나 ‘이 말은 빼고’를 더하세요.',
    en: '⚠️ Decisions say that much of it is wrong: narrow the words or add exceptions first.',
  } satisfies LocalizedText,
  examples: (shown: number, all: number): LocalizedText => ({
    ko: `새로 표시될 댓글 (${figure(all)}개 가운데 ${figure(shown)}개)`,
    en: `Newly flagged (${figure(shown)} of ${figure(all)})`,
  }),
} as const;

export const OWN_RULE_BUTTON = {
  draft: { ko: '초안으로', en: 'Back to draft' },
  shadow: { ko: '지켜보기', en: 'Shadow' },
  live: { ko: '적용', en: 'Go live' },
  edit: { ko: '고치기', en: 'Edit' },
  try: { ko: '다시 시험', en: 'Try again' },
  history: { ko: '기록', en: 'History' },
  page: { ko: '규칙으로', en: 'Back to the rule' },
  list: { ko: '직접 만든 규칙', en: 'Own rules' },
  remove: { ko: '지우기', en: 'Delete' },
  removeSure: { ko: '정말 지우기', en: 'Delete for good' },
  new: { ko: '새 규칙', en: 'New rule' },
  packs: { ko: '규칙집 목록', en: 'Rule packs' },
} satisfies Record<string, LocalizedText>;

/** The list of a server's own rules. */
export const OWN_RULE_LIST = {
  title: { ko: '직접 만든 규칙', en: 'Own rules' } satisfies LocalizedText,
  button: (count: number): LocalizedText => ({
    ko: `직접 만든 규칙 ${count}`,
    en: `Own rules ${count}`,
  }),
  how: (count: number, most: number): LocalizedText => ({
    ko: `이 서버가 만든 규칙 ${count}개 (${most}개까지)`,
    en: `${count} rules of this server (${most} at most)`,
  }),
  none: {
    ko: '아직 없습니다. `/rule new`로 만들 수 있습니다.',
    en: 'None yet; make one with `/rule new`.',
  } satisfies LocalizedText,
  pick: { ko: '규칙을 고르세요', en: 'Choose a rule' } satisfies LocalizedText,
  found: (hits: number, newly: number, live: boolean): LocalizedText => ({
    ko: live ? `걸림 ${figure(hits)}` : `걸림 ${figure(hits)} · 새로 표시됐을 것 ${figure(newly)}`,
    en: live ? `found ${figure(hits)}` : `found ${figure(hits)} · would newly flag ${figure(newly)}`,
  }),
} as const;

/** What happened to a rule. */
export const OWN_RULE_EVENT = {
  made: { ko: '만듦', en: 'made' },
  edited: { ko: '고침', en: 'edited' },
  draft: { ko: '초안으로', en: 'to draft' },
  shadow: { ko: '지켜보기로', en: 'to shadow' },
  live: { ko: '적용', en: 'live' },
  demoted: { ko: '봇이 지켜보기로 되돌림', en: 'put back to shadow by the bot' },
} satisfies Record<string, LocalizedText>;

export const OWN_RULE_HISTORY = {
  title: { ko: '기록', en: 'History' } satisfies LocalizedText,
  figures: (right: number, decided: number, p: string): LocalizedText => ({
    ko: `결정 ${figure(decided)}개 가운데 ${figure(right)}개만 맞음, p = ${p}`,
    en: `${figure(right)} of ${figure(decided)} decisions right, p = ${p}`,
  }),
} as const;

/** Why a trial gave nothing. */
export const OWN_RULE_TRIAL_FAULTS = {
  running: {
    ko: '이 서버의 다른 규칙을 시험하는 중입니다. 끝난 뒤에 ‘다시 시험’을 눌러 주세요',
    en: 'another rule of this server is being tried; press _Try again_ once it is done',
  },
  timeout: {
    ko: '시험하는 데 너무 오래 걸려 그만두었습니다',
    en: 'trying the rule took too long and was given up',
  },
  broken: {
    ko: '시험하다가 오류가 났습니다. ‘다시 시험’을 눌러 주세요',
    en: 'trying the rule failed; press _Try again_',
  },
  stopped: {
    ko: '봇이 꺼지는 중이라 시험하지 못했습니다. 잠시 뒤 ‘다시 시험’을 눌러 주세요',
    en: 'the bot is being stopped; press _Try again_ in a moment',
  },
} satisfies Record<string, LocalizedText>;

/** Why a click changed nothing. */
export const OWN_RULE_REFUSED = {
  unknown: {
    ko: '그런 규칙이 없습니다. 누군가 지웠을 수 있습니다. `/rule list`에서 다시 골라 주세요',
    en: 'there is no such rule; somebody may have deleted it. Choose again in `/rule list`',
  },
  changed: {
    ko: '그사이 다른 사람이 이 규칙을 바꿨습니다. 아래에 지금 상태가 있습니다',
    en: 'somebody else has changed this rule; its present state is below',
  },
  noVersion: {
    ko: '아직 규칙이 되지 못한 초안입니다. ‘고치기’로 먼저 고쳐 주세요',
    en: 'this draft is no rule yet; mend it with _Edit_ first',
  },
  tooMany: (most: number): LocalizedText => ({
    ko: `규칙은 서버마다 ${most}개까지 만들 수 있습니다. 쓰지 않는 것을 지워 주세요`,
    en: `a server has ${most} rules at most; delete one that is not used`,
  }),
  tooManyWords: (count: number, most: number): LocalizedText => ({
    ko: `지켜보거나 적용하는 규칙의 말은 모두 합해 ${most}개까지입니다 (이 규칙까지 ${count}개). 다른 규칙을 초안으로 돌리거나 줄여 주세요`,
    en: `the rules in shadow and live may have ${most} words in all (${count} with this one); put others back to draft or shorten them`,
  }),
};

/** Notices about a server's own rules. */
export const OWN_RULE_NOTICES = {
  demoted: (name: string, right: string, decided: string, precision: string, p: string): LocalizedText => ({
    ko: `규칙 **${name}**을(를) ‘지켜보기’로 되돌렸습니다. 이 규칙이 가장 큰 근거였던 표시 ${decided}개 가운데 ${right}개만 운영진이 무관하다고 했습니다. 이 서버가 정한 정밀도 ${precision}이 맞다면 이렇게 적게 맞을 확률은 ${p}입니다. 지운 것은 없습니다. \`/rule list\`에서 고치거나 다시 적용할 수 있습니다.`,
    en: `The rule **${name}** is back in shadow: of ${decided} flags in which it was the leading evidence only ${right} were called off topic. If it had the precision ${precision} that this server asks for, so few would come up with probability ${p}. Nothing was deleted; mend it or put it live again in \`/rule list\`.`,
  }),
  broken: (name: string, code: string): LocalizedText => ({
    ko: `규칙 **${name}**을(를) 읽을 수 없어 빼고 판정합니다 (\`${code}\`). 다른 규칙은 그대로 쓰입니다. \`/rule list\`에서 고치거나 지워 주세요.`,
    en: `The rule **${name}** cannot be used and is left out (\`${code}\`). The other rules go on. Mend or delete it in \`/rule list\`.`,
  }),
};

import type { LocalizedText } from '../../fault.js';

export const CASE = {
  case: { ko: '사례', en: 'Case' },
  decision: { ko: '결정', en: 'Decision' },
  comment: { ko: '댓글', en: 'Comment' },
  why: { ko: '사유', en: 'Reason' },
  article: { ko: '기사', en: 'Article' },
  flaggedAs: { ko: '표시한 근거', en: 'Flagged for' },
  chance: { ko: '무관할 확률', en: 'chance of being off topic' },
  noWhy: { ko: '적지 않음', en: 'none given' },
  noAuthor: { ko: '작성자 정보는 지워짐', en: 'author no longer kept' },
  swept: {
    ko: '보관 기간이 지나 댓글과 근거는 지워졌습니다.',
    en: 'The comment and its evidence were removed after the retention period.',
  },
  erased: {
    ko: '작성자의 요청으로 댓글과 근거를 지웠습니다(`/privacy`).',
    en: 'The comment and its evidence were deleted at its author’s request (`/privacy`).',
  },
  latest: { ko: '최근 사례', en: 'Latest cases' },
  none: {
    ko: '### 아직 사례가 없습니다\n댓글마다 내린 결정에 번호가 붙어 여기에 남습니다. `/queue`에서 시작할 수 있습니다.',
    en: '### There are no cases yet\nEach decision gets a number and is kept here. `/queue` is the place to start.',
  },
  pick: { ko: '자세히 볼 사례', en: 'Open a case' },
} satisfies Record<string, LocalizedText>;

export const BUTTONS = {
  undo: { ko: '결정 되돌리기', en: 'Undo this decision' },
  retry: { ko: '다시 시도', en: 'Try again' },
  addWhy: { ko: '사유 적기', en: 'Give a reason' },
  editWhy: { ko: '사유 고치기', en: 'Edit the reason' },
  list: { ko: '목록', en: 'List' },
  open: { ko: '댓글로 가기', en: 'Go to comment' },
} satisfies Record<string, LocalizedText>;

export const MODAL = {
  label: { ko: '왜 이렇게 결정했나요?', en: 'Why was it decided so?' },
  description: {
    ko: '비우고 보내면 적어 둔 사유를 지웁니다.',
    en: 'Send it empty to remove the reason.',
  },
} satisfies Record<string, LocalizedText>;

/** The title of the window that asks why. */
export function modalTitle(number: number): LocalizedText {
  return { ko: `사례 #${number}의 사유`, en: `Reason for case #${number}` };
}

/** How an undone decision and its undoing point to each other. */
export function undoneBy(number: number): LocalizedText {
  return { ko: `↩️ #${number}에서 되돌렸습니다`, en: `↩️ undone by #${number}` };
}
export function undoes(number: number): LocalizedText {
  return { ko: `↩️ #${number} 결정을 되돌린 기록입니다`, en: `↩️ undoes #${number}` };
}

export const NOTICE = {
  undone: {
    ko: '✅ 되돌렸습니다. 댓글은 다시 대기열에 있습니다.',
    en: '✅ Undone. The comment is back in the queue.',
  },
  undoneClosed: {
    ko: '✅ 되돌렸습니다. 댓글이 이미 지워져 대기열에는 나오지 않습니다.',
    en: '✅ Undone. The comment is gone, so it does not return to the queue.',
  },
  notStanding: {
    ko: '⚠️ 이 결정은 이미 되돌렸거나 새 결정으로 바뀌었습니다.',
    en: '⚠️ This decision was already undone or replaced.',
  },
  retried: { ko: '🔁 지금 다시 시도합니다.', en: '🔁 Trying again now.' },
  notFailing: {
    ko: '⚠️ 다시 시도할 것이 없습니다. 이미 끝났거나 그 뒤에 다른 결정이 있었습니다.',
    en: '⚠️ There is nothing to try again: it is done, or something else was decided since.',
  },
  whySaved: { ko: '✅ 사유를 적었습니다.', en: '✅ The reason was saved.' },
  whyRemoved: { ko: '✅ 사유를 지웠습니다.', en: '✅ The reason was removed.' },
} satisfies Record<string, LocalizedText>;

/** A number that no case of the server has. */
export function noCase(number: number): LocalizedText {
  return {
    ko: `${number}번 사례를 찾지 못했습니다. 보관 기간이 지나 지워졌거나 없는 번호입니다. \`/case\`만 쓰면 최근 사례가 나옵니다.`,
    en: `There is no case #${number}. It was removed after the retention period or never existed. \`/case\` alone lists the latest.`,
  };
}

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  case: {
    ko: '사례',
    about: {
      ko: '누가 언제 무엇을 왜 결정했는지 봅니다',
      en: 'What was decided, by whom, when and why',
    },
  },
  number: {
    ko: '번호',
    about: {
      ko: '사례 번호. 비우면 최근 10건이 나옵니다',
      en: 'The number of the case; the latest ten when left out',
    },
  },
} as const;

import type { Language, LocalizedText } from '../../fault.js';

/** Words of cards and of the buttons under them. */
export const CARD = {
  offTopic: { ko: '글과 무관', en: 'Off topic' },
  article: { ko: '기사', en: 'Article' },
  comment: { ko: '댓글로 가기', en: 'Go to comment' },
  reply: { ko: '답한 댓글', en: 'In reply to' },
  evidence: { ko: '근거', en: 'Evidence' },
  home: { ko: '더 어울리는 기사', en: 'Fits better' },
  homeCandidate: { ko: '더 어울리는 기사 후보', en: 'Candidate that may fit better' },
  record: { ko: '이 근거의 정확도', en: 'This evidence so far' },
  files: { ko: '첨부', en: 'Attached' },
  webhook: { ko: '웹훅', en: 'webhook' },
  swept: {
    ko: '보관 기간이 지나 내용을 지웠습니다.',
    en: 'The content was removed after the retention period.',
  },
  unknownArticle: { ko: '(지워진 기사)', en: '(removed article)' },
  byBot: { ko: '맞글이 자동으로', en: 'by matgeul itself' },
  case: { ko: '사례', en: 'case' },
  edited: { ko: '고친 댓글', en: 'edited' },
} satisfies Record<string, LocalizedText>;

/** Buttons of a card that decide nothing. */
export const BUTTONS = {
  more: { ko: '더 보기', en: 'More' },
  undo: { ko: '되돌리기', en: 'Undo' },
} satisfies Record<string, LocalizedText>;

/** Each decision: its button, and what cards, cases and Discord's audit log call it when it was taken. */
export const DECISION_WORDS = {
  delete: { button: { ko: '삭제', en: 'Delete' }, done: { ko: '삭제함', en: 'deleted' } },
  hide: { button: { ko: '숨김', en: 'Hide' }, done: { ko: '숨김', en: 'hidden' } },
  timeout: { button: { ko: '시간 제한', en: 'Time out' }, done: { ko: '시간 제한', en: 'timed out' } },
  keep: {
    button: { ko: '유지', en: 'Keep' },
    done: { ko: '유지함 (글과 관련 있음)', en: 'kept (on topic)' },
  },
  dismiss: {
    button: { ko: '넘기기', en: 'Dismiss' },
    /** In the queue it must not be mistaken for "skip": this one decides. */
    queueButton: { ko: '판단 없이 넘기기', en: 'Dismiss' },
    done: { ko: '판단 없이 넘김', en: 'dismissed' },
  },
} satisfies Record<string, Record<string, LocalizedText>>;

const UNDONE: LocalizedText = { ko: '되돌림', en: 'undone' };

/** What was decided, in a few words. */
export function decisionWords(decision: keyof typeof DECISION_WORDS | 'undo', language: Language): string {
  return (decision === 'undo' ? UNDONE : DECISION_WORDS[decision].done)[language];
}

const CLOSED = {
  'message-deleted': { ko: '댓글이 지워져 닫혔습니다', en: 'Closed: the comment was deleted' },
  'message-edited': {
    ko: '댓글이 고쳐져 닫혔습니다. 고친 글은 새로 판정합니다',
    en: 'Closed: the comment was edited and is judged anew',
  },
  'place-unbound': {
    ko: '기사 지정이 풀려 닫혔습니다',
    en: 'Closed: the place is no longer bound to an article',
  },
  'channel-deleted': { ko: '채널이 없어져 닫혔습니다', en: 'Closed: the channel is gone' },
  'in-campaign': {
    ko: '되풀이된 글의 카드로 옮겼습니다. 거기서 한 번에 결정합니다',
    en: 'Moved to the card of the repeated texts it is one of; they are decided there at once',
  },
} satisfies Record<string, LocalizedText>;

/** Why a flag was closed without a decision. */
export function closedWords(why: keyof typeof CLOSED, language: Language): string {
  return CLOSED[why][language];
}

/** Why a click on a card changed nothing, for the moderator who clicked. */
export const REFUSED = {
  unknown: {
    ko: '이 서버에 그런 표시가 없습니다. 보관 기간이 지났거나 다른 서버의 버튼일 수 있습니다.',
    en: 'There is no such flag in this server. It may be past the retention, or the button of another server.',
  },
  decided: { ko: '다른 분이 이미 결정했습니다.', en: 'Somebody has decided this already.' },
  closed: { ko: '이미 닫힌 표시입니다.', en: 'This flag is closed already.' },
  'not-decided': { ko: '되돌릴 결정이 없습니다.', en: 'There is no decision to undo.' },
} satisfies Record<string, LocalizedText>;

/** What "More" shows beside the card. */
export const MORE = {
  author: { ko: '이 작성자의 다른 표시', en: "This author's other flags" },
  none: { ko: '다른 표시가 없습니다.', en: 'No other flags.' },
  around: { ko: '앞뒤 글', en: 'Around it' },
  unread: { ko: '앞뒤 글을 읽지 못했습니다.', en: 'The messages around it could not be read.' },
  open: { ko: '열림', en: 'open' },
  swept: { ko: '(내용 지움)', en: '(content removed)' },
  unknownFlag: { ko: '이 서버에 그런 표시가 없습니다', en: 'there is no such flag in this server' },
} satisfies Record<string, LocalizedText>;

import type { Language, LocalizedText } from '../../fault.js';
import type { CloseReason, Decision } from '../../moderation/index.js';

/** Words of cards and of the buttons under them. */
export const CARD = {
  offTopic: { ko: '글과 무관', en: 'Off topic' },
  article: { ko: '기사', en: 'Article' },
  comment: { ko: '댓글로 가기', en: 'Go to comment' },
  reply: { ko: '답한 댓글', en: 'In reply to' },
  evidence: { ko: '근거', en: 'Evidence' },
  home: { ko: '더 어울리는 기사', en: 'Fits better' },
  record: { ko: '이 근거의 정확도', en: 'This evidence so far' },
  files: { ko: '첨부', en: 'Attached' },
  webhook: { ko: '웹훅', en: 'webhook' },
  swept: {
    ko: '보관 기간이 지나 내용을 지웠습니다.',
    en: 'The content was removed after the retention period.',
  },
  unknownArticle: { ko: '(지워진 기사)', en: '(removed article)' },
  byBot: { ko: '맞글이 스스로', en: 'by matgeul itself' },
  case: { ko: '사례', en: 'case' },
  edited: { ko: '고친 댓글', en: 'edited' },
} satisfies Record<string, LocalizedText>;

export const BUTTONS = {
  delete: { ko: '삭제', en: 'Delete' },
  hide: { ko: '숨김', en: 'Hide' },
  timeout: { ko: '시간 제한', en: 'Time out' },
  keep: { ko: '유지', en: 'Keep' },
  dismiss: { ko: '넘기기', en: 'Dismiss' },
  more: { ko: '더 보기', en: 'More' },
  undo: { ko: '되돌리기', en: 'Undo' },
} satisfies Record<string, LocalizedText>;

const DECIDED: Record<Decision | 'undo', LocalizedText> = {
  delete: { ko: '삭제함', en: 'deleted' },
  hide: { ko: '숨김', en: 'hidden' },
  timeout: { ko: '시간 제한', en: 'timed out' },
  keep: { ko: '유지함 (글과 관련 있음)', en: 'kept (on topic)' },
  dismiss: { ko: '판단 없이 넘김', en: 'dismissed' },
  undo: { ko: '되돌림', en: 'undone' },
};

/** What was decided, in a few words. */
export function decisionWords(decision: Decision | 'undo', language: Language): string {
  return DECIDED[decision][language];
}

const CLOSED: Record<CloseReason, LocalizedText> = {
  'message-deleted': { ko: '댓글이 지워져 닫혔습니다', en: 'Closed: the comment was deleted' },
  'message-edited': {
    ko: '댓글이 고쳐져 닫혔습니다. 고친 글은 새로 판정합니다',
    en: 'Closed: the comment was edited and is judged anew',
  },
  'place-unbound': {
    ko: '기사 연결이 풀려 닫혔습니다',
    en: 'Closed: the place is no longer bound to an article',
  },
  'channel-deleted': { ko: '채널이 없어져 닫혔습니다', en: 'Closed: the channel is gone' },
};

export function closedWords(why: CloseReason, language: Language): string {
  return CLOSED[why][language];
}

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
  erased: {
    ko: '작성자의 요청으로 내용을 지웠습니다(`/privacy`).',
    en: 'The content was deleted at its author’s request (`/privacy`).',
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
  retry: { ko: '다시 시도', en: 'Try again' },
} satisfies Record<string, LocalizedText>;

/**
 * Each decision: its button, and what cards and cases call it while its effect is under way, once it is done, and when it
 * failed. A decision without an effect is done at once.
 */
export const DECISION_WORDS = {
  delete: {
    button: { ko: '삭제', en: 'Delete' },
    doing: { ko: '삭제 중…', en: 'deleting…' },
    done: { ko: '삭제함', en: 'deleted' },
    failed: { ko: '삭제 실패', en: 'not deleted' },
  },
  hide: {
    button: { ko: '숨김', en: 'Hide' },
    doing: { ko: '숨기는 중…', en: 'hiding…' },
    done: { ko: '숨김', en: 'hidden' },
    failed: { ko: '숨기기 실패', en: 'not hidden' },
  },
  timeout: {
    button: { ko: '시간 제한', en: 'Time out' },
    doing: { ko: '시간 제한 거는 중…', en: 'timing out…' },
    done: { ko: '시간 제한', en: 'timed out' },
    failed: { ko: '시간 제한 실패', en: 'not timed out' },
  },
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

/** Effects that are no decision's own: undoing one, by what that does in Discord, and telling a site. */
const OTHER_WORDS = {
  'site-decision': {
    doing: { ko: '사이트에 알리는 중…', en: 'telling the site…' },
    failed: { ko: '사이트에 알리지 못함', en: 'the site was not told' },
  },
  restore: {
    doing: { ko: '되살리는 중…', en: 'restoring…' },
    failed: { ko: '되살리기 실패', en: 'not restored' },
  },
  'timeout-end': {
    doing: { ko: '시간 제한 푸는 중…', en: 'ending the timeout…' },
    failed: { ko: '시간 제한 풀기 실패', en: 'timeout not ended' },
  },
} satisfies Record<string, Record<'doing' | 'failed', LocalizedText>>;

const UNDONE: LocalizedText = { ko: '되돌림', en: 'undone' };

/** What was decided, in a few words, as if all of it were done. */
export function decisionWords(decision: keyof typeof DECISION_WORDS | 'undo', language: Language): string {
  return (decision === 'undo' ? UNDONE : DECISION_WORDS[decision].done)[language];
}

/** How the effect of a decision, or of undoing one, stands; `failing`: it failed and is tried again. */
export type ActTense = 'doing' | 'failing' | 'failed' | 'moot';

/**
 * What a decision, or its undoing, has come to while its effect is not done.
 *
 * @param effect the kind of its effect
 * @param why see `troubleWords`; empty while it is under way
 */
export function actWords(effect: string, tense: ActTense, why: string, language: Language): string {
  const words =
    effect in OTHER_WORDS ? OTHER_WORDS[effect as keyof typeof OTHER_WORDS] : wordsOfEffect(effect);
  if (tense === 'doing') return words.doing[language];
  if (tense === 'moot') return why;
  const again = tense === 'failing' ? ` · ${AGAIN[language]}` : '';
  return `${words.failed[language]}: ${why}${again}`;
}

function wordsOfEffect(effect: string): Record<'doing' | 'failed', LocalizedText> {
  if (effect === 'hide-copy') return DECISION_WORDS.hide;
  return effect === 'timeout' ? DECISION_WORDS.timeout : DECISION_WORDS.delete;
}

const AGAIN: LocalizedText = { ko: '다시 시도 중', en: 'trying again' };

/** Why something in Discord is not done. */
const TROUBLES = {
  permission: { ko: '권한 없음', en: 'no permission' },
  channel: { ko: '채널이 없어짐', en: 'the channel is gone' },
  member: { ko: '서버를 나간 회원', en: 'no member of the server any more' },
  'hidden-channel': { ko: '숨긴 댓글 채널이 없음', en: 'no channel for hidden comments' },
  'log-channel': { ko: '로그 채널이 없음', en: 'no log channel' },
  content: { ko: '댓글 내용이 이미 지워짐', en: 'the text is no longer stored' },
  late: { ko: '하기 전에 기간이 지남', en: 'its time was over before' },
  discord: { ko: 'Discord가 응답하지 않음', en: 'Discord does not answer' },
  refused: { ko: 'Discord가 거절함', en: 'Discord refuses' },
  site: { ko: '사이트가 응답하지 않음', en: 'the site does not answer' },
  unreadable: { ko: '저장된 값을 읽을 수 없음', en: 'the stored value cannot be read' },
  undone: { ko: '하기 전에 되돌림', en: 'undone before' },
  stands: { ko: '댓글이 그대로 있음', en: 'the comment still stands' },
} satisfies Record<string, LocalizedText>;

/**
 * Why something in Discord is not done.
 *
 * @param permission its name in Discord, where one is lacking
 */
export function troubleWords(
  reason: keyof typeof TROUBLES,
  permission: LocalizedText | null,
  language: Language,
): string {
  const why = TROUBLES[reason][language];
  return permission === null ? why : `${why}(${permission[language]})`;
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
  'author-erased': {
    ko: '작성자가 자기 자료를 지워 달라고 해서 닫혔습니다. 댓글은 그대로 있습니다',
    en: 'Closed: its author had their data deleted; the comment itself stands',
  },
  'in-report': {
    ko: '같은 글이 먼저 신고되어 그 카드에서 함께 결정합니다',
    en: 'A text like it was reported before; both are decided on that card',
  },
  'in-campaign': {
    ko: '되풀이된 글의 카드로 옮겼습니다. 거기서 한 번에 결정합니다',
    en: 'Moved to the card of the repeated texts it is one of; they are decided there at once',
  },
} satisfies Record<string, LocalizedText>;

/** Why a flag was closed without a decision. */
export function closedWords(why: keyof typeof CLOSED, language: Language): string {
  return CLOSED[why][language];
}

/** Somebody was faster: who decided what, and when; `who` and `when` are marks of Discord. */
export function decidedAlready(who: string, what: string, when: string, number: number): LocalizedText {
  return {
    ko: `${who} 님이 ${when}에 이미 결정했습니다: ${what} (#${number})`,
    en: `${who} has decided this already, ${when}: ${what} (#${number})`,
  };
}

/** The bot was faster, in mode `act`. */
export function actedAlready(what: string, when: string, number: number): LocalizedText {
  return {
    ko: `맞글이 ${when}에 이미 자동으로 처리했습니다: ${what} (#${number})`,
    en: `matgeul has acted on this by itself already, ${when}: ${what} (#${number})`,
  };
}

/** Somebody has undone it already. */
export function undoneAlready(who: string, when: string, number: number): LocalizedText {
  return {
    ko: `${who} 님이 ${when}에 이미 되돌렸습니다 (#${number})`,
    en: `${who} has undone this already, ${when} (#${number})`,
  };
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
  /** Trying again. */
  done: { ko: '이미 끝난 일입니다.', en: 'That is done already.' },
  replaced: { ko: '그 뒤에 다른 결정이 있었습니다.', en: 'Something else was decided since.' },
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

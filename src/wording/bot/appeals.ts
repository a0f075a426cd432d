import type { LocalizedText } from '../../fault.js';

/** Reasons of the bot, where the server names none; the first is that of a removal without a choice. */
export const REASONS: readonly LocalizedText[] = [
  { ko: '기사와 무관', en: 'Off topic' },
  { ko: '홍보·도배', en: 'Advertising or flooding' },
  { ko: '같은 글 되풀이', en: 'The same text again and again' },
  { ko: '개인정보 노출', en: 'Personal data' },
];

/** The menu of reasons under a card. */
export const REASON_MENU = {
  remove: { ko: '사유를 골라 삭제', en: 'Delete, with a reason' },
  change: { ko: '사유 바꾸기', en: 'Change the reason' },
} satisfies Record<string, LocalizedText>;

/** What a poster is told. Names are escaped before. */
export const NOTE = {
  head: (server: string): LocalizedText => ({
    ko: `**${server}**의 운영진이 회원님의 댓글을 내렸습니다.`,
    en: `The moderators of **${server}** have removed your comment.`,
  }),
  timeout: (server: string): LocalizedText => ({
    ko: `**${server}**의 운영진이 회원님의 댓글 때문에 글쓰기를 잠시 막았습니다.`,
    en: `The moderators of **${server}** have timed you out for your comment.`,
  }),
  inChannel: (author: string): LocalizedText => ({
    ko: `${author} 님의 댓글을 운영진이 내렸습니다.`,
    en: `The moderators have removed a comment by ${author}.`,
  }),
  timeoutInChannel: (author: string): LocalizedText => ({
    ko: `운영진이 댓글 때문에 ${author} 님의 글쓰기를 잠시 막았습니다.`,
    en: `The moderators have timed ${author} out for a comment.`,
  }),
  why: (reason: string): LocalizedText => ({ ko: `사유: **${reason}**`, en: `Reason: **${reason}**` }),
  how: (days: number): LocalizedText => ({
    ko: `-# 잘못된 결정이라면 ${days}일 안에 아래 **이의 제기**를 눌러 주세요. 결정마다 한 번 할 수 있고, 운영진이 다시 살펴봅니다.`,
    en: `-# If this is wrong, press **Appeal** below within ${days} days, once for each decision; the moderators will look again.`,
  }),
  button: { ko: '이의 제기', en: 'Appeal' },
  accepted: (server: string): LocalizedText => ({
    ko: `**${server}**의 운영진이 이의를 받아들여 결정을 되돌렸습니다.`,
    en: `The moderators of **${server}** have accepted your appeal and undone the decision.`,
  }),
  rejected: (server: string): LocalizedText => ({
    ko: `**${server}**의 운영진이 다시 살펴보았고, 결정을 그대로 두기로 했습니다.`,
    en: `The moderators of **${server}** have looked again, and the decision stands.`,
  }),
} as const;

/** What became of a note, on the card. */
export const NOTE_STATES = {
  sent: { ko: '✉️ 작성자에게 알렸습니다', en: '✉️ the author was told' },
  closed: {
    ko: '✉️ 작성자가 DM을 받지 않아 알리지 못했습니다',
    en: '✉️ the author takes no direct messages, so they were not told',
  },
  limited: {
    ko: '✉️ 조금 전에 다른 알림을 보내서 따로 알리지 않았습니다',
    en: '✉️ the author had another note a moment ago, so they were not told of this',
  },
  failed: { ko: '✉️ 작성자에게 알리지 못했습니다', en: '✉️ the author could not be told' },
} satisfies Record<string, LocalizedText>;

/** The window in which a poster writes. */
export const APPEAL_MODAL = {
  title: { ko: '이의 제기', en: 'Appeal' },
  label: { ko: '왜 잘못된 결정인가요?', en: 'Why is the decision wrong?' },
  about: {
    ko: '운영진이 읽습니다. 한 번만 보낼 수 있습니다.',
    en: 'The moderators will read it. You can send it once.',
  },
  rejectTitle: { ko: '이의를 받아들이지 않는 이유', en: 'Why the appeal is rejected' },
  rejectLabel: { ko: '이유', en: 'Reason' },
  rejectAbout: { ko: '작성자에게 그대로 보냅니다.', en: 'It is sent to the author as it is.' },
} satisfies Record<string, LocalizedText>;

/** What a poster is told who appeals. */
export const APPEAL_SAID = {
  sent: {
    ko: '이의를 운영진에게 보냈습니다. 결과는 DM으로 알려 드립니다.',
    en: 'Your appeal was sent to the moderators. You will be told of the result by direct message.',
  },
  unknown: {
    ko: '회원님이 이의를 제기할 수 있는 결정이 아닙니다.',
    en: 'This is no decision that you can appeal.',
  },
  late: { ko: '이의를 제기할 수 있는 기간이 지났습니다.', en: 'The time for an appeal is over.' },
  again: {
    ko: '이 결정에는 이미 이의를 제기하셨습니다. 이의는 한 번만 할 수 있습니다.',
    en: 'You have appealed this decision already; that is possible once.',
  },
  undone: { ko: '운영진이 이미 되돌린 결정입니다.', en: 'The moderators have undone this decision already.' },
} satisfies Record<string, LocalizedText>;

/** The card of an appeal. */
export const APPEAL_CARD = {
  title: (number: number): LocalizedText => ({
    ko: `⚖️ 이의 제기 · 사례 #${number}`,
    en: `⚖️ Appeal · case #${number}`,
  }),
  says: { ko: '작성자의 말', en: 'The author says' },
  history: { ko: '그동안의 결정', en: 'Decisions so far' },
  accept: { ko: '받아들이고 되돌리기', en: 'Accept and undo' },
  reject: { ko: '받아들이지 않기', en: 'Reject' },
  accepted: (who: string, when: string): LocalizedText => ({
    ko: `**받아들임** · ${who} · ${when}`,
    en: `**accepted** · ${who} · ${when}`,
  }),
  rejected: (who: string, when: string): LocalizedText => ({
    ko: `**받아들이지 않음** · ${who} · ${when}`,
    en: `**rejected** · ${who} · ${when}`,
  }),
  gone: { ko: '(작성자의 요청으로 지웠습니다)', en: '(deleted at its author’s request)' },
  settled: { ko: '이미 답한 이의입니다.', en: 'This appeal was answered already.' },
} as const;

/** The page in `/settings`. */
export const FEEDBACK_SETTINGS = {
  button: { ko: '사유와 알림', en: 'Reasons and notes' },
  title: { ko: '사유와 알림', en: 'Reasons and notes' },
  about: {
    ko: '지우거나 숨기면 첫 번째 사유가 저절로 적히고, 카드에서 바꿀 수 있습니다. 사유는 사례와 감사 로그에도 남습니다.',
    en: 'A removal gets the first reason by itself; the card changes it. Reasons stand in the case and in the audit log.',
  },
  reasons: (list: string): LocalizedText => ({ ko: `**사유** ${list}`, en: `**Reasons** ${list}` }),
  note: { ko: '**작성자에게 알리기**', en: '**Telling the author**' },
  notes: {
    off: { ko: '알리지 않기', en: 'Not at all' },
    dm: { ko: 'DM으로 알리기', en: 'By direct message' },
    channel: { ko: '댓글이 있던 채널에 한 줄로', en: 'By a line in the channel of the comment' },
  },
  days: (days: number): LocalizedText => ({
    ko: `-# 알림의 **이의 제기** 버튼은 ${days}일 동안 쓸 수 있습니다.`,
    en: `-# The button **Appeal** in the note works for ${days} days.`,
  }),
  edit: { ko: '사유와 문구 고치기', en: 'Edit reasons and text' },
  reasonsLabel: { ko: '사유(한 줄에 하나, 10개까지)', en: 'Reasons (one a line, up to 10)' },
  reasonsAbout: { ko: '비우면 기본 사유를 씁니다.', en: 'Those of the bot when empty.' },
  textLabel: { ko: '알림 끝에 붙일 말', en: 'Text at the end of the note' },
  textAbout: { ko: '규칙이나 문의할 곳을 적으면 좋습니다.', en: 'Such as your rules, or where to ask.' },
  daysLabel: { ko: '이의 제기 기간(일)', en: 'Days for an appeal' },
  daysAbout: { ko: '1–30', en: '1 to 30' },
} as const;

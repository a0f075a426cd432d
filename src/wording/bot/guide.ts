import type { LocalizedText } from '../../fault.js';

/** The permissions that the bot may need, as Discord's client calls them. */
export const PERMISSIONS = {
  ViewChannel: { ko: '채널 보기', en: 'View Channel' },
  ReadMessageHistory: { ko: '메시지 기록 보기', en: 'Read Message History' },
  SendMessages: { ko: '메시지 보내기', en: 'Send Messages' },
  SendMessagesInThreads: { ko: '스레드에서 메시지 보내기', en: 'Send Messages in Threads' },
  ManageMessages: { ko: '메시지 관리', en: 'Manage Messages' },
  ModerateMembers: { ko: '멤버 타임아웃', en: 'Time out Members' },
} satisfies Record<string, LocalizedText>;

/** What the bot does in Discord, as the name of a thing to do. */
export const ACT_NAMES = {
  card: { ko: '카드 올리기', en: 'Posting cards' },
  'card-update': { ko: '카드 고치기', en: 'Updating cards' },
  delete: { ko: '댓글 삭제', en: 'Deleting comments' },
  'hide-copy': { ko: '댓글 숨기기', en: 'Hiding comments' },
  timeout: { ko: '시간 제한', en: 'Timing members out' },
  'timeout-end': { ko: '시간 제한 풀기', en: 'Ending timeouts' },
  restore: { ko: '댓글 되살리기', en: 'Restoring comments' },
  'campaign-card': { ko: '되풀이된 글 카드 올리기', en: 'Posting cards of repeated texts' },
  'campaign-update': { ko: '되풀이된 글 카드 고치기', en: 'Updating cards of repeated texts' },
  'campaign-delete': { ko: '되풀이된 글 삭제', en: 'Deleting repeated texts' },
  'campaign-restore': { ko: '되풀이된 글 되살리기', en: 'Restoring repeated texts' },
  'site-decision': { ko: '사이트에 알리기', en: 'Telling the site' },
  'site-judged': { ko: '사이트에 알리기', en: 'Telling the site' },
  'bulk-card': { ko: '한꺼번에 결정한 것의 카드 올리기', en: 'Posting cards of what was decided at once' },
  'bulk-update': { ko: '한꺼번에 결정한 것의 카드 고치기', en: 'Updating cards of what was decided at once' },
  note: { ko: '작성자에게 알리기', en: 'Telling authors' },
  'appeal-card': { ko: '이의 제기 카드 올리기', en: 'Posting cards of appeals' },
  'appeal-update': { ko: '이의 제기 카드 고치기', en: 'Updating cards of appeals' },
  'appeal-result': { ko: '이의 결과 알리기', en: 'Telling the result of appeals' },
  digest: { ko: '요약', en: 'The digest' },
  notice: { ko: '알림', en: 'Notices' },
} satisfies Record<string, LocalizedText>;

/** A permission that is lacking, in a channel or the whole server. */
export function lackWords(channelId: string | null, permission: LocalizedText | null): LocalizedText {
  const where = channelId === null ? [] : [`<#${channelId}>`];
  return {
    ko: [...where, ...(permission === null ? [] : [`‘${permission.ko}’`])].join(' '),
    en: [...where, ...(permission === null ? [] : [`“${permission.en}”`])].join(' '),
  };
}

/** The three steps from an invited bot to a moderated server; names of commands come ready to click. */
export const STEPS = {
  logChannel: (settings: string): LocalizedText => ({
    ko: `${settings}에서 **로그 채널**을 고릅니다. 표시한 댓글이 그리로 갑니다.`,
    en: `Choose a **log channel** in ${settings}: flagged comments go there.`,
  }),
  article: (articleSet: string): LocalizedText => ({
    ko: `댓글이 달리는 채널이나 스레드에서 ${articleSet}으로 **기사를 지정**합니다.`,
    en: `**Bind an article** with ${articleSet} in the channel or thread where its comments stand.`,
  }),
  decision: (queue: string): LocalizedText => ({
    ko: `올라온 카드의 버튼이나 ${queue}로 **첫 결정**을 합니다. 결정이 쌓이면 근거마다 얼마나 맞는지 보입니다.`,
    en: `Take a **first decision** with the buttons of a card or in ${queue}: decisions show how right each kind of evidence is.`,
  }),
} as const;

/** What keeps the bot from its work. */
export const GUIDE_WARNINGS = {
  /** What still works without the privileged intent. */
  noContent: {
    ko: 'Discord에서 **메시지 내용 인텐트**를 받지 못해 새 댓글을 자동으로 판정하지 못합니다. 메시지의 앱 메뉴 ‘댓글 판정’, `/check`, `/batch`, 그리고 맞글을 언급한 메시지는 그대로 됩니다. 개발자 포털의 Bot 페이지에서 Message Content Intent를 켜고 봇을 다시 시작하면 풀립니다.',
    en: 'Discord has not granted the **Message Content intent**, so new comments are not judged by themselves. The message menu “Check comment”, `/check`, `/batch` and messages that mention the bot still work. Turn on Message Content Intent on the Bot page of the developer portal and restart the bot.',
  },
  modeOff: {
    ko: '모드가 **꺼짐**이라 아무 댓글도 판정하지 않습니다.',
    en: 'The mode is **off**: no comment is judged.',
  },
  noLogChannel: {
    ko: '**로그 채널이 없어** 표시한 댓글을 보여 줄 곳이 없습니다. `/queue`로만 볼 수 있습니다.',
    en: 'There is **no log channel**: flagged comments can be seen in `/queue` only.',
  },
  logChannel: { ko: '로그 채널', en: 'log channel' },
  hiddenChannel: { ko: '숨긴 댓글 채널', en: 'channel of hidden comments' },
  channelGone: (name: LocalizedText): LocalizedText => ({
    ko: `${name.ko}이 지워졌거나 맞글에게 보이지 않습니다. 다른 채널을 골라 주세요.`,
    en: `The ${name.en} was deleted, or the bot cannot see it. Please choose another.`,
  }),
  channelLacks: (name: LocalizedText, channelId: string, missing: LocalizedText): LocalizedText => ({
    ko: `${name.ko} <#${channelId}>에서 맞글에게 권한이 모자랍니다: ${missing.ko}`,
    en: `The bot lacks permissions in the ${name.en} <#${channelId}>: ${missing.en}`,
  }),
  lacks: (channelId: string, missing: LocalizedText): LocalizedText => ({
    ko: `<#${channelId}>에서 맞글에게 권한이 모자랍니다: ${missing.ko}`,
    en: `The bot lacks permissions in <#${channelId}>: ${missing.en}`,
  }),
  moreLack: (count: number): LocalizedText => ({
    ko: `그런 곳이 ${count}곳 더 있습니다.`,
    en: `There are ${count} more such places.`,
  }),
  failing: (
    what: LocalizedText,
    how: {
      readonly count: number;
      readonly givenUp: number;
      readonly why: LocalizedText;
      readonly channelId: string | null;
    },
  ): LocalizedText => {
    const { count, givenUp, why, channelId } = how;
    const where = channelId === null ? '' : ` <#${channelId}>`;
    return {
      ko: `**${what.ko}** ${count}건을 하지 못했습니다.${where} ${why.ko}.${givenUp > 0 ? ` 그중 ${givenUp}건은 그만두었으니 카드에서 ‘다시 시도’를 눌러 주세요.` : ' 고치면 스스로 마칩니다.'}`,
      en: `**${what.en}**: ${count} not done.${where} ${why.en}.${givenUp > 0 ? ` ${givenUp} of them were given up: press “Try again” on their cards.` : ' The bot catches up by itself once that is mended.'}`,
    };
  },
  moreFail: (count: number): LocalizedText => ({
    ko: `하지 못한 일이 ${count}가지 더 있습니다.`,
    en: `${count} more kinds of things are not done.`,
  }),
  cannotTimeOut: {
    ko: `자동으로 시간 제한을 걸려면 맞글에게 서버의 ‘${PERMISSIONS.ModerateMembers.ko}’ 권한이 있어야 합니다.`,
    en: `To time members out by itself the bot needs the server permission “${PERMISSIONS.ModerateMembers.en}”.`,
  },
  noneProven: {
    ko: '아직 기준을 넘은 근거가 없어 **자동으로 처리하지 않고 표시만** 합니다. 아래 ‘근거별 정확도’에서 무엇이 모자란지 볼 수 있습니다.',
    en: 'No kind of evidence has passed the bar yet: the bot **flags and does not act**. “Accuracy” below shows what is missing.',
  },
} as const;

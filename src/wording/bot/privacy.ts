import type { LocalizedText } from '../../fault.js';

export const PRIVACY = {
  /**
   * @param nightDays days that comments are kept to learn from at night; null where that is off
   * @param asked the model that comments are sent to; null where none are
   * @param campaignDays days that texts are kept to find repeated ones; null where the bot does not look for them
   */
  about: (
    days: number,
    nightDays: number | null,
    asked: { readonly host: string; readonly model: string } | null,
    campaignDays: number | null,
  ): LocalizedText => ({
    ko: [
      '## 무엇을 저장하나요',
      '맞글은 기사를 지정한 곳에 달린 댓글만 읽습니다.',
      `- **판정할 댓글**: 판정이 끝날 때까지만 글을 둡니다. 표시하지 않은 댓글은 번호와 판정, 쓴 사람의 되돌릴 수 없는 해시만 ${days}일 동안 남깁니다.`,
      ...(campaignDays === null
        ? []
        : [
            `- **되풀이된 글 찾기**: 판정한 댓글의 글을 쓴 사람의 이름 없이 ${campaignDays}일 동안 둡니다. 지우거나 고친 글은 바로 사라집니다. 운영진이 \`/settings\`에서 끌 수 있습니다.`,
          ]),
      `- **표시한 댓글**: 글, 쓴 사람, 근거를 ${days}일 동안 둡니다. 결정이 난 다음 날부터는 쓴 사람을 되돌릴 수 없는 해시로만 남깁니다.`,
      `- **결정**: 누가 언제 무엇을 왜 했는지와 그때 보인 글을 ${days}일 동안 둡니다.`,
      `- **신고와 이의 제기**: 신고한 사람은 되돌릴 수 없는 해시로만 ${days}일 동안 남기고, 누구인지는 운영진도 볼 수 없습니다. 신고된 글은 표시한 댓글처럼 둡니다. 이의 제기에 쓴 글은 ${days}일 동안 둡니다.`,
      '- **지정한 기사와 서버의 설정**: 쓰는 동안 두고, 봇을 내보내면 30일 뒤에 모두 지웁니다.',
      '- **결정에서 배우기**를 켠 서버: 결정한 댓글에 나온 단어의 가중치를 둡니다.',
      nightDays === null
        ? '- **밤마다 배우기**: 이 서버에서는 꺼져 있습니다. 켜면 표시하지 않은 댓글의 글도 밤에 배우는 동안 둡니다.'
        : `- **밤마다 배우기**가 켜져 있습니다: 판정한 댓글의 글을 모두 ${nightDays}일 동안 두고 밤에 배웁니다. 지운 글은 바로 사라지고, 배운 것에서는 늦어도 다음 밤에 빠집니다.`,
      ...(asked === null
        ? [
            '글은 암호화해 저장하고, 이 봇이 도는 곳 밖으로 보내지 않습니다. 쓴 사람에 관한 통계나 프로필은 만들지 않습니다.',
          ]
        : [
            `- **모델에 묻기**가 켜져 있습니다: 표시할지 애매한 새 댓글의 글과 기사 앞부분을 ${asked.host}의 ${asked.model}에 보냅니다. 쓴 사람의 이름과 번호는 보내지 않습니다.`,
            '글은 암호화해 저장하고, 그 밖에는 이 봇이 도는 곳 밖으로 보내지 않습니다. 쓴 사람에 관한 통계나 프로필은 만들지 않습니다.',
          ]),
      '누구나 `/privacy mine`으로 내 자료를 받고 `/privacy delete-mine`으로 지울 수 있습니다.',
    ].join('\n'),
    en: [
      '## What is stored',
      'matgeul reads only comments in places that an article is bound to.',
      `- **Comments to be judged**: their text until they are judged. Of those that are not flagged only ids, the verdict and a one-way hash of the author stay, for ${days} days.`,
      ...(campaignDays === null
        ? []
        : [
            `- **Finding repeated texts**: the texts of judged comments, without their authors' names, for ${campaignDays} days. Deleted and edited ones go at once. The people who run the server can turn it off in \`/settings\`.`,
          ]),
      `- **Flagged comments**: text, author and evidence for ${days} days. From the day after the decision on the author is kept as a one-way hash only.`,
      `- **Decisions**: who did what when and why, and the text that was shown, for ${days} days.`,
      `- **Reports and appeals**: who reported stays as a one-way hash only, for ${days} days, and not even the moderators see who it is; a reported message is kept as flagged ones are. What is written in an appeal is kept for ${days} days.`,
      '- **Bound articles and settings**: while they are used; all goes 30 days after the bot was removed.',
      '- Where **learning** is on: the weights of words of decided comments.',
      nightDays === null
        ? '- **Learning at night** is off here. Turned on, it also keeps the texts of comments that are not flagged, to learn from them.'
        : `- **Learning at night** is on: the texts of all judged comments for ${nightDays} days, to learn from. Deleted texts go at once, and from what was learned by the next night.`,
      ...(asked === null
        ? ['Texts are encrypted at rest and never leave the machine that runs the bot. Nobody is profiled.']
        : [
            `- **Asking a model** is on: the text of new doubtful comments and the beginning of the article are sent to ${asked.model} at ${asked.host}; names and ids of authors are not.`,
            'Texts are encrypted at rest and otherwise never leave the machine that runs the bot. Nobody is profiled.',
          ]),
      'Everybody may export their own data with `/privacy mine` and delete it with `/privacy delete-mine`.',
    ].join('\n'),
  }),
  exported: (whose: string, messages: number, flags: number, cases: number): LocalizedText => ({
    ko: `${whose} 자료입니다. 댓글 기록 ${messages} · 표시 ${flags} · 결정 ${cases}\n-# 이 파일은 지금 나에게만 보입니다.`,
    en: `${whose}: ${messages} comment records · ${flags} flags · ${cases} decisions\n-# Only you see this file.`,
  }),
  mine: { ko: '이 서버에 저장된 내', en: 'What is stored about you in this server' },
  of: (userId: string): LocalizedText => ({ ko: `<@${userId}>의`, en: `Data of <@${userId}>` }),
  server: { ko: '이 서버의', en: 'Data of this server' },
  ask: (userId: string | null): LocalizedText => ({
    ko: `## 정말 지울까요?\n이 서버에 저장된 ${userId === null ? '내' : `<@${userId}>의`} 댓글 글과 흔적을 모두 지웁니다. 열린 표시는 닫히고, 카드에서 글이 사라지고, 결정 기록에는 번호와 결정만 남습니다. **되돌릴 수 없습니다.**\n-# 채널에 달린 댓글 자체는 지우지 않습니다. 앞으로 다는 댓글은 다시 판정합니다.`,
    en: `## Really delete?\nAll texts and traces of ${userId === null ? 'you' : `<@${userId}>`} in this server are deleted: open flags are closed, cards lose the text, cases keep only their number and decision. **This cannot be undone.**\n-# The comments in the channels stay. Comments from now on are judged again.`,
  }),
  yes: { ko: '모두 지우기', en: 'Delete all' },
  no: { ko: '취소', en: 'Cancel' },
  cancelled: { ko: '지우지 않았습니다.', en: 'Nothing was deleted.' },
  deleted: (counts: string): LocalizedText => ({ ko: `지웠습니다. ${counts}`, en: `Deleted. ${counts}` }),
  nothing: {
    ko: '지울 것이 없었습니다. 저장된 자료가 없습니다.',
    en: 'There was nothing to delete: no data is stored.',
  },
  relearn: {
    ko: '-# 결정에서 배운 것도 지웠고, 남은 결정에서 새로 배웁니다.',
    en: '-# What was learned was deleted too, and is learned anew from the decisions left.',
  },
  serverDeleted: {
    ko: '-# 설정과 지정한 기사도 지워졌습니다. 채널에 올라간 카드는 Discord의 메시지라 남아 있으니 필요하면 지워 주세요.',
    en: '-# Settings and bound articles are gone too. Cards in channels are messages of Discord and stay; delete them if need be.',
  },
  modal: {
    title: { ko: '서버 자료 모두 지우기', en: 'Delete all server data' },
    label: { ko: '서버 이름을 그대로 적어 주세요', en: "Type the server's name" },
    about: {
      ko: '표시, 결정, 기사, 설정, 배운 것을 모두 지웁니다. 되돌릴 수 없습니다',
      en: 'Flags, cases, articles, settings and what was learned. Cannot be undone',
    },
  },
} as const;

/** The tables of the store as people call them. */
export const TABLES: Readonly<Record<string, LocalizedText>> = {
  messages: { ko: '댓글 기록', en: 'comment records' },
  flags: { ko: '표시', en: 'flags' },
  cases: { ko: '결정', en: 'decisions' },
  parents: { ko: '답글에 딸린 글', en: 'quotations in replies' },
  places: { ko: '지정한 곳', en: 'places' },
  articles: { ko: '기사', en: 'articles' },
  campaigns: { ko: '되풀이된 글', en: 'repeated texts' },
  classifiers: { ko: '배운 것', en: 'classifiers' },
  own_rules: { ko: '직접 만든 규칙', en: 'own rules' },
  own_rule_events: { ko: '규칙의 기록', en: 'history of rules' },
  own_rule_hits: { ko: '규칙에 걸린 기록', en: 'matches of rules' },
  appeals: { ko: '이의 제기', en: 'appeals' },
  notes: { ko: '알림 기록', en: 'notes' },
  reports: { ko: '신고', en: 'reports' },
  outbox: { ko: '할 일', en: 'pending effects' },
  servers: { ko: '설정', en: 'settings' },
};

export const FAULTS = {
  tooLarge: {
    ko: '자료가 너무 커서 Discord로 보낼 수 없습니다. 봇을 운영하는 사람에게 데이터베이스에서 내려받아 달라고 하세요',
    en: 'the data is too large for Discord; ask who runs the bot for an export of the database',
  },
  wrongName: {
    ko: '서버 이름과 다릅니다. 아무것도 지우지 않았습니다',
    en: "that is not the server's name; nothing was deleted",
  },
} satisfies Record<string, LocalizedText>;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  user: {
    ko: '사용자',
    about: {
      ko: '누구의 자료인지. 나간 사람은 ID를 넣습니다',
      en: 'Whose data; the id for somebody who left',
    },
  },
  privacy: {
    ko: '개인정보',
    about: {
      ko: '무엇이 저장되는지 보고, 내려받고, 지웁니다',
      en: 'What is stored: see it, export it, delete it',
    },
  },
  about: {
    ko: '안내',
    about: { ko: '무엇을 얼마 동안 저장하는지 봅니다', en: 'What is stored, and for how long' },
  },
  mine: {
    ko: '내자료',
    about: {
      ko: '이 서버에 저장된 내 자료를 내려받습니다',
      en: 'Export what is stored about me in this server',
    },
  },
  deleteMine: {
    ko: '내자료삭제',
    about: {
      ko: '이 서버에 저장된 내 자료를 지웁니다',
      en: 'Delete what is stored about me in this server',
    },
  },
  export: {
    ko: '내려받기',
    about: { ko: '한 사람의 자료를 내려받습니다 (관리자)', en: "Export one person's data (managers)" },
  },
  delete: {
    ko: '삭제',
    about: { ko: '한 사람의 자료를 지웁니다 (관리자)', en: "Delete one person's data (managers)" },
  },
  exportServer: {
    ko: '서버내려받기',
    about: {
      ko: '이 서버의 자료를 모두 내려받습니다 (관리자)',
      en: 'Export all data of this server (managers)',
    },
  },
  deleteServer: {
    ko: '서버삭제',
    about: {
      ko: '이 서버의 자료를 모두 지웁니다 (관리자)',
      en: 'Delete all data of this server (managers)',
    },
  },
} as const;

import type { LocalizedText } from '../../fault.js';

export const BUTTONS = {
  stop: { ko: '멈추기', en: 'Stop' },
} satisfies Record<string, LocalizedText>;

/** The head of the progress message. */
export function scanning(channelId: string): LocalizedText {
  return {
    ko: `### 🔎 <#${channelId}>의 지난 댓글을 살펴보는 중`,
    en: `### 🔎 Going back over <#${channelId}>`,
  };
}

/** Counts in one line. */
export function countsWords(counts: {
  readonly read: number;
  readonly fresh: number;
  readonly flagged: number;
}): LocalizedText {
  const { read, fresh, flagged } = counts;
  const n = (count: number): string => count.toLocaleString('en-US');
  return {
    ko: `메시지 ${n(read)}개 읽음 · 댓글 ${n(fresh)}개 새로 판정 · **${n(flagged)}건 표시**`,
    en: `${n(read)} messages read · ${n(fresh)} comments newly judged · **${n(flagged)} flagged**`,
  };
}

/** The head of the report at the end, by how the scan ended. */
export const ENDED = {
  done: (channelId: string): LocalizedText => ({
    ko: `### ✅ <#${channelId}>의 지난 댓글을 다 살펴봤습니다`,
    en: `### ✅ Went back over <#${channelId}>`,
  }),
  stopped: (channelId: string, by: string): LocalizedText => ({
    ko: `### ⏹️ <#${channelId}>의 지난 댓글 살펴보기를 멈췄습니다\n<@${by}> 님이 멈췄습니다.`,
    en: `### ⏹️ Stopped going back over <#${channelId}>\n<@${by}> stopped it.`,
  }),
  shutdown: (channelId: string): LocalizedText => ({
    ko: `### ⏹️ 봇이 꺼지면서 <#${channelId}>의 지난 댓글 살펴보기가 멈췄습니다`,
    en: `### ⏹️ The bot is shutting down; <#${channelId}> was not finished`,
  }),
  noAccess: (channelId: string): LocalizedText => ({
    ko: `### ⚠️ <#${channelId}>의 지난 댓글 살펴보기가 멈췄습니다\n봇이 더는 이 채널을 읽을 수 없습니다. **채널 보기**와 **메시지 기록 보기** 권한을 확인해 주세요.`,
    en: `### ⚠️ Going back over <#${channelId}> stopped\nThe bot can no longer read the channel. Please check **View Channel** and **Read Message History**.`,
  }),
  channelGone: {
    ko: '### ⚠️ 살펴보던 채널이 없어져 멈췄습니다',
    en: '### ⚠️ The channel that was scanned is gone',
  },
  unbound: (channelId: string): LocalizedText => ({
    ko: `### ⏹️ <#${channelId}>에 지정한 기사가 바뀌어 멈췄습니다`,
    en: `### ⏹️ The article of <#${channelId}> was changed meanwhile; the scan stopped`,
  }),
  failed: (channelId: string, why: LocalizedText): LocalizedText => ({
    ko: `### ⚠️ <#${channelId}>의 지난 댓글 살펴보기가 멈췄습니다\n${why.ko}`,
    en: `### ⚠️ Going back over <#${channelId}> stopped\n${why.en}`,
  }),
  unexpected: {
    ko: '예상하지 못한 문제가 생겼습니다. 잠시 뒤에 다시 해 주세요.',
    en: 'Something unexpected went wrong. Please try again in a while.',
  },
} as const;

export const SCAN = {
  progressNote: {
    ko: '이미 판정한 댓글은 두 번 표시하지 않습니다.',
    en: 'Comments judged before are not flagged twice.',
  },
  again: {
    ko: '`/scan`을 다시 하면 이미 본 댓글은 건너뛰고 이어집니다.',
    en: 'Run `/scan` again to go on; comments judged before are passed over.',
  },
  queue: {
    ko: '표시한 댓글은 `/queue`에서 하나씩 처리할 수 있습니다.',
    en: 'Go through the flagged comments with `/queue`.',
  },
  gone: {
    ko: '### ⏹️ 이미 끝난 살펴보기입니다\n봇이 그사이 다시 시작되었다면 `/scan`을 다시 해 주세요.',
    en: '### ⏹️ This scan is over\nIf the bot was restarted meanwhile, run `/scan` again.',
  },
} satisfies Record<string, LocalizedText>;

/** Where the news of a scan go on when Discord lets the private message be edited no longer. */
export function movedWords(logChannelId: string | null): LocalizedText {
  if (logChannelId === null)
    return {
      ko: '### 🔎 아직 살펴보는 중입니다\n이 메시지는 더 고칠 수 없습니다. 표시되는 댓글은 `/queue`에 쌓입니다.',
      en: '### 🔎 Still going\nThis message can be updated no longer. What is flagged goes to `/queue`.',
    };
  return {
    ko: `### 🔎 아직 살펴보는 중입니다\n이 메시지는 더 고칠 수 없어 <#${logChannelId}>에서 이어서 알립니다.`,
    en: `### 🔎 Still going\nThis message can be updated no longer; news follow in <#${logChannelId}>.`,
  };
}

export const FAULTS = {
  notBound: {
    ko: '이곳에는 지정한 기사가 없어 판정할 수 없습니다. `/article set`으로 먼저 기사를 지정해 주세요.',
    en: 'No article is bound here, so there is nothing to judge by. Bind one with `/article set` first.',
  },
  forum: {
    ko: '포럼 자체에는 댓글이 없습니다. 살펴볼 게시글을 골라 주세요.',
    en: 'A forum itself holds no comments. Pick one of its posts.',
  },
  off: {
    ko: '이곳은 판정을 꺼 둔 곳입니다. `/settings`에서 켠 뒤에 해 주세요.',
    en: 'Judging is off here. Turn it on in `/settings` first.',
  },
  noAccess: {
    ko: '봇이 그 채널의 지난 메시지를 읽을 수 없습니다. **채널 보기**와 **메시지 기록 보기** 권한을 주세요.',
    en: 'The bot cannot read the history of that channel. Give it **View Channel** and **Read Message History**.',
  },
  gone: { ko: '그 채널을 찾을 수 없습니다.', en: 'That channel cannot be found.' },
  noContent: {
    ko: '봇에 메시지 내용을 읽을 권한(Message Content)이 없어 지난 댓글을 읽을 수 없습니다. 봇을 운영하는 분이 Discord 개발자 포털에서 켜야 합니다. 댓글 하나하나는 메시지 메뉴의 "댓글 판정"으로 볼 수 있습니다.',
    en: 'Without the Message Content intent the bot cannot read past comments. Whoever runs the bot turns it on in the Discord developer portal. Single comments can be judged with the message menu "Check comment".',
  },
  running: {
    ko: '그 채널은 지금 살펴보는 중입니다. 끝난 뒤에 다시 해 주세요.',
    en: 'That channel is being scanned right now. Try again when it is done.',
  },
} satisfies Record<string, LocalizedText>;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  scan: {
    ko: '지난댓글',
    about: {
      ko: '이미 달린 지난 댓글을 거슬러 올라가며 판정합니다',
      en: 'Judge the comments that are already there',
    },
  },
  channel: {
    ko: '채널',
    about: {
      ko: '살펴볼 채널이나 스레드. 비우면 이곳입니다',
      en: 'The channel or thread; this one when left out',
    },
  },
  since: { ko: '며칠', about: { ko: '며칠 전까지 거슬러 올라갈지', en: 'How many days to go back' } },
  count: (usual: number) => ({
    ko: '개수',
    about: {
      ko: `거슬러 올라갈 메시지 수. 비우면 ${usual}개입니다`,
      en: `How many messages to go back (${usual} when left out)`,
    },
  }),
} as const;

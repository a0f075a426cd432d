import type { LocalizedText } from '../../fault.js';

/** Words of `/article`. */
export const ARTICLE = {
  bound: { ko: '기사를 지정했습니다', en: 'Article set' },
  watched: { ko: '새 스레드마다 기사를 찾습니다', en: 'Each new thread gets its own article' },
  fromNow: {
    ko: '지금부터 달리는 댓글을 판정합니다. 이미 달린 댓글도 보려면 `/scan`을 쓰세요.',
    en: 'Comments are judged from now on. To look at earlier ones too, use `/scan`.',
  },
  threadsToo: {
    ko: '이 채널에 새로 생기는 스레드는, 첫 글에 기사가 있으면 그 기사로, 없으면 이 기사로 판정합니다.',
    en: 'A new thread here is judged against the article in its first message, else against this one.',
  },
  watchedHow: {
    ko: '앞으로 생기는 스레드의 첫 글에서 기사 링크, 파일, 본문을 찾아 지정합니다. 못 찾으면 운영진에게 알립니다. 이미 있는 스레드는 그 안에서 `/article set`을 쓰세요.',
    en: 'New threads get the article that their first message links, attaches or holds; moderators are told when there is none. In threads that exist already, use `/article set`.',
  },
  insteadOf: { ko: '이전 기사', en: 'Before' },
  title: { ko: '이곳의 기사', en: 'The article here' },
  fromParent: {
    ko: '스레드가 속한 채널의 기사입니다.',
    en: 'The article of the channel that this thread is in.',
  },
  watchedHere: {
    ko: '기사 없이 새 스레드만 살핍니다. 스레드마다 첫 글의 기사로 판정합니다.',
    en: 'No article of its own: new threads are judged against the article in their first message.',
  },
  takenOutHere: { ko: '이 스레드는 판정하지 않습니다.', en: 'This thread is not judged.' },
  since: { ko: '지정', en: 'Set' },
  published: { ko: '기사 날짜', en: 'Published' },
  mode: { ko: '방식', en: 'Mode' },
  openFlags: { ko: '결정을 기다리는 댓글', en: 'Waiting for a decision' },
  noBody: { ko: '(본문 없음: 제목만으로 판정합니다)', en: '(no body: judged by the title alone)' },
  swept: { ko: '(지워진 기사)', en: '(removed article)' },
  listTitle: { ko: '기사를 지정한 곳', en: 'Places with an article' },
  listWatched: { ko: '새 스레드마다', en: 'each new thread' },
  listTakenOut: { ko: '판정하지 않음', en: 'not judged' },
  listEmpty: {
    ko: '아직 기사를 지정한 곳이 없습니다. 댓글이 달리는 채널에서 `/article set`으로 시작하세요.',
    en: 'No place has an article yet. Begin with `/article set` in a channel with comments.',
  },
  unset: {
    ko: '지정을 풀었습니다. 이제 이곳의 댓글은 판정하지 않습니다.',
    en: 'Unset: comments here are no longer judged.',
  },
  unsetThread: {
    ko: '이 스레드는 이제 판정하지 않습니다. 다시 하려면 여기서 `/article set`을 쓰세요.',
    en: 'This thread is no longer judged. Use `/article set` here to begin again.',
  },
  closed: {
    ko: '결정을 기다리던 표시는 닫았습니다.',
    en: 'Flags that waited for a decision were closed.',
  },
  threadsUnset: { ko: '스레드의 지정도 풀었습니다', en: 'Its threads were unset too' },
} satisfies Record<string, LocalizedText>;

export const BUTTONS = {
  open: { ko: '기사 열기', en: 'Open article' },
  previous: { ko: '이전', en: 'Previous' },
  next: { ko: '다음', en: 'Next' },
  unsetThreads: { ko: '스레드도 풀기', en: 'Unset its threads too' },
} satisfies Record<string, LocalizedText>;

export const MODAL = {
  window: { ko: '기사 붙여 넣기', en: 'Paste an article' },
  title: { ko: '제목', en: 'Title' },
  body: { ko: '본문', en: 'Body' },
  bodyHint: {
    ko: '4,000자까지. 더 길면 앞부분만 넣거나 파일로 올려 주세요.',
    en: 'Up to 4,000 characters; for more, paste the first part or upload a file.',
  },
} satisfies Record<string, LocalizedText>;

/** How comments are treated in a place, by mode. */
export const MODES = {
  off: { ko: '끔', en: 'off' },
  shadow: { ko: '기록만', en: 'recorded only' },
  flag: { ko: '운영진에게 표시', en: 'flagged for moderators' },
  act: { ko: '자동 조치', en: 'acted upon' },
} satisfies Record<string, LocalizedText>;

export const WARNINGS = {
  cannotSee: {
    ko: '맞글이 이 채널을 볼 수 없어 아무것도 판정하지 못합니다. 봇 역할에 "채널 보기" 권한을 주세요.',
    en: 'matgeul cannot see this channel, so nothing is judged. Give its role "View Channel" here.',
  },
  cannotReadBack: {
    ko: '"메시지 기록 보기" 권한이 없습니다. 새 댓글은 판정하지만, 꺼져 있던 동안의 댓글과 `/scan`은 안 됩니다.',
    en: '"Read Message History" is missing: new comments are judged, but not those missed while away, and `/scan` does not work.',
  },
  cannotDelete: {
    ko: '"메시지 관리" 권한이 없습니다. 판정과 표시는 되지만 삭제와 숨김은 안 됩니다.',
    en: '"Manage Messages" is missing: comments are judged and flagged, but cannot be deleted or hidden.',
  },
  noLogChannel: {
    ko: '판정 카드를 올릴 로그 채널이 아직 없습니다. `/settings`에서 정해 주세요. 그동안 표시한 댓글은 `/queue`에 있습니다.',
    en: 'There is no log channel for cards yet; choose one in `/settings`. Flagged comments are in `/queue` meanwhile.',
  },
  cannotPostCards: {
    ko: '로그 채널에 글을 올릴 권한이 없습니다. 봇 역할에 "채널 보기"와 "메시지 보내기"를 주세요. 그동안 표시한 댓글은 `/queue`에 있습니다.',
    en: 'matgeul may not post in the log channel; give its role "View Channel" and "Send Messages" there. Flagged comments are in `/queue` meanwhile.',
  },
  noContent: {
    ko: 'Discord가 이 봇에 메시지 내용을 보여 주지 않아(Message Content 인텐트 꺼짐) 댓글을 자동으로 판정하지 못합니다. 메시지 메뉴 "댓글 판정"과 `/check`, `/batch`는 됩니다.',
    en: 'Discord does not show this bot the content of messages (the Message Content intent is off), so comments are not judged by themselves. The message menu, `/check` and `/batch` work.',
  },
  modeOff: {
    ko: '이 서버의 판정이 꺼져 있습니다. `/settings`에서 방식을 바꿔 주세요.',
    en: 'Judging is off in this server; change the mode in `/settings`.',
  },
} satisfies Record<string, LocalizedText>;

export const FAULTS = {
  noPlace: {
    ko: '여기에는 기사를 지정할 수 없습니다. 글 채널, 공지 채널, 포럼, 스레드 가운데 하나를 골라 주세요.',
    en: 'An article cannot be set here; choose a text or announcement channel, a forum or a thread.',
  },
  hiddenPlace: { ko: '볼 수 없는 채널입니다.', en: 'You cannot see that channel.' },
  oneSource: {
    ko: '주소와 파일 가운데 하나만 주세요.',
    en: 'Give either an address or a file, not both.',
  },
  notBound: {
    ko: '이곳에는 지정한 기사가 없습니다. `/article set`으로 정할 수 있습니다.',
    en: 'No article is set here; use `/article set`.',
  },
  nothingInMessage: {
    ko: '이 메시지에서 기사를 찾지 못했습니다. 기사 링크나 글 파일이 있거나, 본문이 80자 이상이어야 합니다.',
    en: 'No article was found in this message: it needs a link to one, a text file, or a text of 80 characters or more.',
  },
} satisfies Record<string, LocalizedText>;

/** How many threads of a channel have articles of their own. */
export function threadsLeft(count: number): LocalizedText {
  return {
    ko: `이 채널의 스레드 ${count}개는 따로 지정되어 있어 그대로 판정합니다.`,
    en: `${count} threads of this channel have articles of their own and are still judged.`,
  };
}

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  url: {
    ko: '주소',
    about: {
      ko: '기사 주소. 주소도 파일도 없으면 글을 붙여 넣는 창이 열립니다',
      en: 'Address of the article; without it and a file a window opens to paste the text',
    },
  },
  file: {
    ko: '파일',
    about: {
      ko: '기사를 저장한 글, HTML, JSON 파일',
      en: 'The article as a text, HTML or JSON file',
    },
  },
  threads: {
    ko: '스레드마다',
    about: {
      ko: '새 스레드마다 첫 글의 기사를 찾습니다 (포럼은 늘 그렇습니다)',
      en: 'Each new thread gets the article of its first message (always so in forums)',
    },
  },
  article: {
    ko: '기사',
    about: {
      ko: '댓글이 어느 기사에 달리는지 정합니다',
      en: 'Which article the comments of a channel stand under',
    },
  },
  set: {
    ko: '지정',
    about: {
      ko: '지금부터 이 기사로 채널의 댓글을 판정합니다',
      en: 'Judges the comments of a channel against an article from now on',
    },
  },
  show: { ko: '보기', about: { ko: '채널의 기사를 봅니다', en: 'The article of a channel' } },
  list: {
    ko: '목록',
    about: {
      ko: '기사를 지정한 모든 채널을 봅니다',
      en: 'All channels of this server that have an article',
    },
  },
  unset: {
    ko: '해제',
    about: {
      ko: '채널의 댓글을 더 판정하지 않습니다',
      en: 'Judges the comments of a channel no longer',
    },
  },
  menu: { ko: '기사로 지정' },
  channel: { ko: '채널' },
} as const;

/** What the option `channel` means in each subcommand. */
export const CHANNEL_OPTION = {
  set: { ko: '댓글이 달리는 곳. 비우면 이 채널입니다', en: 'Where the comments stand; here when left out' },
  show: { ko: '볼 채널. 비우면 이 채널입니다', en: 'Which channel; here when left out' },
  unset: { ko: '해제할 채널. 비우면 이 채널입니다', en: 'Which channel; here when left out' },
} satisfies Record<string, LocalizedText>;

import type { LocalizedText } from '../../fault.js';

export const HELP = {
  what: {
    ko: '## 맞글\n뉴스 댓글이 **그 기사에 관한 글인지** 판정합니다. 기사를 채널이나 스레드에 지정하면, 거기 달리는 댓글을 읽고 기사와 무관해 보이는 것을 근거와 함께 운영진에게 보여 줍니다. 결정은 사람이 합니다.',
    en: '## matgeul\nIt decides whether a news comment **is about its article**. Bind an article to a channel or thread: comments there are read, and those that do not seem to belong are shown to the moderators with the reasons. People decide.',
  },
  next: { ko: '### 다음에 할 일', en: '### What to do next' },
  allDone: { ko: '### 잘 돌고 있습니다', en: '### All is running' },
  waiting: (open: number, name: string): LocalizedText => ({
    ko: open === 0 ? '기다리는 댓글이 없습니다.' : `결정을 기다리는 댓글이 **${open}**개 있습니다. ${name}`,
    en: open === 0 ? 'No comment waits for a decision.' : `**${open}** comments wait for a decision: ${name}`,
  }),
  wrong: { ko: '### 살펴볼 것', en: '### To look at' },
  commands: { ko: '### 명령', en: '### Commands' },
  menus: {
    ko: '-# 메시지를 오른쪽 눌러(길게 눌러) **앱 → 기사로 지정 · 댓글 판정 · 글과 무관 신고**도 쓸 수 있습니다.',
    en: '-# Right-click (or hold) a message: **Apps → Use as article · Check comment · Report as off topic**.',
  },
  managers: { ko: '서버 관리자', en: 'Who runs the server' },
  moderators: { ko: '운영진', en: 'Moderators' },
  everyone: { ko: '누구나', en: 'Everybody' },
  permissions: {
    ko: '-# 맞글에게 필요한 권한: 채널 보기, 메시지 기록 보기, 메시지 보내기(로그 채널), 메시지 관리(지우거나 숨길 때), 멤버 타임아웃(시간 제한을 쓸 때)',
    en: '-# The bot needs: View Channel, Read Message History, Send Messages (log channel), Manage Messages (to delete or hide), Time out Members (for time-outs)',
  },
} as const;

/** What each command is for, in the order in which it is shown. */
export const COMMANDS: readonly {
  readonly name: string;
  readonly for: 'everyone' | 'moderators' | 'managers';
  readonly about: LocalizedText;
}[] = [
  {
    name: 'article set',
    for: 'moderators',
    about: { ko: '이곳에 기사 지정하기', en: 'bind an article here' },
  },
  {
    name: 'queue',
    for: 'moderators',
    about: { ko: '표시된 댓글 하나씩 처리하기', en: 'look at flagged comments one by one' },
  },
  {
    name: 'scan',
    for: 'moderators',
    about: { ko: '이미 달린 댓글 판정하기', en: 'judge comments that are already there' },
  },
  {
    name: 'case',
    for: 'moderators',
    about: { ko: '지난 결정 보기, 되돌리기', en: 'see and undo decisions' },
  },
  {
    name: 'stats',
    for: 'moderators',
    about: { ko: '수와 정확도를 그림으로 보기', en: 'numbers and accuracy as a picture' },
  },
  {
    name: 'batch',
    for: 'moderators',
    about: { ko: '댓글 덤프 파일 판정하기', en: 'judge a dump of comments' },
  },
  {
    name: 'rule list',
    for: 'moderators',
    about: { ko: '규칙집 보기, 시험하기', en: 'see and try rule packs' },
  },
  {
    name: 'settings',
    for: 'managers',
    about: { ko: '로그 채널, 모드, 기준 정하기', en: 'log channel, mode, limits' },
  },
  {
    name: 'learning status',
    for: 'managers',
    about: { ko: '결정에서 배운 것 보기', en: 'what was learned from decisions' },
  },
  {
    name: 'check',
    for: 'everyone',
    about: { ko: '댓글 하나 판정해 보기(나만 보임)', en: 'judge one comment, seen by you alone' },
  },
  {
    name: 'privacy about',
    for: 'everyone',
    about: { ko: '저장되는 것 보기, 내려받기, 지우기', en: 'what is stored: see, export, delete' },
  },
];

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  help: {
    ko: '도움말',
    about: { ko: '맞글이 하는 일과 지금 할 일을 알려 줍니다', en: 'What matgeul does, and what to do next' },
  },
} as const;

import type { Language, LocalizedText } from '../../fault.js';

const n = (count: number): string => count.toLocaleString('en-US');

/** Weekdays from Sunday on. */
const WEEKDAYS = {
  ko: ['일', '월', '화', '수', '목', '금', '토'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

/** `11월 30일(월) 9시`: a time on Korea's clock, given as a date whose UTC fields are Korea's. */
function when(korea: Date, language: Language): string {
  const [month, day] = [korea.getUTCMonth() + 1, korea.getUTCDate()];
  const [hour, minute] = [korea.getUTCHours(), korea.getUTCMinutes()];
  const weekday = WEEKDAYS[language][korea.getUTCDay()]!;
  return language === 'ko'
    ? `${month}월 ${day}일(${weekday}) ${hour}시${minute === 0 ? '' : ` ${minute}분`}`
    : `${weekday} ${korea.toISOString().slice(0, 16).replace('T', ' ')}`;
}

export const DIGEST = {
  /** The heading; no two digests of a server have the same. */
  title: (every: 'daily' | 'weekly', koreanEnd: Date): LocalizedText => ({
    ko: `${every === 'daily' ? '하루' : '한 주'} 요약 · ${when(koreanEnd, 'ko')}까지`,
    en: `${every === 'daily' ? 'Daily' : 'Weekly'} digest · until ${when(koreanEnd, 'en')} (Korea)`,
  }),
  /** Nothing came and nothing was decided. */
  quiet: (open: number): LocalizedText => ({
    ko: `조용했습니다. 새로 판정한 댓글도, 결정도 없습니다.${open === 0 ? '' : ` 결정을 기다리는 댓글은 **${n(open)}**개입니다.`}`,
    en: `It was quiet: no comment was judged, nothing was decided.${open === 0 ? '' : ` **${n(open)}** comments wait for a decision.`}`,
  }),
  undone: (count: number): LocalizedText => ({
    ko: `되돌린 결정 ${n(count)}`,
    en: `${n(count)} decisions undone`,
  }),
  /** What changed against the period before. */
  before: (every: 'daily' | 'weekly', parts: string): LocalizedText => ({
    ko: `${every === 'daily' ? '그 전날' : '그 전 주'}보다: ${parts}`,
    en: `Against the ${every === 'daily' ? 'day' : 'week'} before: ${parts}`,
  }),
  same: { ko: '그대로', en: 'the same' },
  changed: {
    judged: { ko: '판정', en: 'judged' },
    flagged: { ko: '표시', en: 'flagged' },
    removed: { ko: '내림', en: 'removed' },
    kept: { ko: '유지', en: 'kept' },
  },
  accuracy: { ko: '근거별로 맞은 결정', en: 'How right each evidence was' },
  /** `게시판 홍보: 12개 중 11개 (적어도 64%)`. */
  kind: (name: string, right: number, decided: number, low: number): LocalizedText => ({
    ko: `${name}: ${n(decided)}개 중 ${n(right)}개 (적어도 ${Math.floor(low * 100)}%)`,
    en: `${name}: ${n(right)} of ${n(decided)} (at least ${Math.floor(low * 100)}%)`,
  }),
  lower: {
    ko: '“적어도”는 95% 구간의 아래 끝입니다. 결정이 적으면 낮습니다.',
    en: '“At least” is the lower end of the 95% interval; few decisions make it low.',
  },
  articles: { ko: '표시가 많은 기사', en: 'Articles with the most flags' },
  article: (title: string, flagged: number): LocalizedText => ({
    ko: `${title}: ${n(flagged)}`,
    en: `${title}: ${n(flagged)}`,
  }),
  articleGone: { ko: '(지워진 기사)', en: '(a deleted article)' },
  campaigns: { ko: '이어지는 되풀이된 글', en: 'Repeated texts that go on' },
  campaign: (name: string, posts: number, articles: number): LocalizedText => ({
    ko: `${name}: 댓글 ${n(posts)} · 기사 ${n(articles)}`,
    en: `${name}: ${n(posts)} comments, ${n(articles)} articles`,
  }),
  queue: { ko: '대기열 열기', en: 'Open the queue' },
} as const;

/** What `/digest` answers to a change. */
export const DIGEST_SET = {
  off: {
    ko: '정기 요약을 껐습니다. `/digest`로 언제든 볼 수 있습니다.',
    en: 'The digest is off. `/digest` shows it at any time.',
  },
  on: (every: 'daily' | 'weekly', hour: number, channel: string): LocalizedText => ({
    ko: `${every === 'daily' ? '날마다' : '월요일마다'} ${hour}시(한국 시각)에 ${channel}에 요약을 올립니다. 지난 기간의 것은 곧 올라옵니다.`,
    en: `A digest comes to ${channel} ${every === 'daily' ? 'every day' : 'on Mondays'} at ${String(hour).padStart(2, '0')}:00 (Korea). The one of the latest period comes at once.`,
  }),
  noChannel: {
    ko: '먼저 `/settings`에서 알림 채널을 정해 주세요. 요약은 거기에 올라옵니다.',
    en: 'Choose a log channel in `/settings` first: the digest goes there.',
  },
} as const;

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  digest: {
    ko: '요약',
    about: {
      ko: '무엇이 오고 무엇을 결정했는지 요약을 보고, 정기 요약을 켜거나 끕니다',
      en: 'What came and what was decided; turns the regular digest on or off',
    },
  },
  every: {
    ko: '주기',
    about: { ko: '정기 요약을 올리는 주기', en: 'How often a digest is posted' },
  },
  hour: {
    ko: '시각',
    about: { ko: '올리는 시각(한국, 0–23; 기본 9)', en: 'Hour of posting (Korea, 0–23; 9 when left out)' },
  },
  choices: {
    off: { ko: '끔', en: 'off' },
    daily: { ko: '날마다', en: 'daily' },
    weekly: { ko: '월요일마다', en: 'weekly (Mondays)' },
  },
} as const;

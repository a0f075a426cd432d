import type { Language, LocalizedText } from '../../fault.js';

/** What stands on the picture. No dashes but the hyphen: its font has no other. */
export const CHART = {
  title: (days: number): LocalizedText => ({ ko: `최근 ${days}일`, en: `Latest ${days} days` }),
  judged: { ko: '판정한 댓글', en: 'Comments judged' },
  decisions: { ko: '표시한 댓글과 결정', en: 'Flags and decisions' },
  perDay: { ko: '하루마다', en: 'per day' },
  perWeek: { ko: '한 주마다', en: 'per week' },
  flagged: { ko: '표시', en: 'flagged' },
  removed: { ko: '내림', en: 'removed' },
  kept: { ko: '유지', en: 'kept' },
  dismissed: { ko: '넘김', en: 'dismissed' },
  accuracy: {
    ko: '근거별로 맞은 비율 · 보관된 결정에서',
    en: 'How right each evidence was · decisions kept',
  },
  asked: { ko: '자동 처리 기준', en: 'asked of auto-action' },
  sums: {
    judged: { ko: '판정', en: 'Judged' },
    flagged: { ko: '표시', en: 'Flagged' },
    removed: { ko: '내림', en: 'Removed' },
    kept: { ko: '유지', en: 'Kept' },
    dismissed: { ko: '넘김', en: 'Dismissed' },
  },
} as const;

/** From which day on; days are the store's, which begin at 09:00 in Korea. */
export function rangeWords(first: string, days: number): LocalizedText {
  const [, month = '', day = ''] = first.split('-').map(Number);
  if (days === 1) return { ko: '오늘 오전 9시부터', en: 'since 00:00 UTC' };
  return { ko: `${month}월 ${day}일 오전 9시부터`, en: `since ${first} (UTC)` };
}

export const STATS = {
  nothing: (days: number): LocalizedText => ({
    ko: `최근 ${days}일 동안 판정한 댓글이 없습니다.\n기사를 채널에 지정하면(/article set) 그때부터 달리는 댓글을 판정하고, 여기에 하루하루의 수와 근거별 정확도를 그립니다.`,
    en: `No comment was judged in the latest ${days} days.\nBind an article to a channel (/article set): comments from then on are judged, and their numbers and the accuracy of each kind of evidence are drawn here.`,
  }),
  alt: (days: number): LocalizedText => ({
    ko: `최근 ${days}일의 판정과 결정, 근거별 정확도를 그린 그림`,
    en: `Chart of judged comments, decisions and accuracy in the latest ${days} days`,
  }),
  noAccuracy: {
    ko: '아직 유지하거나 내린 결정이 없어 정확도를 셀 수 없습니다.',
    en: 'Nothing was kept or removed yet, so accuracy cannot be counted.',
  },
  retained: (days: number): LocalizedText => ({
    ko: `보관 기간이 ${days}일이라 그보다 앞의 수는 지워져 없습니다.`,
    en: `Retention is ${days} days: what is older was deleted and is not counted.`,
  }),
  moreKinds: (count: number): LocalizedText => ({
    ko: `그 밖의 근거 ${count}가지`,
    en: `${count} further kinds of evidence`,
  }),
  pending: (open: number): LocalizedText => ({
    ko:
      open === 0 ? '기다리는 댓글이 없습니다.' : `결정을 기다리는 댓글 **${open.toLocaleString('en-US')}**개`,
    en:
      open === 0
        ? 'No comment waits for a decision.'
        : `**${open.toLocaleString('en-US')}** comments wait for a decision`,
  }),
} as const;

/** `판정 1,234 · 표시 56 (4.5%)`: the sums in one line, for readers of text. */
export function sumsLine(
  {
    judged,
    flagged,
    removed,
    kept,
    dismissed,
  }: Record<'judged' | 'flagged' | 'removed' | 'kept' | 'dismissed', number>,
  language: Language,
): string {
  const n = (count: number): string => count.toLocaleString('en-US');
  const share = judged === 0 ? '' : ` (${((flagged / judged) * 100).toFixed(1)}%)`;
  return {
    ko: `판정 **${n(judged)}** · 표시 **${n(flagged)}**${share} · 내림 ${n(removed)} · 유지 ${n(kept)} · 넘김 ${n(dismissed)}`,
    en: `judged **${n(judged)}** · flagged **${n(flagged)}**${share} · removed ${n(removed)} · kept ${n(kept)} · dismissed ${n(dismissed)}`,
  }[language];
}

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  stats: {
    ko: '통계',
    about: {
      ko: '판정과 결정의 수, 근거별 정확도를 봅니다',
      en: 'Numbers of verdicts and decisions, accuracy by evidence',
    },
  },
  days: {
    ko: '기간',
    about: { ko: '최근 며칠(기본 30일)', en: 'The latest so many days (30 when left out)' },
  },
} as const;

import type { Language, LocalizedText } from '../fault.js';
import { figure, share } from './numbers.js';

/** The verdicts in a table's cell. */
export const VERDICT_NAMES = {
  'off-topic': { ko: '글과 무관', en: 'off topic' },
  'on-topic': { ko: '글과 관련', en: 'on topic' },
  unclear: { ko: '판단 보류', en: 'unclear' },
} as const satisfies Record<string, LocalizedText>;

/** How much a moderator is asked to look. */
export const ATTENTION_NAMES = {
  flag: { ko: '바로 확인', en: 'flagged' },
  review: { ko: '살펴볼 것', en: 'worth a look' },
} satisfies Record<string, LocalizedText>;

/**
 * A probability in whole percent. 0 and 100 are left to what is certain: between them the text says "under 1" or
 * "over 99", since no verdict is certain.
 */
export function percent(probability: number): string {
  if (probability > 0 && probability < 0.01) return '<1%';
  if (probability < 1 && probability > 0.99) return '>99%';
  return `${Math.round(probability * 100)}%`;
}

/** How many comments of each verdict: `댓글 9 · 무관 5 (바로 확인 4) · 관련 2 · 보류 2`. */
export function countsLine(
  counts: {
    readonly comments: number;
    readonly offTopic: number;
    readonly flagged: number;
    readonly onTopic: number;
    readonly unclear: number;
  },
  language: Language,
): string {
  const n = (number: number): string => number.toLocaleString('en-US');
  const line: LocalizedText = {
    ko: `댓글 ${n(counts.comments)} · 무관 ${n(counts.offTopic)} (바로 확인 ${n(counts.flagged)}) · 관련 ${n(counts.onTopic)} · 보류 ${n(counts.unclear)}`,
    en: `comments ${n(counts.comments)} · off topic ${n(counts.offTopic)} (flagged ${n(counts.flagged)}) · on topic ${n(counts.onTopic)} · unclear ${n(counts.unclear)}`,
  };
  return line[language];
}

/** How many comments are likely foreign, with a 95% interval; each 0 to 1. */
export function foreignShareLine(estimate: {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}): LocalizedText {
  const [about, low, high] = [estimate.share, estimate.low, estimate.high].map((part) => share(part, 1));
  return {
    ko: `다른 글의 댓글로 보이는 비율: 약 ${about} (95% 구간 ${low}–${high})`,
    en: `share of comments that seem to belong elsewhere: about ${about} (95% interval ${low}–${high})`,
  };
}

/** What the second reader read, and what that changed: `둘째 판독기가 읽은 댓글 900 · 새로 바로 확인 12 · 바로 확인에서 빠짐 3`. */
export function readingLine({
  read,
  flagged,
  unflagged,
}: {
  readonly read: number;
  readonly flagged: number;
  readonly unflagged: number;
}): LocalizedText {
  return {
    ko: `둘째 판독기가 읽은 댓글 ${figure(read)} · 새로 바로 확인 ${figure(flagged)} · 바로 확인에서 빠짐 ${figure(unflagged)}`,
    en: `comments that the second reader read ${figure(read)} · newly flagged ${figure(flagged)} · no longer flagged ${figure(unflagged)}`,
  };
}

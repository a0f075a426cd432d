import { z } from 'zod';
import type { Language, LocalizedText } from '../fault.js';
import type { Result } from './result.js';

/** How many comments of each verdict. */
export type VerdictCounts = z.infer<typeof verdictCountsSchema>;

const whole = z.int().min(0);

export const verdictCountsSchema = z.object({
  comments: whole,
  offTopic: whole,
  onTopic: whole,
  unclear: whole,
  flagged: whole,
  review: whole,
});

export function noCounts(): VerdictCounts {
  return { comments: 0, offTopic: 0, onTopic: 0, unclear: 0, flagged: 0, review: 0 };
}

/** Adds one result to the counts. */
export function count(counts: VerdictCounts, result: Result): void {
  counts.comments++;
  if (result.verdict === 'off-topic') counts.offTopic++;
  else if (result.verdict === 'on-topic') counts.onTopic++;
  else counts.unclear++;
  if (result.flag) counts.flagged++;
  if (result.review) counts.review++;
}

/** Several counts together. */
export function addCounts(all: readonly VerdictCounts[]): VerdictCounts {
  const sum = noCounts();
  for (const one of all) for (const key of Object.keys(sum) as (keyof VerdictCounts)[]) sum[key] += one[key];
  return sum;
}

/** The counts of a list of results. */
export function countAll(results: readonly Result[]): VerdictCounts {
  const counts = noCounts();
  for (const result of results) count(counts, result);
  return counts;
}

/** `댓글 9 · 무관 5 (바로 확인 4) · 관련 2 · 보류 2`. */
export function countsLine(counts: VerdictCounts, language: Language): string {
  const n = (number: number) => number.toLocaleString('en-US');
  const said: LocalizedText = {
    ko: `댓글 ${n(counts.comments)} · 무관 ${n(counts.offTopic)} (바로 확인 ${n(counts.flagged)}) · 관련 ${n(counts.onTopic)} · 보류 ${n(counts.unclear)}`,
    en: `comments ${n(counts.comments)} · off topic ${n(counts.offTopic)} (flagged ${n(counts.flagged)}) · on topic ${n(counts.onTopic)} · unclear ${n(counts.unclear)}`,
  };
  return said[language];
}

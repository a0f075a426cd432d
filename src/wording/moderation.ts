import type { LocalizedText } from '../fault.js';
import { REASON_TITLES } from './reasons.js';

/**
 * Names of what a flag was carried by, for evidence that is not of a pack: the kinds of evidence, `server` for the
 * server's own classifier, and `other`.
 */
export const EVIDENCE_NAMES: Readonly<Record<string, LocalizedText>> = {
  rule: { ko: '규칙', en: 'Rules' },
  article: REASON_TITLES.noArticleWords,
  relevance: REASON_TITLES.nothingRelevant,
  home: { ko: '더 맞는 기사', en: 'Fits another article better' },
  parent: REASON_TITLES.parent,
  campaign: { ko: '같은 글이 되풀이됨', en: 'The same text again and again' },
  filler: REASON_TITLES.noContent,
  reader: { ko: '글의 뜻이 기사와 멂', en: 'Its meaning is far from the article' },
  server: REASON_TITLES.serverDecisions,
  report: { ko: '회원 신고', en: 'Members’ reports' },
  other: { ko: '그 밖의 근거', en: 'Other evidence' },
};

/** What the line about an accuracy gate says; shares are written out (`92%`). */
export interface AccuracyFigures {
  readonly decided: number;
  /** Decisions that the server asks for. */
  readonly least: number;
  /** Share of the decisions that confirmed the evidence. */
  readonly right: string;
  /** Share that is certain at least. */
  readonly certain: string;
  /** Share that the server asks for. */
  readonly needed: string;
  /** Further right decisions that would open it: 0 when open, null when no number would. */
  readonly more: number | null;
}

/** One line for cards: how many decisions, how many were right, and what is missing. */
export function accuracyLine({
  decided,
  least,
  right,
  certain,
  needed,
  more,
}: AccuracyFigures): LocalizedText {
  if (decided === 0) return { ko: `결정 0 / ${least}건`, en: `0 / ${least} decisions` };
  const ko = `결정 ${decided} / ${least}건, ${right} 맞음, 적어도 ${certain}`;
  const en = `${decided} / ${least} decisions, ${right} right, at least ${certain}`;
  if (more === 0) return { ko, en };
  if (more === null)
    return { ko: `${ko} (${needed}에는 이를 수 없음)`, en: `${en} (${needed} cannot be reached)` };
  return {
    ko: `${ko} (${needed} 필요: 앞으로 ${more}건이 모두 맞으면 자동 처리 열림)`,
    en: `${en} (${needed} needed: opens after ${more} more that are all right)`,
  };
}

/** What a new version of a server's classifier learned, one sentence a line. */
export const CLASSIFIER_SUMMARY = {
  learned: (decisions: number, kept: number, removed: number): LocalizedText => ({
    ko: `결정 ${decisions}건에서 배웠습니다(유지 ${kept}, 제거 ${removed}).`,
    en: `Learned from ${decisions} decisions (${kept} kept, ${removed} removed).`,
  }),
  /** Shares of pairs, written out (`84%`): a removed comment ranks above a kept one. */
  ranking: (without: string, withIt: string): LocalizedText => ({
    ko: `제거한 댓글을 유지한 댓글보다 위에 두는 비율: ${without} → ${withIt} (배우지 않은 결정에서).`,
    en: `Removed comments ranked above kept ones: ${without} → ${withIt} (on decisions not learned from).`,
  }),
  silent: {
    ko: '아직 확실한 도움이 되지 않아 판정에 쓰지 않습니다.',
    en: 'It does not surely help yet, so it has no say.',
  },
  against: (names: string): LocalizedText => ({
    ko: `더 안 맞는 쪽으로 보는 것: ${names}`,
    en: `Speaks more against a comment: ${names}`,
  }),
  for: (names: string): LocalizedText => ({
    ko: `더 맞는 쪽으로 보는 것: ${names}`,
    en: `Speaks more for a comment: ${names}`,
  }),
} as const;

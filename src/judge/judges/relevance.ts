import { REASON_TITLES } from '../../wording/reasons.js';
import { FAR, type Weigh } from '../combine.js';
import type { Evidence, Judge, RelevanceScore } from '../evidence.js';

/** Most words that get a reason of their own, the best matches first. */
const MAX_MARKED = 3;
/** Share of a weight for the article that goes to its matched words; the rest goes to the comment as a whole. */
const BY_WORDS = 0.7;

/**
 * Evidence from the relevance model: how well the comment fits its article, and through which words. The share of a
 * better home (`shareOfHome`) is left to the judge of homes.
 */
export const judgeRelevance: Judge = (_article, read, { relevance, counted }): Evidence[] => {
  if (relevance === null || counted === 0) return [];
  if (counted < 0) return speakingFor(read.comment.text, counted, relevance.words);
  const weight = counted * (1 - shareOfHome(relevance));
  return [{ kind: 'relevance', id: 'relevance/nothing', weight, title: REASON_TITLES.nothingRelevant }];
};

/** Logits by which the relevance model speaks against the comment; negative for it, 0 where it says nothing. */
export function weighRelevance(relevance: RelevanceScore | null, weigh: Weigh): number {
  const weight = relevance?.weight ?? 0;
  if (weight === 0) return 0;
  const base = weigh('base', 1);
  if (weight < 0) return base + weigh('fits', -weight);
  return base + weigh('differs', weight) + weigh('differsFar', Math.max(0, weight - FAR));
}

/** The share of a weight against a comment that its best home accounts for. */
export function shareOfHome({ homes }: RelevanceScore): number {
  return homes[0]?.score ?? 0;
}

function speakingFor(text: string, weight: number, words: RelevanceScore['words']): Evidence[] {
  const marked = [...words].sort((a, b) => b.strength - a.strength).slice(0, MAX_MARKED);
  const strengths = marked.reduce((sum, { strength }) => sum + strength, 0);
  const byWords = marked.length === 0 ? 0 : BY_WORDS * weight;
  return [
    { kind: 'relevance', id: 'relevance/fits', weight: weight - byWords, title: REASON_TITLES.fitsArticle },
    ...marked.map(({ start, end, strength }): Evidence => ({
      kind: 'relevance',
      id: 'relevance/words',
      weight: (byWords * strength) / strengths,
      span: [start, end],
      text: text.slice(start, end),
      title: REASON_TITLES.relevantWords,
    })),
  ];
}

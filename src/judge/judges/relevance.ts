import type { Evidence, Judge } from '../evidence.js';
import type { Learned } from '../learned.js';
import { shareOf } from '../shares.js';

/** Words that are marked, the most alike first. */
const MARKED = 3;
/** Share of the weight for the article that its words carry; the rest is the comment as a whole. */
const BY_WORDS = 0.7;

const WORDS = { ko: '기사와 이어지는 말', en: 'Words that the article speaks of' };
const FITS = { ko: '이런 기사에 달리는 댓글', en: 'A comment as such articles get' };
const NOTHING = { ko: '기사와 이어지는 말이 없음', en: 'Nothing that the article speaks of' };

/**
 * What was learned from real comments: how well the comment belongs to its article, and by which words. What the known
 * article says that it fits better, `home` tells.
 */
export const judgeRelevance: Judge = (article, read, { learned }): Evidence[] => {
  if (learned === null || learned.weight === 0) return [];
  const counted = learned.weight * shareOf('learned', article, { learned });
  if (counted < 0) return speakingFor(read.comment.text, counted, learned.words);
  const weight = counted * (1 - shareOfHome(learned));
  return [{ kind: 'relevance', id: 'relevance/nothing', weight, title: NOTHING }];
};

/** The share of the weight against a comment that is its better home. */
export function shareOfHome({ homes }: Learned): number {
  return homes[0]?.score ?? 0;
}

function speakingFor(text: string, weight: number, words: Learned['words']): Evidence[] {
  const marked = [...words].sort((a, b) => b.strength - a.strength).slice(0, MARKED);
  const strengths = marked.reduce((sum, { strength }) => sum + strength, 0);
  const byWords = marked.length === 0 ? 0 : BY_WORDS * weight;
  return [
    { kind: 'relevance', id: 'relevance/fits', weight: weight - byWords, title: FITS },
    ...marked.map(({ start, end, strength }): Evidence => ({
      kind: 'relevance',
      id: 'relevance/words',
      weight: (byWords * strength) / strengths,
      span: [start, end],
      text: text.slice(start, end),
      title: WORDS,
    })),
  ];
}

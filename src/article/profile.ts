import { eojeols, type Lexicon, peelJosa } from '../hangul/index.js';
import type { Article } from './article.js';

/** A word of a text without its josa; offsets are UTF-16 code units of the text, `[start, end)`, josa left out. */
export interface Word {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

export interface ProfileWord {
  /** 0 to 1; the weights of a profile sum to 1. */
  readonly weight: number;
  /** How often the word stands in title and body together. */
  readonly count: number;
  readonly inTitle: boolean;
}

/** The words that carry an article, heaviest first. */
export interface ArticleProfile {
  readonly words: ReadonlyMap<string, ProfileWord>;
}

/** Words kept: an article of 3,000 letters has about 150 different stems, the tail of which says nothing. */
const KEPT = 60;
/** A word of the title counts as often as this many in the body. */
const TITLE = 3;
/** Rarity is asked for by prefix, and longer eojeols are hardly words. */
const MAX_WORD = 30;

/**
 * The words of a text that can carry a subject: Hangul of two syllables or more, Latin of two letters or more (lower
 * case), with digits or without; josa and endings taken off.
 */
export function contentWords(text: string): Word[] {
  const words: Word[] = [];
  for (const eojeol of eojeols(text)) {
    if (eojeol.text.length > MAX_WORD) continue;
    const { stem } = peelJosa(eojeol.text);
    if (/[가-힣][가-힣\da-z]|[a-z\d][가-힣]|[a-z][a-z\d]/iu.test(stem))
      words.push({ stem: stem.toLowerCase(), start: eojeol.start, end: eojeol.start + stem.length });
  }
  return words;
}

/**
 * Which words carry an article, weighted by how often they stand in it (title threefold, damped by the logarithm)
 * and how rare they are in comments at large. No list of words is asked.
 *
 * @param lexicon how many clean comments hold a word; without it every word is as rare as any other
 */
export function profileArticle(article: Article, lexicon?: Lexicon): ArticleProfile {
  const titled = countStems(article.title);
  const counts = countStems(article.body ?? '');
  for (const [stem, count] of titled) counts.set(stem, (counts.get(stem) ?? 0) + count);
  const weighed = [...counts].map(([stem, count]) => {
    const often = Math.log1p(count + (TITLE - 1) * (titled.get(stem) ?? 0));
    return { stem, count, inTitle: titled.has(stem), weight: often * rarity(stem, lexicon) };
  });
  const kept = weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
    .slice(0, KEPT);
  const sum = kept.reduce((total, { weight }) => total + weight, 0);
  return {
    words: new Map(
      kept.map(({ stem, count, inTitle, weight }) => [stem, { weight: weight / sum, count, inTitle }]),
    ),
  };
}

function countStems(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stem } of contentWords(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** log(N / df), smoothed by one comment; 1 for every word when nothing is known. */
function rarity(stem: string, lexicon?: Lexicon): number {
  return lexicon === undefined ? 1 : Math.log((lexicon.documents + 1) / (lexicon.count(stem) + 1));
}

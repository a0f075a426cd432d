import { isHangulSyllable } from '../../hangul/index.js';
import { REASON_TITLES } from '../../wording/reasons.js';
import type { Evidence, Judge, KnownArticle, RareWord } from '../evidence.js';
import { sharedWords } from '../fit.js';

/**
 * Weights measured on comments of three news archives with bodies (2018, 2024, 2025) against comments of other
 * articles: log-likelihood ratios by the strength of the shared words, by the rarity of words whose first two syllables
 * occur in the article (touched), and, for comments that share nothing, by the rarity of the words that do not
 * (strange).
 */
const SHARED = 0.7;
const PER_STRENGTH = 1.8;
const PER_TOUCHED = 0.2;
const MAX_TOUCHED = 1.2;
const PER_STRANGE = 0.1;
const MAX_STRANGE = 1.1;
/** Most shared words that count: a comment that repeats the whole article does not fit ten times better. */
const MAX_WORDS = 5;

/** Evidence from the words of the article: shared words count for the comment, a lack of them against it. */
export const judgeArticleWords: Judge = (article, read, { weigh }): Evidence[] => {
  const shared = sharedWords(read, article).slice(0, MAX_WORDS);
  if (shared.length > 0) {
    const strength = shared.reduce((sum, word) => sum + word.strength, 0);
    const weight = weigh('words', SHARED + PER_STRENGTH * strength);
    return shared.map((word) => ({
      kind: 'article',
      id: 'article/words',
      weight: (weight * word.strength) / strength,
      span: [word.start, word.end],
      text: read.comment.text.slice(word.start, word.end),
      reads: word.stem,
      title: REASON_TITLES.articleWords,
    }));
  }
  const touched = rarityOf(read.words.filter(({ stem }) => isTouched(stem, article)));
  if (touched > 0) {
    return [
      {
        kind: 'article',
        id: 'article/near-words',
        weight: weigh('nearWords', Math.min(MAX_TOUCHED, PER_TOUCHED * touched)),
        title: REASON_TITLES.nearWords,
      },
    ];
  }
  const weight = weigh('noWords', article.breadth * Math.min(MAX_STRANGE, PER_STRANGE * read.subject));
  if (weight === 0) return [];
  return [
    {
      kind: 'article',
      id: 'article/no-words',
      weight,
      title: REASON_TITLES.noArticleWords,
    },
  ];
};

/** Rarity in nats of words whose first two syllables occur in the article from which they speak of it: one rare word. */
const SPEAKS = 4;

/** Whether some of the words of a comment, by their first two syllables, speak of the article. */
export function speakOfArticle(words: readonly RareWord[], article: KnownArticle): boolean {
  return rarityOf(words.filter(({ stem }) => isTouched(stem, article))) >= SPEAKS;
}

/** Whether the first two syllables of a word occur in the article. */
function isTouched(stem: string, { text }: KnownArticle): boolean {
  if (!isHangulSyllable(stem.charCodeAt(0)) || !isHangulSyllable(stem.charCodeAt(1))) return false;
  return text.includes(stem.slice(0, 2));
}

function rarityOf(words: readonly { readonly rarity: number }[]): number {
  return words.reduce((sum, word) => sum + word.rarity, 0);
}

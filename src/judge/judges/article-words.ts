import type { Judge } from '../evidence.js';
import { sharedWords } from '../fit.js';

/** Weight of the word that carries the article most; the others by their strength. */
const HEAVIEST = 1.8;
/** Words that are counted: a comment that repeats the article whole is not ten times as fitting. */
const COUNTED = 5;

/** The words that the comment shares with the article speak for it. */
export const judgeArticleWords: Judge = (article, read) =>
  sharedWords(read, article)
    .slice(0, COUNTED)
    .map((word) => ({
      kind: 'article',
      id: 'article-words',
      weight: -HEAVIEST * word.strength,
      span: [word.start, word.end],
      text: read.comment.text.slice(word.start, word.end),
      reads: word.stem,
      title: { ko: '기사에 나오는 말', en: 'Words of the article' },
    }));

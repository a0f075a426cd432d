import type { RuleBook } from './rule-book.js';

/** What a judge asks of rules. */
export type Matching = Pick<RuleBook, 'match' | 'matchShown' | 'topicsOf'>;

/**
 * Books that serve as one: a text has the matches of all, in the order of the books, and an article the topics of all.
 * Nothing is compiled anew, so that a server has the shared packs and a small book of its own.
 *
 * @param books without a pack in common
 */
export function joinBooks(books: readonly Matching[]): Matching {
  if (books.length === 1) return books[0]!;
  return {
    match: (text) => books.flatMap((book) => book.match(text)),
    matchShown: (shown) => books.flatMap((book) => book.matchShown(shown)),
    topicsOf: (article) => new Set(books.flatMap((book) => [...book.topicsOf(article)])),
  };
}

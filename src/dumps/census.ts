import { z } from 'zod';
import { type Article, type Comment, usableBody } from '../article/index.js';
import type { LocalizedText } from '../fault.js';
import { ODDITIES } from '../wording/dumps.js';

/** Comments whose ids are remembered, to find those that occur twice: some 30 MB. */
export const COMPARED_IDS = 200_000;
/** Comments whose texts are compared, to find a column that is the same in most rows. */
const TEXTS = 20_000;
/** Fewer comments than this are not called alike. */
const LEAST_ALIKE = 3;

/** What a dump holds. */
export const dumpCountsSchema = z.object({
  articles: z.int(),
  comments: z.int(),
  /** Articles without a title, without a body, and with a stub in its place (`usableBody`). */
  untitled: z.int(),
  bodiless: z.int(),
  stubs: z.int(),
  /** Comments under an article that already had one of their id, among the first {@link COMPARED_IDS}. */
  doubled: z.int(),
  /** How many of the first {@link TEXTS} comments were compared, and how many of them have the commonest text. */
  compared: z.int(),
  alike: z.int(),
});
/** What a dump holds, in counts. */
export type DumpCounts = z.infer<typeof dumpCountsSchema>;

/** The counts of an empty dump. */
export const NOTHING_HELD: DumpCounts = {
  articles: 0,
  comments: 0,
  untitled: 0,
  bodiless: 0,
  stubs: 0,
  doubled: 0,
  compared: 0,
  alike: 0,
};

/** Counts what a dump holds, row by row; memory is bounded. */
export class DumpCensus {
  readonly #counts: DumpCounts;
  readonly #ids = new Set<string>();
  readonly #texts = new Map<string, number>();

  /** @param before counts of an interrupted reading that goes on; the ids and texts of its rows are not known any more */
  constructor(before: DumpCounts = NOTHING_HELD) {
    this.#counts = { ...before };
  }

  /** Counts an article; each is to be given once. */
  article(article: Article): void {
    const counts = this.#counts;
    counts.articles++;
    if (article.title.trim() === '') counts.untitled++;
    if (article.body === null || article.body.trim() === '') counts.bodiless++;
    else if (usableBody(article) === null) counts.stubs++;
  }

  /** Counts a comment. */
  comment({ articleId, id, text }: Comment): void {
    const counts = this.#counts;
    counts.comments++;
    if (counts.comments <= COMPARED_IDS) {
      const key = `${articleId}\t${id}`;
      if (this.#ids.has(key)) counts.doubled++;
      else this.#ids.add(key);
    }
    if (counts.compared >= TEXTS) return;
    counts.compared++;
    const times = (this.#texts.get(text) ?? 0) + 1;
    this.#texts.set(text, times);
    counts.alike = Math.max(counts.alike, times);
  }

  /** A copy of the counts so far. */
  get counts(): DumpCounts {
    return { ...this.#counts };
  }
}

/** Something about a dump that its owner should know, by a stable code. */
export interface Oddity {
  readonly code: 'no-comments' | 'alike' | 'untitled' | 'stubs' | 'doubled-ids' | 'unknown-articles';
  readonly said: LocalizedText;
}

/**
 * What is odd about a dump, the worst first.
 *
 * @param unknown comments that name no article or one that is not there
 */
export function odditiesOf(counts: DumpCounts, unknown: number): Oddity[] {
  const { articles, comments, untitled, stubs, doubled, compared, alike } = counts;
  const odd: (Oddity | false)[] = [
    comments + unknown === 0 && { code: 'no-comments', said: ODDITIES.noComments(articles) },
    unknown > 0 && { code: 'unknown-articles', said: ODDITIES.unknownArticles(unknown) },
    // Half of all rows: chants and one-word comments stay far below.
    compared >= LEAST_ALIKE &&
      alike * 2 > compared && { code: 'alike', said: ODDITIES.alike(alike, compared) },
    untitled > 0 && { code: 'untitled', said: ODDITIES.untitled(untitled, articles) },
    stubs > 0 && { code: 'stubs', said: ODDITIES.stubs(stubs, articles) },
    doubled > 0 && { code: 'doubled-ids', said: ODDITIES.doubled(doubled) },
  ];
  return odd.filter((one) => one !== false);
}

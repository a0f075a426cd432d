import type { ArchiveArticle } from '../../src/training/index.js';
import {
  CUT,
  type Gold,
  hashOf,
  LEARNED_OF_ENTERTAINMENT,
  LEARNED_OF_POLITICS,
  placesInTime,
  readGold,
  readSet,
} from '../judgement/split.js';

/** The collections that the shipped model is trained on: NAME.articles.jsonl.gz and NAME.comments.jsonl.gz. */
export const SETS = ['news2025', 'entertainment', 'politics2025', 'society2024', 'mixed2018'] as const;

export type SetName = (typeof SETS)[number];

/** How the collections are split for an evaluation. */
export interface Cut {
  /** Training data of the encoder. */
  readonly learned: readonly ArchiveArticle[];
  /** Training data of the stages, unseen by the encoder. */
  readonly staged: readonly ArchiveArticle[];
  /** Unseen by both. */
  readonly tested: Readonly<Record<SetName, readonly ArchiveArticle[]>>;
  readonly gold: readonly Gold[];
}

/**
 * Reads and splits the collections: by date (news), by a hash (entertainment) and by article number (politics); society
 * 2024 and mixed 2018 are domains that the model never sees. Articles of the gold labels are left out everywhere.
 *
 * @throws Error when a collection is missing from the folder
 */
export function readCut(folder: string): Cut {
  const sets = Object.fromEntries(SETS.map((set) => [set, readSet(folder, set)])) as Record<
    SetName,
    ArchiveArticle[]
  >;
  const gold = readGold(folder);
  const goldTitles = new Set(gold.map(({ article }) => article.title));
  const fresh = (set: SetName): ArchiveArticle[] => sets[set].filter(({ title }) => !goldTitles.has(title));
  const politics = new Map(placesInTime(sets.politics2025, 'politics2025'));
  const isKept = (article: ArchiveArticle): boolean => {
    if (article.set === 'news2025') return (article.date ?? '') >= CUT;
    if (article.set === 'entertainment') return hashOf(article.id) % 100 >= LEARNED_OF_ENTERTAINMENT;
    return article.set === 'politics2025' ? politics.get(article.id)! >= LEARNED_OF_POLITICS : true;
  };
  const kept = (set: SetName): ArchiveArticle[] => fresh(set).filter(isKept);
  const half = (set: SetName, which: number): ArchiveArticle[] =>
    kept(set).filter(({ id }) => hashOf(`${id}y`) % 2 === which);
  return {
    learned: SETS.flatMap((set) => fresh(set).filter((article) => !isKept(article))),
    staged: [...half('news2025', 0), ...half('entertainment', 0), ...half('politics2025', 0)],
    tested: {
      news2025: half('news2025', 1),
      entertainment: half('entertainment', 1),
      politics2025: half('politics2025', 1),
      society2024: kept('society2024'),
      mixed2018: kept('mixed2018'),
    },
    gold,
  };
}

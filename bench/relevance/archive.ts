import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isPlaceholder } from '../../src/article/index.js';
import type { ArchiveArticle } from '../../src/training/index.js';

/** The collections that the shipped model is trained on: NAME.articles.jsonl.gz and NAME.comments.jsonl.gz. */
export const SETS = ['news2025', 'entertainment', 'politics2025', 'society2024', 'mixed2018'] as const;

export type SetName = (typeof SETS)[number];

/** The evaluated encoder has not seen news from this day on; the shipped one has. */
const CUT = '2025-11-10';
const ENTERTAINMENT_LEARNED = 75;
const POLITICS_LEARNED = 0.6;

export interface Gold {
  readonly article: { readonly title: string; readonly body: string | null };
  readonly comment: string;
  readonly label: 'on-topic' | 'off-topic' | 'unclear';
}

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
  const gold = readLines<Gold>(readFileSync(path.join(folder, 'gold-dev.jsonl'), 'utf8'));
  const goldTitles = new Set(gold.map(({ article }) => article.title));
  const fresh = (set: SetName): ArchiveArticle[] => sets[set].filter(({ title }) => !goldTitles.has(title));
  const politics = placesInTime(sets.politics2025);
  const isKept = (article: ArchiveArticle): boolean => {
    if (article.set === 'news2025') return (article.date ?? '') >= CUT;
    if (article.set === 'entertainment') return hashOf(article.id) % 100 >= ENTERTAINMENT_LEARNED;
    return article.set === 'politics2025' ? politics.get(article.id)! >= POLITICS_LEARNED : true;
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

function readSet(folder: string, set: SetName): ArchiveArticle[] {
  const rows = <T>(kind: string): T[] => {
    const file = path.join(folder, `${set}.${kind}.jsonl.gz`);
    if (!existsSync(file))
      throw new Error(`${file} is not there: --data names the folder of the collections`);
    return readLines<T>(gunzipSync(readFileSync(file)).toString('utf8'));
  };
  const comments = new Map<string, string[]>();
  for (const { articleId, text } of rows<{ articleId: string; text: string }>('comments')) {
    if (isPlaceholder(text)) continue;
    const known = comments.get(articleId);
    if (known === undefined) comments.set(articleId, [text]);
    else known.push(text);
  }
  return rows<Omit<ArchiveArticle, 'comments' | 'set'>>('articles').map((row) => ({
    ...row,
    set,
    comments: comments.get(row.id) ?? [],
  }));
}

/** Relative position of each article in time: article numbers of an outlet rise, from 0 for its first in the set to 1. */
function placesInTime(articles: readonly ArchiveArticle[]): Map<string, number> {
  return new Map(
    articles.map(({ id }) => {
      const outlet = articles.filter((other) => other.id.slice(0, 3) === id.slice(0, 3));
      return [id, outlet.filter((other) => other.id < id).length / outlet.length];
    }),
  );
}

function hashOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
}

function readLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

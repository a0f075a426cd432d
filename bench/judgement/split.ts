import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isPlaceholder } from '../../src/article/index.js';
import type { ArchiveArticle } from '../../src/training/index.js';

/**
 * The collections that the shipped model is trained on: NAME.articles.jsonl.gz and NAME.comments.jsonl.gz, and
 * entertainment-more.jsonl.gz, pairs of a title and a comment.
 */
export const SETS = [
  'news2025',
  'entertainment',
  'politics2025',
  'politics2025-more',
  'society2024',
  'mixed2018',
] as const;

export type SetName = (typeof SETS)[number];

/** News from this day on is kept from the encoder. */
export const CUT = '2025-11-10';
export const LEARNED_OF_ENTERTAINMENT = 75;
export const LEARNED_OF_POLITICS = 0.6;

export interface Gold {
  readonly article: { readonly title: string; readonly body: string | null };
  readonly comment: string;
  readonly label: 'on-topic' | 'off-topic' | 'unclear';
}

/** Half of the kept articles: the stages of the one fold are fitted on the tested articles of the other. */
export type Fold = 0 | 1;

/** How the collections are split. Nothing of `kept` was seen by an encoder trained on `learned`. */
export interface Split {
  readonly learned: readonly ArchiveArticle[];
  readonly kept: Readonly<Record<SetName, readonly ArchiveArticle[]>>;
  /** Labels of two annotators under news from the cut on. */
  readonly gold: readonly Gold[];
}

/**
 * Reads and splits the collections: by date (news), by article number or date (politics), by a hash of the title
 * (entertainment, undated); society 2024 and mixed 2018 are domains that the encoder never sees. Articles with gold
 * labels are left out everywhere.
 *
 * @throws Error when a collection is missing from the folder
 */
export function readSplit(folder: string): Split {
  const gold = readGold(folder);
  const goldTitles = new Set(gold.map(({ article }) => article.title));
  const dates = new Map<string, string>();
  const all = SETS.map((set) => {
    const read = readSet(folder, set);
    for (const { title, date } of read) if (date !== null) dates.set(title, date);
    return read.filter(({ title }) => !goldTitles.has(title));
  });
  const isKept = keeper(all.flat());
  const kept = Object.fromEntries(
    SETS.map((set, i) => [set, all[i]!.filter((article) => isKept(article))]),
  ) as Record<SetName, ArchiveArticle[]>;
  const keptTitles = new Set(kept.entertainment.map(({ title }) => title));
  const more = readMore(folder).filter(({ title }) => !keptTitles.has(title) && !isHeld(title));
  return {
    learned: [...all.flat().filter((article) => !isKept(article)), ...more],
    kept,
    gold: gold.filter(({ article }) => (dates.get(article.title) ?? '') >= CUT),
  };
}

/**
 * Reads all collections, unsplit, for the model that ships.
 *
 * @throws Error when a collection is missing from the folder
 */
export function readAll(folder: string): ArchiveArticle[] {
  return [...SETS.flatMap((set) => readSet(folder, set)), ...readMore(folder)];
}

/** The fold of an article; articles of one title share it. */
export function foldOf({ title }: Pick<ArchiveArticle, 'title'>): Fold {
  return (hashOf(`${title}y`) % 2) as Fold;
}

const isHeld = (title: string): boolean => hashOf(title) % 100 >= LEARNED_OF_ENTERTAINMENT;

function keeper(articles: readonly ArchiveArticle[]): (article: ArchiveArticle) => boolean {
  const places = new Map([
    ...placesInTime(articles, 'politics2025'),
    ...placesInTime(articles, 'politics2025-more'),
  ]);
  return (article) => {
    if (article.set === 'news2025') return (article.date ?? '') >= CUT;
    if (article.set === 'entertainment') return isHeld(article.title);
    const place = places.get(article.id);
    return place === undefined || place >= LEARNED_OF_POLITICS;
  };
}

/** Relative position in time of each article of a set, 0 to 1: by date, or by the outlet's rising article numbers. */
export function placesInTime(articles: readonly ArchiveArticle[], set: string): [string, number][] {
  const own = articles.filter((article) => article.set === set);
  const keyOf = ({ id, date }: ArchiveArticle): string => date ?? id;
  const outletOf = ({ id, date }: ArchiveArticle): string => (date === null ? id.slice(0, 3) : '');
  return own.map((article) => {
    const outlet = own.filter((other) => outletOf(other) === outletOf(article));
    const before = outlet.filter((other) => keyOf(other) < keyOf(article)).length;
    return [article.id, before / outlet.length];
  });
}

/** The labels of two annotators. */
export function readGold(folder: string): Gold[] {
  return readLines<Gold>(readFileSync(path.join(folder, 'gold-dev.jsonl'), 'utf8'));
}

/**
 * Reads a collection.
 *
 * @throws Error when it is missing from the folder
 */
export function readSet(folder: string, set: SetName): ArchiveArticle[] {
  const rows = <T>(kind: string): T[] => readGz<T>(path.join(folder, `${set}.${kind}.jsonl.gz`));
  const comments = new Map<string, string[]>();
  for (const { articleId, text } of rows<{ articleId: string; text: string }>('comments')) {
    if (isPlaceholder(text)) continue;
    const known = comments.get(articleId);
    if (known === undefined) comments.set(articleId, [text]);
    else known.push(text);
  }
  return rows<Omit<ArchiveArticle, 'comments' | 'set'>>('articles').map((row) => ({
    ...row,
    date: isoDate(row.date),
    set,
    comments: comments.get(row.id) ?? [],
  }));
}

/** Pairs of entertainment, gathered by title. */
function readMore(folder: string): ArchiveArticle[] {
  const comments = new Map<string, string[]>();
  for (const { title, text } of readGz<{ title: string; text: string }>(
    path.join(folder, 'entertainment-more.jsonl.gz'),
  ))
    comments.set(title, [...(comments.get(title) ?? []), text]);
  return [...comments].map(([title, texts], i) => ({
    id: `entertainment-more-${i}`,
    title,
    body: null,
    date: null,
    section: null,
    set: 'entertainment',
    comments: texts,
  }));
}

/** `2025.02.16. 오전 10:29` as `2025-02-16T10:29`; ISO dates as they are. */
function isoDate(date: string | null): string | null {
  const parts = /^(\d{4})\.(\d{2})\.(\d{2})\. (오전|오후) (\d{1,2}):(\d{2})$/u.exec(date ?? '');
  if (parts === null) return date;
  const [, year, month, day, half, hour, minute] = parts;
  const hours = (Number(hour) % 12) + (half === '오후' ? 12 : 0);
  return `${year}-${month}-${day}T${String(hours).padStart(2, '0')}:${minute}`;
}

/** A small hash by which articles are dealt out. */
export function hashOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
}

function readGz<T>(file: string): T[] {
  if (!existsSync(file)) throw new Error(`${file} is not there: --data names the folder of the collections`);
  return readLines<T>(gunzipSync(readFileSync(file)).toString('utf8'));
}

function readLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

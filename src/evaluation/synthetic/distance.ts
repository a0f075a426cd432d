import type { Article, Comment } from '../../article/index.js';
import { pick, type Random } from '../../training/random.js';

/** Distance classes of another article: the farther, the surer that none of its comments fits. */
export const FAR = { title: 1, sectionOrWeek: 2, sectionAndWeek: 3 } as const;
type Distance = (typeof FAR)[keyof typeof FAR];

/** Numbers of drawn articles by distance. */
export interface Distances {
  sectionAndWeek: number;
  sectionOrWeek: number;
  title: number;
}

const WEEK = 7 * 24 * 3600 * 1000;

/**
 * Distance between two articles. In one week comments on politics fit many articles, so a fair foreign article is of
 * another section and another week. Unknown properties count as different. 0 for equal titles: the same article, or
 * another edition of it.
 */
export function distance(a: Article, b: Article): Distance | 0 {
  const here = traitsOf(a);
  const there = traitsOf(b);
  if (a.id === b.id || here.title === there.title) return 0;
  const otherSection = a.section === undefined || b.section === undefined || a.section !== b.section;
  const apart = Math.abs(here.time - there.time);
  const otherWeek = Number.isNaN(apart) || apart >= WEEK;
  if (otherSection && otherWeek) return FAR.sectionAndWeek;
  return otherSection || otherWeek ? FAR.sectionOrWeek : FAR.title;
}

/** Draws one of the farthest candidates; undefined when none is foreign. */
export function drawForeign<T extends { readonly article: Article }>(
  own: Article,
  candidates: readonly T[],
  random: Random,
): { readonly drawn: T; readonly far: Distance } | undefined {
  let far: Distance | 0 = 0;
  let farthest: T[] = [];
  for (const candidate of candidates) {
    const here = distance(own, candidate.article);
    if (here > far) farthest = [];
    if (here > far) far = here;
    if (here === far && here > 0) farthest.push(candidate);
  }
  if (far === 0) return undefined;
  return { drawn: farthest[pick(random, farthest.length)]!, far };
}

/** Zero counts. */
export function noDistances(): Distances {
  return { sectionAndWeek: 0, sectionOrWeek: 0, title: 0 };
}

/** Counts one drawn article. */
export function countDistance(distances: Distances, far: Distance): void {
  if (far === FAR.sectionAndWeek) distances.sectionAndWeek++;
  else if (far === FAR.sectionOrWeek) distances.sectionOrWeek++;
  else distances.title++;
}

interface Traits {
  /** The title without white space. */
  readonly title: string;
  /** Epoch milliseconds; NaN when the date is unknown. */
  readonly time: number;
}

/** Cached per article, since each is compared with thousands of others. */
const traits = new WeakMap<Article, Traits>();

function traitsOf(article: Article): Traits {
  let found = traits.get(article);
  if (found === undefined) {
    const title = article.title.normalize('NFC').replace(/\s+/gu, '');
    found = { title, time: Date.parse(article.publishedAt ?? '') };
    traits.set(article, found);
  }
  return found;
}

/**
 * A comment as it would appear under `article`. Properties that would reveal the move (time, parent) are dropped from
 * moved and unmoved comments alike.
 */
export function moved(comment: Comment, { id: articleId }: Article): Comment {
  const id = comment.articleId === articleId ? comment.id : `${comment.id}@${articleId}`;
  return { id, articleId, text: comment.text, author: comment.author };
}

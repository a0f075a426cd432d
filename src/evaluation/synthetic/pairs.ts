import type { Article, Comment } from '../../article/index.js';
import { seededRandom, shuffle } from '../../training/random.js';
import type { Trial } from '../case.js';
import { countDistance, type Distances, drawForeign, moved, noDistances } from './distance.js';

/** An article with its own comments. */
export interface CommentedArticle {
  readonly article: Article;
  readonly comments: readonly Comment[];
}

/** Items to be judged one by one by a judge that knows these articles. */
export interface KnownGroup<T> {
  readonly known: readonly Article[];
  readonly items: readonly T[];
}

/** Pairs of a true and a synthetic comment, in groups, with the distances of the latter. */
export interface SyntheticPairs {
  readonly groups: readonly KnownGroup<Trial>[];
  readonly distances: Distances;
}

/**
 * Splits articles at random into groups of even size, at most `most` each; the articles of a group are known to its
 * judge. A single small group is filled up with `others`, to at most `most`.
 */
export function knownGroups<T extends { readonly article: Article }>(
  articles: readonly T[],
  most: number,
  seed: number,
  others: readonly Article[] = [],
): KnownGroup<T>[] {
  const shuffled = shuffle([...articles], seededRandom(seed));
  const groups = Math.ceil(shuffled.length / most);
  return Array.from({ length: groups }, (_, group) => {
    const from = Math.floor((group * shuffled.length) / groups);
    const to = Math.floor(((group + 1) * shuffled.length) / groups);
    const items = shuffled.slice(from, to);
    const own = new Set(items.map(({ article }) => article));
    const more = others.filter((article) => !own.has(article)).slice(0, most - own.size);
    return { known: [...own, ...more], items };
  });
}

/**
 * Pairs for the evaluation of single comments: every comment once under its own article and once under a foreign one,
 * so half are off-topic. Foreign articles are drawn from the same group, so the judge knows the original article.
 * Articles to which no other is foreign are left out.
 *
 * @param most number of articles known at once
 */
export function syntheticPairs(
  articles: readonly CommentedArticle[],
  most: number,
  seed: number,
  others: readonly Article[] = [],
): SyntheticPairs {
  const random = seededRandom(seed + 1);
  const distances = noDistances();
  const groups = knownGroups(articles, most, seed, others).map(({ known, items }) => ({
    known,
    items: items.flatMap(({ article, comments }) =>
      comments.flatMap((comment): Trial[] => {
        const foreign = drawForeign(article, items, random);
        if (foreign === undefined) return [];
        countDistance(distances, foreign.far);
        const under = foreign.drawn.article;
        // A pair stays together in the bootstrap: both trials depend on one comment.
        const group = article.id;
        return [
          { article, comment: moved(comment, article), truth: 'on-topic', group },
          {
            article: under,
            comment: moved(comment, under),
            truth: 'off-topic',
            home: article.id,
            group,
          },
        ];
      }),
    ),
  }));
  return { groups: groups.filter(({ items }) => items.length > 0), distances };
}

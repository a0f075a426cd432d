import type { Article } from '../../article/article.js';
import type { Judging } from '../../judge/index.js';
import { caseOf, type Case, type KnownGroup, type Trial } from '../../evaluation/index.js';

/** Most articles that the judge is told of when it judges a comment alone. */
export const KNOWN = 700;

/** Told now and then how many comments are judged. */
export type OnJudged = (comments: number) => void;

/** Each comment alone, the articles of its group known. */
export function judgeAlone(
  judging: Judging,
  groups: readonly KnownGroup<Trial>[],
  onJudged: OnJudged,
): Case[] {
  return groups.flatMap(({ known, items }) =>
    items.map((trial) => {
      const result = judging.comment(trial.article, trial.comment, known);
      onJudged(1);
      return caseOf(trial, result);
    }),
  );
}

/** All comments beside each other. */
export function judgeTogether<T extends Trial>(
  judging: Judging,
  articles: readonly Article[],
  trials: readonly T[],
  onJudged: OnJudged,
): { readonly trial: T; readonly judged: Case }[] {
  const results = judging.dump(
    articles,
    trials.map(({ article, comment }) => ({ ...comment, articleId: article.id })),
  );
  onJudged(trials.length);
  return trials.map((trial, index) => ({ trial, judged: caseOf(trial, results[index]!) }));
}

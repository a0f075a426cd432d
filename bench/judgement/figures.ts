import { estimate } from '../../src/evaluation/bootstrap.js';
import { calibrationError, reliability } from '../../src/evaluation/calibration.js';
import { recallAt, rocAuc } from '../../src/evaluation/curves.js';
import { rank } from '../../src/evaluation/ranking.js';
import type { Result } from '../../src/judge/index.js';

/** A judged comment: its score, whether it is foreign, and the article for the bootstrap. */
export interface Scored {
  readonly score: number;
  readonly off: boolean;
  readonly group: string;
  readonly flag: boolean;
  readonly review: boolean;
}

/** What a judge said of planted comments, beside what is true. */
export function scored(results: readonly Result[], foreign: readonly boolean[]): Scored[] {
  return results.map(({ score, flag, review, articleId }, i) => ({
    score,
    flag,
    review,
    off: foreign[i]!,
    group: articleId,
  }));
}

/** Head of the table whose rows `rowOf` makes. */
export const HEAD = [
  '| set | foreign | judged | comments | AUC (95%) | recall at P .9 | .8 | .5 | flags: right | false in 1,000 | found | ECE | estimated |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

/** The figures of a row that the history keeps. */
export interface Figures {
  readonly auc: number | null;
  readonly recall: readonly (number | null)[];
  readonly right: number | null;
  readonly falsely: number;
  readonly ece: number;
}

/**
 * One row of the tables of judgement.
 *
 * @param draws draws of the bootstrap over articles, and its seed
 */
export function rowOf(
  kind: string,
  how: string,
  all: readonly Scored[],
  draws: { readonly count: number; readonly seed: number },
): { readonly row: string; readonly figures: Figures } {
  const foreign = all.filter(({ off }) => off).length;
  const flagged = all.filter(({ flag }) => flag);
  const right = flagged.filter(({ off }) => off).length;
  const own = all.length - foreign;
  const ece = calibrationError(reliability(all));
  const mean = all.reduce((sum, { score }) => sum + score, 0) / all.length;
  const targets = [0.9, 0.8, 0.5].map((precision) => ({ precision, prior: foreign / all.length }));
  const [auc, ...recalls] =
    foreign === 0
      ? []
      : estimate(
          rank(all),
          (steps) => [rocAuc(steps), ...targets.map((to) => recallAt(steps, to).recall)],
          draws,
        );
  const of = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : short(value);
  const within = auc === undefined ? '–' : `${of(auc.value)} (${of(auc.low)}–${of(auc.high)})`;
  const recall = [0, 1, 2].map((i) => of(recalls[i]?.value));
  const rightShare = flagged.length === 0 ? '–' : short(right / flagged.length);
  const falsely = ((1000 * (flagged.length - right)) / own).toFixed(1);
  return {
    row: `| ${kind} | ${Math.round(100 * (foreign / all.length))}% | ${how} | ${all.length} | ${within} | ${recall.join(' | ')} | ${rightShare} of ${flagged.length} | ${falsely} | ${foreign === 0 ? '–' : short(right / foreign)} | ${short(ece)} | ${short(mean)} |`,
    figures: {
      auc: auc?.value ?? null,
      recall: recalls.map(({ value }) => value),
      right: flagged.length === 0 ? null : right / flagged.length,
      falsely: Number(falsely),
      ece,
    },
  };
}

/** Three digits after the point, without the 0 before it. */
export function short(value: number): string {
  return value.toFixed(3).replace(/^0/u, '');
}

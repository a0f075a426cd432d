import { z } from 'zod';

/** Scores of one comment (probability of being foreign, 0 to 1) by the shipped model and by the adapted one. */
export interface ScoredTwice {
  readonly shipped: number;
  readonly adapted: number;
}

/** Comments that the adapted model has not learned from: those that belong, and those that do not. */
export interface HeldOut {
  readonly own: readonly ScoredTwice[];
  readonly foreign: readonly ScoredTwice[];
}

/** Areas under the curve of both models on the same comments, 0 to 1. */
const curvesSchema = z.object({
  own: z.int(),
  foreign: z.int(),
  shipped: z.number(),
  adapted: z.number(),
  /** Standard error of their difference. */
  error: z.number(),
});

/** Comments that each model suspects: those in review, of which flags are the surest. */
const suspectedSchema = z.object({ shipped: z.int(), adapted: z.int() });

export const adaptationFiguresSchema = z.object({
  /** Held-out comments of the server against the same ones planted under other articles. */
  planted: curvesSchema,
  /** Among the comments that belong: wrongly, but for what is truly foreign. */
  ownSuspected: suspectedSchema,
  /** Among the planted ones: rightly. */
  foreignSuspected: suspectedSchema,
  /** Comments that moderators decided on; null when there are too few. */
  decided: curvesSchema.nullable(),
});
/** What the gate measured. */
export type AdaptationFigures = z.infer<typeof adaptationFiguresSchema>;

/** Loss of AUC that no noise excuses. Set by hand: a quarter of what adaptation usually gains (docs/learning.md). */
const MOST_LOST = 0.01;
/** The same among decisions, which are few and picked by the shipped model: it put them in front of the moderators. */
const MOST_LOST_DECIDED = 0.03;
/**
 * More suspects by this share of the comments that belong are accepted: of these, one in twenty is expected to be foreign,
 * and a better model finds more of them. Set by hand.
 */
const MORE_SUSPECTS = 0.01;
/** The 0.95 quantile of the normal distribution. */
const Z = 1.645;
/** Decisions that count, and of each kind. Set by hand: with fewer the error of the AUC is above .05. */
export const MIN_DECIDED = 50;
export const MIN_DECIDED_OF_EACH = 15;

/**
 * Compares an adapted model with the shipped one on held-out comments. It may serve when it is not worse beyond noise: its
 * AUC on planted comments, and on decided ones where there are enough, is not lower by more than one standard error of the
 * difference, and it does not suspect more comments that belong (sign test, one-sided 5%). One standard error turns away one
 * in six models that are equally good, and hardly any that gains as much as is usual.
 *
 * @param suspectAt score from which a comment is in review
 */
export function adaptationGateOf(
  planted: HeldOut,
  decided: HeldOut,
  suspectAt: number,
): { readonly open: boolean; readonly figures: AdaptationFigures } {
  const enough =
    Math.min(decided.own.length, decided.foreign.length) >= MIN_DECIDED_OF_EACH &&
    decided.own.length + decided.foreign.length >= MIN_DECIDED;
  const figures: AdaptationFigures = {
    planted: curvesOf(planted),
    ownSuspected: suspectedOf(planted.own, suspectAt),
    foreignSuspected: suspectedOf(planted.foreign, suspectAt),
    decided: enough ? curvesOf(decided) : null,
  };
  const open =
    holds(figures.planted, MOST_LOST) &&
    (figures.decided === null || holds(figures.decided, MOST_LOST_DECIDED)) &&
    noMoreSuspects(planted.own, suspectAt);
  return { open, figures };
}

function holds({ shipped, adapted, error }: z.infer<typeof curvesSchema>, mostLost: number): boolean {
  return adapted - shipped >= -Math.min(error, mostLost);
}

function noMoreSuspects(own: readonly ScoredTwice[], suspectAt: number): boolean {
  let [more, fewer] = [0, 0];
  for (const { shipped, adapted } of own) {
    if (adapted >= suspectAt && shipped < suspectAt) more++;
    if (adapted < suspectAt && shipped >= suspectAt) fewer++;
  }
  return more - fewer <= Math.max(Z * Math.sqrt(more + fewer), MORE_SUSPECTS * own.length);
}

function suspectedOf(comments: readonly ScoredTwice[], suspectAt: number): z.infer<typeof suspectedSchema> {
  return {
    shipped: comments.filter(({ shipped }) => shipped >= suspectAt).length,
    adapted: comments.filter(({ adapted }) => adapted >= suspectAt).length,
  };
}

/**
 * Areas under two correlated ROC curves and the standard error of their difference (DeLong, DeLong & Clarke-Pearson,
 * "Comparing the areas under two or more correlated receiver operating characteristic curves", Biometrics 44, 1988).
 */
function curvesOf({ own, foreign }: HeldOut): z.infer<typeof curvesSchema> {
  const [shipped, adapted] = (['shipped', 'adapted'] as const).map((by) =>
    placementsOf(
      foreign.map((one) => one[by]),
      own.map((one) => one[by]),
    ),
  ) as [Placements, Placements];
  const variance =
    varianceOf(adapted.foreign, shipped.foreign) / foreign.length +
    varianceOf(adapted.own, shipped.own) / own.length;
  return {
    own: own.length,
    foreign: foreign.length,
    shipped: mean(shipped.foreign),
    adapted: mean(adapted.foreign),
    error: Math.sqrt(variance),
  };
}

/** For each comment the share of the other side that it is ranked right against. */
interface Placements {
  readonly foreign: readonly number[];
  readonly own: readonly number[];
}

function placementsOf(foreign: readonly number[], own: readonly number[]): Placements {
  const wins = (high: number, low: number): number => (high > low ? 1 : high === low ? 0.5 : 0);
  return {
    foreign: foreign.map((high) => mean(own.map((low) => wins(high, low)))),
    own: own.map((low) => mean(foreign.map((high) => wins(high, low)))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Variance of the differences of two lists. */
function varianceOf(some: readonly number[], others: readonly number[]): number {
  if (some.length < 2) return 0;
  const differences = some.map((value, i) => value - others[i]!);
  const middle = mean(differences);
  return differences.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (some.length - 1);
}

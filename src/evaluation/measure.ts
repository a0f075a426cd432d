import { attention } from './attention.js';
import { estimate, type Draws } from './bootstrap.js';
import { atPrior, calibrationError, reliability } from './calibration.js';
import type { Case } from './case.js';
import { evidenceByKind } from './evidence.js';
import { homesFound } from './homes.js';
import { averagePrecision, precisionOfFirst, precisionRecallCurve, recallAt } from './precision-recall.js';
import { rank, stepsOf, type Ranking } from './ranking.js';
import type { Measurement, MeasurementKind } from './report.js';
import { rocAuc, rocCurve } from './roc.js';
import { byLength, bySection } from './slices.js';
import { thin } from './thin.js';

/** Shares of off-topic comments at which precision is told: balanced, and a bad day of a real site. */
export const PRIORS = [0.5, 0.05] as const;
/** Precisions at which recall is told. */
export const PRECISIONS = [0.95, 0.9, 0.8, 0.5] as const;
/** How many of a ranked list a moderator sees first. */
const FIRST = 100;

export interface MeasureOptions {
  readonly draws: Draws;
  /** The share of off-topic comments for which `score` speaks. */
  readonly scorePrior: number;
}

/**
 * Everything that is measured on one set of judged comments, or undefined when it has not at least one off-topic and one
 * on-topic comment. `unclear` ones are counted apart.
 */
export function measure(
  kind: MeasurementKind,
  cases: readonly Case[],
  { draws, scorePrior }: MeasureOptions,
): Measurement | undefined {
  const clear = cases.filter(({ truth }) => truth !== 'unclear');
  const said = clear.map((each) => ({ ...each, off: each.truth === 'off-topic' }));
  const offTopic = said.filter(({ off }) => off).length;
  const onTopic = said.length - offTopic;
  if (offTopic === 0 || onTopic === 0) return undefined;

  const ranking = rank(said);
  const steps = stepsOf(ranking);
  const prior = offTopic / said.length;
  const shifted = said.map(({ score, off }) => ({ score: atPrior(score, scorePrior, prior), off }));
  const bins = reliability(said);
  const levels = (level: 'flag' | 'review') =>
    attention(
      said.map((each) => ({ off: each.off, has: each[level] })),
      PRIORS,
    );
  const together = kind !== 'labelled' && kind !== 'pairs';
  return {
    kind,
    articles: new Set(clear.map(({ group }) => group)).size,
    offTopic,
    onTopic,
    ...curveFigures(ranking, draws),
    firstHundred: together
      ? { count: Math.min(FIRST, said.length), precision: precisionOfFirst(steps, FIRST) }
      : null,
    flag: levels('flag'),
    review: levels('review'),
    unclear: unclearOf(cases),
    calibration: {
      prior,
      error: calibrationError(bins),
      scorePrior,
      shiftedError: calibrationError(reliability(shifted)),
      bins,
    },
    homes: homesOf(clear),
    byLength: byLength(clear, draws),
    bySection: bySection(clear, draws),
    evidence: evidenceByKind(clear),
    curves: {
      roc: thin(rocCurve(steps)),
      precisionRecall: PRIORS.map((at) => ({ prior: at, points: thin(precisionRecallCurve(steps, at)) })),
    },
  };
}

/** AUC, average precision and recalls, with intervals from one set of draws. */
function curveFigures(
  ranking: Ranking,
  draws: Draws,
): Pick<Measurement, 'auc' | 'averagePrecision' | 'recallAtPrecision'> {
  const targets = PRIORS.flatMap((prior) => PRECISIONS.map((precision) => ({ precision, prior })));
  const [auc, ...recalls] = estimate(
    ranking,
    (steps) => [rocAuc(steps), ...targets.map((target) => recallAt(steps, target).recall)],
    draws,
  );
  const steps = stepsOf(ranking);
  return {
    auc: auc!,
    averagePrecision: PRIORS.map((prior) => ({ prior, value: averagePrecision(steps, prior) })),
    recallAtPrecision: targets.map((target, index) => {
      const { step } = recallAt(steps, target);
      const threshold = step === undefined ? null : ranking.scores[ranking.ends[step]!]!;
      return { ...target, ...recalls[index]!, threshold };
    }),
  };
}

function unclearOf(cases: readonly Case[]): Measurement['unclear'] {
  const unclear = cases.filter(({ truth }) => truth === 'unclear');
  if (unclear.length === 0) return null;
  return {
    count: unclear.length,
    flagged: unclear.filter(({ flag }) => flag).length / unclear.length,
    review: unclear.filter(({ review }) => review).length / unclear.length,
  };
}

function homesOf(cases: readonly Case[]): Measurement['homes'] {
  const overall = homesFound(cases);
  if (overall.known === 0) return null;
  const first = [...cases].sort((a, b) => b.score - a.score).slice(0, FIRST);
  return { ...overall, firstHundred: homesFound(first) };
}

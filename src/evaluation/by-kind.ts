import { type Draws, estimate } from './bootstrap.js';
import { BIN_COUNT } from './calibration.js';
import type { Case } from './case.js';
import { levelFigures, recallAt, rocAuc } from './curves.js';
import { rank, type Ranking, type Steps } from './ranking.js';
import type { KindFigures } from './report.js';

/** Precisions at which recall is reported. */
export const KIND_PRECISIONS = [0.9, 0.8, 0.5] as const;

/**
 * Evaluates one kind of comments at the share of off-topic ones that it has: AUC, recalls and calibration with intervals,
 * and flags. With comments of one class only, what needs both is null.
 */
export function figuresOf(name: string, cases: readonly Case[], draws: Draws): KindFigures {
  const scored = cases
    .filter(({ truth }) => truth !== 'unclear')
    .map((each) => ({ ...each, off: each.truth === 'off-topic' }));
  const offTopic = scored.filter(({ off }) => off).length;
  const prior = offTopic / scored.length;
  const ranking = rank(scored);
  const [auc, error, ...recalls] = estimate(
    ranking,
    (steps) => [
      rocAuc(steps),
      errorOf(ranking, steps),
      ...KIND_PRECISIONS.map((precision) => recallAt(steps, { precision, prior }).recall),
    ],
    draws,
  );
  const flags = levelFigures(
    scored.map(({ off, flag }) => ({ off, has: flag })),
    [prior],
  );
  return {
    name,
    offTopic,
    onTopic: scored.length - offTopic,
    auc: auc!,
    recalls: KIND_PRECISIONS.map((precision, i) => ({ precision, ...recalls[i]! })),
    error: error!,
    flagPrecision: flags.precision[0]?.value ?? null,
    flagRecall: flags.recall,
    falseFlagsPerThousand: flags.falsePerThousand,
  };
}

/** Expected calibration error of weighted comments (see `calibrationError`). */
export function errorOf({ scores, ends }: Ranking, { off, on }: Steps): number {
  const bins = Array.from({ length: BIN_COUNT }, () => ({ all: 0, off: 0, score: 0 }));
  let [offBefore, onBefore] = [0, 0];
  ends.forEach((end, step) => {
    const score = scores[end]!;
    const bin = bins[Math.min(BIN_COUNT - 1, Math.floor(score * BIN_COUNT))]!;
    const all = off[step]! - offBefore + on[step]! - onBefore;
    bin.all += all;
    bin.off += off[step]! - offBefore;
    bin.score += score * all;
    [offBefore, onBefore] = [off[step]!, on[step]!];
  });
  return bins.reduce((sum, bin) => sum + Math.abs(bin.score - bin.off), 0) / (offBefore + onBefore);
}

import { logit } from './calibration.js';
import type { Case, Kind } from './case.js';
import { rank, stepsOf } from './ranking.js';
import { rocAuc } from './roc.js';

/** What one kind of evidence does. AUCs are NaN when all cases are of one side. */
export interface EvidenceOfKind {
  readonly kind: Kind;
  /** Share of the comments on which it weighs anything. */
  readonly speaks: number;
  /** AUC of the sum of its weights alone; silent comments are equal. */
  readonly aucAlone: number;
  /** AUC of the score with its weights taken out. */
  readonly aucWithout: number;
}

/** Each kind of evidence that weighs anything, the one that would be missed most first. */
export function evidenceByKind(cases: readonly Case[]): EvidenceOfKind[] {
  const kinds = new Set(cases.flatMap(({ weights }) => [...weights.keys()]));
  const aucOf = (scoreOf: (each: Case) => number): number =>
    rocAuc(
      stepsOf(
        rank(cases.map((each) => ({ score: scoreOf(each), off: each.truth === 'off-topic', group: '' }))),
      ),
    );
  return [...kinds]
    .map((kind) => {
      const weightOf = ({ weights }: Case): number => weights.get(kind) ?? 0;
      return {
        kind,
        speaks: cases.filter((each) => weightOf(each) !== 0).length / cases.length,
        aucAlone: aucOf(weightOf),
        aucWithout: aucOf((each) => rounded(logit(each.score) - weightOf(each))),
      };
    })
    .filter(({ speaks }) => speaks > 0)
    .sort((a, b) => a.aucWithout - b.aucWithout || a.kind.localeCompare(b.kind));
}

/** Logits to six digits: comments that are equal without the kind must not be parted by the rounding of its weights. */
function rounded(logits: number): number {
  return Math.round(logits * 1e6) / 1e6;
}

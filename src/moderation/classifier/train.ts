import { type Document, sumOdds, trainBayes, vocabularyOf } from './bayes.js';
import { MOST_WEIGHT } from './evidence.js';
import { featuresOf, logitBefore, type Shown } from './features.js';
import { FOLDS, foldsOf } from './folds.js';
import { LEAST_DECISIONS, LEAST_OF_EACH, MOST_DECISIONS } from './limits.js';
import { type Classifier, SILENT } from './model.js';
import { type RankedDecision, shareRanked } from './ranking.js';
import { fitScale, lossOf, type Scored } from './scale.js';
import { type ClassifierSummary, summarise } from './summary.js';

/** A decision that says whether a comment belonged, with what the judge had said. */
export interface Decided {
  readonly text: string;
  readonly result: Shown & { readonly articleId: string };
  readonly belongs: boolean;
}

/** A trained classifier and what to tell of it. */
export interface Trained {
  readonly classifier: Classifier;
  readonly summary: ClassifierSummary;
}

/** Logits beyond which the judge is just sure: what moderators think of such comments shall not be outvoted by them. */
const SURE = 4;
/**
 * Standard errors by which it must help, 98% one-sided, and decisions that halve its factor. Set on simulated decisions
 * (docs/learning.md): with 1.645 alone, 50 that were tossed for cost up to .03 of the AUC.
 */
const SURELY = 2;
const HALVING = 50;

/**
 * Trains a server's classifier on its decisions: naive Bayes on words, rules and kinds of evidence, weighed beside the
 * judge's own score by cross-validation. Where it does not surely help on decisions that it has not seen (too few, of one
 * kind only, wrong ones), its factor is 0 and it says nothing. Pure; seconds for thousands of decisions.
 *
 * @param decisions oldest first; the latest 4,000 are used
 * @param previous the classifier so far, to tell what changed
 */
export function trainClassifier(decisions: readonly Decided[], previous: Classifier = SILENT): Trained {
  const latest = decisions.slice(-MOST_DECISIONS);
  const kept = latest.filter(({ belongs }) => belongs).length;
  const counts = { decisions: latest.length, kept, removed: latest.length - kept };
  if (latest.length < LEAST_DECISIONS || Math.min(counts.kept, counts.removed) < LEAST_OF_EACH)
    return { classifier: SILENT, summary: summarise(counts, null, SILENT, previous) };
  const documents = latest.map(({ text, result, belongs }) => ({
    tokens: featuresOf(text, result),
    belongs,
  }));
  const folds = foldsOf(latest.map(({ result }) => result.articleId));
  const scored = scoreUnseen(documents, folds).map((learned, at): Scored => {
    const { result, belongs } = latest[at]!;
    return { judged: Math.max(-SURE, Math.min(SURE, logitBefore(result))), learned, belongs };
  });
  const mean = scored.reduce((sum, { learned }) => sum + learned, 0) / scored.length;
  const centred = scored.map((item) => ({ ...item, learned: item.learned - mean }));
  const { gains, figures } = crossValidate(centred, folds);
  const { factor } = fitScale(centred);
  const classifier =
    factor > 0 && surelyPositive(gains)
      ? {
          factor: (factor * latest.length) / (latest.length + HALVING),
          centre: mean,
          odds: trainBayes(documents, vocabularyOf(documents)),
        }
      : SILENT;
  return { classifier, summary: summarise(counts, figures, classifier, previous) };
}

/** The log-odds of each document by a classifier that learned from the other folds. */
function scoreUnseen(documents: readonly Document[], folds: readonly number[]): number[] {
  const learned = new Array<number>(documents.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = documents.filter((_, at) => folds[at] !== fold);
    const odds = trainBayes(others, vocabularyOf(others));
    documents.forEach(({ tokens }, at) => {
      if (folds[at] === fold) learned[at] = sumOdds(odds, tokens);
    });
  }
  return learned;
}

/** What the classifier gains on decisions that neither it nor its factor has seen: in nats, and in how they rank. */
function crossValidate(
  scored: readonly Scored[],
  folds: readonly number[],
): { readonly gains: readonly number[]; readonly figures: ClassifierSummary['figures'] } {
  const gains: number[] = [];
  const alone: RankedDecision[] = [];
  const beside: RankedDecision[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = scored.filter((_, at) => folds[at] !== fold);
    const withIt = fitScale(others);
    const without = fitScale(others, true);
    const factor = Math.max(0, withIt.factor);
    for (const item of scored.filter((_, at) => folds[at] === fold)) {
      const { judged, learned, belongs } = item;
      gains.push(lossOf(item, without) - lossOf(item, withIt));
      alone.push({ logit: judged, belongs });
      const weight = Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, factor * learned));
      beside.push({ logit: judged + weight, belongs });
    }
  }
  return { gains, figures: { without: shareRanked(alone), with: shareRanked(beside) } };
}

/** Whether the mean lies above 0 by more than chance. */
function surelyPositive(values: readonly number[]): boolean {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return mean > SURELY * Math.sqrt(variance / values.length);
}

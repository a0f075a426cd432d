import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import {
  type Classifier,
  featuresOf,
  type JudgedFeatures,
  logitBefore,
  MAX_DECISIONS,
  MAX_WEIGHT,
  MIN_DECISIONS,
  MIN_OF_EACH,
  SILENT,
} from './classifier.js';
import {
  fitScale,
  FOLDS,
  foldsOf,
  lossOf,
  type RankedDecision,
  rocArea,
  type ScoredDecision,
} from './cross-validation.js';
import { type ClassifierSummary, summarise } from './summary.js';

/** One decided comment as tokens. */
interface Document {
  readonly tokens: readonly string[];
  readonly belongs: boolean;
}

/** The log-odds of each token in nats, positive for off-topic comments. */
type LogOdds = ReadonlyMap<string, number>;

const OFF = 'off';
const ON = 'on';
/** A token added to every document, since natural does not count empty ones. Its log-odds are close to 0. */
const ALWAYS = 'a:';

/**
 * Trains natural's BayesClassifier (multinomial over present tokens, add-one smoothing) and returns the log-odds of
 * each token. We keep only these numbers: natural's own serialisation contains all texts, and its probabilities are
 * products that underflow to 0 for long texts. Documents are arrays of tokens, since natural's tokenizers drop Hangul.
 *
 * @param vocabulary tokens to use; all others are ignored
 */
export function trainBayes(documents: readonly Document[], vocabulary: ReadonlySet<string>): LogOdds {
  const bayes = new BayesClassifier();
  for (const { tokens, belongs } of documents)
    bayes.addDocument([ALWAYS, ...tokens.filter((token) => vocabulary.has(token))], belongs ? ON : OFF);
  bayes.train();
  const { classFeatures, classTotals, smoothing } = bayes.classifier;
  const log = (label: string, feature: number): number =>
    Math.log((classFeatures[label]?.[feature] ?? smoothing) / (classTotals[label] ?? 1));
  // Features are numbered in the order of natural's dictionary.
  const odds = Object.keys(bayes.features).map((token, feature): [string, number] => [
    token,
    log(OFF, feature) - log(ON, feature),
  ]);
  return new Map(odds.filter(([token]) => token !== ALWAYS));
}

/** The summed log-odds of a comment's tokens, in nats. */
export function sumOdds(odds: LogOdds, tokens: readonly string[]): number {
  return tokens.reduce((sum, token) => sum + (odds.get(token) ?? 0), 0);
}

/** Fewest decisions with a token: rarer tokens are noise, and may be specific to a person. */
const MIN_COUNT = 3;
/** Size of the vocabulary: more tokens do not improve any figure, and training time is decisions times tokens. */
const MAX_VOCABULARY = 1500;

/** The vocabulary: tokens that occur in several decisions, the most frequent first. */
export function vocabularyOf(documents: readonly Document[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { tokens } of documents)
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const frequent = [...counts]
    .filter(([, count]) => count >= MIN_COUNT)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(frequent.slice(0, MAX_VOCABULARY).map(([token]) => token));
}

/** A comment, the judge's result, and the moderators' decision whether it belonged. */
export interface DecidedComment {
  readonly text: string;
  readonly result: JudgedFeatures & { readonly articleId: string };
  readonly belongs: boolean;
}

/** A trained classifier and its summary. */
export interface TrainedClassifier {
  readonly classifier: Classifier;
  readonly summary: ClassifierSummary;
}

/**
 * Cap on the judge's logit in the fit, so that comments on which the judge is very sure do not outweigh the decisions.
 */
const MAX_JUDGE_LOGIT = 4;
/**
 * Standard errors by which the classifier must help (98% one-sided), and the number of decisions at which its factor is
 * halved. Tuned on simulated decisions (docs/learning.md): with 1.645 and no halving, 50 random decisions cost up to
 * .03 of the AUC.
 */
const MIN_STANDARD_ERRORS = 2;
const HALVED_AT = 50;

/**
 * Trains a server's classifier on its decisions: naive Bayes over words, rules and kinds of evidence, weighted against
 * the judge's own score by cross-validation. Unless it significantly helps on held-out decisions, its factor is 0 and
 * it gives no evidence; so it is with too few decisions, decisions of one kind only, or wrong ones. Pure; takes seconds
 * for thousands of decisions.
 *
 * @param decisions oldest first; only the latest 4,000 are used
 * @param previous the current classifier, to summarise what changed
 */
export function trainClassifier(
  decisions: readonly DecidedComment[],
  previous: Classifier = SILENT,
): TrainedClassifier {
  const latest = decisions.slice(-MAX_DECISIONS);
  const kept = latest.filter(({ belongs }) => belongs).length;
  const counts = { decisions: latest.length, kept, removed: latest.length - kept };
  if (latest.length < MIN_DECISIONS || Math.min(counts.kept, counts.removed) < MIN_OF_EACH)
    return { classifier: SILENT, summary: summarise(counts, null, SILENT, previous) };
  const documents = latest.map(({ text, result, belongs }) => ({
    tokens: featuresOf(text, result),
    belongs,
  }));
  const folds = foldsOf(latest.map(({ result }) => result.articleId));
  const scored = scoreUnseen(documents, folds).map((learned, at): ScoredDecision => {
    const { result, belongs } = latest[at]!;
    return {
      judged: Math.max(-MAX_JUDGE_LOGIT, Math.min(MAX_JUDGE_LOGIT, logitBefore(result))),
      learned,
      belongs,
    };
  });
  const mean = scored.reduce((sum, { learned }) => sum + learned, 0) / scored.length;
  const centred = scored.map((item) => ({ ...item, learned: item.learned - mean }));
  const { gains, figures } = crossValidate(centred, folds);
  const { factor } = fitScale(centred);
  const classifier =
    factor > 0 && isSurelyPositive(gains)
      ? {
          factor: (factor * latest.length) / (latest.length + HALVED_AT),
          centre: mean,
          odds: trainBayes(documents, vocabularyOf(documents)),
        }
      : SILENT;
  return { classifier, summary: summarise(counts, figures, classifier, previous) };
}

/** The log-odds of each document from a classifier trained on the other folds. */
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

/** The gain on decisions held out from both the classifier and its factor: log loss in nats, and ROC AUC. */
function crossValidate(
  scored: readonly ScoredDecision[],
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
      const weight = Math.max(-MAX_WEIGHT, Math.min(MAX_WEIGHT, factor * learned));
      beside.push({ logit: judged + weight, belongs });
    }
  }
  return { gains, figures: { without: rocArea(alone), with: rocArea(beside) } };
}

/** Whether the mean is significantly above 0. */
function isSurelyPositive(values: readonly number[]): boolean {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return mean > MIN_STANDARD_ERRORS * Math.sqrt(variance / values.length);
}

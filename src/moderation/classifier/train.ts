import { BayesClassifier } from 'natural/lib/natural/classifiers/index.js';
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

/** What each token says, in nats: the log-odds of comments that do not belong. */
type LogOdds = ReadonlyMap<string, number>;

const OFF = 'off';
const ON = 'on';
/** Stands in every document, since natural leaves empty ones out of its counts. It says next to nothing. */
const ALWAYS = 'a:';

/**
 * Trains natural's BayesClassifier (multinomial over tokens that are present, one added to every count) and gives what
 * each token says. Only these numbers are kept: natural's own form holds all texts, and its probabilities are products
 * that become 0 for long texts. It gets arrays of tokens, since its tokenizers drop Hangul.
 *
 * @param vocabulary the tokens that count; all others are left out
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

/** What the tokens of a comment say together, in nats. */
export function sumOdds(odds: LogOdds, tokens: readonly string[]): number {
  return tokens.reduce((sum, token) => sum + (odds.get(token) ?? 0), 0);
}

/** A token in fewer decisions than this is chance, and may be a person's. */
const MIN_COUNT = 3;
/** Tokens kept: more of them change no figure, and natural's training takes decisions times tokens. */
const MAX_VOCABULARY = 1500;

/** The tokens that may count: those of several decisions, the most frequent first. */
export function vocabularyOf(documents: readonly Document[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { tokens } of documents)
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const frequent = [...counts]
    .filter(([, count]) => count >= MIN_COUNT)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(frequent.slice(0, MAX_VOCABULARY).map(([token]) => token));
}

/** A decision that says whether a comment belonged, with what the judge had said. */
export interface DecidedComment {
  readonly text: string;
  readonly result: JudgedFeatures & { readonly articleId: string };
  readonly belongs: boolean;
}

/** A trained classifier and what to tell of it. */
export interface TrainedClassifier {
  readonly classifier: Classifier;
  readonly summary: ClassifierSummary;
}

/** Logits beyond which the judge is just sure: what moderators think of such comments shall not be outvoted by them. */
const MAX_JUDGE_LOGIT = 4;
/**
 * Standard errors by which it must help, 98% one-sided, and decisions that halve its factor. Set on simulated decisions
 * (docs/learning.md): with 1.645 alone, 50 that were tossed for cost up to .03 of the AUC.
 */
const MIN_STANDARD_ERRORS = 2;
const HALVED_AT = 50;

/**
 * Trains a server's classifier on its decisions: naive Bayes on words, rules and kinds of evidence, weighed beside the
 * judge's own score by cross-validation. Where it does not surely help on decisions that it has not seen (too few, of one
 * kind only, wrong ones), its factor is 0 and it says nothing. Pure; seconds for thousands of decisions.
 *
 * @param decisions oldest first; the latest 4,000 are used
 * @param previous the classifier so far, to tell what changed
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

/** Whether the mean lies above 0 by more than chance. */
function isSurelyPositive(values: readonly number[]): boolean {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return mean > MIN_STANDARD_ERRORS * Math.sqrt(variance / values.length);
}

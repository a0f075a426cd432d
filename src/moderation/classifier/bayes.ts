import { BayesClassifier } from 'natural/lib/natural/classifiers/index.js';

/** One decided comment as tokens. */
export interface Document {
  readonly tokens: readonly string[];
  readonly belongs: boolean;
}

/** What each token says, in nats: the log-odds of comments that do not belong. */
export type LogOdds = ReadonlyMap<string, number>;

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
const LEAST_COUNT = 3;
/** Tokens kept: more of them change no figure, and natural's training takes decisions times tokens. */
const MOST_KEPT = 1500;

/** The tokens that may count: those of several decisions, the most frequent first. */
export function vocabularyOf(documents: readonly Document[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { tokens } of documents)
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const frequent = [...counts]
    .filter(([, count]) => count >= LEAST_COUNT)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(frequent.slice(0, MOST_KEPT).map(([token]) => token));
}

import type { Reason, Result } from '../../judge/index.js';
import { SERVER_EVIDENCE } from '../evidence-key.js';
import { featuresOf } from './features.js';
import type { Classifier } from './model.js';

/**
 * Logits it can add or take away. A comment on which nothing speaks has -2.9 of them with the relevance model and -1.5
 * without, and is flagged from 0.85 and 1.1: by this evidence alone none is.
 */
export const MOST_WEIGHT = 2.5;
/** Less is not told: it would be a line on every card. */
const LEAST_WEIGHT = 0.05;

/** The weight of a classifier's evidence on a comment with these tokens, in logits, -2.5 to 2.5. */
export function weightOf({ factor, centre, odds }: Classifier, tokens: readonly string[]): number {
  if (factor === 0) return 0;
  const said = tokens.reduce((sum, token) => sum + (odds.get(token) ?? 0), -centre);
  return Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, factor * said));
}

/**
 * What a server's decisions say of a comment, to be added to its result with `addEvidence`.
 *
 * @returns null where the classifier says nothing, and for filler, which has no subject
 */
export function classifierEvidence(classifier: Classifier, text: string, result: Result): Reason | null {
  if (result.reasons.some(({ kind }) => kind === 'filler')) return null;
  const weight = weightOf(classifier, featuresOf(text, result));
  if (Math.abs(weight) < LEAST_WEIGHT) return null;
  return {
    kind: 'relevance',
    id: SERVER_EVIDENCE,
    weight,
    title: { ko: '이 서버의 판정에서 배운 것', en: "Learned from this server's decisions" },
  };
}

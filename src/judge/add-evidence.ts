import { decide, type Levels } from './decide.js';
import type { Reason, Result } from './result.js';

/** Rarity of words that carry a subject, and of words that carry none, as `decide` asks for it. */
const A_SUBJECT = { subject: Infinity };
const NO_SUBJECT = { subject: 0 };

/**
 * A result with more evidence, decided anew as if the judges had given it: score, verdict, flag, review and the order of
 * the reasons. Filler stays `unclear`, whatever is added.
 *
 * Whether the words of a comment carry a subject is not in a result, but in its verdict: `on-topic` says so, `unclear`
 * denies it. Where evidence lifts an `off-topic` comment by so little that it has no support (0.4 logits), the verdict is
 * `unclear`.
 *
 * @param levels those of the judge that gave the result (`Judging.levels`)
 */
export function addEvidence(result: Result, extra: readonly Reason[], levels: Levels): Result {
  if (extra.length === 0) return result;
  const reasons = [...result.reasons, ...extra];
  const read = result.verdict === 'on-topic' ? A_SUBJECT : NO_SUBJECT;
  return {
    ...result,
    ...decide(read, reasons, levels),
    reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}

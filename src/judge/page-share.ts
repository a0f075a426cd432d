import { estimateShare } from '../relevance/index.js';
import { REASON_TITLES } from '../wording/reasons.js';
import { BY_MODEL, PAGE_SHARE } from './decide.js';
import { ALL_FILLER } from './judges/filler.js';
import type { Reason, Result } from './result.js';

/** Share that the prior of the scores assumes, and its weight in comments. */
const PRIOR = 1 / (1 + Math.exp(-BY_MODEL.prior));
const STEADY = 8;
/** One comment may not outweigh the others: cap on its likelihood ratio, as in the corpus stage. */
const MAX_RATIO = 50;
/** Beyond so many comments, leaving one out changes nothing. */
const MAX_LEAVE_ONE_OUT = 100;

/**
 * The share of foreign comments among the others of its page, for each comment: of two pages with the same comment, the
 * one where half the comments are foreign makes it more likely to be so too. Maximum likelihood of a mixture of known
 * components, by EM (Saerens, Latinne & Decaestecker, "Adjusting the outputs of a classifier to new a priori
 * probabilities", 2002), steadied by the prior.
 *
 * @param weights evidence against each comment, in logits, without any prior; NaN where it tells nothing
 * @returns shares, 0 to 1
 */
export function pageShares(weights: Float64Array): readonly number[] {
  const ratios = ratiosOf(weights);
  const known = ratios.filter((ratio) => !Number.isNaN(ratio));
  const all = estimateShare(known, PRIOR, STEADY);
  if (known.length > MAX_LEAVE_ONE_OUT) return Array.from(weights, () => all);
  let at = 0;
  return Array.from(ratios, (ratio) => {
    if (Number.isNaN(ratio)) return all;
    const own = at++;
    return estimateShare(
      known.filter((_, i) => i !== own),
      PRIOR,
      STEADY,
    );
  });
}

/**
 * The share of foreign comments among comments of one article, such as the last ones of a channel: the prior of the next
 * one. The estimate of `pageShares`.
 *
 * @param weights evidence against each comment, in logits, without any prior
 * @returns 0 to 1; without comments the share that the prior assumes
 */
export function foreignShareAmong(weights: Float64Array): number {
  return estimateShare(ratiosOf(weights), PRIOR, STEADY);
}

function ratiosOf(weights: Float64Array): Float64Array {
  return weights.map((weight) => Math.min(MAX_RATIO, Math.exp(weight)));
}

/** Evidence against a comment in logits, without the prior and the share of its page; null for filler, which tells nothing. */
export function evidenceWeight({ reasons }: Pick<Result, 'reasons'>): number | null {
  let sum = 0;
  for (const { id, weight } of reasons) {
    if (id === ALL_FILLER) return null;
    if (id !== PAGE_SHARE) sum += weight;
  }
  return sum;
}

/** The evidence that the share gives: how far it is from the one that the prior assumes. */
export function shareReason(share: number, prior: number): Reason {
  const weight = Math.log(share / (1 - share)) - prior;
  return {
    kind: 'article',
    id: PAGE_SHARE,
    weight,
    title: weight > 0 ? REASON_TITLES.floodedPage : REASON_TITLES.calmPage,
  };
}

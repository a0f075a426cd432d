import {
  dumpShare,
  estimatePageShare,
  logit,
  meanPageShare,
  PAGE_PRIOR,
  ratioOf,
} from '../relevance/index.js';
import { REASON_TITLES } from '../wording/reasons.js';
import { PAGE_SHARE } from './decide.js';
import { ALL_FILLER } from './judges/filler.js';
import { type Reason, type Result, sixDecimals } from './result.js';

/**
 * Beyond it the evidence of a page is one-sided: its topics are those of the flood, and an own comment that touches one
 * would be flagged for its neighbours.
 */
const MAX_SHARE = 0.5;

/**
 * The share of foreign comments among the others of its page, for each comment: under an article where half the comments
 * are foreign, a comment that says as little for itself is more likely to be so too.
 *
 * @param weights evidence against each comment, in logits, without any prior; 0 where it tells nothing
 * @returns shares, 0 to 1: see `estimatePageShare`
 */
export function pageShares(weights: ArrayLike<number>): ArrayLike<number> {
  return capped(estimatePageShare(weights).without);
}

/**
 * The same for the pages of a dump, where the other pages tell what is usual: the usual share of each is that of all,
 * by the same estimate as in dumps that the corpus stage judges.
 *
 * Measured against the 2% of `PAGE_PRIOR` as the prior of that estimate, on 1,016 dumps of 3, 8 and 14 kept articles
 * with 0, 5, 20 and 50% foreign: AUC .745, .759, .761 at 5, 20, 50% (.744, .756, .757), flags right 15 of 44, 127 of
 * 171, 975 of 1,077 (14 of 41, 113 of 150, 932 of 1,030), false flags in 1,000 at each share 1.5, 1.7, 3.1, 10.9 (1.3,
 * 1.6, 2.6, 10.5).
 *
 * @param pages weights by page
 */
export function dumpShares(pages: readonly (readonly number[])[]): ArrayLike<number>[] {
  const share = dumpShare(Float64Array.from(pages.flat(), ratioOf));
  return pages.map((weights) => capped(estimatePageShare(weights, { ...PAGE_PRIOR, share }).without));
}

function capped(shares: Float64Array): Float64Array {
  return shares.map((share) => Math.min(MAX_SHARE, share));
}

/**
 * The share of foreign comments among comments of one article, such as the last ones of a channel: the prior of the next
 * one.
 *
 * @param weights as for `pageShares`
 * @returns 0 to 1; without comments the mean of what is believed of any page
 */
export function foreignShareAmong(weights: Float64Array): number {
  return Math.min(MAX_SHARE, meanPageShare(weights));
}

/** Evidence against a comment in logits, without the prior and the share of its page; null for filler, which tells nothing. */
export function evidenceWeight({ reasons }: Pick<Result, 'reasons'>): number | null {
  let sum = 0;
  for (const { id, weight } of reasons) {
    if (id === ALL_FILLER) return null;
    if (id !== PAGE_SHARE) sum += weight;
  }
  return sixDecimals(sum);
}

/** The evidence that the share gives: how far it is from the one that the prior assumes. */
export function shareReason(share: number, prior: number): Reason {
  const weight = sixDecimals(logit(share) - prior);
  return {
    kind: 'article',
    id: PAGE_SHARE,
    weight,
    title: weight > 0 ? REASON_TITLES.floodedPage : REASON_TITLES.calmPage,
  };
}

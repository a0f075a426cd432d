import { dumpShare, foreignShare, MAX_LEAVE_ONE_OUT, ratioOf } from './class-prior.js';
import type { Corpus } from './corpus.js';
import { clusterWeights } from './flood.js';
import type { Groups } from './texts.js';

/** What the pair model's weights say together of a dump and of each of its articles. */
export interface Shares {
  /** Estimated share of foreign comments in the dump. */
  readonly dumpShare: number;
  /** By article: the estimated share. */
  readonly articles: Float64Array;
  /** By comment: the estimated share among the other comments of its article. */
  readonly without: Float64Array;
  /** By comment: see `clusterWeights`. */
  readonly clusters: Float32Array;
}

/** Estimates the shares by EM, of each article with that of the dump as its prior. */
export function readShares(corpus: Corpus, groups: Groups): Shares {
  const ratios = Float64Array.from(corpus.pairResults, ({ weight }) => ratioOf(weight));
  const share = dumpShare(ratios);
  const without = new Float64Array(ratios.length);
  const count = groups.starts.length - 1;
  const articles = Float64Array.from({ length: count }, (_, article) => {
    const own = groups.comments.subarray(groups.starts[article], groups.starts[article + 1]);
    const ofOwn = Float64Array.from(own, (comment) => ratios[comment]!);
    const whole = foreignShare(ofOwn, -1, share);
    own.forEach((comment, i) => {
      without[comment] = own.length > MAX_LEAVE_ONE_OUT ? whole : foreignShare(ofOwn, i, share);
    });
    return whole;
  });
  return {
    dumpShare: share,
    articles,
    without,
    clusters: clusterWeights(corpus, groups),
  };
}

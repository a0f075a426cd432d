import { logit, sigmoid } from '../logistic.js';
import type { Corpus } from './corpus.js';
import type { Groups } from './texts.js';

/** Concentration of both clusters, and the rounds of EM. */
const KAPPA = 8;
const ROUNDS = 12;
/** Cap on the weights that the clusters start from. */
const MAX_WEIGHT = 4;
const MAX_LOGIT = 9;
/** A cluster of less than this total weight is not trusted in full. */
const ENOUGH = 2;
/** Articles with fewer comments have no clusters. */
const MIN_COMMENTS = 5;

/**
 * What two clusters of an article's comments, its own and another story's, say of each comment: log likelihood ratio of
 * foreign to own, beyond the pair model's weight. NaN under an article with fewer than five comments. A mixture of two
 * von Mises-Fisher distributions of equal concentration (Banerjee et al., "Clustering on the unit hypersphere using von
 * Mises-Fisher distributions", JMLR 2005), fitted by EM from the pair model's weights; every comment is left out of the
 * mean that it is compared with.
 */
export function clusterWeights(corpus: Corpus, groups: Groups): Float32Array {
  const weights = new Float32Array(corpus.comments.count).fill(NaN);
  for (let article = 0; article + 1 < groups.starts.length; article++) {
    const own = groups.comments.subarray(groups.starts[article], groups.starts[article + 1]);
    if (own.length < MIN_COMMENTS) continue;
    const logits = twoClusters(corpus, own);
    own.forEach((comment, i) => (weights[comment] = logits[i]!));
  }
  return weights;
}

function twoClusters({ comments, pairResults }: Corpus, own: Int32Array): Float64Array {
  const { dimension, vectors } = comments;
  const alone = Float64Array.from(own, (comment) =>
    Math.max(-MAX_WEIGHT, Math.min(MAX_WEIGHT, pairResults[comment]!.weight)),
  );
  const foreign = alone.map(sigmoid);
  const gains = new Float64Array(own.length);
  const [there, here] = [new Cluster(dimension), new Cluster(dimension)];
  for (let round = 0; round < ROUNDS; round++) {
    there.clear();
    here.clear();
    let sum = 0;
    own.forEach((comment, i) => {
      there.add(vectors, comment, foreign[i]!);
      here.add(vectors, comment, 1 - foreign[i]!);
      sum += foreign[i]!;
    });
    const share = (sum + 1) / (own.length + 2);
    const odds = logit(share);
    own.forEach((comment, i) => {
      gains[i] =
        KAPPA * (there.fit(vectors, comment, foreign[i]!) - here.fit(vectors, comment, 1 - foreign[i]!));
      const against = odds + alone[i]! + gains[i];
      foreign[i] = 0.5 * foreign[i]! + 0.5 * sigmoid(Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, against)));
    });
  }
  return gains;
}

/** A weighted sum of vectors. */
class Cluster {
  readonly #sum: Float64Array;
  #weight = 0;
  #square: number | undefined;

  constructor(dimension: number) {
    this.#sum = new Float64Array(dimension);
  }

  clear(): void {
    this.#sum.fill(0);
    this.#weight = 0;
    this.#square = undefined;
  }

  add(vectors: Float32Array, row: number, weight: number): void {
    const sum = this.#sum;
    const from = row * sum.length;
    for (let k = 0; k < sum.length; k++) sum[k]! += weight * vectors[from + k]!;
    this.#weight += weight;
  }

  /** Cosine of a row with the mean of the others, less where these weigh little. */
  fit(vectors: Float32Array, row: number, weight: number): number {
    const sum = this.#sum;
    this.#square ??= sum.reduce((all, value) => all + value * value, 0);
    const from = row * sum.length;
    let [product, length] = [0, 0];
    for (let k = 0; k < sum.length; k++) {
      const value = vectors[from + k]!;
      product += sum[k]! * value;
      length += value * value;
    }
    const rest = this.#square - 2 * weight * product + weight * weight * length;
    const cosine = (product - weight * length) / Math.sqrt(Math.max(rest, 1e-12));
    return cosine * Math.min(1, (this.#weight - weight) / ENOUGH);
  }
}

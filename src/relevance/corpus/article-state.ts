import type { Groups } from './context.js';
import type { Corpus } from './pool.js';
import { MAX_HOMES, type State } from './state.js';
import { MAX_LEAVE_ONE_OUT, likelihoodRatio, foreignShare } from './trust.js';

/** What the comments of the article at hand say together. */
export class ArticleSummary {
  readonly #dump: Corpus;
  readonly #groups: Groups;
  readonly #before: State;
  #article = -1;
  #from = 0;
  #odds = new Float64Array(0);
  #share: number | undefined;
  size = 0;
  /** Sum of the chances to be a stranger. */
  foreignMass = 0;
  /** Of its comments by themselves: sum of weights, how many are over 0, and the sum of these. */
  pairWeight = 0;
  doubted = 0;
  against = 0;
  /** Posterior mass that its comments give to each article. */
  readonly homeMass: Float32Array;
  /** The same by its comments themselves. */
  readonly pairHomeMass: Float32Array;
  /** Sum of vectors, weighed by the chance to be a stranger. */
  readonly foreignSum: Float32Array;

  constructor(dump: Corpus, groups: Groups, before: State) {
    this.#dump = dump;
    this.#groups = groups;
    this.#before = before;
    this.pairHomeMass = new Float32Array(dump.titles.count);
    this.homeMass = new Float32Array(dump.titles.count);
    this.foreignSum = new Float32Array(dump.comments.dimension);
  }

  /** Share of strangers among the others. */
  shareWithout(comment: number): number {
    if (this.size > MAX_LEAVE_ONE_OUT) return (this.#share ??= foreignShare(this.#odds));
    return foreignShare(this.#odds, comment - this.#from);
  }

  /** Mean weight by themselves: of all, so that it does not tell a comment from its siblings. */
  get meanPairWeight(): number {
    return this.pairWeight / this.size;
  }

  enter(article: number): void {
    if (article === this.#article) return;
    this.#article = article;
    this.homeMass.fill(0);
    this.foreignSum.fill(0);
    this.pairHomeMass.fill(0);
    this.#share = undefined;
    this.foreignMass = this.pairWeight = this.doubted = this.against = 0;
    const { starts, comments } = this.#groups;
    const { dimension, vectors } = this.#dump.comments;
    const { foreign, homes, homePosteriors } = this.#before;
    this.size = starts[article + 1]! - starts[article]!;
    this.#from = comments[starts[article]!]!;
    this.#odds = Float64Array.from({ length: this.size }, (_, i) => likelihoodRatio(foreign[this.#from + i]!));
    for (let at = starts[article]!; at < starts[article + 1]!; at++) {
      const comment = comments[at]!;
      const chance = foreign[comment]!;
      this.foreignMass += chance;
      const single = this.#dump.pairResults[comment]!;
      this.pairWeight += single.weight;
      if (single.weight > 0) this.doubted++;
      this.against += Math.max(0, single.weight);
      for (const { index, probability } of single.homes) this.pairHomeMass[index]! += probability;
      for (let i = comment * MAX_HOMES; i < (comment + 1) * MAX_HOMES && homes[i]! >= 0; i++)
        this.homeMass[homes[i]!]! += homePosteriors[i]!;
      for (let k = 0; k < dimension; k++)
        this.foreignSum[k] = this.foreignSum[k]! + chance * vectors[comment * dimension + k]!;
    }
  }
}

import type { Groups } from './context.js';
import type { Dump } from './pool.js';
import { HOMES, type State } from './state.js';
import { MANY, oddsOf, shareOf } from './trust.js';

/** What the comments of the article at hand say together. */
export class ArticleState {
  readonly #dump: Dump;
  readonly #groups: Groups;
  readonly #before: State;
  #article = -1;
  #from = 0;
  #odds = new Float64Array(0);
  #share: number | undefined;
  size = 0;
  /** Sum of the chances to be a stranger. */
  chances = 0;
  /** Of its comments by themselves: sum of weights, how many are over 0, and the sum of these. */
  weights = 0;
  doubted = 0;
  against = 0;
  /** Posterior mass that its comments give to each article. */
  readonly masses: Float32Array;
  /** The same by its comments themselves. */
  readonly singleMasses: Float32Array;
  /** Sum of vectors, weighed by the chance to be a stranger. */
  readonly suspects: Float32Array;

  constructor(dump: Dump, groups: Groups, before: State) {
    this.#dump = dump;
    this.#groups = groups;
    this.#before = before;
    this.singleMasses = new Float32Array(dump.titles.count);
    this.masses = new Float32Array(dump.titles.count);
    this.suspects = new Float32Array(dump.comments.dimension);
  }

  /** Share of strangers among the others. */
  shareWithout(comment: number): number {
    if (this.size > MANY) return (this.#share ??= shareOf(this.#odds));
    return shareOf(this.#odds, comment - this.#from);
  }

  /** Mean weight by themselves: of all, so that it does not tell a comment from its siblings. */
  get mean(): number {
    return this.weights / this.size;
  }

  enter(article: number): void {
    if (article === this.#article) return;
    this.#article = article;
    this.masses.fill(0);
    this.suspects.fill(0);
    this.singleMasses.fill(0);
    this.#share = undefined;
    this.chances = this.weights = this.doubted = this.against = 0;
    const { starts, comments } = this.#groups;
    const { dimension, vectors } = this.#dump.comments;
    const { chances, homes, masses } = this.#before;
    this.size = starts[article + 1]! - starts[article]!;
    this.#from = comments[starts[article]!]!;
    this.#odds = Float64Array.from({ length: this.size }, (_, i) => oddsOf(chances[this.#from + i]!));
    for (let at = starts[article]!; at < starts[article + 1]!; at++) {
      const comment = comments[at]!;
      const chance = chances[comment]!;
      this.chances += chance;
      const single = this.#dump.singles[comment]!;
      this.weights += single.weight;
      if (single.weight > 0) this.doubted++;
      this.against += Math.max(0, single.weight);
      for (const { index, probability } of single.homes) this.singleMasses[index]! += probability;
      for (let i = comment * HOMES; i < (comment + 1) * HOMES && homes[i]! >= 0; i++)
        this.masses[homes[i]!]! += masses[i]!;
      for (let k = 0; k < dimension; k++)
        this.suspects[k] = this.suspects[k]! + chance * vectors[comment * dimension + k]!;
    }
  }
}

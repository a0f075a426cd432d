import {
  BODY,
  BODY_WORDS,
  CHANNELS,
  COMMENT_WORDS,
  COMMENTS,
  type Row,
  type RowBuffer,
  TITLE,
  TITLE_WORDS,
} from './evidence.js';

/** The channels that each posterior reads. */
export const POSTERIORS = {
  titles: [TITLE, TITLE_WORDS, BODY, BODY_WORDS],
  comments: [COMMENTS, COMMENT_WORDS],
  all: [TITLE, TITLE_WORDS, COMMENTS, COMMENT_WORDS, BODY, BODY_WORDS],
} as const;
export type PosteriorName = keyof typeof POSTERIORS;

/** Regressors per channel: the z-score, its part beyond the knee, and both times the length input. */
const WEIGHTS_PER_CHANNEL = 4;
const KNEE = 1.5;
/** Columns further below the best one, in nats, get probability 0. */
const MAX_GAP = 18;
const MIN_PROBABILITY = 1e-9;
/** Smaller probabilities do not change the entropy visibly. */
const MIN_ENTROPY_TERM = 1e-5;
export const POSTERIOR_WEIGHTS = CHANNELS.length * WEIGHTS_PER_CHANNEL;

/** Length input of the conditional logit: log(eojeols) - 2, about -1 to 2. */
export function lengthInput(words: number): number {
  return Math.log(Math.max(words, 1)) - 2;
}

/** Indexes of the weights that a posterior uses when these channels are available. */
export function weightsInUse(name: PosteriorName, deviations: readonly Float32Array[]): number[] {
  const used = POSTERIORS[name].filter((k) => deviations[k]!.length > 0);
  return used.flatMap((k) =>
    Array.from({ length: WEIGHTS_PER_CHANNEL }, (_, i) => k * WEIGHTS_PER_CHANNEL + i),
  );
}

/** Writes the regressors of one cell into `into`; 0 where a channel is missing. */
export function cellInputs(
  row: Pick<Row, 'deviations'>,
  column: number,
  words: number,
  name: PosteriorName,
  into: Float64Array,
): void {
  into.fill(0);
  const length = lengthInput(words);
  for (const k of POSTERIORS[name]) {
    const value = row.deviations[k]![column];
    if (value === undefined || Number.isNaN(value)) continue;
    const beyond = Math.max(0, value - KNEE);
    into[k * WEIGHTS_PER_CHANNEL] = value;
    into[k * WEIGHTS_PER_CHANNEL + 1] = beyond;
    into[k * WEIGHTS_PER_CHANNEL + 2] = value * length;
    into[k * WEIGHTS_PER_CHANNEL + 3] = beyond * length;
  }
}

/**
 * Probability that a comment belongs to each column: softmax of a conditional logit (McFadden 1974). The posterior by
 * comments covers only columns that have comments; the others get 0.
 */
export class Posterior {
  /** Of the row read last, by column. */
  readonly probabilities: Float32Array;
  entropy = 0;
  readonly #buffer: RowBuffer;
  readonly #name: PosteriorName;
  readonly #weights: Float64Array;
  readonly #utilities: Float32Array;

  constructor(buffer: RowBuffer, name: PosteriorName, weights: Float64Array) {
    this.#buffer = buffer;
    this.#name = name;
    this.#weights = weights;
    this.probabilities = buffer.array();
    this.#utilities = buffer.array();
  }

  /**
   * Computes the probabilities for a row.
   *
   * @param words length of the comment in eojeols
   */
  read({ deviations }: Pick<Row, 'deviations'>, words: number): void {
    const { kernel, sums } = this.#buffer;
    const [weights, utilities] = [this.#weights, this.#utilities];
    const length = lengthInput(words);
    utilities.fill(0);
    for (const k of POSTERIORS[this.#name]) {
      const cells = deviations[k]!;
      if (cells.length === 0) continue;
      const at = k * WEIGHTS_PER_CHANNEL;
      const slope = weights[at]! + weights[at + 2]! * length;
      const bend = weights[at + 1]! + weights[at + 3]! * length;
      kernel.addKnown(utilities, cells, [slope, bend, KNEE]);
    }
    // Every column has a title.
    const needed = deviations[this.#name === 'comments' ? COMMENTS : TITLE]!;
    kernel.oddsOf(utilities, needed, this.probabilities, MAX_GAP, sums);
    const [most, sum] = [sums[0]!, sums[1]!];
    this.entropy = sum > 0 ? kernel.settle(this.probabilities, utilities, [most, sum], MIN_ENTROPY_TERM) : 0;
  }

  /**
   * Features of the own column: log probability, lead over the best other in nats, log of its rank, and the entropy.
   */
  shape(own: number): [number, number, number, number] {
    const { probabilities, entropy } = this;
    const ownProbability = probabilities[own]!;
    const best = this.#buffer.highestBut(probabilities, own);
    const above = this.#buffer.kernel.countAbove(probabilities, ownProbability);
    const log = Math.log(Math.max(ownProbability, MIN_PROBABILITY));
    return [log, log - Math.log(Math.max(best, MIN_PROBABILITY)), Math.log(1 + above), entropy];
  }
}

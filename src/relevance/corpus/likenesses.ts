import { Kernel } from '../kernel/kernel.js';
import type { Groups } from './context.js';
import type { Texts } from './texts.js';

/** What the kernel wants dimensions to be multiples of. */
const LANES = 4;
/** Comments of an article that another is compared with: of more, so many evenly over them, so that time stays linear. */
const MAX_COMPARED = 256;

/** How alike one comment is to those of an article. */
export interface Cosines {
  /** Their numbers; the comment itself may be among them. */
  readonly comments: Int32Array;
  readonly cosines: Float32Array;
}

/** Compares comments with those of an article. */
export class SiblingCosines {
  readonly #kernel: Kernel;
  readonly #width: number;
  readonly #rows: Float32Array;
  readonly #which: Int32Array;
  readonly #cosines: Float32Array;
  readonly #groups: Groups;
  /** Of articles with more than are compared: those that are. */
  readonly #samples = new Map<number, Int32Array>();

  constructor({ count, dimension, vectors }: Texts, groups: Groups) {
    this.#groups = groups;
    this.#width = Math.ceil(dimension / LANES) * LANES;
    this.#kernel = new Kernel(4 * (count * this.#width + 2 * MAX_COMPARED));
    this.#rows = this.#kernel.floats(count * this.#width);
    this.#which = this.#kernel.ints(MAX_COMPARED);
    this.#cosines = this.#kernel.floats(MAX_COMPARED);
    for (let i = 0; i < count; i++)
      this.#rows.set(vectors.subarray(i * dimension, (i + 1) * dimension), i * this.#width);
  }

  /** A comment beside those of an article; holds until the next one is asked for. */
  of(comment: number, article: number): Cosines {
    const comments = this.#commentsOf(article);
    this.#which.set(comments);
    const vector = this.#rows.subarray(comment * this.#width, (comment + 1) * this.#width);
    this.#kernel.productsAt(vector, this.#rows, [this.#which, comments.length], this.#cosines);
    return { comments, cosines: this.#cosines };
  }

  #commentsOf(article: number): Int32Array {
    const { starts, comments } = this.#groups;
    const [from, to] = [starts[article]!, starts[article + 1]!];
    const count = to - from;
    if (count <= MAX_COMPARED) return comments.subarray(from, to);
    let sample = this.#samples.get(article);
    if (sample === undefined) {
      sample = Int32Array.from(
        { length: MAX_COMPARED },
        (_, i) => comments[from + Math.floor((i * count) / MAX_COMPARED)]!,
      );
      this.#samples.set(article, sample);
    }
    return sample;
  }
}

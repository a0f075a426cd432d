import { BY_MODEL } from './decide.js';
import { weighOthers } from './judges/campaign.js';
import type { OtherMembers } from './result.js';

/**
 * Members of one campaign that are weighed, each pair of text and article once: the mean of 48 is within a sixth of what
 * one member varies by (the weights of one text under different articles vary by some 1.2 logits), and a campaign of
 * thousands costs no more.
 */
const MOST_WEIGHED = 48;

/** How the judge weighs the members of one campaign, each alone. In the order of their arrival, so that all who see it agree. */
export class MemberWeights {
  readonly #weights = new Map<string, number>();
  #sum = 0;

  /**
   * Whether the weight of such a member is still wanted.
   *
   * @param text with disguise and spaces undone where somebody has done so: equal texts are copies
   */
  wants(article: string, text: string): boolean {
    return this.#weights.size < MOST_WEIGHED && !this.#weights.has(keyOf(article, text));
  }

  /** @param weight `evidenceWeight` of its result, judged alone and without its campaign */
  add(article: string, text: string, weight: number): void {
    if (!this.wants(article, text)) return;
    this.#weights.set(keyOf(article, text), weight);
    this.#sum += weight;
  }

  /** Adds the members of a campaign that turned out to be this one. */
  addAll(other: MemberWeights): void {
    for (const [key, weight] of other.#weights) {
      if (this.#weights.size >= MOST_WEIGHED) return;
      if (this.#weights.has(key)) continue;
      this.#weights.set(key, weight);
      this.#sum += weight;
    }
  }

  /** Share of the weighed members that are more likely foreign than not, judged alone but as a set; null without any. */
  get foreignShare(): number | null {
    const { size } = this.#weights;
    if (size === 0) return null;
    let foreign = 0;
    for (const weight of this.#weights.values()) {
      const others =
        size === 1 ? 0 : weighOthers({ count: size - 1, mean: (this.#sum - weight) / (size - 1) }, false);
      if (BY_MODEL.prior + weight + others > 0) foreign++;
    }
    return foreign / size;
  }

  /** What the members are that differ from this one in text or article; null: none. */
  others(article: string, text: string): OtherMembers | null {
    const own = this.#weights.get(keyOf(article, text));
    const count = this.#weights.size - (own === undefined ? 0 : 1);
    return count === 0 ? null : { count, mean: (this.#sum - (own ?? 0)) / count };
  }
}

const keyOf = (article: string, text: string): string => JSON.stringify([article, text]);

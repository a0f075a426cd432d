/** Keeps the `most` highest of the scores that it is offered, highest first; of equal ones, those offered first. */
export class TopK {
  readonly items: number[] = [];
  readonly scores: number[] = [];
  readonly #most: number;
  /** Scores up to this are not kept. */
  threshold = -Infinity;

  constructor(most: number) {
    this.#most = most;
  }

  offer(item: number, score: number): void {
    if (score <= this.threshold) return;
    let at = this.scores.length;
    while (at > 0 && this.scores[at - 1]! < score) at--;
    this.scores.splice(at, 0, score);
    this.items.splice(at, 0, item);
    if (this.scores.length > this.#most) {
      this.scores.pop();
      this.items.pop();
    }
    if (this.scores.length === this.#most) this.threshold = this.scores[this.#most - 1]!;
  }
}

import { REPORT_COMMENTS } from '../limits.js';
import type { Judged } from '../judging.js';
import { count, noCounts, type VerdictCounts } from '../wording/counts.js';

/** What a report shows: counts of everything, and as many comments as a page can bear, the flagged ones first of all. */
export class ReportCollector {
  readonly counts: VerdictCounts = noCounts();
  readonly #most: number;
  readonly #flagged: [place: number, judged: Judged][] = [];
  readonly #others: [place: number, judged: Judged][] = [];

  constructor(most = REPORT_COMMENTS) {
    this.#most = most;
  }

  add(judged: Judged): void {
    const list = judged.result.flag ? this.#flagged : this.#others;
    if (list.length < this.#most) list.push([this.counts.comments, judged]);
    count(this.counts, judged.result);
  }

  /** The comments to show, in the order they came. */
  get shown(): Judged[] {
    return [...this.#flagged, ...this.#others]
      .slice(0, this.#most)
      .sort(([one], [other]) => one - other)
      .map(([, judged]) => judged);
  }
}

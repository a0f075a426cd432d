import { percent } from '../../wording/verdicts.js';
import { SAMPLE } from '../../wording/report.js';
import { drawnCard } from '../view/card.js';
import { drawOrder, type Estimate, sampleEstimates } from '../view/sampling.js';
import { h, type Tree } from '../view/tree.js';
import { fill, toDom } from './dom.js';
import type { Report } from './report.js';

/** The mode in which a reader decides comments drawn at random, one at a time, and sees what that says of the dump. */
export class Sampling {
  readonly #report: Report;
  readonly #panel = document.getElementById('sample');
  readonly #order: readonly number[];
  #at: number | null = null;

  constructor(report: Report) {
    this.#report = report;
    this.#order = drawOrder(report.drawn);
    this.refresh();
  }

  /** Number of the comment that the keys decide; undefined while the reader is elsewhere in the page. */
  get current(): number | undefined {
    if (this.#panel === null || !this.#panel.contains(document.activeElement)) return undefined;
    return this.#shown?.number;
  }

  /** Shows the first comment that is not decided. */
  begin(): void {
    this.#goTo(this.#nextOpen(0));
  }

  /** Shows the comment before this one, to decide it again. */
  back(): void {
    this.#goTo(Math.max(0, (this.#at ?? this.#order.length) - 1));
  }

  /** Shows the next comment after one was decided, if it was the one shown; and the estimates. */
  decided(number: number): void {
    if (this.#shown?.number === number && this.#report.decisions.has(number))
      this.#goTo(this.#nextOpen(this.#at! + 1));
    else this.refresh();
  }

  /** Shows estimates and buttons by the decisions as they are now. */
  refresh(): void {
    if (this.#panel === null) return;
    const { drawn, bands, decisions } = this.#report;
    const estimates = sampleEstimates(drawn, bands, decisions);
    const made = drawn.filter(({ number }) => decisions.has(number)).length;
    const isDone = this.#at !== null && this.#at >= this.#order.length;
    fill(
      this.#part('sample-status'),
      made === 0 ? '' : SAMPLE.decided(made, drawn.length, estimates.unclear),
      isDone ? SAMPLE.allDecided : '',
    );
    for (const button of this.#part('sample-card').querySelectorAll('[data-mark]')) {
      const mark = button.getAttribute('data-mark');
      const decision = this.#shown === undefined ? undefined : decisions.get(this.#shown.number);
      button.setAttribute('aria-pressed', String(mark === decision));
    }
    fill(this.#part('sample-results'), made === 0 ? '' : results(estimates));
  }

  get #shown(): Report['drawn'][number] | undefined {
    return this.#at === null ? undefined : this.#report.drawn[this.#order[this.#at] ?? -1];
  }

  /** Position of the first undecided comment from a position on, else from the start; the end if all are decided. */
  #nextOpen(from: number): number {
    const open = (position: number): boolean =>
      !this.#report.decisions.has(this.#report.drawn[this.#order[position]!]!.number);
    const positions = this.#order.map((_, position) => position);
    return positions.slice(from).find(open) ?? positions.find(open) ?? this.#order.length;
  }

  #goTo(position: number): void {
    this.#at = position;
    const holder = this.#part('sample-card');
    const comment = this.#shown;
    holder.replaceChildren(
      ...(comment === undefined ? [] : [toDom(drawnCard(comment, this.#report.articles[comment.article]))]),
    );
    const begin = this.#panel?.querySelector<HTMLElement>('[data-do="sample"]');
    if (begin != null) begin.hidden = comment !== undefined;
    const back = this.#panel?.querySelector<HTMLElement>('[data-do="sample-back"]');
    if (back != null) back.hidden = position === 0;
    this.refresh();
    holder.focus({ preventScroll: true });
  }

  #part(id: string): HTMLElement {
    return document.getElementById(id)!;
  }
}

/** The estimates as a list. */
function results({ precision, missed, share }: ReturnType<typeof sampleEstimates>): Tree {
  const row = (name: (typeof SAMPLE)['precision'], estimate: Estimate | null): Tree =>
    h(
      'div',
      {},
      h('dt', {}, name),
      h(
        'dd',
        {},
        estimate === null
          ? SAMPLE.tooFew
          : [
              h('b', {}, percent(estimate.value)),
              ' ',
              SAMPLE.interval(percent(estimate.low), percent(estimate.high)),
            ],
      ),
    );
  return h(
    'dl',
    { class: 'estimates' },
    row(SAMPLE.precision, precision),
    row(SAMPLE.missed, missed),
    row(SAMPLE.share, share),
  );
}

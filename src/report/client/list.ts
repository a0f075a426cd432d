import type { LocalizedText } from '../../fault.js';
import { figure } from '../../wording/numbers.js';
import { COMMENTS } from '../../wording/report.js';
import { card, cardId } from '../view/card.js';
import { DECISIONS, PAGE_COMMENTS, type Decision, type ShownComment } from '../view/data.js';
import { h, type Tree } from '../view/tree.js';
import { byId, fill, toDom } from './dom.js';
import type { Report } from './report.js';

/** Maximum number of comments to print. */
const PRINTED = 1000;

/** The list of comments, a page at a time, so that the browser's own search and scroll bar work as usual. */
export class List {
  readonly #report: Report;
  readonly #element = byId('list');
  readonly #pager = byId('pager');
  /** Indexes into the report's comments. */
  #listed: number[] = [];
  #page = 0;
  #current: number | undefined;

  constructor(report: Report) {
    this.#report = report;
    addEventListener('beforeprint', () => {
      this.#draw(0, PRINTED);
    });
    addEventListener('afterprint', () => {
      this.#drawPage();
    });
    this.#pager.addEventListener('click', ({ target }) => {
      const page =
        target instanceof Element ? target.closest('[data-page]')?.getAttribute('data-page') : null;
      if (page == null) return;
      this.#page = Number(page);
      this.#drawPage();
      byId('comments').scrollIntoView();
    });
  }

  /** Lists the comments of these indexes, from the first page. */
  show(indexes: number[]): void {
    this.#listed = indexes;
    this.#page = 0;
    this.#drawPage();
  }

  /** Scrolls to a comment, turning to its page first; returns false if it is not in the list. */
  goTo(number: number): boolean {
    const at = this.#listed.findIndex((index) => this.#at(index).number === number);
    if (at === -1) return false;
    const page = Math.floor(at / PAGE_COMMENTS);
    if (page !== this.#page) {
      this.#page = page;
      this.#drawPage();
    }
    this.#makeCurrent(number, true);
    return true;
  }

  /** Moves the selection by so many comments, across pages. */
  move(by: number): void {
    const now = this.#listed.findIndex((index) => this.#at(index).number === this.#current);
    const next =
      now === -1 ? this.#page * PAGE_COMMENTS : Math.max(0, Math.min(this.#listed.length - 1, now + by));
    const index = this.#listed[next];
    if (index !== undefined) this.goTo(this.#at(index).number);
  }

  /** Number of the selected comment, on which the keys act. */
  get current(): number | undefined {
    return this.#current;
  }

  /** Shows the decision on a comment on its buttons. */
  showDecision(number: number): void {
    const element = this.#element.querySelector(`[data-number="${number}"]`);
    if (element !== null) pressDecision(element, this.#report.decisions.get(number));
  }

  /** Selects a comment without scrolling. */
  pick(number: number): void {
    this.#makeCurrent(number, false);
  }

  #at(index: number): ShownComment {
    return this.#report.comments[index]!;
  }

  #makeCurrent(number: number, scroll: boolean): void {
    this.#current = number;
    for (const element of this.#element.querySelectorAll('.current')) element.classList.remove('current');
    const element = this.#element.querySelector<HTMLElement>(`[data-number="${number}"]`);
    element?.classList.add('current');
    if (!scroll || element === null) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'center' });
  }

  #drawPage(): void {
    this.#draw(this.#page * PAGE_COMMENTS, PAGE_COMMENTS);
    this.#drawPager();
  }

  #draw(from: number, most: number): void {
    const { articles, names, decisions } = this.#report;
    const cards = this.#listed.slice(from, from + most).map((index) => {
      const comment = this.#at(index);
      const article = articles.length > 1 ? articles[comment.article] : undefined;
      const element = toDom(card(comment, article, names));
      pressDecision(element, decisions.get(comment.number));
      if (comment.number === this.#current) element.classList.add('current');
      return element;
    });
    this.#element.replaceChildren(...cards);
    const note = byId('print-note');
    note.hidden = most !== PRINTED || this.#listed.length <= PRINTED;
    fill(note, COMMENTS.printed(PRINTED, this.#listed.length));
  }

  #drawPager(): void {
    const pages = Math.ceil(this.#listed.length / PAGE_COMMENTS);
    this.#pager.hidden = pages < 2;
    const button = (page: number, name: LocalizedText): Tree =>
      h(
        'button',
        { type: 'button', 'data-page': page, disabled: page < 0 || page >= pages || page === this.#page },
        name,
      );
    fill(
      this.#pager,
      button(0, COMMENTS.firstPage),
      button(this.#page - 1, COMMENTS.previousPage),
      h('span', { class: 'at' }, `${figure(this.#page + 1)} / ${figure(pages)}`),
      button(this.#page + 1, COMMENTS.nextPage),
      button(pages - 1, COMMENTS.lastPage),
    );
  }
}

function pressDecision(element: Element, decision: Decision | undefined): void {
  element.classList.toggle('marked', decision !== undefined);
  for (const name of DECISIONS) {
    element.querySelector(`[data-mark="${name}"]`)?.setAttribute('aria-pressed', String(name === decision));
  }
}

/** The number of the comment that a link's fragment names, or null. */
export function numberOf(fragment: string): number | null {
  const prefix = `#${cardId({ number: 0 } as ShownComment).slice(0, -1)}`;
  const number = fragment.startsWith(prefix) ? fragment.slice(prefix.length) : '';
  return /^\d{1,12}$/.test(number) ? Number(number) : null;
}

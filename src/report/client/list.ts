import { card, cardId } from '../view/card.js';
import { MARKS, PAGE_COMMENTS, type Mark, type ShownComment } from '../view/data.js';
import { h, type Tree } from '../view/tree.js';
import { figure } from '../view/words.js';
import { byId, fill, toDom } from './dom.js';
import type { Report } from './report.js';

/** Comments that are printed; more would be a book. */
const PRINTED = 1000;

/** The list of comments, a page at a time: find-in-page and the scroll bar work as everywhere. */
export class List {
  readonly #report: Report;
  readonly #element = byId('list');
  readonly #pager = byId('pager');
  #places: number[] = [];
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

  /** Lists the comments at these places of the report, from the first page. */
  show(places: number[]): void {
    this.#places = places;
    this.#page = 0;
    this.#drawPage();
  }

  /** Goes to the page of a comment and to it; false where it is not in the list. */
  goTo(number: number): boolean {
    const index = this.#places.findIndex((place) => this.#at(place).number === number);
    if (index === -1) return false;
    const page = Math.floor(index / PAGE_COMMENTS);
    if (page !== this.#page) {
      this.#page = page;
      this.#drawPage();
    }
    this.#makeCurrent(number, true);
    return true;
  }

  /** Goes on by so many comments, over the ends of pages too. */
  move(by: number): void {
    const now = this.#places.findIndex((place) => this.#at(place).number === this.#current);
    const next =
      now === -1 ? this.#page * PAGE_COMMENTS : Math.max(0, Math.min(this.#places.length - 1, now + by));
    const place = this.#places[next];
    if (place !== undefined) this.goTo(this.#at(place).number);
  }

  /** The comment that keys act on. */
  get current(): number | undefined {
    return this.#current;
  }

  /** Shows a comment's mark on its buttons. */
  showMark(number: number): void {
    const element = this.#element.querySelector(`[data-number="${number}"]`);
    if (element !== null) showMark(element, this.#report.marks.get(number));
  }

  /** Makes a comment the one that keys act on. */
  pick(number: number): void {
    this.#makeCurrent(number, false);
  }

  #at(place: number): ShownComment {
    return this.#report.comments[place]!;
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
    const { articles, names, marks } = this.#report;
    const cards = this.#places.slice(from, from + most).map((place) => {
      const comment = this.#at(place);
      const article = articles.length > 1 ? articles[comment.article] : undefined;
      const element = toDom(card(comment, article, names));
      showMark(element, marks.get(comment.number));
      if (comment.number === this.#current) element.classList.add('current');
      return element;
    });
    this.#element.replaceChildren(...cards);
    const note = byId('print-note');
    note.hidden = most !== PRINTED || this.#places.length <= PRINTED;
    fill(note, {
      ko: `${figure(this.#places.length)}개 가운데 처음 ${figure(PRINTED)}개만 인쇄합니다.`,
      en: `Only the first ${figure(PRINTED)} of ${figure(this.#places.length)} are printed.`,
    });
  }

  #drawPager(): void {
    const pages = Math.ceil(this.#places.length / PAGE_COMMENTS);
    this.#pager.hidden = pages < 2;
    const button = (page: number, ko: string, en: string): Tree =>
      h(
        'button',
        { type: 'button', 'data-page': page, disabled: page < 0 || page >= pages || page === this.#page },
        { ko, en },
      );
    fill(
      this.#pager,
      button(0, '처음', 'first'),
      button(this.#page - 1, '앞', 'previous'),
      h('span', { class: 'at' }, `${figure(this.#page + 1)} / ${figure(pages)}`),
      button(this.#page + 1, '다음', 'next'),
      button(pages - 1, '끝', 'last'),
    );
  }
}

function showMark(element: Element, mark: Mark | undefined): void {
  element.classList.toggle('marked', mark !== undefined);
  for (const name of MARKS) {
    element.querySelector(`[data-mark="${name}"]`)?.setAttribute('aria-pressed', String(name === mark));
  }
}

/** The number that a link's fragment names, or null. */
export function numberOf(fragment: string): number | null {
  const prefix = `#${cardId({ number: 0 } as ShownComment).slice(0, -1)}`;
  const number = fragment.startsWith(prefix) ? fragment.slice(prefix.length) : '';
  return /^\d{1,12}$/.test(number) ? Number(number) : null;
}

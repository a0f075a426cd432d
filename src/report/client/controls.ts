import { type Mark, MARKS } from '../view/data.js';
import { EVERYTHING, type Query } from '../view/query.js';
import { h } from '../view/tree.js';
import { byId, toDom } from './dom.js';
import type { Report } from './report.js';

/** Milliseconds after a key until a search is made. */
const SEARCH_DELAY_MS = 120;

/** Search, filters and order, as the reader set them. */
export class Controls {
  readonly #report: Report;
  readonly #onChange: () => void;
  readonly #search = byId('search') as HTMLInputElement;
  #waiting: number | undefined;

  constructor(report: Report, onChange: () => void) {
    this.#report = report;
    this.#onChange = onChange;
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(onChange, SEARCH_DELAY_MS);
    });
    for (const radio of radios()) radio.addEventListener('change', onChange);
    for (const id of ['article', 'kind', 'marked', 'sort']) byId(id).addEventListener('change', onChange);
    // A browser that comes back to the page may have kept what was set.
    this.#put(EVERYTHING);
  }

  get query(): Query {
    return {
      search: this.#search.value,
      show: (radios().find(({ checked }) => checked)?.value ?? 'all') as Query['show'],
      kind: select('kind').value,
      article: Number(select('article').value),
      marked: select('marked').value as Query['marked'],
      sort: select('sort').value as Query['sort'],
    };
  }

  /** Back to all comments, or to all under one article. */
  reset(article = EVERYTHING.article): void {
    this.#put({ ...EVERYTHING, article });
    this.#onChange();
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }

  #put({ search, show, kind, article, marked, sort }: Query): void {
    this.#search.value = search;
    for (const radio of radios()) radio.checked = radio.value === show;
    this.#offer(article);
    select('article').value = String(article);
    select('kind').value = kind;
    select('marked').value = marked;
    select('sort').value = sort;
  }

  /** Not every article is in the list from the beginning: there may be thousands. */
  #offer(article: number): void {
    const title = this.#report.articles[article]?.title;
    const list = select('article');
    if (title === undefined || list.querySelector(`[value="${article}"]`) !== null) return;
    list.append(toDom(h('option', { value: article, label: title.slice(0, 40) })));
  }
}

function radios(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[name="show"]')];
}

function select(id: string): HTMLSelectElement {
  return byId(id) as HTMLSelectElement;
}

/** What keys do. */
interface KeyActions {
  move(by: number): void;
  mark(mark: Mark | undefined): void;
  search(): void;
  help(): void;
}

/** Listens for the keys of the list; keys typed into fields, and with Ctrl, Alt or Meta, are left alone. */
export function listenForKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (target instanceof HTMLElement && target.matches('input:not([type="radio"]), select, textarea'))
      return;
    const act = actionOf(event, actions);
    if (act === null) return;
    event.preventDefault();
    act();
  });
}

function actionOf({ key, code }: KeyboardEvent, actions: KeyActions): (() => void) | null {
  // By the place of the key too: with a Korean layout j gives ㅓ.
  if (code === 'KeyJ' || key === 'j')
    return () => {
      actions.move(1);
    };
  if (code === 'KeyK' || key === 'k')
    return () => {
      actions.move(-1);
    };
  if (key === '/')
    return () => {
      actions.search();
    };
  if (key === '?')
    return () => {
      actions.help();
    };
  if (key === '0')
    return () => {
      actions.mark(undefined);
    };
  const mark = MARKS[Number(key) - 1];
  return mark === undefined
    ? null
    : () => {
        actions.mark(mark);
      };
}

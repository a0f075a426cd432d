import { type Decision, DECISIONS } from '../view/data.js';
import { EVERYTHING, type Query } from '../view/query.js';
import { h } from '../view/tree.js';
import { byId, toDom } from './dom.js';
import type { Report } from './report.js';

/** Debounce delay of the search. */
const SEARCH_DELAY_MS = 120;

/** Search, filters and order of the list. */
export class Controls {
  readonly #report: Report;
  readonly #onChange: () => void;
  readonly #search = byId('search') as HTMLInputElement;
  #timer: number | undefined;

  constructor(report: Report, onChange: () => void) {
    this.#report = report;
    this.#onChange = onChange;
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(onChange, SEARCH_DELAY_MS);
    });
    for (const radio of radios()) radio.addEventListener('change', onChange);
    for (const id of ['article', 'flood', 'campaign', 'kind', 'marked', 'sort'])
      byId(id).addEventListener('change', onChange);
    // Browsers may restore old form values when the reader returns to the page.
    this.#set(EVERYTHING);
  }

  /** The query of the current settings. */
  get query(): Query {
    return {
      search: this.#search.value,
      show: (radios().find(({ checked }) => checked)?.value ?? 'all') as Query['show'],
      kind: select('kind').value,
      article: Number(select('article').value),
      flood: Number(select('flood').value),
      campaign: select('campaign').value,
      marked: select('marked').value as Query['marked'],
      sort: select('sort').value as Query['sort'],
    };
  }

  /** Lists all comments again, or all under one article, or all of one flood or campaign. */
  reset(only: Partial<Pick<Query, 'article' | 'flood' | 'campaign'>> = {}): void {
    this.#set({ ...EVERYTHING, ...only });
    this.#onChange();
  }

  /** Puts the cursor into the search field. */
  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }

  #set({ search, show, kind, article, flood, campaign, marked, sort }: Query): void {
    this.#search.value = search;
    for (const radio of radios()) radio.checked = radio.value === show;
    this.#addArticle(article);
    select('article').value = String(article);
    select('flood').value = String(flood);
    this.#addCampaign(campaign);
    select('campaign').value = campaign;
    select('kind').value = kind;
    select('marked').value = marked;
    select('sort').value = sort;
  }

  /** Adds a campaign to the filter, which lists the largest. */
  #addCampaign(campaign: string): void {
    const list = select('campaign');
    if ([...list.options].some(({ value }) => value === campaign)) return;
    list.append(toDom(h('option', { value: campaign, label: campaign })));
  }

  /** Adds an article to the filter, which initially lists only the first ones, as there may be thousands. */
  #addArticle(article: number): void {
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

/** Callbacks of the keyboard shortcuts. */
interface KeyActions {
  move(by: number): void;
  decide(decision: Decision | undefined): void;
  search(): void;
  help(): void;
}

/** Listens for the keys of the list; ignores keys typed into fields and keys with Ctrl, Alt or Meta. */
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
  // Also compare the physical key: on a Korean layout J types ㅓ.
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
      actions.decide(undefined);
    };
  const decision = DECISIONS[Number(key) - 1];
  return decision === undefined
    ? null
    : () => {
        actions.decide(decision);
      };
}

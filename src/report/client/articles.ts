import { ARTICLE_SORTS, articleFigure, articleRow, type ArticleSort } from '../view/card.js';
import { FIRST_ARTICLES } from '../view/data.js';
import { toDom } from './dom.js';
import type { Report } from './report.js';

/** Rows that a click on "show more" adds. */
const MORE_ARTICLES = 100;

/** The table of articles: ordered by a column, more rows on demand. */
export class Articles {
  readonly #report: Report;
  readonly #rows = document.getElementById('article-rows');
  readonly #more = document.querySelector<HTMLElement>('[data-do="more-articles"]');
  #sort: ArticleSort = 'flagged';
  #descending = true;
  #shown = FIRST_ARTICLES;

  constructor(report: Report) {
    this.#report = report;
    this.#more?.addEventListener('click', () => {
      this.#shown += MORE_ARTICLES;
      this.#draw();
    });
    for (const button of document.querySelectorAll('[data-sort]')) {
      button.addEventListener('click', () => {
        const sort = ARTICLE_SORTS.find((name) => name === button.getAttribute('data-sort'));
        if (sort === undefined) return;
        this.#descending = sort === this.#sort ? !this.#descending : true;
        this.#sort = sort;
        this.#draw();
      });
    }
  }

  #draw(): void {
    const { articles } = this.#report;
    const sign = this.#descending ? -1 : 1;
    const order = articles
      .map((article, number) => ({ number, by: articleFigure(article, this.#sort) * sign }))
      .sort((one, other) => one.by - other.by || one.number - other.number);
    this.#rows?.replaceChildren(
      ...order.slice(0, this.#shown).map(({ number }) => toDom(articleRow(articles[number]!, number))),
    );
    if (this.#more !== null) this.#more.hidden = this.#shown >= articles.length;
    for (const column of document.querySelectorAll('[data-column]')) {
      if (column.getAttribute('data-column') === this.#sort)
        column.setAttribute('aria-sort', this.#descending ? 'descending' : 'ascending');
      else column.removeAttribute('aria-sort');
    }
  }
}

import type { LocalizedText } from '../../fault.js';
import { reasonInWords, shorten } from '../../judge/explain.js';
import { figure } from '../../wording/numbers.js';
import { REPORT, TABLES } from '../../wording/report.js';
import type { Tallies } from '../gather/tallies.js';
import { articleRow, type ArticleSort } from '../view/card.js';
import { FIRST_ARTICLES, type ShownArticle } from '../view/data.js';
import { type Child, h, type Tree } from '../view/tree.js';

/** Rows in the lists of reasons and of homes. */
const LIST_ROWS = 8;

/** The table of articles, worst first; the script can sort it and show more. */
export function articlesTable(articles: readonly ShownArticle[], all: number): Child {
  if (articles.length === 0) return '';
  const column = (name: ArticleSort, label: LocalizedText): Tree =>
    h(
      'th',
      { scope: 'col', 'data-column': name, 'aria-sort': name === 'flagged' ? 'descending' : undefined },
      h('button', { type: 'button', class: 'column', 'data-sort': name }, label),
    );
  return h(
    'section',
    { class: 'panel articles', 'aria-labelledby': 'articles' },
    h('h2', { id: 'articles' }, TABLES.byArticle),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-labelledby': 'articles' },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, REPORT.article),
            column('comments', TABLES.comments),
            column('flagged', TABLES.flagged),
            column('flagged-share', TABLES.flaggedShare),
            column('off-topic', TABLES.offTopic),
            column('off-topic-share', TABLES.offTopicShare),
          ),
        ),
        h('tbody', { id: 'article-rows' }, articles.slice(0, FIRST_ARTICLES).map(articleRow)),
      ),
    ),
    articles.length > FIRST_ARTICLES
      ? h('button', { type: 'button', class: 'needs-script', 'data-do': 'more-articles' }, TABLES.more)
      : '',
    all > articles.length ? h('p', { class: 'soft' }, TABLES.articlesInPage(articles.length, all)) : '',
  );
}

/** The most frequent reasons against comments. */
export function reasonsList({ reasons }: Tallies): Child {
  const rows = [...reasons.values()]
    .filter(({ against }) => against > 0)
    .sort(
      (one, other) =>
        other.against - one.against || byText(one.title?.ko ?? one.id, other.title?.ko ?? other.id),
    )
    .slice(0, LIST_ROWS);
  if (rows.length === 0) return '';
  const most = rows[0]?.against ?? 1;
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'reasons' },
    h('h2', { id: 'reasons' }, TABLES.reasons),
    h('p', { class: 'soft' }, TABLES.reasonsNote),
    h(
      'ol',
      { class: 'bars' },
      rows.map(({ kind, id, title, against }) => {
        const name = (language: 'ko' | 'en'): string =>
          shorten(reasonInWords({ kind, id, title, weight: 0 }, language).name, 80);
        return h(
          'li',
          { title: id },
          h('span', {}, { ko: name('ko'), en: name('en') }),
          h('b', {}, figure(against)),
          h('meter', { min: 0, max: most, value: against, 'aria-hidden': 'true' }),
        );
      }),
    ),
  );
}

/** Pairs of an article and another article that comments under it match better. */
export function homesList({ homes, articles }: Tallies): Child {
  const rows = [...homes.values()]
    .sort(
      (one, other) =>
        other.comments - one.comments || byText(one.from, other.from) || byText(one.to, other.to),
    )
    .slice(0, LIST_ROWS);
  if (rows.length === 0) return '';
  const title = (id: string, fallback: string): Child => {
    const known = articles.get(id)?.title ?? fallback;
    return known.trim() === '' ? REPORT.untitled : known;
  };
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'homes' },
    h('h2', { id: 'homes' }, TABLES.homes),
    h('p', { class: 'soft' }, TABLES.homesNote),
    h(
      'ol',
      { class: 'homes' },
      rows.map(({ from, to, title: homeTitle, comments }) =>
        h(
          'li',
          {},
          h('span', {}, title(from, from), h('i', {}, ' → '), title(to, homeTitle)),
          h('b', {}, figure(comments)),
        ),
      ),
    ),
  );
}

/** Compares names, so that equal counts have a deterministic order. */
function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

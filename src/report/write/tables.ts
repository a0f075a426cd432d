import type { LocalizedText } from '../../fault.js';
import { reasonInWords, shorten } from '../../judge/explain.js';
import type { Tallies } from '../gather/tallies.js';
import { articleRow, type ArticleSort } from '../view/card.js';
import { FIRST_ARTICLES, type ShownArticle } from '../view/data.js';
import { type Child, h, type Tree } from '../view/tree.js';
import { figure } from '../view/words.js';

/** Rows of the lists of reasons and of homes. */
const LIST_ROWS = 8;

/** The articles, worst first; the script orders the table anew and shows more. */
export function articlesTable(articles: readonly ShownArticle[], all: number): Child {
  if (articles.length === 0) return '';
  const column = (name: ArticleSort, said: LocalizedText): Tree =>
    h(
      'th',
      { scope: 'col', 'data-column': name, 'aria-sort': name === 'flagged' ? 'descending' : undefined },
      h('button', { type: 'button', class: 'column', 'data-sort': name }, said),
    );
  return h(
    'section',
    { class: 'panel articles', 'aria-labelledby': 'articles' },
    h('h2', { id: 'articles' }, { ko: '기사별', en: 'By article' }),
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
            h('th', { scope: 'col' }, { ko: '기사', en: 'article' }),
            column('comments', { ko: '댓글', en: 'comments' }),
            column('flagged', { ko: '바로 확인', en: 'flagged' }),
            column('flagged-share', { ko: '확인 비율', en: '% flagged' }),
            column('off-topic', { ko: '무관', en: 'off topic' }),
            column('off-topic-share', { ko: '무관 비율', en: '% off topic' }),
          ),
        ),
        h('tbody', { id: 'article-rows' }, articles.slice(0, FIRST_ARTICLES).map(articleRow)),
      ),
    ),
    articles.length > FIRST_ARTICLES
      ? h(
          'button',
          { type: 'button', class: 'needs-script', 'data-do': 'more-articles' },
          { ko: '더 보기', en: 'show more' },
        )
      : '',
    all > articles.length
      ? h(
          'p',
          { class: 'soft' },
          {
            ko: `기사 ${figure(all)}개 가운데 ${figure(articles.length)}개를 실었습니다.`,
            en: `${figure(articles.length)} of ${figure(all)} articles are in this page.`,
          },
        )
      : '',
  );
}

/** The reasons that speak most often against comments. */
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
    h('h2', { id: 'reasons' }, { ko: '자주 나온 까닭', en: 'Reasons counted most often' }),
    h(
      'p',
      { class: 'soft' },
      {
        ko: '글과 무관하다는 쪽으로 센 댓글 수',
        en: 'comments in which it speaks for being off topic',
      },
    ),
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

/** From which article to which the comments would fit better. */
export function homesList({ homes, articles }: Tallies): Child {
  const rows = [...homes.values()]
    .sort(
      (one, other) =>
        other.comments - one.comments || byText(one.from, other.from) || byText(one.to, other.to),
    )
    .slice(0, LIST_ROWS);
  if (rows.length === 0) return '';
  const title = (id: string, told: string): Child => {
    const known = articles.get(id)?.title ?? told;
    return known.trim() === '' ? { ko: '(제목 없음)', en: '(no title)' } : known;
  };
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'homes' },
    h(
      'h2',
      { id: 'homes' },
      { ko: '다른 기사에 더 맞는 댓글', en: 'Comments that fit another article better' },
    ),
    h(
      'p',
      { class: 'soft' },
      {
        ko: '달린 기사 → 더 맞는 기사, 살펴볼 댓글만 셈',
        en: 'where they stand → where they fit; only comments worth a look',
      },
    ),
    h(
      'ol',
      { class: 'homes' },
      rows.map(({ from, to, title: told, comments }) =>
        h(
          'li',
          {},
          h('span', {}, title(from, from), h('i', {}, ' → '), title(to, told)),
          h('b', {}, figure(comments)),
        ),
      ),
    ),
  );
}

/** Equal counts stand in the order of their names, not in the one in which they were counted. */
function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

import type { ShownArticle } from './data.js';
import { articleName } from './card.js';
import { h, type Tree } from './tree.js';
import { figure, share } from './words.js';

/** By what the table of articles can be ordered. */
export const ARTICLE_SORTS = [
  'comments',
  'flagged',
  'flagged-share',
  'off-topic',
  'off-topic-share',
] as const;
export type ArticleSort = (typeof ARTICLE_SORTS)[number];

/** The figure of an article that a column shows. */
export function articleFigure(article: ShownArticle, column: ArticleSort): number {
  const { comments, flagged, offTopic } = article;
  switch (column) {
    case 'comments':
      return comments;
    case 'flagged':
      return flagged;
    case 'flagged-share':
      return flagged / comments;
    case 'off-topic':
      return offTopic;
    case 'off-topic-share':
      return offTopic / comments;
  }
}

/** A row of the table of articles; its button lists the comments under the article. */
export function articleRow(article: ShownArticle, number: number): Tree {
  const { comments, flagged, offTopic } = article;
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      articleName(article),
      ' ',
      h(
        'button',
        { type: 'button', class: 'quiet needs-script', 'data-article': number },
        { ko: '댓글 보기', en: 'comments' },
      ),
    ),
    h('td', {}, figure(comments)),
    h('td', { class: flagged > 0 ? 'strong' : 'soft' }, figure(flagged)),
    h('td', {}, share(flagged, comments)),
    h('td', {}, figure(offTopic)),
    h(
      'td',
      {},
      share(offTopic, comments),
      h('meter', { min: 0, max: 1, value: (offTopic / comments).toFixed(4), 'aria-hidden': 'true' }),
    ),
  );
}

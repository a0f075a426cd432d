import { HOME_NAMES, NO_REASON } from '../../wording/reasons.js';
import { homeStanding } from '../../judge/certainty.js';
import { reasonInWords } from '../../judge/explain.js';
import { ATTENTION_NAMES, percent, VERDICT_NAMES } from '../../wording/verdicts.js';
import {
  DECISIONS,
  type ReasonName,
  type ShownArticle,
  type ShownComment,
  type ShownReason,
} from './data.js';
import { type Child, h, type Tree } from './tree.js';
import { figure, share } from '../../wording/numbers.js';
import { CARD, DECISION_NAMES, REPORT, TABLES } from '../../wording/report.js';

/** The id of a comment's element, which is also the fragment of its link. */
export function cardId({ number }: ShownComment): string {
  return `c-${number}`;
}

/**
 * Renders a comment: verdict, probability, marked text, article, home, reasons and decision buttons.
 *
 * @param article omitted if all comments are under the same one
 */
export function card(
  comment: ShownComment,
  article: ShownArticle | undefined,
  names: readonly ReasonName[],
): Tree {
  const id = cardId(comment);
  return h(
    'li',
    { id, class: `card ${comment.verdict}`, tabindex: -1, 'data-number': comment.number },
    h(
      'div',
      { class: 'card-head' },
      verdict(comment),
      probability(comment),
      authorAndTime(comment),
      link(comment),
    ),
    h('p', { class: 'text' }, markedText(comment), leftOff(comment)),
    articleLine(article, comment),
    reasons(comment, names),
    decisionButtons(),
  );
}

/** Renders a drawn comment without verdict, probability or reasons, so that the reader's decision is independent of them. */
export function drawnCard(comment: ShownComment, article: ShownArticle | undefined): Tree {
  return h(
    'div',
    { class: 'card drawn', 'data-number': comment.number },
    article === undefined
      ? ''
      : h('p', { class: 'place' }, h('span', { class: 'label' }, CARD.article), ' ', articleName(article)),
    h('p', { class: 'text' }, comment.text, leftOff(comment)),
    decisionButtons(),
  );
}

function decisionButtons(): Tree {
  return h(
    'div',
    { class: 'decide', role: 'group', 'aria-label': REPORT.myDecision },
    DECISIONS.map((decision, index) =>
      h(
        'button',
        { type: 'button', class: `mark-${decision}`, 'data-mark': decision, 'aria-pressed': 'false' },
        DECISION_NAMES[decision],
        h('kbd', { 'aria-hidden': 'true' }, index + 1),
      ),
    ),
  );
}

function verdict({ verdict, flag, review }: ShownComment): Child {
  const attention = flag ? 'flag' : 'review';
  return [
    h('span', { class: 'verdict' }, VERDICT_NAMES[verdict]),
    flag || review
      ? h('span', { class: `attention ${attention}` }, flag ? '⚑ ' : '', ATTENTION_NAMES[attention])
      : '',
  ];
}

function probability({ score }: ShownComment): Tree {
  return h(
    'span',
    { class: 'score', title: CARD.probability },
    h('meter', { min: 0, max: 1, value: score.toFixed(4), 'aria-label': CARD.probability }),
    h('b', {}, percent(score)),
  );
}

function authorAndTime({ author, createdAt }: ShownComment): Child {
  const parts = [author, createdAt].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? '' : h('span', { class: 'soft' }, parts.join(' · '));
}

function link(comment: ShownComment): Tree {
  const { number } = comment;
  return h(
    'span',
    { class: 'card-link' },
    h('a', { href: `#${cardId(comment)}`, title: comment.id }, `#${figure(number)}`),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet needs-script',
        'data-do': 'copy',
        'aria-label': CARD.copyLinkTo(number),
      },
      CARD.copyLink,
    ),
  );
}

/** The text, split at the boundaries of its marks. */
function markedText({ text, marks }: ShownComment): Child[] {
  const pieces: Child[] = [];
  let end = 0;
  for (let i = 0; i + 2 < marks.length; i += 3) {
    const [start = 0, stop = 0, side] = marks.slice(i, i + 3);
    pieces.push(
      text.slice(end, start),
      h('mark', { class: side === 1 ? 'against' : 'for' }, text.slice(start, stop)),
    );
    end = stop;
  }
  return [...pieces, text.slice(end)];
}

function leftOff({ leftOff }: ShownComment): Child {
  if (leftOff === 0) return '';
  return h('span', { class: 'soft' }, CARD.leftOff(leftOff));
}

/** The title of an article, linked if it has a URL. */
function articleName({ title, url }: Pick<ShownArticle, 'title' | 'url'>): Tree {
  const name = title.trim() === '' ? REPORT.untitled : title;
  return url === undefined
    ? h('span', { class: 'article-name' }, name)
    : h('a', { class: 'article-name', href: url, rel: 'noopener noreferrer', target: '_blank' }, name);
}

function articleLine(article: ShownArticle | undefined, comment: ShownComment): Child {
  const { home: fits } = comment;
  if (article === undefined && fits === undefined) return '';
  return h(
    'p',
    { class: 'place' },
    article === undefined ? '' : [h('span', { class: 'label' }, CARD.article), ' ', articleName(article)],
    home(comment),
  );
}

function home({ home }: ShownComment): Child {
  const standing = home === undefined ? null : homeStanding(home.score);
  if (home === undefined || standing === null) return '';
  return h(
    'span',
    { class: 'home' },
    h('span', { class: 'label' }, HOME_NAMES[standing]),
    ' ',
    h('span', { class: 'article-name' }, home.title),
    ` ${percent(home.score)}`,
  );
}

function reasons({ reasons, verdict, home }: ShownComment, names: readonly ReasonName[]): Tree {
  if (reasons.length === 0) return h('p', { class: 'soft' }, NO_REASON[verdict]);
  return h(
    'ul',
    { class: 'reasons', 'aria-label': REPORT.reasons },
    reasons.map((reason) => {
      const name = names[reason.name];
      // The article's line already names the home.
      const named =
        name?.kind === 'home' && home !== undefined && name.title?.ko.endsWith(home.title) === true;
      return reasonItem(reason, named ? { ...name, title: undefined } : name);
    }),
  );
}

function reasonItem({ times, ...reason }: ShownReason, name: ReasonName | undefined): Child {
  if (name === undefined) return '';
  const [ko, en] = (['ko', 'en'] as const).map((language) =>
    reasonInWords({ ...name, ...reason }, language, times),
  );
  const { quote, weight } = ko!;
  return h(
    'li',
    { class: reason.weight > 0 ? 'against' : 'for', title: name.id },
    { ko: ko!.name, en: en!.name },
    quote === '' ? '' : [': ', h('q', {}, quote)],
    ko!.reading === '' ? '' : [' ', { ko: ko!.reading, en: en!.reading }],
    weight === '' ? '' : h('span', { class: 'weight' }, weight),
  );
}

/** Columns that order the table of articles. */
export const ARTICLE_SORTS = [
  'comments',
  'flagged',
  'flagged-share',
  'off-topic',
  'off-topic-share',
] as const;
export type ArticleSort = (typeof ARTICLE_SORTS)[number];

/** The value of an article in a column. */
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

/** A row of the table of articles; its button lists the comments of the article. */
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
        TABLES.listComments,
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

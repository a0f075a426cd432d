import { NO_REASON } from '../../wording/reasons.js';
import { reasonInWords } from '../../judge/explain.js';
import { ATTENTION_NAMES, percent, VERDICT_NAMES } from '../../wording/verdicts.js';
import { MARKS, type ReasonName, type ShownArticle, type ShownComment, type ShownReason } from './data.js';
import { h, type Child, type Tree } from './tree.js';
import { figure, MARK_NAMES } from './words.js';

/** The element that holds a comment; the fragment of its link. */
export function cardId({ number }: ShownComment): string {
  return `c-${number}`;
}

/**
 * One comment: verdict, probability, the text with its marks, article, home, reasons, and the buttons to decide.
 *
 * @param article left out where all comments stand under the same one
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
    h('div', { class: 'card-head' }, verdict(comment), probability(comment), said(comment), link(comment)),
    h('p', { class: 'text' }, markedText(comment), leftOff(comment)),
    place(article, comment),
    reasons(comment, names),
    h(
      'div',
      { class: 'decide', role: 'group', 'aria-label': { ko: '내 판단', en: 'my decision' } },
      MARKS.map((mark, index) =>
        h(
          'button',
          { type: 'button', class: `mark-${mark}`, 'data-mark': mark, 'aria-pressed': 'false' },
          MARK_NAMES[mark],
          h('kbd', { 'aria-hidden': 'true' }, index + 1),
        ),
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
  const label = { ko: '글과 무관할 확률', en: 'probability of being off topic' };
  return h(
    'span',
    { class: 'score', title: label },
    h('meter', { min: 0, max: 1, value: score.toFixed(4), 'aria-label': label }),
    h('b', {}, percent(score)),
  );
}

function said({ author, createdAt }: ShownComment): Child {
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
        'aria-label': { ko: `댓글 ${number} 링크 복사`, en: `copy link to comment ${number}` },
      },
      { ko: '링크 복사', en: 'copy link' },
    ),
  );
}

/** The text cut where its marks begin and end. */
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
  return h(
    'span',
    { class: 'soft' },
    { ko: ` … (${figure(leftOff)}자 더)`, en: ` … (${figure(leftOff)} more characters)` },
  );
}

/** An article by its title, linked where it has an address. */
export function articleName({ title, url }: Pick<ShownArticle, 'title' | 'url'>): Tree {
  const name = title.trim() === '' ? { ko: '(제목 없음)', en: '(no title)' } : title;
  return url === undefined
    ? h('span', { class: 'article-name' }, name)
    : h('a', { class: 'article-name', href: url, rel: 'noopener noreferrer', target: '_blank' }, name);
}

function place(article: ShownArticle | undefined, comment: ShownComment): Child {
  const { home: fits } = comment;
  if (article === undefined && fits === undefined) return '';
  return h(
    'p',
    { class: 'place' },
    article === undefined
      ? ''
      : [h('span', { class: 'label' }, { ko: '기사', en: 'under' }), ' ', articleName(article)],
    home(comment),
  );
}

function home({ home }: ShownComment): Child {
  if (home === undefined) return '';
  return h(
    'span',
    { class: 'home' },
    h('span', { class: 'label' }, { ko: '더 맞는 기사', en: 'fits better' }),
    ' ',
    h('span', { class: 'article-name' }, home.title),
    ` ${percent(home.score)}`,
  );
}

function reasons({ reasons, verdict, home }: ShownComment, names: readonly ReasonName[]): Tree {
  if (reasons.length === 0) return h('p', { class: 'soft' }, NO_REASON[verdict]);
  return h(
    'ul',
    { class: 'reasons', 'aria-label': { ko: '까닭', en: 'reasons' } },
    reasons.map((reason) => {
      const name = names[reason.name];
      // The home stands beside the article already.
      const told =
        name?.kind === 'home' && home !== undefined && name.title?.ko.endsWith(home.title) === true;
      return reasonItem(reason, told ? { ...name, title: undefined } : name);
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

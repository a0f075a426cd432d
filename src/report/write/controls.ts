import type { LocalizedText } from '../../fault.js';
import type { VerdictCounts } from '../../judge/result.js';
import { ATTENTION_NAMES, VERDICT_NAMES } from '../../wording/verdicts.js';
import { MARKS, type ReasonName, type ShownArticle, type ShownComment } from '../view/data.js';
import { SHOW, SORTS, type Query } from '../view/query.js';
import { h, type Tree } from '../view/tree.js';
import { figure, KIND_NAMES, MARK_NAMES } from '../view/words.js';
import { shorten } from '../../judge/explain.js';

/** Articles to choose from in the list; any other is chosen from the table or a comment. */
const LISTED_ARTICLES = 200;

const SHOW_NAMES: Record<Query['show'], LocalizedText> = {
  all: { ko: '모두', en: 'all' },
  ...ATTENTION_NAMES,
  ...VERDICT_NAMES,
};

const SORT_NAMES: Record<Query['sort'], LocalizedText> = {
  score: { ko: '무관할 확률이 높은 것부터', en: 'most probable first' },
  unsure: { ko: '가장 애매한 것부터', en: 'least certain first' },
  dump: { ko: '덤프의 차례대로', en: 'order of the dump' },
  article: { ko: '기사별로', en: 'by article' },
  time: { ko: '오래된 것부터', en: 'oldest first' },
  latest: { ko: '새로운 것부터', en: 'latest first' },
};

const MARKED_NAMES: Record<string, LocalizedText> = {
  '': { ko: '모두', en: 'any' },
  unmarked: { ko: '아직 안 한 것', en: 'not yet decided' },
  marked: { ko: '판단한 것', en: 'decided' },
  ...MARK_NAMES,
};

/** Search, filters and order of the list. */
export function controls(
  counts: VerdictCounts,
  comments: readonly ShownComment[],
  articles: readonly ShownArticle[],
  names: readonly ReasonName[],
): Tree {
  const there = new Set(comments.flatMap(({ reasons }) => reasons.map(({ name }) => names[name]!.kind)));
  const kinds = Object.entries(KIND_NAMES).filter(([kind]) => there.has(kind as ReasonName['kind']));
  const timed = comments.some(({ hour }) => hour !== undefined);
  return h(
    'div',
    {
      class: 'controls needs-script',
      role: 'search',
      'aria-label': { ko: '댓글 고르기', en: 'choose comments' },
    },
    h('input', {
      type: 'search',
      id: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: { ko: '댓글·작성자·기사에서 찾기 (초성도)', en: 'search comments, authors, titles' },
      'aria-label': { ko: '찾을 말', en: 'search' },
    }),
    h(
      'fieldset',
      { class: 'chips' },
      h('legend', { class: 'unseen' }, { ko: '판정', en: 'verdict' }),
      SHOW.map((value) =>
        h(
          'label',
          {},
          h('input', { type: 'radio', name: 'show', value, checked: value === 'all' }),
          h(
            'span',
            {},
            SHOW_NAMES[value],
            value === 'all' ? '' : h('small', {}, figure(shownOf(value, counts))),
          ),
        ),
      ),
    ),
    h(
      'div',
      { class: 'selects' },
      choice('article', { ko: '기사', en: 'article' }, [
        ['-1', { ko: '모두', en: 'any' }],
        ...articles.slice(0, LISTED_ARTICLES).map(({ title }, index): [string, LocalizedText] => {
          const short = shorten(title, 40);
          return [String(index), { ko: short || '(제목 없음)', en: short || '(no title)' }];
        }),
      ]),
      choice('kind', { ko: '까닭', en: 'reason' }, [['', { ko: '모두', en: 'any' }], ...kinds]),
      choice(
        'marked',
        { ko: '내 판단', en: 'my decision' },
        ['', 'unmarked', 'marked', ...MARKS].map((value): [string, LocalizedText] => [
          value,
          MARKED_NAMES[value]!,
        ]),
      ),
      choice(
        'sort',
        { ko: '차례', en: 'order' },
        SORTS.filter((value) => timed || (value !== 'time' && value !== 'latest')).map(
          (value): [string, LocalizedText] => [value, SORT_NAMES[value]],
        ),
      ),
      h('button', { type: 'button', class: 'quiet', 'data-do': 'reset' }, { ko: '조건 지우기', en: 'reset' }),
    ),
  );
}

function shownOf(show: Query['show'], counts: VerdictCounts): number {
  return {
    all: counts.comments,
    flag: counts.flagged,
    review: counts.review,
    'off-topic': counts.offTopic,
    'on-topic': counts.onTopic,
    unclear: counts.unclear,
  }[show];
}

/** A list to choose from. The words of an option stand in `label`, so that the language can be switched. */
function choice(
  id: string,
  name: LocalizedText,
  options: readonly (readonly [string, LocalizedText])[],
): Tree {
  return h(
    'label',
    { class: 'choice' },
    h('span', {}, name),
    h(
      'select',
      { id },
      options.map(([value, label]) => h('option', { value, label })),
    ),
  );
}

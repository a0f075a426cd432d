import type { LocalizedText } from '../../fault.js';
import type { ListedCampaign } from '../../campaign/listing.js';
import { shorten } from '../../judge/explain.js';
import type { VerdictCounts } from '../../judge/result.js';
import { ATTENTION_NAMES, VERDICT_NAMES } from '../../wording/verdicts.js';
import { BODY_CHARACTERS, CONTEXT_COMMENTS } from '../gather/limits.js';
import type { Flood } from '../gather/floods.js';
import { card } from '../view/card.js';
import {
  FIRST_COMMENTS,
  DECISIONS,
  type ReasonName,
  type ShownArticle,
  type ShownComment,
} from '../view/data.js';
import { EVERYTHING, type Query, select, SHOW, SORTS } from '../view/query.js';
import { figure } from '../../wording/numbers.js';
import {
  COMMENTS,
  DECISION_BAR,
  DECISION_NAMES,
  EVIDENCE_FILTER,
  FILTERS,
  KEYS_DIALOG,
  ORDERS,
  REPORT,
} from '../../wording/report.js';
import { type Child, h, type Tree } from '../view/tree.js';
import type { Shown } from './shown.js';

/** The section of comments: the first ones as HTML; the script shows the others. */
export function commentsSection(
  shown: Shown,
  counts: VerdictCounts,
  campaigns: readonly ListedCampaign[],
): Tree {
  const { comments, articles, names, floods } = shown;
  const first = select(EVERYTHING, { ...shown, folded: [], decisions: new Map() }).slice(0, FIRST_COMMENTS);
  return h(
    'section',
    { class: 'comments', 'aria-labelledby': 'comments' },
    h('h2', { id: 'comments' }, COMMENTS.title),
    h('p', { class: 'soft' }, COMMENTS.legend),
    leftOut(comments.length, counts),
    decisionBar(),
    controls(counts, comments, articles, names, floods, campaigns),
    h('p', { id: 'status', class: 'soft', role: 'status' }, firstOf(first.length, comments.length)),
    h('p', { id: 'print-note', class: 'soft', hidden: true }),
    h(
      'ol',
      { id: 'list', class: 'list' },
      first.map((index) => {
        const comment = comments[index]!;
        return card(comment, articles.length > 1 ? articles[comment.article] : undefined, names);
      }),
    ),
    h('nav', {
      id: 'pager',
      class: 'pager needs-script',
      'aria-label': COMMENTS.pages,
    }),
  );
}

function firstOf(first: number, all: number): Child {
  if (all === 0) return COMMENTS.nothingToShow;
  return COMMENTS.firstOf(first, all);
}

/** How many comments are not in the page, and why. */
function leftOut(shown: number, { comments }: VerdictCounts): Child {
  if (shown === comments) return '';
  return h('p', {}, COMMENTS.leftOut(comments - shown, CONTEXT_COMMENTS));
}

/** The bar that counts the reader's decisions and saves them to a file. */
function decisionBar(): Tree {
  const button = (name: string, label: LocalizedText, quiet = false): Tree =>
    h('button', { type: 'button', 'data-do': name, ...(quiet ? { class: 'quiet' } : {}) }, label);
  return h(
    'div',
    { class: 'marks panel needs-script', role: 'group', 'aria-labelledby': 'marks' },
    h('h3', { id: 'marks' }, DECISION_BAR.title),
    h('p', { id: 'marks-count', role: 'status' }),
    h(
      'div',
      { class: 'row' },
      button('download', DECISION_BAR.download),
      h(
        'label',
        { class: 'button' },
        h('input', { type: 'file', id: 'upload', class: 'unseen', accept: '.jsonl,.json,.txt' }),
        h('span', {}, DECISION_BAR.upload),
      ),
      button('clear', DECISION_BAR.clear, true),
      button('help', KEYS_DIALOG.button, true),
    ),
    h('p', { class: 'soft' }, DECISION_BAR.about(BODY_CHARACTERS)),
    keysHelp(),
  );
}

function keysHelp(): Tree {
  const rows: [string, LocalizedText][] = [
    ['j', KEYS_DIALOG.next],
    ['k', KEYS_DIALOG.previous],
    ...DECISIONS.map((decision, index): [string, LocalizedText] => [
      String(index + 1),
      DECISION_NAMES[decision],
    ]),
    ['0', KEYS_DIALOG.takeBack],
    ['/', KEYS_DIALOG.search],
    ['?', KEYS_DIALOG.help],
  ];
  return h(
    'dialog',
    { id: 'help', 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, KEYS_DIALOG.title),
    h(
      'dl',
      { class: 'keys' },
      rows.map(([key, does]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, does))),
    ),
    h('p', { class: 'soft' }, KEYS_DIALOG.goesOn),
    h('button', { type: 'button', 'data-do': 'close-help' }, KEYS_DIALOG.close),
  );
}

/** Articles listed in the filter; the others can be chosen from the table and the comments. */
const LISTED_ARTICLES = 200;

const SHOW_NAMES: Record<Query['show'], LocalizedText> = {
  all: REPORT.all,
  ...ATTENTION_NAMES,
  ...VERDICT_NAMES,
};

const DECIDED_NAMES: Record<string, LocalizedText> = {
  '': REPORT.any,
  unmarked: DECISION_BAR.notYet,
  marked: DECISION_BAR.decided,
  ...DECISION_NAMES,
};

/** Search, filters and order of the list. */
function controls(
  counts: VerdictCounts,
  comments: readonly ShownComment[],
  articles: readonly ShownArticle[],
  names: readonly ReasonName[],
  floods: readonly Flood[],
  campaigns: readonly ListedCampaign[],
): Tree {
  const there = new Set(comments.flatMap(({ reasons }) => reasons.map(({ name }) => names[name]!.kind)));
  const kinds = Object.entries(EVIDENCE_FILTER).filter(([kind]) => there.has(kind as ReasonName['kind']));
  const titles = new Map(articles.map(({ id, title }) => [id, title]));
  const timed = comments.some(({ hour }) => hour !== undefined);
  return h(
    'div',
    {
      class: 'controls needs-script',
      role: 'search',
      'aria-label': FILTERS.label,
    },
    h('input', {
      type: 'search',
      id: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: FILTERS.searchPlaceholder,
      'aria-label': FILTERS.search,
    }),
    h(
      'fieldset',
      { class: 'chips' },
      h('legend', { class: 'unseen' }, FILTERS.verdict),
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
      choice('article', REPORT.article, [
        ['-1', REPORT.any],
        ...articles.slice(0, LISTED_ARTICLES).map(({ title }, index): [string, LocalizedText] => {
          const short = shorten(title, 40);
          return [String(index), short === '' ? REPORT.untitled : { ko: short, en: short }];
        }),
      ]),
      choice(
        'flood',
        FILTERS.flood,
        [
          ['-1', REPORT.any],
          ...floods.slice(0, LISTED_ARTICLES).map((flood, index): [string, LocalizedText] => {
            const id = flood.source.id === '' ? flood.articles[0]!.id : flood.source.id;
            const title = titles.get(id) ?? id;
            const name = flood.source.title ?? { ko: title, en: title };
            return [String(index), { ko: shorten(name.ko, 40), en: shorten(name.en, 40) }];
          }),
        ],
        floods.length === 0,
      ),
      choice(
        'campaign',
        FILTERS.campaign,
        [
          ['', REPORT.any],
          ...campaigns.slice(0, LISTED_ARTICLES).map(({ id, name }): [string, LocalizedText] => {
            const short = shorten(name === '' ? id : name, 40);
            return [id, { ko: short, en: short }];
          }),
        ],
        campaigns.length === 0,
      ),
      choice('kind', REPORT.reason, [['', REPORT.any], ...kinds]),
      choice(
        'marked',
        REPORT.myDecision,
        ['', 'unmarked', 'marked', ...DECISIONS].map((value): [string, LocalizedText] => [
          value,
          DECIDED_NAMES[value]!,
        ]),
      ),
      choice(
        'sort',
        FILTERS.order,
        SORTS.filter((value) => timed || (value !== 'time' && value !== 'latest')).map(
          (value): [string, LocalizedText] => [value, ORDERS[value]],
        ),
      ),
      h('button', { type: 'button', class: 'quiet', 'data-do': 'reset' }, FILTERS.reset),
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

/** A filter with its options. The text of an option is in `label`, which the language switch can change. */
function choice(
  id: string,
  name: LocalizedText,
  options: readonly (readonly [string, LocalizedText])[],
  hidden = false,
): Tree {
  return h(
    'label',
    { class: 'choice', hidden },
    h('span', {}, name),
    h(
      'select',
      { id },
      options.map(([value, label]) => h('option', { value, label })),
    ),
  );
}

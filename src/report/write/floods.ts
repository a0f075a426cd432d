import { figure, share } from '../../wording/numbers.js';
import { FLOODS, REPORT } from '../../wording/report.js';
import type { Flood } from '../gather/floods.js';
import type { ReportCollector } from '../gather/collect.js';
import { type Child, h, type Tree } from '../view/tree.js';

/** Floods in the list; further ones are counted. */
const LISTED_FLOODS = 12;
/** Articles named for each flood. */
const NAMED_ARTICLES = 3;
const HOUR_MS = 3_600_000;

/** The floods of the dump, largest first: the source, the articles that it came down on, and when. */
export function floodsList({ tallies }: ReportCollector, floods: readonly Flood[]): Child {
  if (floods.length === 0) return '';
  const title = (id: string, fallback = id): string => tallies.articles.get(id)?.title ?? fallback;
  const item = (flood: Flood, index: number): Tree =>
    h(
      'li',
      {},
      h(
        'p',
        { class: 'flood-head' },
        h('b', {}, FLOODS.suspects(flood.suspects)),
        ' ',
        h('span', { class: 'label' }, FLOODS.source[flood.source.kind]),
        ' ',
        h('span', { class: 'article-name' }, sourceName(flood, title)),
        ' ',
        h('button', { type: 'button', class: 'quiet needs-script', 'data-flood': index }, FLOODS.list),
      ),
      where(flood, title),
      when(flood, tallies.daysOnly > 0),
    );
  return h(
    'section',
    { class: 'panel floods', 'aria-labelledby': 'floods' },
    h('h2', { id: 'floods' }, FLOODS.title),
    h('p', { class: 'soft' }, FLOODS.note),
    h('ol', {}, floods.slice(0, LISTED_FLOODS).map(item)),
    floods.length > LISTED_FLOODS
      ? h('p', { class: 'soft' }, FLOODS.more(floods.length - LISTED_FLOODS))
      : '',
  );
}

/** The name of a flood's source. */
function sourceName({ source, candidate }: Flood, titleOf: (id: string, fallback?: string) => string): Child {
  if (source.kind === 'none')
    return candidate === undefined
      ? FLOODS.unknown
      : [FLOODS.candidate, ' ', titleOf(candidate.id, candidate.title?.ko)];
  if (source.kind === 'rule') return source.title ?? source.id;
  const title = titleOf(source.id, source.title?.ko);
  return title.trim() === '' ? REPORT.untitled : title;
}

/** The articles with most of its suspects, and how much of their comments these are. */
function where({ articles }: Flood, title: (id: string) => string): Tree {
  const named = articles.slice(0, NAMED_ARTICLES).map(({ id, suspects, comments }): Child => {
    const name = title(id);
    return h(
      'li',
      {},
      h('span', {}, name.trim() === '' ? REPORT.untitled : name),
      ' ',
      h('span', { class: 'soft' }, FLOODS.ofComments(suspects, comments, share(suspects, comments))),
    );
  });
  const rest = articles.length - named.length;
  return h(
    'div',
    {},
    h('span', { class: 'label' }, FLOODS.under(articles.length)),
    h('ul', {}, named, rest === 0 ? '' : h('li', { class: 'soft' }, FLOODS.moreArticles(rest))),
  );
}

/** When its suspects were written, in Korean time. */
function when({ hours }: Flood, daysOnly: boolean): Child {
  const [first] = hours;
  const last = hours.at(-1);
  if (first === undefined || last === undefined) return '';
  const [peak, most] = hours.reduce((best, row) => (row[1] > best[1] ? row : best));
  const label = (hour: number): string => {
    const written = new Date(hour * HOUR_MS).toISOString();
    return daysOnly ? written.slice(0, 10) : `${written.slice(0, 10)} ${written.slice(11, 13)}`;
  };
  return h(
    'p',
    {},
    h('span', { class: 'label' }, FLOODS.when),
    ' ',
    FLOODS.hours(label(first[0]), label(last[0]), label(peak), figure(most), !daysOnly),
  );
}

import {
  type CampaignList,
  countsOverTime,
  type ListedArticle,
  type ListedCampaign,
  type ListedMember,
  membersByArticle,
  timesOf,
  wordingsOf,
} from '../../campaign/listing.js';
import { shorten } from '../../judge/explain.js';
import {
  CAMPAIGN,
  CAMPAIGN_HANDS_NAMES,
  CAMPAIGN_KIND_NAMES,
  CAMPAIGN_LINK_NAMES,
  CAMPAIGN_PACE_NAMES,
} from '../../wording/campaigns.js';
import { figure, share } from '../../wording/numbers.js';
import { CAMPAIGNS_PANEL, REPORT } from '../../wording/report.js';
import { shownPeriod, shownTime } from '../gather/hours.js';
import type { ExportedCampaign } from '../view/campaigns-file.js';
import { type Child, h, type Tree } from '../view/tree.js';

/** Campaigns in the page, and in its saved files. */
const LISTED = 60;
const EXPORTED = 2000;
/** Members of one campaign that are shown, and saved; wordings that are shown. */
const SHOWN_MEMBERS = 60;
const EXPORTED_MEMBERS = 5000;
const SHOWN_WORDINGS = 20;
/** Characters of a text. */
const TEXT = 400;
const TITLE = 80;

type Campaigns = Pick<CampaignList, 'campaigns' | 'articles'>;

/** Campaigns as the page saves them: authors are left out. */
export function exportedCampaigns({ campaigns, articles }: Campaigns): ExportedCampaign[] {
  const titles = new Map(articles.map(({ id, title }) => [id, title]));
  return campaigns.slice(0, EXPORTED).map((campaign) => ({
    ...campaign,
    members: campaign.members.slice(0, EXPORTED_MEMBERS).map((member) => {
      const { post, commentId, articleId, text, at, link, by, span, phrase, likeness, core } = member;
      const articleTitle = titles.get(articleId) ?? '';
      return { post, commentId, articleId, articleTitle, text, at, link, by, span, phrase, likeness, core };
    }),
  }));
}

/** The campaigns of the dump: a table, and for each when it came down on which articles, its wordings and its members. */
export function campaignsPanel(list: Campaigns): Tree {
  const { campaigns, articles } = list;
  const shown = campaigns.slice(0, LISTED);
  const byId = new Map(articles.map((article) => [article.id, article]));
  const save = (name: string, label: Child): Tree =>
    h('button', { type: 'button', class: 'quiet needs-script', 'data-do': name }, label);
  return h(
    'section',
    { class: 'panel campaigns', 'aria-labelledby': 'campaigns' },
    h('h2', { id: 'campaigns' }, CAMPAIGNS_PANEL.title),
    h('p', { class: 'soft' }, campaigns.length === 0 ? CAMPAIGNS_PANEL.none : CAMPAIGNS_PANEL.note),
    campaigns.length === 0
      ? ''
      : [
          table(shown),
          h(
            'div',
            { class: 'row' },
            save('campaigns-csv', CAMPAIGNS_PANEL.csv),
            save('campaigns-json', CAMPAIGNS_PANEL.json),
          ),
          shown.map((campaign) => details(campaign, byId)),
          campaigns.length > shown.length
            ? h('p', { class: 'soft' }, CAMPAIGNS_PANEL.more(campaigns.length - shown.length))
            : '',
        ],
  );
}

function table(campaigns: readonly ListedCampaign[]): Tree {
  const { name, kind, posts, texts, authors, articles, foreign, when, shape, course } = CAMPAIGNS_PANEL;
  const heads = [name, course, kind, posts, texts, authors, articles, foreign, when, shape];
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-labelledby': 'campaigns' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head) => h('th', { scope: 'col' }, head)),
        ),
      ),
      h('tbody', {}, campaigns.map(row)),
    ),
  );
}

function row(campaign: ListedCampaign): Tree {
  const { id, kind, counts, shape, foreign, first, last, members } = campaign;
  const number = (value: number): Tree => h('td', {}, figure(value));
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      h('button', { type: 'button', class: 'column', 'data-open': id }, nameOf(campaign)),
    ),
    h('td', {}, spark(members)),
    h('td', {}, CAMPAIGN_KIND_NAMES[kind]),
    number(counts.posts),
    number(counts.texts),
    shape.hands === 'unknown' ? h('td', {}, '–') : number(counts.authors),
    number(counts.articles),
    h('td', {}, foreign === null ? '–' : share(foreign, 1)),
    h('td', {}, shownPeriod(first, last) ?? '–'),
    h('td', {}, CAMPAIGN_HANDS_NAMES[shape.hands], ', ', CAMPAIGN_PACE_NAMES[shape.pace]),
  );
}

function nameOf({ name }: ListedCampaign): Child {
  return name === '' ? CAMPAIGN.nameless : shorten(name, TITLE);
}

const SPARK = { bars: 16, width: 96, height: 20 };

/** The course of a campaign as small bars. */
function spark(members: readonly ListedMember[]): Child {
  const counts = countsOverTime(timesOf(members), SPARK.bars);
  if (counts.length === 0) return '–';
  const most = Math.max(...counts);
  const wide = SPARK.width / SPARK.bars;
  return h(
    'svg',
    { class: 'spark', viewBox: `0 0 ${SPARK.width} ${SPARK.height}`, 'aria-hidden': 'true' },
    counts.map((count, i) => {
      const tall = Math.round((count / most) * SPARK.height * 10) / 10;
      return count === 0
        ? []
        : h('rect', {
            class: 'fill-flag',
            x: i * wide,
            y: SPARK.height - tall,
            width: wide - 1,
            height: tall,
          });
    }),
  );
}

function details(campaign: ListedCampaign, articles: ReadonlyMap<string, ListedArticle>): Tree {
  const { id, counts, members } = campaign;
  const wordings = wordingsOf(members);
  return h(
    'details',
    { id: `campaign-${id}` },
    h(
      'summary',
      {},
      h('b', {}, nameOf(campaign)),
      ' ',
      h('span', { class: 'soft' }, CAMPAIGNS_PANEL.members(counts.posts)),
    ),
    h(
      'p',
      {},
      h('button', { type: 'button', class: 'quiet needs-script', 'data-campaign': id }, CAMPAIGNS_PANEL.list),
    ),
    heatMap(campaign, articles),
    h('h3', {}, CAMPAIGNS_PANEL.wordings(wordings.length)),
    h(
      'ol',
      { class: 'wordings' },
      wordings
        .slice(0, SHOWN_WORDINGS)
        .map(({ text, span, posts }) =>
          h('li', {}, h('span', { class: 'soft' }, `×${figure(posts)}`), ' ', markedText(text, span)),
        ),
    ),
    rest(wordings.length - SHOWN_WORDINGS),
    h('h3', {}, CAMPAIGNS_PANEL.members(members.length)),
    h(
      'ol',
      { class: 'members' },
      members.slice(0, SHOWN_MEMBERS).map((member) => memberItem(member, articles)),
    ),
    rest(members.length - SHOWN_MEMBERS),
  );
}

function rest(count: number): Child {
  return count > 0 ? h('p', { class: 'soft' }, CAMPAIGNS_PANEL.moreRows(count)) : '';
}

/** One member: its text with what it shares, when and where it stands, and how it was linked. */
function memberItem(member: ListedMember, articles: ReadonlyMap<string, ListedArticle>): Tree {
  const { post, text, span, phrase, link, by, at, articleId, core } = member;
  const written = span === null ? '' : text.slice(...span);
  const notes: Child[] = [
    h('span', {}, post),
    ...(at === null ? [] : [h('span', {}, shownTime(at) ?? at)]),
    h('span', {}, titleOf(articleId, articles)),
    ...(link === null ? [] : [h('span', {}, CAMPAIGNS_PANEL.linked(CAMPAIGN_LINK_NAMES[by], link))]),
    ...(phrase === '' || phrase === written || span === null
      ? []
      : [h('span', {}, CAMPAIGNS_PANEL.undone(shorten(phrase, TITLE)))]),
    ...(core ? [] : [h('span', {}, CAMPAIGNS_PANEL.fringe)]),
  ];
  return h('li', {}, markedText(text, span), h('div', { class: 'soft notes' }, notes));
}

function titleOf(id: string, articles: ReadonlyMap<string, ListedArticle>): Child {
  const title = articles.get(id)?.title ?? id;
  return title.trim() === '' ? REPORT.untitled : shorten(title, TITLE);
}

/** A text with its shared words marked, cut around them where it is long. */
function markedText(text: string, span: readonly [number, number] | null): Tree {
  const [start, end] = span ?? [0, 0];
  const from = Math.max(0, Math.min(start - TEXT / 4, text.length - TEXT));
  const to = Math.max(end, from + TEXT);
  return h(
    'span',
    { class: 'text' },
    from > 0 ? '…' : '',
    text.slice(from, start),
    span === null ? '' : h('mark', { class: 'against' }, text.slice(start, end)),
    text.slice(end, to),
    to < text.length ? '…' : '',
  );
}

const HEAT = { rows: 12, columns: 48, width: 900, titles: 300, row: 18, axis: 18, characters: 24 };

/** Posts by article (rows) and time (columns), the darker the more; empty where times are missing. */
function heatMap(campaign: ListedCampaign, articles: ReadonlyMap<string, ListedArticle>): Child {
  const { members, first, last } = campaign;
  const [from, to] = [first, last].map((at) => (at === null ? null : Date.parse(at)));
  if (from == null || to == null || to <= from) return '';
  const ranked = membersByArticle(members);
  const rows = ranked
    .slice(0, HEAT.rows)
    .sort(([, [one]], [, [other]]) => ((one?.at ?? '') < (other?.at ?? '') ? -1 : 1))
    .map(([id, of]) => ({ name: titleOf(id, articles), of }));
  const others = ranked.slice(HEAT.rows);
  if (others.length > 0)
    rows.push({ name: CAMPAIGNS_PANEL.otherArticles(others.length), of: others.flatMap(([, of]) => of) });
  const cells = rows.map(({ of }) => countsIn(of, from, to));
  const most = Math.max(1, ...cells.flat());
  const wide = (HEAT.width - HEAT.titles) / HEAT.columns;
  const height = rows.length * HEAT.row + HEAT.axis;
  const [firstShown, lastShown] = [shownTime(first!) ?? '', shownTime(last!) ?? ''];
  return h(
    'svg',
    {
      class: 'heat',
      viewBox: `0 0 ${HEAT.width} ${height}`,
      role: 'img',
      'aria-label': CAMPAIGNS_PANEL.heat(shorten(campaign.name, TITLE)),
    },
    rows.map(({ name }, i) => [
      h('text', { class: 'axis', x: 0, y: i * HEAT.row + 13 }, shortName(name)),
      cells[i]!.map((count, column) =>
        count === 0
          ? []
          : h(
              'rect',
              {
                class: 'fill-flag',
                x: rounded(HEAT.titles + column * wide),
                y: i * HEAT.row + 1,
                width: rounded(wide - 1),
                height: HEAT.row - 2,
                // From a fifth on, so that one post can be seen.
                'fill-opacity': rounded(0.2 + (0.8 * count) / most),
              },
              h(
                'title',
                {},
                `${shownTime(new Date(from + ((to - from) * column) / HEAT.columns).toISOString())}: ${count}`,
              ),
            ),
      ),
    ]),
    h('text', { class: 'axis', x: HEAT.titles, y: height - 4 }, firstShown),
    h('text', { class: 'axis', x: HEAT.width, y: height - 4, 'text-anchor': 'end' }, lastShown),
  );
}

function countsIn(members: readonly ListedMember[], from: number, to: number): number[] {
  const counts = new Array<number>(HEAT.columns).fill(0);
  for (const at of timesOf(members)) {
    if (at === null) continue;
    counts[Math.min(HEAT.columns - 1, Math.floor(((at - from) / (to - from)) * HEAT.columns))]!++;
  }
  return counts;
}

/** SVG does not break or cut text. */
function shortName(name: Child): Child {
  return typeof name === 'string' ? shorten(name, HEAT.characters) : name;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

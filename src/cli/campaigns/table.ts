import {
  countsOverTime,
  type CampaignList,
  type ListedCampaign,
  type ListedMember,
  membersByArticle,
  timesOf,
  wordingsOf,
} from '../../campaign/listing.js';
import { shownPeriod, shownTime } from '../../report/gather/hours.js';
import {
  CAMPAIGN,
  CAMPAIGN_HANDS_NAMES,
  CAMPAIGN_KIND_NAMES,
  CAMPAIGN_LINK_NAMES,
  CAMPAIGN_PACE_NAMES,
  CAMPAIGN_STATE_NAMES,
  campaignCounts,
} from '../../wording/campaigns.js';
import { CAMPAIGNS_OUTPUT } from '../../wording/cli/campaigns.js';
import { share } from '../../wording/numbers.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { columnsOf, padColumns, wrapStyled } from '../columns.js';
import type { Context } from '../context.js';

/** Campaigns in the table; further ones are counted. */
const LISTED = 30;
/** Wordings, comments and articles of one campaign that are shown. */
const SHOWN = { wordings: 12, members: 40, articles: 20 };
const BARS = ' ▁▂▃▄▅▆▇█';
const SPARK_COLUMNS = 16;
/** Columns of a text on one line. */
const TEXT_COLUMNS = 400;

/** The table of campaigns: two lines for each, name and course above, what it is below. */
export function campaignsTable(campaigns: readonly ListedCampaign[], context: Context): string[] {
  const { colors, say } = context;
  if (campaigns.length === 0) return [say(CAMPAIGNS_OUTPUT.none)];
  const shown = campaigns.slice(0, LISTED);
  const ids = Math.max(...shown.map(({ id }) => columnsOf(id))) + 2;
  const rows = shown.flatMap((campaign) => {
    const { id, name } = campaign;
    const spark = sparkline(campaign.members);
    const room = context.width - ids - SPARK_COLUMNS - 2;
    const title = fitted(sanitizeForTerminal(name === '' ? say(CAMPAIGN.nameless) : name), room);
    const about = wrapStyled([{ text: aboutLine(campaign, context), style: undefined }], context.width - ids);
    return [
      `${colors.bold(padColumns(id, ids))}${padColumns(title, room)}  ${colors.cyan(spark)}`.trimEnd(),
      ...about.map((line) =>
        colors.dim(
          ' '.repeat(ids) +
            line
              .map(({ text }) => text)
              .join('')
              .trimEnd(),
        ),
      ),
    ];
  });
  const more = campaigns.length - shown.length;
  return more > 0 ? [...rows, say(CAMPAIGNS_OUTPUT.more(more))] : rows;
}

/** Kind, counts, time, shape: everything but the name. */
function aboutLine(campaign: ListedCampaign, { say }: Context): string {
  const { kind, state, counts, shape, foreign } = campaign;
  const period = shownPeriod(campaign.first, campaign.last);
  const authors = shape.hands === 'unknown' ? null : counts.authors;
  return [
    say(CAMPAIGN_KIND_NAMES[kind]),
    ...(state === 'known' ? [] : [say(CAMPAIGN_STATE_NAMES[state])]),
    say(campaignCounts({ ...counts, authors })),
    ...(period === null ? [] : [period]),
    `${say(CAMPAIGN_HANDS_NAMES[shape.hands])}, ${say(CAMPAIGN_PACE_NAMES[shape.pace])}`,
    ...(foreign === null ? [] : [say(CAMPAIGNS_OUTPUT.foreign(share(foreign, 1)))]),
  ].join(' · ');
}

/** The course of a campaign as a row of bars. */
export function sparkline(members: readonly ListedMember[]): string {
  const counts = countsOverTime(timesOf(members), SPARK_COLUMNS);
  const most = Math.max(1, ...counts);
  return counts.map((count) => BARS[Math.ceil((count / most) * (BARS.length - 1))]).join('');
}

/** Everything about one campaign. */
export function campaignPage(campaign: ListedCampaign, list: CampaignList, context: Context): string[] {
  const { colors, say } = context;
  const { id, name, members } = campaign;
  const titles = new Map(list.articles.map((article) => [article.id, article.title]));
  const wordings = wordingsOf(members);
  const articles = membersByArticle(members);
  const section = (head: string, lines: string[], all: number): string[] => [
    '',
    colors.bold(head),
    ...lines,
    ...(all > lines.length ? [`  ${say(CAMPAIGNS_OUTPUT.moreLines(all - lines.length))}`] : []),
  ];
  const line = (text: string): string => fitted(sanitizeForTerminal(text), TEXT_COLUMNS);
  return [
    colors.bold(`${id}  ${sanitizeForTerminal(name === '' ? say(CAMPAIGN.nameless) : name)}`),
    aboutLine(campaign, context),
    colors.cyan(sparkline(members)),
    ...section(
      say(CAMPAIGNS_OUTPUT.wordings(wordings.length)),
      wordings
        .slice(0, SHOWN.wordings)
        .map(({ text, span, posts }) => `  ${padColumns(`×${posts}`, 5)} ${marked(text, span, context)}`),
      wordings.length,
    ),
    ...section(
      say(CAMPAIGNS_OUTPUT.articles(articles.length)),
      articles
        .slice(0, SHOWN.articles)
        .map(
          ([article, of]) => `  ${padColumns(`×${of.length}`, 5)} ${line(titles.get(article) ?? article)}`,
        ),
      articles.length,
    ),
    ...section(
      say(CAMPAIGNS_OUTPUT.members(members.length)),
      members.slice(0, SHOWN.members).map((member) => memberLine(member, context)),
      members.length,
    ),
    ...historyLines(list, id, context),
  ];
}

/** A comment with the shared words marked, how it was linked, and how its disguise reads. */
function memberLine(member: ListedMember, context: Context): string {
  const { colors, say } = context;
  const { post, text, span, at, author, link, by, phrase, core } = member;
  const notes = [
    ...(at === null ? [] : [shownTime(at) ?? at]),
    ...(author === null ? [] : [say(CAMPAIGNS_OUTPUT.author(author))]),
    ...(link === null ? [] : [say(CAMPAIGNS_OUTPUT.linkedTo(CAMPAIGN_LINK_NAMES[by], link))]),
    ...(span !== null && phrase !== text.slice(...span) && phrase !== ''
      ? [say(CAMPAIGNS_OUTPUT.undone(phrase))]
      : []),
    ...(core ? [] : [say(CAMPAIGNS_OUTPUT.fringe)]),
  ];
  return `  ${sanitizeForTerminal(post)}  ${marked(text, span, context)} ${colors.dim(sanitizeForTerminal(`(${notes.join(' · ')})`))}`;
}

/** A text on one line with a span in colour, or in brackets where there is none. */
function marked(text: string, span: readonly [number, number] | null, { colors, colored }: Context): string {
  const clean = (part: string): string => sanitizeForTerminal(part.replace(/\s+/gu, ' '));
  if (span === null) return fitted(clean(text), TEXT_COLUMNS);
  const [start, end] = span;
  const words = clean(text.slice(start, end));
  const before = clean(text.slice(Math.max(0, start - TEXT_COLUMNS / 2), start));
  const after = clean(text.slice(end, end + TEXT_COLUMNS / 2));
  return `${before}${colored ? colors.yellow(words) : `[${words}]`}${after}`;
}

function historyLines({ history }: CampaignList, id: string, { colors, say }: Context): string[] {
  const own = history.filter((change) =>
    change.action === 'merge' ? change.into === id : change.into === id || change.from === id,
  );
  if (own.length === 0) return [];
  const lines = own.map((change) => {
    const what =
      change.action === 'merge'
        ? CAMPAIGNS_OUTPUT.mergedInto(change.campaigns.join(', '), change.into)
        : CAMPAIGNS_OUTPUT.splitInto(change.posts.length, change.from, change.into);
    return `  ${shownTime(change.at) ?? change.at}  ${say(what)}`;
  });
  return ['', colors.bold(say(CAMPAIGNS_OUTPUT.history)), ...lines];
}

/** A text cut at so many columns. */
function fitted(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let cut = '';
  let used = 0;
  for (const letter of text) {
    used += columnsOf(letter);
    if (used > columns - 1) break;
    cut += letter;
  }
  return `${cut}…`;
}

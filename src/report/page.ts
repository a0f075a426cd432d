import { createHash } from 'node:crypto';
import type { CampaignList } from '../campaign/listing.js';
import type { Language } from '../fault.js';
import type { ReportCollector } from './gather/collect.js';
import { SCRIPT, STYLE } from './inlined.js';
import type { ReportData } from './view/data.js';
import { type Child, h, type Tree } from './view/tree.js';
import { REPORT, REPORT_TITLE } from '../wording/report.js';
import { dataBlocks, markup, scriptJson } from './write/markup.js';
import { scoreChart, timeChart } from './write/charts.js';
import { commentsSection } from './write/comments.js';
import { floodsList } from './write/floods.js';
import { campaignsPanel, exportedCampaigns } from './write/campaigns.js';
import { samplePanel } from './write/sampling.js';
import { takeShown, type Shown } from './write/shown.js';
import { summary } from './write/summary.js';
import { articlesTable, homesList, reasonsList } from './write/tables.js';

/** Facts about the run for the page. */
export interface ReportOptions {
  /** First language of the page; a switch in it changes it. */
  readonly language: Language;
  /** Names of the judged files, as the user gave them. */
  readonly sources: readonly string[];
  /** Rows that could not be read. */
  readonly rejects: number;
  /** The campaigns of the dump; undefined: nobody looked for them. */
  readonly campaigns?: Pick<CampaignList, 'campaigns' | 'articles'> | undefined;
  /** Time of the report, ISO 8601. Without it, the output is deterministic. */
  readonly madeAt?: string | undefined;
}

/**
 * Generates the report as one HTML file, in pieces, as 100,000 comments take tens of MB. The page loads nothing. Its
 * content security policy allows only its own script and style, by hash: even an escaping bug could not run or load
 * anything.
 */
export function* reportPage(collected: ReportCollector, options: ReportOptions): Generator<string> {
  const { language, campaigns = { campaigns: [], articles: [] } } = options;
  const shown = takeShown(collected);
  yield head(language);
  yield markup(header(), language);
  yield '<main>\n';
  for (const part of overview(collected, shown, options)) yield `${markup(part, language)}\n`;
  yield `${markup(commentsSection(shown, collected.counts, campaigns.campaigns), language)}\n</main>\n`;
  yield `<noscript>${markup(NO_SCRIPT, language)}</noscript>\n`;
  yield `<script type="application/json" id="report">${scriptJson(dataOf(shown, collected, language))}</script>\n`;
  // The script precedes the blocks and waits for them, so the page responds while the browser still parses them.
  yield `<script>${SCRIPT}</script>\n`;
  yield* dataBlocks(shown, exportedCampaigns(campaigns));
  yield '</body>\n</html>\n';
}

const NO_SCRIPT = h('p', { class: 'soft' }, REPORT.noScript);

function head(language: Language): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${hash(SCRIPT)}'`,
    `style-src 'sha256-${hash(STYLE)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${REPORT_TITLE[language]}</title>
<style>${STYLE}</style>
</head>
<body>
`;
}

function header(): Tree {
  return h(
    'header',
    { class: 'top' },
    h('p', { class: 'brand' }, REPORT_TITLE),
    h(
      'div',
      { class: 'row needs-script' },
      h('button', { type: 'button', class: 'quiet', 'data-do': 'theme' }, REPORT.theme),
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'language' },
        h('span', { class: 'ko', lang: 'en' }, 'English'),
        h('span', { class: 'en', lang: 'ko' }, '한국어'),
      ),
      h('button', { type: 'button', class: 'quiet', 'data-do': 'print' }, REPORT.print),
    ),
  );
}

function overview(
  collected: ReportCollector,
  { articles, floods, drawn }: Shown,
  options: ReportOptions,
): Child[] {
  const { tallies, counts } = collected;
  if (counts.comments === 0) return [summary(collected, options)];
  return [
    summary(collected, options),
    floodsList(collected, floods),
    options.campaigns === undefined ? '' : campaignsPanel(options.campaigns),
    h(
      'div',
      { class: 'panels' },
      timeChart(tallies),
      scoreChart(tallies),
      reasonsList(tallies),
      homesList(tallies),
    ),
    h('div', {}, articlesTable(articles, tallies.articles.size)),
    samplePanel(drawn.length),
  ];
}

/** The data of the page. `key` is a hash of the comments that separates stored decisions by report. */
function dataOf(
  { comments, articles, names }: Shown,
  { tallies: { bands } }: ReportCollector,
  language: Language,
): ReportData {
  const key = createHash('sha256');
  for (const comment of comments)
    key.update(JSON.stringify([comment.id, articles[comment.article]?.id, comment.text]));
  return { key: key.digest('hex').slice(0, 32), language, shown: comments.length, names, bands };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

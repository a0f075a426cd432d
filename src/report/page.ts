import { createHash } from 'node:crypto';
import type { Language } from '../fault.js';
import type { ReportCollector } from './gather/collect.js';
import { SCRIPT, STYLE } from './inlined.js';
import type { ReportData } from './view/data.js';
import { h, type Tree } from './view/tree.js';
import { TITLE } from './view/words.js';
import { dataBlocks, markup, scriptJson } from './write/markup.js';
import { scoreChart, timeChart } from './write/charts.js';
import { commentsSection } from './write/comments.js';
import { takeShown, type Shown } from './write/shown.js';
import { summary } from './write/summary.js';
import { articlesTable, homesList, reasonsList } from './write/tables.js';

export interface ReportOptions {
  /** In which the page begins; it can be switched there. */
  readonly language: Language;
  /** The names of what was judged, as the user gave them. */
  readonly sources: readonly string[];
  readonly rejects: number;
  /** When it was made, ISO 8601. Left out, the same comments give the same bytes. */
  readonly madeAt?: string | undefined;
}

/**
 * The report as one HTML file, in pieces: a report of 100,000 comments is tens of MB. Nothing in it is fetched; its policy
 * lets only its own script and style in, known by their hashes, so that even a hole in the escaping could neither run nor load anything.
 */
export function* reportPage(collected: ReportCollector, options: ReportOptions): Generator<string> {
  const { language } = options;
  const shown = takeShown(collected);
  yield head(language);
  yield markup(header(), language);
  yield '<main>\n';
  for (const part of overview(collected, shown, options)) yield `${markup(part, language)}\n`;
  yield `${markup(commentsSection(shown, collected.counts), language)}\n</main>\n`;
  yield `<noscript>${markup(NO_SCRIPT, language)}</noscript>\n`;
  yield `<script type="application/json" id="report">${scriptJson(dataOf(shown, language))}</script>\n`;
  // Before the blocks, which it waits for: the page answers while they are still being read.
  yield `<script>${SCRIPT}</script>\n`;
  yield* dataBlocks(shown);
  yield '</body>\n</html>\n';
}

const NO_SCRIPT = h(
  'p',
  { class: 'soft' },
  {
    ko: '스크립트가 꺼져 있어 처음 댓글들만 보입니다.',
    en: 'Scripts are off: only the first comments can be seen.',
  },
);

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
<title>${TITLE[language]}</title>
<style>${STYLE}</style>
</head>
<body>
`;
}

function header(): Tree {
  return h(
    'header',
    { class: 'top' },
    h('p', { class: 'brand' }, TITLE),
    h(
      'div',
      { class: 'row needs-script' },
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'theme' },
        { ko: '밝게·어둡게', en: 'light/dark' },
      ),
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'language' },
        h('span', { class: 'ko', lang: 'en' }, 'English'),
        h('span', { class: 'en', lang: 'ko' }, '한국어'),
      ),
      h('button', { type: 'button', class: 'quiet', 'data-do': 'print' }, { ko: '인쇄', en: 'print' }),
    ),
  );
}

function overview(collected: ReportCollector, { articles }: Shown, options: ReportOptions): Tree[] {
  const { tallies, counts } = collected;
  if (counts.comments === 0) return [summary(collected, options)];
  return [
    summary(collected, options),
    h(
      'div',
      { class: 'panels' },
      timeChart(tallies),
      scoreChart(tallies),
      reasonsList(tallies),
      homesList(tallies),
    ),
    h('div', {}, articlesTable(articles, tallies.articles.size)),
  ];
}

/** `key` names the comments and what was said of them: marks belong to these and to no other report. */
function dataOf({ comments, articles, names }: Shown, language: Language): ReportData {
  const key = createHash('sha256');
  for (const comment of comments)
    key.update(JSON.stringify([comment.id, articles[comment.article]?.id, comment.text]));
  return { key: key.digest('hex').slice(0, 32), language, shown: comments.length, names };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

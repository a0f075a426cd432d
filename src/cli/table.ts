import type { Article, Comment } from '../article/article.js';
import type { LocalizedText } from '../fault.js';
import { countAll, type Result } from '../judge/result.js';
import { countsLine } from '../wording/verdicts.js';
import { ATTENTION_NAMES, percent, VERDICT_NAMES } from '../wording/verdicts.js';
import type { Context } from './context.js';
import { commentLines, reasonLines } from './table-cells.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import { padColumns, wrapStyled } from './wrap.js';

/** Columns of the table's fixed cells; the comment takes the rest. */
const COLUMNS = { mark: 2, number: 4, verdict: 10, percent: 6, gap: 2 };

const HEADS = {
  number: { ko: '번호', en: 'no.' },
  verdict: { ko: '판정', en: 'verdict' },
  percent: { ko: '확률', en: 'prob.' },
  comment: { ko: '댓글과 까닭', en: 'comment and reasons' },
} satisfies Record<string, LocalizedText>;

const LEGEND: LocalizedText = {
  ko: '확률은 무관할 확률 · + 무관 쪽, − 관련 쪽',
  en: 'prob. of off topic · + against, − for',
};

/** The table of one page: its comments with verdict, probability, marked words and reasons, and a line of counts. */
export function renderTable(
  article: Article,
  comments: readonly Comment[],
  results: readonly Result[],
  context: Context,
): string {
  const { colors, language } = context;
  const rows = comments.map((comment, index) => row(comment, index + 1, results[index], context));
  return [
    ...plainLines(sanitizeForTerminal(article.title), context.width).map(colors.bold),
    '',
    heads(context),
    colors.dim('─'.repeat(context.width)),
    ...rows.flat(),
    colors.dim('─'.repeat(context.width)),
    ...plainLines(countsLine(countAll(results), language), context.width),
    ...plainLines(legend(results, context), context.width).map(colors.dim),
  ].join('\n');
}

function plainLines(text: string, width: number): string[] {
  return wrapStyled([{ text, style: undefined }], width).map((line) =>
    line
      .map((part) => part.text)
      .join('')
      .trimEnd(),
  );
}

/** How far the comment's column stands from the left. */
function commentIndent(): number {
  const { mark, number, verdict, percent: share, gap } = COLUMNS;
  return mark + number + gap + verdict + gap + share + gap;
}

function heads({ colors, language }: Context): string {
  const cells = [
    ' '.repeat(COLUMNS.mark) + padColumns(HEADS.number[language], COLUMNS.number, 'left'),
    padColumns(HEADS.verdict[language], COLUMNS.verdict),
    padColumns(HEADS.percent[language], COLUMNS.percent, 'left'),
    HEADS.comment[language],
  ];
  return colors.dim(cells.join(' '.repeat(COLUMNS.gap)));
}

function row(comment: Comment, number: number, result: Result | undefined, context: Context): string[] {
  if (result === undefined) return [];
  const { colors, language, width } = context;
  const gap = ' '.repeat(COLUMNS.gap);
  const paint = { 'off-topic': colors.red, 'on-topic': colors.green, unclear: colors.yellow }[result.verdict];
  const mark = result.flag ? '⚑' : result.review ? '◦' : ' ';
  const first = [
    colors.red(padColumns(mark, COLUMNS.mark)) + padColumns(String(number), COLUMNS.number, 'left'),
    paint(padColumns(VERDICT_NAMES[result.verdict][language], COLUMNS.verdict)),
    padColumns(percent(result.score), COLUMNS.percent, 'left'),
  ].join(gap);
  const room = width - commentIndent();
  const indent = ' '.repeat(commentIndent());
  const [head = '', ...rest] = commentLines(comment.text, result.reasons, room, context);
  return [
    `${first}${gap}${head}`,
    ...[...rest, ...reasonLines(result, room, context)].map((line) => indent + line),
  ];
}

function legend(results: readonly Result[], { colored, language }: Context): string {
  const parts = [
    ...(results.some(({ flag }) => flag) ? [`⚑ ${ATTENTION_NAMES.flag[language]}`] : []),
    ...(results.some(({ flag, review }) => review && !flag) ? [`◦ ${ATTENTION_NAMES.review[language]}`] : []),
    ...(colored ? [] : [{ ko: '【무관 쪽 말】 〔관련 쪽 말〕', en: '【against】 〔for〕' }[language]]),
    LEGEND[language],
  ];
  return parts.join(' · ');
}

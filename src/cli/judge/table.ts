import type { Article, Comment } from '../../article/article.js';
import type { LocalizedText } from '../../fault.js';
import {
  cutPieces,
  gatherReasons,
  markPieces,
  NO_REASON,
  reasonLine,
  type Side,
} from '../../judge/explain.js';
import type { Reason, Result } from '../../judge/result.js';
import { countAll, countsLine } from '../../judge/verdict-counts.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { ATTENTION_NAMES, percent, VERDICT_NAMES } from '../../wording/verdicts.js';
import type { Context } from '../context.js';
import { padColumns, type Styled, wrapStyled } from '../columns.js';

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

/** Code units of a comment that the table shows; what speaks beyond them still stands in the reasons. */
const SHOWN_LENGTH = 400;

/** Reasons of one comment that the table shows, the strongest. */
const SHOWN_REASONS = 5;

type Style = Side | 'note';

/** The comment's text in lines of `room` columns, the words that speak marked. */
function commentLines(
  text: string,
  reasons: readonly Reason[],
  room: number,
  { colors, colored, language }: Context,
): string[] {
  const { pieces, leftOff } = cutPieces(markPieces(text, reasons), SHOWN_LENGTH);
  const styled: Styled<Style>[] = pieces.map(({ text: part, side }) => ({
    text: colored ? sanitizeForTerminal(part) : bracketed(sanitizeForTerminal(part), side),
    style: side,
  }));
  if (leftOff > 0) {
    const more = leftOff.toLocaleString('en-US');
    styled.push({
      text: { ko: ` … (${more}자 더)`, en: ` … (${more} more characters)` }[language],
      style: 'note',
    });
  }
  const paints: Record<Style, (part: string) => string> = {
    against: (part) => colors.red(colors.underline(part)),
    for: colors.green,
    none: (part) => part,
    note: colors.dim,
  };
  return wrapStyled(styled, room).map((line) =>
    line
      .map((part) => paints[part.style](part.text))
      .join('')
      .trimEnd(),
  );
}

/** The reasons in words under the comment, strongest first. */
function reasonLines(
  { reasons, verdict }: Pick<Result, 'reasons' | 'verdict'>,
  room: number,
  { colors, language }: Context,
): string[] {
  if (reasons.length === 0)
    return hanging(NO_REASON[verdict][language], room).map((line) => colors.dim(line));
  const gathered = gatherReasons(reasons);
  const lines = gathered.slice(0, SHOWN_REASONS).flatMap(({ reason, times }) => {
    const paint = reason.weight > 0 ? colors.red : reason.weight < 0 ? colors.green : colors.dim;
    return hanging(sanitizeForTerminal(reasonLine(reason, language, times)), room).map((line) => paint(line));
  });
  const more = gathered.length - SHOWN_REASONS;
  if (more > 0) lines.push(colors.dim({ ko: `  그 밖에 ${more}가지`, en: `  and ${more} more` }[language]));
  return lines;
}

function hanging(text: string, room: number): string[] {
  return wrapStyled([{ text, style: undefined }], room - 2).map((line, index) => {
    const words = line
      .map((part) => part.text)
      .join('')
      .trimEnd();
    return `${index === 0 ? '· ' : '  '}${words}`;
  });
}

/** Marks that need no colour: against 【】, for 〔〕. */
function bracketed(text: string, side: Side): string {
  if (side === 'none') return text;
  return side === 'against' ? `【${text}】` : `〔${text}〕`;
}

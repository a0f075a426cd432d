import type { Article, Comment } from '../../article/article.js';
import { cutNote, cutPieces, gatherReasons, markPieces, reasonLine, type Side } from '../../judge/explain.js';
import { NO_REASON } from '../../wording/reasons.js';
import type { Reason, Result } from '../../judge/result.js';
import { countAll } from '../../judge/result.js';
import { countsLine } from '../../wording/verdicts.js';
import { LEFT_OUT, TABLE_HEADS, TABLE_LEGEND } from '../../wording/cli/judge.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { ATTENTION_NAMES, percent, VERDICT_NAMES } from '../../wording/verdicts.js';
import { padColumns, wrapStyled, type Styled } from '../columns.js';
import type { Context } from '../context.js';

/** Columns of the table's fixed cells; the comment takes the rest. */
const COLUMNS = { mark: 2, number: 4, verdict: 10, percent: 6, gap: 2 };

/** Code units of a comment that the table shows; the reasons quote evidence beyond them too. */
const SHOWN_LENGTH = 400;

/** Reasons of one comment that the table shows, the strongest. */
const SHOWN_REASONS = 5;

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

/** Columns to the left of the comment. */
function commentIndent(): number {
  const { mark, number, verdict, percent: share, gap } = COLUMNS;
  return mark + number + gap + verdict + gap + share + gap;
}

function heads({ colors, language }: Context): string {
  const cells = [
    ' '.repeat(COLUMNS.mark) + padColumns(TABLE_HEADS.number[language], COLUMNS.number, 'left'),
    padColumns(TABLE_HEADS.verdict[language], COLUMNS.verdict),
    padColumns(TABLE_HEADS.percent[language], COLUMNS.percent, 'left'),
    TABLE_HEADS.comment[language],
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
  const columns = width - commentIndent();
  const indent = ' '.repeat(commentIndent());
  const [head = '', ...rest] = commentLines(comment.text, result.reasons, columns, context);
  return [
    `${first}${gap}${head}`,
    ...[...rest, ...reasonLines(result, columns, context)].map((line) => indent + line),
  ];
}

function legend(results: readonly Result[], { colored, language }: Context): string {
  const parts = [
    ...(results.some(({ flag }) => flag) ? [`⚑ ${ATTENTION_NAMES.flag[language]}`] : []),
    ...(results.some(({ flag, review }) => review && !flag) ? [`◦ ${ATTENTION_NAMES.review[language]}`] : []),
    ...(colored ? [] : [TABLE_LEGEND.brackets[language]]),
    TABLE_LEGEND.figures[language],
  ];
  return parts.join(' · ');
}

type Style = Side | 'note';

/** The comment's text in lines of so many columns, with its evidence marked. */
function commentLines(
  text: string,
  reasons: readonly Reason[],
  columns: number,
  { colors, colored, say }: Context,
): string[] {
  const { pieces, leftOff } = cutPieces(markPieces(text, reasons), SHOWN_LENGTH);
  const styled: Styled<Style>[] = pieces.map(({ text: part, side }) => ({
    text: colored ? sanitizeForTerminal(part) : bracketed(sanitizeForTerminal(part), side),
    style: side,
  }));
  if (leftOff > 0) styled.push({ text: say(LEFT_OUT.characters(leftOff)), style: 'note' });
  const paints: Record<Style, (part: string) => string> = {
    against: (part) => colors.red(colors.underline(part)),
    for: colors.green,
    none: (part) => part,
    note: colors.dim,
  };
  return wrapStyled(styled, columns).map((line) =>
    line
      .map((part) => paints[part.style](part.text))
      .join('')
      .trimEnd(),
  );
}

/** Marks that need no colour: against 【】, for 〔〕. */
function bracketed(text: string, side: Side): string {
  if (side === 'none') return text;
  return side === 'against' ? `【${text}】` : `〔${text}〕`;
}

/** The reasons in words under the comment, strongest first. */
function reasonLines(
  { reasons, verdict, judged, judgedBody }: Pick<Result, 'reasons' | 'verdict' | 'judged' | 'judgedBody'>,
  columns: number,
  { colors, language, say }: Context,
): string[] {
  const cut = cutNote({ judged, judgedBody });
  const note = cut === null ? [] : hanging(say(cut), columns).map((line) => colors.dim(line));
  if (reasons.length === 0)
    return [...hanging(NO_REASON[verdict][language], columns).map((line) => colors.dim(line)), ...note];
  const gathered = gatherReasons(reasons, verdict);
  const lines = gathered.slice(0, SHOWN_REASONS).flatMap(({ reason, times }) => {
    const paint = reason.weight > 0 ? colors.red : reason.weight < 0 ? colors.green : colors.dim;
    const line = sanitizeForTerminal(reasonLine(reason, language, times));
    return hanging(line, columns).map((part) => paint(part));
  });
  const more = gathered.length - SHOWN_REASONS;
  if (more > 0) lines.push(colors.dim(say(LEFT_OUT.reasons(more))));
  return [...lines, ...note];
}

/** Lines with a bullet before the first and an indent before the others. */
function hanging(text: string, columns: number): string[] {
  return plainLines(text, columns - 2).map((line, index) => `${index === 0 ? '· ' : '  '}${line}`);
}

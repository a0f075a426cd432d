import { cutPieces, gatherReasons, markPieces, reasonLine, type Side } from '../judge/explain.js';
import { NO_REASON } from '../wording/reasons.js';
import type { Reason, Result } from '../judge/result.js';
import type { Context } from './context.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import { wrapStyled, type Styled } from './wrap.js';

/** Code units of a comment that the table shows; what speaks beyond them still stands in the reasons. */
const SHOWN_LENGTH = 400;

/** Reasons of one comment that the table shows, the strongest. */
const SHOWN_REASONS = 5;

type Style = Side | 'note';

/** The comment's text in lines of `room` columns, the words that speak marked. */
export function commentLines(
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
export function reasonLines(
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

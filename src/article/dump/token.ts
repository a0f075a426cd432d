import { isPlaceholder } from '../placeholder.js';
import { type DateLine, readAuthoredDate, readDate } from './date.js';
import type { Line } from './lines.js';
import { isCounter, isMaskedName, isNotice, MAX_CHROME, readButtons } from './vocabulary.js';

/** A line under the comment heading, and what it seems to be. */
export interface Token {
  readonly line: Line;
  readonly kind: 'text' | 'placeholder' | 'notice' | 'date' | 'authored' | 'button' | 'count' | 'name';
  /** Nobody writes that as a comment. */
  readonly sure: boolean;
  readonly date?: DateLine;
}

/** What one line seems to be, seen alone; the layout of the whole list decides what doubtful ones are. */
export function tokenOf(line: Line): Token {
  const { text } = line;
  if (isPlaceholder(text)) return { line, kind: 'placeholder', sure: true };
  if (text.length > MAX_CHROME) return { line, kind: 'text', sure: true };
  const date = readDate(text);
  if (date !== null) return { line, kind: 'date', sure: date.sure, date };
  const buttons = readButtons(text);
  if (buttons !== null) return { line, kind: 'button', sure: buttons.sure };
  if (isNotice(text)) return { line, kind: 'notice', sure: true };
  if (isCounter(text)) return { line, kind: 'count', sure: false };
  const authored = readAuthoredDate(text);
  if (authored !== null) return { line, kind: 'authored', sure: authored.sure, date: authored };
  if (isMaskedName(text)) return { line, kind: 'name', sure: false };
  return { line, kind: 'text', sure: false };
}

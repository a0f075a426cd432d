import { z } from 'zod';
import type { LocalizedText } from '../fault.js';
import { REJECT_CHARACTERS } from './limits.js';

/** A row that was not judged, and why. */
export type Reject = Readonly<z.infer<typeof rejectSchema>>;

export const rejectSchema = z.object({
  file: z.string(),
  line: z.int(),
  /** Stable, for programs. */
  code: z.string(),
  said: z.object({ ko: z.string(), en: z.string() }),
  /** The row as far as it could be read. */
  row: z.string(),
});

/** The line of the rejects' file: `{"file","line","reason","row"}`, the row cut at 2,000 characters. */
export function rejectRow(reject: Reject, language: keyof LocalizedText): string {
  const { file, line, code, said, row } = reject;
  return JSON.stringify({ file, line, reason: `${code}: ${said[language]}`, row: cut(row) });
}

function cut(row: string): string {
  if (row.length <= REJECT_CHARACTERS) return row;
  const end = /[\uD800-\uDBFF]/.test(row[REJECT_CHARACTERS - 1] ?? '')
    ? REJECT_CHARACTERS - 1
    : REJECT_CHARACTERS;
  return row.slice(0, end);
}

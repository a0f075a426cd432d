/** What the quotes of a line leave. */
export interface QuoteState {
  /** Whether the line ends within quotes. */
  readonly open: boolean;
  /** Whether a quote stood within quotes that neither doubles nor closes. */
  readonly misfit: boolean;
}

/**
 * Follows the quotes through one line as papaparse does (RFC 4180, and forgiving): quotes open only at the beginning of a
 * cell and close only before a delimiter or the line's end, spaces between allowed.
 *
 * @param inside whether the line begins within quotes
 */
export function scanQuotes(line: string, delimiter: string, inside: boolean): QuoteState {
  let open = inside;
  let misfit = false;
  let at = 0;
  for (;;) {
    if (!open) {
      // The beginning of a cell.
      if (line[at] === '"') {
        open = true;
        at++;
        continue;
      }
      const next = line.indexOf(delimiter, at);
      if (next === -1) return { open, misfit };
      at = next + 1;
      continue;
    }
    const quote = line.indexOf('"', at);
    if (quote === -1) return { open, misfit };
    if (line[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const next = afterSpaces(line, quote + 1, delimiter);
    if (next === line.length) return { open: false, misfit };
    open = line[next] !== delimiter;
    misfit ||= open;
    at = open ? quote + 1 : next + 1;
  }
}

function afterSpaces(line: string, from: number, delimiter: string): number {
  let at = from;
  while (at < line.length && line[at] !== delimiter && line[at]!.trim() === '') at++;
  return at;
}

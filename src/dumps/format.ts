import type { Columns } from './table/columns.js';
import { tableDelimiter, unknownTableDelimiter } from './table/header.js';

/** What an input is, by its first characters. */
export type Format =
  { readonly kind: 'rows' | 'page' | 'discord' } | { readonly kind: 'table'; readonly delimiter: string };

const ROWS: Format = { kind: 'rows' };
const PAGE: Format = { kind: 'page' };
const DISCORD: Format = { kind: 'discord' };

/**
 * Finds out by content whether an input is JSON Lines, a table, an export of DiscordChatExporter, or one page (text, HTML,
 * JSON).
 *
 * @param head the input's beginning as text; its last line may be cut unless `whole`
 * @param columns what the user says of a table's columns
 */
export function findFormat(head: string, whole: boolean, columns: Columns = {}): Format {
  const lines = head.split('\n');
  if (!whole && lines.length > 1) lines.pop();
  const filled = lines.map((line) => line.replace(/^\uFEFF/, '').trimEnd()).filter((line) => line !== '');
  const first = filled[0] ?? '';
  if (!first.startsWith('{')) {
    const delimiter = tableDelimiter(filled, columns);
    if (delimiter !== undefined) return { kind: 'table', delimiter };
  }
  if (first.startsWith('{') && looksLikeDiscord(head)) return DISCORD;
  // Pretty-printed JSON: its lines may be objects too, so it is told before them.
  if (first === '{') return PAGE;
  for (const line of filled) {
    const value = objectOf(line);
    if (value === undefined) continue;
    const lonePage = whole && filled.length === 1 && 'article' in value && !('comment' in value);
    return lonePage || Array.isArray(value.comments) ? PAGE : ROWS;
  }
  if (first.startsWith('{')) {
    if (/^\{\s*"article"\s*:\s*\{.*"comments"\s*:\s*\[/s.test(head)) return PAGE;
    // Pretty-printed JSON goes on with a key; broken JSON Lines go on with another `{`.
    return /^\s*["}\]]/.test(filled[1] ?? '') ? PAGE : ROWS;
  }
  const delimiter = /^\s*[<[]/.test(first) ? undefined : unknownTableDelimiter(filled);
  return delimiter === undefined ? PAGE : { kind: 'table', delimiter };
}

/** The keys DiscordChatExporter opens with (`JsonMessageWriter`): guild, channel, the dates, then the messages. */
function looksLikeDiscord(head: string): boolean {
  return (
    /^[\s\uFEFF]*\{\s*"guild"\s*:\s*\{/.test(head) &&
    /"channel"\s*:\s*\{/.test(head) &&
    /"messages"\s*:\s*\[/.test(head)
  );
}

function objectOf(line: string): Record<string, unknown> | undefined {
  // Rows begin at the margin; an indented object is a part of something larger.
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

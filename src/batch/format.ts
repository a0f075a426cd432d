import { Fault, type Said } from '../fault.js';

/** What a dump is, by its first characters. */
export type Format = 'rows' | 'page';

/** Names that head the columns of Korean crawlers' tables; two of them in the first line make it a header. */
const COLUMN =
  /^"?\s*(id|article_?id|news_?id|type|title|제목|content|contents|본문|comment|댓글|댓글내용|text|url|label)\s*"?$/i;

/**
 * Finds out by content whether a dump is JSON Lines or one page (text, HTML, JSON). What only later versions read is
 * refused by name rather than misread as a page.
 *
 * @param head the dump's beginning as text; its last line may be cut unless `whole`
 */
export function findFormat(head: string, whole: boolean, file: string): Format {
  const lines = head.split('\n');
  if (!whole && lines.length > 1) lines.pop();
  const filled = lines.map((line) => line.replace(/^\uFEFF/, '').trimEnd()).filter((line) => line !== '');
  const first = filled[0] ?? '';
  // Pretty-printed JSON: its lines may be objects too, so it is told before them.
  if (first === '{' && !/"messages"\s*:/.test(head)) return 'page';
  for (const line of filled) {
    const value = objectOf(line);
    if (value === undefined) continue;
    const lonePage = whole && filled.length === 1 && 'article' in value && !('comment' in value);
    if (lonePage || Array.isArray(value.comments)) return 'page';
    refuseDiscord(value, file);
    return 'rows';
  }
  if (first.startsWith('{')) {
    if (/"(guild|messages)"\s*:/.test(head) && /"channel"\s*:/.test(head))
      refuseDiscord({ messages: [] }, file);
    if (/^\{\s*"article"\s*:\s*\{.*"comments"\s*:\s*\[/s.test(head)) return 'page';
    // Pretty-printed JSON goes on with a key; broken JSON Lines go on with another `{`.
    return /^\s*["}\]]/.test(filled[1] ?? '') ? 'page' : 'rows';
  }
  refuseTable(first, file);
  return 'page';
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

function refuseDiscord(value: Record<string, unknown>, file: string): void {
  if (!Array.isArray(value.messages)) return;
  refuse(file, { ko: 'DiscordChatExporter의 JSON', en: 'JSON of DiscordChatExporter' });
}

function refuseTable(first: string, file: string): void {
  const separator = first.includes('\t') ? '\t' : ',';
  const columns = first.split(separator).filter((cell) => COLUMN.test(cell));
  if (columns.length >= 2) refuse(file, { ko: 'CSV·TSV 표', en: 'a CSV or TSV table' });
}

function refuse(file: string, what: Said): never {
  throw new Fault(
    'dump/not-yet',
    {
      ko: `${what.ko}은(는) 이 판에서 아직 읽지 못합니다`,
      en: `${what.en} cannot be read by this version yet`,
    },
    { file },
  );
}

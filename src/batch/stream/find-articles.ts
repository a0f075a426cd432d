import type { LineBlock } from '../../dumps/line-block.js';
import { type PlacedRow, rowsOf } from '../../dumps/rows.js';

/** Every article's row and every pair says this word; so does little else. */
const ARTICLE = Buffer.from('"article"');
/** JSON may write any letter so; then the word need not stand there. */
const ESCAPED = Buffer.from('\\u00');

/**
 * The rows of a block that bring an article (article rows and pairs), without reading the others: the reading thread
 * needs to know no more, and reading a row as JSON is dear.
 */
export function* articleRows(block: LineBlock): Generator<PlacedRow> {
  const bytes = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength);
  if (block.among === 'articles' || bytes.includes(ESCAPED)) {
    for (const placed of rowsOf(block)) if (bringsArticle(placed)) yield placed;
    return;
  }
  let index = 0;
  let counted = 0;
  for (let at = bytes.indexOf(ARTICLE); at !== -1;) {
    const start = at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1;
    const feed = bytes.indexOf(0x0a, at);
    const end = feed === -1 ? bytes.length : feed + 1;
    for (
      let line = bytes.indexOf(0x0a, counted);
      line !== -1 && line < start;
      line = bytes.indexOf(0x0a, counted)
    ) {
      index++;
      counted = line + 1;
    }
    const line = block.lines?.[index] ?? block.line + index;
    for (const placed of rowsOf({
      ...block,
      bytes: block.bytes.subarray(start, end),
      line,
      lines: undefined,
    }))
      if (bringsArticle(placed)) yield { ...placed, index };
    at = bytes.indexOf(ARTICLE, end);
  }
}

function bringsArticle({ row }: PlacedRow): boolean {
  return row.kind === 'article' || row.kind === 'pair';
}

/** Lines of a block, empty ones too. */
export function linesIn({ bytes, lines }: LineBlock): number {
  if (lines !== undefined) return lines.length;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf(0x0a); at !== -1; at = buffer.indexOf(0x0a, at + 1)) count++;
  return count;
}

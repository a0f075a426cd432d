import { gzipSync } from 'node:zlib';
import type { Language } from '../../fault.js';
import { BLOCK_COMMENTS } from '../gather/limits.js';
import { type Child, plainAttributes, plainChildren, showWild } from '../view/tree.js';
import type { ExportedCampaign } from '../view/campaigns-file.js';
import type { Shown } from './shown.js';

/** Campaigns per block; most have a few members. */
const BLOCK_CAMPAIGNS = 100;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Elements without an end tag. */
const VOID = new Set(['meta', 'input', 'br', 'wbr']);

/** Escapes a text for elements and quoted attributes. */
function escapeHtml(text: string): string {
  return showWild(text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character));
}

/** Renders a tree as HTML; all text is escaped. */
export function markup(child: Child, language: Language): string {
  return plainChildren([child])
    .map((piece) => {
      if (typeof piece === 'string') return escapeHtml(piece);
      const attributes = plainAttributes(piece.attributes, language)
        .map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`))
        .join('');
      const start = `<${piece.tag}${attributes}>`;
      return VOID.has(piece.tag) ? start : `${start}${markup(piece.children, language)}</${piece.tag}>`;
    })
    .join('');
}

/** JSON for a script element, escaped so that it cannot end the element or begin a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Rows as script elements of Base64-encoded gzip, which the browser unpacks one by one when idle. */
function* blocks(name: string, rows: readonly unknown[], most: number): Generator<string> {
  for (let start = 0; start < rows.length; start += most) {
    // No character of Base64 has a meaning in HTML.
    const packed = gzipSync(JSON.stringify(rows.slice(start, start + most))).toString('base64');
    yield `<script type="application/octet-stream" data-block="${name}">${packed}</script>\n`;
  }
}

/** The blocks of articles, comments, bodies and campaigns. */
export function* dataBlocks(
  { articles, comments, drawn, bodies }: Shown,
  campaigns: readonly ExportedCampaign[],
): Generator<string> {
  yield* blocks('articles', articles, 10 * BLOCK_COMMENTS);
  yield* blocks('comments', comments, BLOCK_COMMENTS);
  yield* blocks('drawn', drawn, BLOCK_COMMENTS);
  yield* blocks('bodies', bodies, BLOCK_COMMENTS);
  yield* blocks('campaigns', campaigns, BLOCK_CAMPAIGNS);
}

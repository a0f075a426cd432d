import type { Language } from '../../fault.js';
import { plainAttributes, plainChildren, type Child } from '../view/tree.js';
import { showWild } from '../view/wild.js';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Elements without an end tag. */
const VOID = new Set(['meta', 'input', 'br', 'wbr']);

/** Text as HTML, fit for elements and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return showWild(text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character));
}

/** A tree as HTML; all text in it is escaped. */
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

/** JSON that can stand in a script element: nothing in it can end the element or begin a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

import { decodeHTML } from 'entities';

/** Elements that comments and articles are written with; anything else in angle brackets is text. */
const TAG =
  /<(\/?)(a|abbr|article|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|video|wbr)(?=[\s/>])[^<>]*>/gi;
const SILENT = /<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
/** Elements that stand on lines of their own. */
const BLOCKS =
  /^(?:article|blockquote|center|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|table|tr|ul)$/i;

/** Whether a text is written in HTML: it has a tag that comments and articles are written with. */
export function hasTags(text: string): boolean {
  TAG.lastIndex = 0;
  return text.includes('<') && TAG.test(text);
}

/**
 * HTML as the text that a reader sees: tags away, `<br>` and blocks as line breaks, entities decoded. A text without tags keeps its
 * line breaks and spaces.
 *
 * @example textOfHtml('<p>A &amp; B</p><p>C</p>') // 'A & B\nC'
 */
export function textOfHtml(html: string): string {
  if (!html.includes('<')) return html.includes('&') ? decodeHTML(html) : html;
  const text = html.replace(SILENT, '').replace(TAG, (_, __, name: string) => {
    if (/^br$/i.test(name)) return '\n';
    return BLOCKS.test(name) ? BLOCK : '';
  });
  // Several blocks that end and begin make one line break.
  const lines = text.replace(/[^\S\n]*\uE000[\s\uE000]*/g, '\n').replace(/^\n+|\n+$/g, '');
  return decodeHTML(lines);
}

/** A private character in place of a block's edge. */
const BLOCK = '\uE000';

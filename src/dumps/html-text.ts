import { decodeHTML } from 'entities';

/** Elements behind which a browser begins a new line. */
const BREAKS = 'p|div|li|ul|ol|blockquote|tr|h[1-6]|section|article|figure|pre|table';

/** Elements that comment fields hold; anything else in angle brackets (`<3`, `<제목>`) is text. */
const KNOWN = `${BREAKS}|br|hr|a|b|i|u|s|em|strong|span|del|ins|img|small|sub|sup|code|font|strike|mark|cite|q|td|th|tbody|thead|script|style|iframe|figcaption|video|audio|source|wbr`;

const TAG = new RegExp(`</?(${KNOWN})(?:\\s[^<>]*)?/?>`, 'giu');
const BREAK = new RegExp(`^(?:br|hr|${BREAKS})$`, 'iu');
/** What a browser does not show, by how it begins and ends. */
const HIDDEN = [
  ['<!--', '-->'],
  ['<script', '</script>'],
  ['<style', '</style>'],
] as const;

/** The text without scripts, styles and comments; one that never ends stays. Linear, because strangers write these texts. */
function withoutHidden(html: string): string {
  let text = html;
  for (const [open, close] of HIDDEN) {
    const lower = text.toLowerCase();
    let from = lower.indexOf(open);
    if (from === -1) continue;
    const pieces: string[] = [];
    let kept = 0;
    while (from !== -1) {
      const end = lower.indexOf(close, from);
      if (end === -1) break;
      pieces.push(text.slice(kept, from));
      kept = end + close.length;
      from = lower.indexOf(open, kept);
    }
    text = pieces.join('') + text.slice(kept);
  }
  return text;
}

/**
 * The text of a field whose format is HTML: tags go, `br` and blocks become line breaks, entities are decoded.
 *
 * @example htmlText('<p>첫 줄<br>둘째 &amp; 끝</p>') // '첫 줄\n둘째 & 끝'
 */
export function htmlText(html: string): string {
  if (!html.includes('<') && !html.includes('&')) return html;
  const lines = withoutHidden(html.replace(/\r\n?/g, '\n')).replace(TAG, (_, name: string) =>
    BREAK.test(name) ? '\n' : '',
  );
  return decodeHTML(lines)
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const WITH_TAGS = new RegExp(`<br\\s*/?>|</(?:${KNOWN})\\s*>|<(?:p|img|div|span|a)(?:\\s[^<>]*)?/?>`, 'iu');

/** Whether a text has a tag that comments are written with. */
export function hasTags(text: string): boolean {
  return text.includes('<') && WITH_TAGS.test(text);
}

/** As `htmlText`, for fields that may be plain text: those without a tag that is known stay as they are. */
export function textOfHtml(text: string): string {
  return hasTags(text) ? htmlText(text) : text;
}

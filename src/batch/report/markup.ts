/** HTML that may stand in a page as it is: only `markup` below makes it, so that strangers' text is always escaped. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Part = Html | string | number | readonly Html[];

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that HTML cannot hold or that reorder or hide text; shown by their number. */
const WILD =
  // eslint-disable-next-line no-control-regex -- these are what the function is about
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Surrogate}/gu;

/** Text as HTML, fit for elements and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
    .replace(
      WILD,
      (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );
}

/**
 * A template whose values are escaped unless they are {@link Html} themselves. Not called `html`: formatters reflow
 * templates of that name, and white space counts in comments and in the hash of the style.
 *
 * @example markup`<b>${'<script>'}</b>`.source // '<b>&lt;script&gt;</b>'
 */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(literals.map((literal, index) => literal + sourceOf(parts[index])).join(''));
}

function sourceOf(part: Part | undefined): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.source;
  if (typeof part === 'object') return part.map(({ source }) => source).join('');
  return escapeHtml(String(part));
}

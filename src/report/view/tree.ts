import type { Language, LocalizedText } from '../../fault.js';

/**
 * An element of the page as plain data. The report's writer renders it as HTML, the browser as DOM nodes; both treat text
 * as text, never as markup.
 */
export interface Tree {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Child[];
}

/** `undefined` and `false` omit an attribute, `true` writes it without a value; texts are in both languages. */
type Attributes = Readonly<Record<string, string | number | boolean | LocalizedText | undefined>>;

export type Child = Tree | string | number | LocalizedText | readonly Child[];

/**
 * Creates an element.
 *
 * @example h('p', { class: 'soft' }, { ko: '댓글', en: 'comments' }, ' 12')
 */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Tree {
  return { tag, attributes, children };
}

/** Attributes with texts in `language`; `data-said` holds both languages for the language switch. */
export function plainAttributes(attributes: Attributes, language: Language): [string, string][] {
  const plain: [string, string][] = [];
  const texts: Record<string, LocalizedText> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'object') {
      texts[name] = value;
      plain.push([name, value[language]]);
    } else plain.push([name, value === true ? '' : String(value)]);
  }
  if (Object.keys(texts).length > 0) plain.push(['data-said', JSON.stringify(texts)]);
  return plain;
}

/** Flattens children; a text in two languages becomes two elements, of which the style sheet shows one. */
export function plainChildren(children: readonly Child[]): (Tree | string)[] {
  return children.flatMap((child): (Tree | string)[] => {
    if (typeof child === 'string') return [child];
    if (typeof child === 'number') return [String(child)];
    if (isList(child)) return plainChildren(child);
    if ('tag' in child) return [child];
    if (child.ko === child.en) return [child.ko];
    return [
      h('span', { class: 'ko', lang: 'ko' }, child.ko),
      h('span', { class: 'en', lang: 'en' }, child.en),
    ];
  });
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

/** Characters that are invalid in HTML or that reorder or hide text. */
const WILD =
  // eslint-disable-next-line no-control-regex -- these are the characters to show
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Surrogate}/gu;

/** Replaces each such character by its code point, `⟨U+202E⟩`. */
export function showWild(text: string): string {
  return text.replace(
    WILD,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

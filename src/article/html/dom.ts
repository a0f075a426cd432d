import { createRequire } from 'node:module';
import { decodeHTML } from 'entities';

/** The part of the DOM used here; linkedom's own types require those of the browser. */
export interface Element {
  readonly nodeType: number;
  readonly tagName: string;
  readonly className: unknown;
  readonly childNodes: Iterable<Element>;
  readonly parentNode: Element | null;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  matches(selector: string): boolean;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  remove(): void;
}

/** A parsed page. */
export interface Document extends Omit<Element, 'nodeType'> {
  readonly nodeType: number;
}

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
const BLOCK =
  /^(?:P|DIV|BR|LI|UL|OL|TR|TABLE|SECTION|ARTICLE|HEADER|FOOTER|H[1-6]|BLOCKQUOTE|FIGURE|FIGCAPTION|DL|DT|DD|PRE|HR)$/;
const SILENT = /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|IFRAME|SVG|BUTTON|TEXTAREA|SELECT)$/;

let parse: ((html: string) => { readonly document: Document }) | undefined;

/** The parser, loaded with the first page that is HTML: it is larger than all that judges. */
function parser(): NonNullable<typeof parse> {
  if (parse === undefined) {
    const library = createRequire(import.meta.url)('linkedom') as { readonly parseHTML: unknown };
    parse = library.parseHTML as NonNullable<typeof parse>;
  }
  return parse;
}

/** Parses HTML; markup that no browser writes may make linkedom throw errors of its own. */
export function parseDocument(html: string): Document {
  return parser()(withoutReferences(html)).document;
}

/**
 * A character reference, or a sign of markup that is none: the parser makes a text node of each, so that a page of 3.6 MB
 * that is nothing else took 846 MB and 52 s.
 */
const REFERENCE =
  /&(?:#\d{1,10};?|#[xX][\da-fA-F]{1,8};?|[A-Za-z][A-Za-z\d]{1,30};|nbsp(?![A-Za-z\d=]))|&|<(?![A-Za-z/!?])/g;
/** What means something else in markup where it is no reference, as control characters do. */
const MARKUP_SIGNS = '<>&"\'`=';
/** Such signs, and references to them, that are left to the parser; no article has as many, so later ones read full-width. */
const MAX_SIGNS = 5_000;
/** Code units that are rewritten at a time, which bounds the matches that are held; and of the longest reference. */
const SLICE = 65_536;
const LONGEST_REFERENCE = 40;

/** HTML with its character references undone, but for those to signs of markup. */
function withoutReferences(html: string): string {
  let signs = 0;
  const shownOf = (reference: string): string => {
    const isSign = reference.length === 1;
    const shown = isSign ? reference : decodeHTML(reference.endsWith(';') ? reference : `${reference};`);
    if (shown !== reference && shown >= ' ' && !MARKUP_SIGNS.includes(shown.charAt(0))) return shown;
    if (++signs <= MAX_SIGNS) return reference;
    // What is no reference keeps its name.
    return isSign || shown !== reference ? fullWidth(shown) : `＆${reference.slice(1)}`;
  };
  const parts: string[] = [];
  for (let from = 0, to: number; from < html.length; from = to) {
    to = sliceEnd(html, from);
    parts.push(html.slice(from, to).replace(REFERENCE, shownOf));
  }
  return parts.join('');
}

/** Where a slice of markup ends so that no reference is cut. */
function sliceEnd(html: string, from: number): number {
  const end = from + SLICE;
  if (end >= html.length) return html.length;
  const open = Math.max(html.lastIndexOf('&', end), html.lastIndexOf('<', end));
  return open > end - LONGEST_REFERENCE && open > from ? open : end;
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/**
 * The text of an element as a reader sees it: block elements on lines of their own, white space collapsed. Iterative, so
 * that deep nesting cannot overflow the stack.
 *
 * @param skip elements to leave out
 */
export function textOf(root: Element, skip: (element: Element) => boolean = () => false): string {
  const parts: string[] = [];
  const stack: (Element | string)[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (typeof node === 'string') parts.push(node);
    else if (node.nodeType === TEXT_NODE) parts.push(squeeze(node.textContent ?? ''));
    else if (node.nodeType === ELEMENT_NODE) {
      const tag = node.tagName.toUpperCase();
      if (node !== root && (SILENT.test(tag) || skip(node))) continue;
      const block = BLOCK.test(tag);
      if (block) stack.push('\n');
      const children = [...node.childNodes];
      for (let i = children.length - 1; i >= 0; i -= 1) stack.push(children[i]!);
      if (block) stack.push('\n');
    }
  }
  return parts
    .join('')
    .split('\n')
    .map((line) => squeeze(line).trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** White space run together; in bounded steps, because a greedy run of millions overflows the engine's stack. */
export function squeeze(text: string): string {
  let squeezed = text.replace(/\s{2,1000}|[^\S ]/gu, ' ');
  while (squeezed.includes('  ')) squeezed = squeezed.replace(/ {2,1000}/gu, ' ');
  return squeezed;
}

/** Counts the elements of a document and its greatest depth, without recursion. */
export function sizeOf(root: { readonly childNodes: Iterable<Element> }): {
  elements: number;
  depth: number;
} {
  let elements = 0;
  let deepest = 0;
  const stack: [Iterable<Element>, number][] = [[root.childNodes, 1]];
  while (stack.length > 0) {
    const [nodes, depth] = stack.pop()!;
    deepest = Math.max(deepest, depth);
    for (const node of nodes) {
      if (node.nodeType !== ELEMENT_NODE) continue;
      elements += 1;
      stack.push([node.childNodes, depth + 1]);
    }
  }
  return { elements, depth: deepest };
}

import { parseHTML } from 'linkedom';

/** The little of the DOM that the tests look at; linkedom's own types need the browser's. */
export interface Element {
  readonly className: string;
  readonly textContent: string;
  readonly attributes: Iterable<{ readonly name: string }>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

const parse = parseHTML as (html: string) => unknown as (html: string) => { readonly document: Element };

/** All elements of a page that a selector names. */
export function select(html: string, selector: string): Element[] {
  return [...parse(html).document.querySelectorAll(selector)];
}

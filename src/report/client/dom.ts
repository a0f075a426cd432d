import type { Language } from '../../fault.js';
import { plainAttributes, plainChildren, type Child, type Tree } from '../view/tree.js';
import { showWild } from '../view/wild.js';

/** The element of an id that the writer of the page put there. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** The language that the page stands in now. */
export function language(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'ko';
}

/** A tree of HTML elements as nodes; strangers' text goes in as text only. */
export function toDom({ tag, attributes, children }: Tree): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of plainAttributes(attributes, language()))
    element.setAttribute(name, showWild(value));
  element.append(...toNodes(children));
  return element;
}

/** Children of a tree as nodes. */
export function toNodes(children: readonly Child[]): (Node | string)[] {
  return plainChildren(children).map((child) => (typeof child === 'string' ? showWild(child) : toDom(child)));
}

/** Puts words into an element in the place of what was there. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...toNodes(children));
}

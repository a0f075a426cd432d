import type { Language, LocalizedText } from '../../fault.js';
import { type Child, plainAttributes, plainChildren, showWild, type Tree } from '../view/tree.js';
import { TITLE } from '../view/words.js';

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
function toNodes(children: readonly Child[]): (Node | string)[] {
  return plainChildren(children).map((child) => (typeof child === 'string' ? showWild(child) : toDom(child)));
}

/** Puts words into an element in the place of what was there. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...toNodes(children));
}

const THEME = 'matgeul-report-theme';

/** Changes the language of the page: the style shows the other words, attributes are put anew. */
export function switchLanguage(): void {
  const next = language() === 'ko' ? 'en' : 'ko';
  document.documentElement.lang = next;
  document.title = TITLE[next];
  for (const element of document.querySelectorAll('[data-said]')) {
    const said = JSON.parse(element.getAttribute('data-said') ?? '{}') as Record<string, LocalizedText>;
    for (const [name, words] of Object.entries(said)) element.setAttribute(name, words[next]);
  }
}

/** Light or dark, against what the system asks for; kept where the browser allows it. */
export function switchTheme(): void {
  const root = document.documentElement;
  const asked = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const now = root.dataset.theme ?? asked;
  root.dataset.theme = now === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(THEME, root.dataset.theme);
  } catch {
    // It holds for as long as the page is open.
  }
}

/** The theme that was chosen last. */
export function restoreTheme(): void {
  try {
    const kept = localStorage.getItem(THEME);
    if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept;
  } catch {
    // As the system asks.
  }
}

import type { Language, LocalizedText } from '../../fault.js';
import { type Child, plainAttributes, plainChildren, showWild, type Tree } from '../view/tree.js';
import { REPORT_TITLE } from '../../wording/report.js';

/** Returns the element with an id, which the page must contain; throws otherwise. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** The current language of the page. */
export function language(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'ko';
}

/** A tree as DOM nodes; text of comments becomes text nodes, never markup. */
export function toDom({ tag, attributes, children }: Tree): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of plainAttributes(attributes, language()))
    element.setAttribute(name, showWild(value));
  element.append(...toNodes(children));
  return element;
}

/** Children of a tree as DOM nodes. */
function toNodes(children: readonly Child[]): (Node | string)[] {
  return plainChildren(children).map((child) => (typeof child === 'string' ? showWild(child) : toDom(child)));
}

/** Replaces the content of an element. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...toNodes(children));
}

const THEME = 'matgeul-report-theme';

/** Switches the language of the page: the style sheet shows the other texts, and attributes are updated. */
export function switchLanguage(): void {
  const next = language() === 'ko' ? 'en' : 'ko';
  document.documentElement.lang = next;
  document.title = REPORT_TITLE[next];
  for (const element of document.querySelectorAll('[data-said]')) {
    const texts = JSON.parse(element.getAttribute('data-said') ?? '{}') as Record<string, LocalizedText>;
    for (const [name, text] of Object.entries(texts)) element.setAttribute(name, text[next]);
  }
}

/** Switches between light and dark and stores the choice if the browser allows it. */
export function switchTheme(): void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const now = root.dataset.theme ?? system;
  root.dataset.theme = now === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(THEME, root.dataset.theme);
  } catch {
    // Without storage the choice lasts while the page is open.
  }
}

/** Restores the last chosen theme. */
export function restoreTheme(): void {
  try {
    const kept = localStorage.getItem(THEME);
    if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept;
  } catch {
    // Without storage the system's theme applies.
  }
}

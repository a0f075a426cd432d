import type { Language, LocalizedText } from '../../fault.js';
import { type Child, plainAttributes, plainChildren, showWild, type Tree } from '../view/tree.js';
import { REPORT_TITLE } from '../../wording/report.js';

/** The element of an id; the writer of the page puts it there. Throws where it does not. */
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

/** Switches the language of the page: the style sheet shows the other words, attributes are set anew. */
export function switchLanguage(): void {
  const next = language() === 'ko' ? 'en' : 'ko';
  document.documentElement.lang = next;
  document.title = REPORT_TITLE[next];
  for (const element of document.querySelectorAll('[data-said]')) {
    const texts = JSON.parse(element.getAttribute('data-said') ?? '{}') as Record<string, LocalizedText>;
    for (const [name, text] of Object.entries(texts)) element.setAttribute(name, text[next]);
  }
}

/** Switches between light and dark; the browser keeps the choice where it allows that. */
export function switchTheme(): void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const now = root.dataset.theme ?? system;
  root.dataset.theme = now === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(THEME, root.dataset.theme);
  } catch {
    // The choice lasts for as long as the page is open.
  }
}

/** Restores the theme that was chosen last. */
export function restoreTheme(): void {
  try {
    const kept = localStorage.getItem(THEME);
    if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept;
  } catch {
    // The system's theme stays.
  }
}

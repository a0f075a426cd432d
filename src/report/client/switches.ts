import type { LocalizedText } from '../../fault.js';
import { TITLE } from '../view/words.js';
import { language } from './dom.js';

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

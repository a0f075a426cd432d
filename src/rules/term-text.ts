import type { LongTerm, PackTerm } from './schema.js';

/** What a term is made of: Hangul syllables, Latin letters, digits; a space is "a space or none". */
const LETTER = /[가-힣A-Za-z0-9]/;
const NO_LETTER = /[^가-힣A-Za-z0-9 ]/u;

/** A term of a list that names a group, `$halt`: the name, else null. */
export function groupName(term: PackTerm): string | null {
  return typeof term === 'string' && term.startsWith('$') ? term.slice(1) : null;
}

/** The short way of writing a term, made long. */
export function asLong(term: PackTerm): LongTerm {
  return typeof term === 'string' ? { text: term } : term;
}

/** The text of a term as it is compiled: composed (NFC), single spaces, none at the ends. */
export function termText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** A word without its spaces and letter case: `unless` words and terms are compared so. */
export function bare(text: string): string {
  return termText(text).replace(/ /g, '').toLowerCase();
}

/** Whether the text has anything that can be found. */
export function hasLetters(text: string): boolean {
  return LETTER.test(termText(text));
}

/** The first sign in the text that no term can hold, or null. */
export function badSign(text: string): string | null {
  return NO_LETTER.exec(termText(text))?.[0] ?? null;
}

/** The text without the signs that no term can hold. */
export function withoutSigns(text: string): string {
  return termText(termText(text).replace(/[^가-힣A-Za-z0-9 ]+/gu, ''));
}

/**
 * Where a term stands when its rule does not say: a word of one or two syllables is part of too many others to be
 * found inside of them.
 */
export function defaultPlace(text: string): 'edge' | 'anywhere' {
  return bare(text).length <= 2 ? 'edge' : 'anywhere';
}

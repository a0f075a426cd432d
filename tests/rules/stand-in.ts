import type { Term, TermHit, TermMatcher } from '../../src/hangul/matcher/term.js';

/**
 * A matcher whose readings the tests choose: the plain text; `대~유` by sound at cost 1; `ㄷㅇ` for 대유 by initial
 * consonants; the text backwards as an anagram. It knows `unless`, but no places.
 */
export function matcherOf({ terms }: StandInTables): TermMatcher {
  const all = (text: string): TermHit[] =>
    terms.flatMap((term, index) => find(text, term, index)).sort((a, b) => a.start - b.start);
  return {
    find: all,
    findSure: (text) => all(text).filter(({ cost }) => cost === 0),
    findShown: ({ text }) => all(text),
  };
}

/** Tables that are the terms themselves. */
interface StandInTables {
  readonly terms: readonly Term[];
}

/** Makes what `matcherOf` reads. */
export function buildTables(terms: readonly Term[]): StandInTables {
  compiled.push(terms);
  return { terms };
}

/** The terms of each call, for tests that ask what was compiled. */
export const compiled: (readonly Term[])[] = [];

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const initials = (text: string): string =>
  text.replace(/[가-힣]/g, (letter) => INITIALS[Math.floor((letter.charCodeAt(0) - 0xac00) / 588)] ?? letter);

function find(text: string, term: Term, index: number): TermHit[] {
  const forms: [string, Pick<TermHit, 'via' | 'cost'>][] = [[term.text, { via: [], cost: 0 }]];
  if (term.ways.includes('sound')) forms.push([Array.from(term.text).join('~'), { via: ['sound'], cost: 1 }]);
  if (term.ways.includes('choseong')) forms.push([initials(term.text), { via: ['choseong'], cost: 0 }]);
  if (term.ways.includes('anagram')) {
    forms.push([Array.from(term.text).reverse().join(''), { via: ['anagram'], cost: 0 }]);
  }
  const excepted = term.unless.flatMap((word) => places(text, word));
  return forms
    .flatMap(([form, how]) => places(text, form).map((place) => ({ term: index, ...place, ...how })))
    .filter(({ start, end }) => !excepted.some((word) => word.start <= start && end <= word.end));
}

function places(text: string, word: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    found.push({ start: at, end: at + word.length });
  }
  return found;
}

import { WAYS, type Term, type Way } from '../hangul/index.js';
import type { LongTerm, PackRule } from './schema.js';
import { bare, defaultPlace, termText } from './term-text.js';

/** Ways that are undone where a rule does not say: syllables in another order are looked for only where `ways: all` asks. */
const USUAL_WAYS: readonly Way[] = WAYS.filter((way) => way !== 'anagram');

/** The terms of all packs, each told apart by text and options and kept once. */
export class TermTable {
  readonly terms: Term[] = [];
  readonly #known = new Map<string, number>();

  /** The number of a term as it stands in a rule; the options of the rule serve where the term has none. */
  add(term: LongTerm, rule: PackRule): number {
    const text = termText(term.text);
    const bareText = bare(text);
    const unless = new Set(
      // An `unless` word of the rule is meant for those of its terms that it holds.
      [...(term.unless ?? []), ...(rule.unless ?? [])]
        .map(termText)
        .filter((word) => word !== text && bare(word).includes(bareText)),
    );
    const compiled: Term = {
      text,
      ways: waysOf(term.ways ?? rule.ways),
      unless: [...unless].sort(),
      place: term.place ?? rule.place ?? defaultPlace(text),
    };
    const key = JSON.stringify([text, compiled.ways, compiled.unless, compiled.place]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.terms.length);
    return this.terms.push(compiled) - 1;
  }
}

function waysOf(ways: PackRule['ways']): readonly Way[] {
  if (ways === undefined) return USUAL_WAYS;
  if (ways === 'all') return WAYS;
  if (ways === 'none') return [];
  return WAYS.filter((way) => ways.includes(way));
}

import { RE2Set } from 're2js';
import type { CompiledRule } from './compiled.js';

/** Which of many patterns stand in a text, by one walk over it; then each is asked where. */
export class PatternFilter {
  readonly #set: RE2Set | null;
  /** The rules that have a pattern, by number. */
  readonly rules: readonly number[];

  /** @param rules those whose conditions are patterns only, by their number in the book */
  constructor(rules: readonly (readonly [number, CompiledRule])[]) {
    const set = new RE2Set();
    const numbers: number[] = [];
    for (const [number, rule] of rules) {
      const [part] = rule.parts;
      if (part?.kind !== 'pattern') continue;
      set.add(part.pattern.pattern());
      numbers.push(number);
    }
    if (numbers.length > 0) set.compile();
    this.#set = numbers.length > 0 ? set : null;
    this.rules = numbers;
  }

  /** The numbers of the rules whose pattern stands in the text. */
  find(text: string): number[] {
    return this.#set?.match(text).map((index) => this.rules[index]!) ?? [];
  }
}

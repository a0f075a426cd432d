import type { TermHit } from '../hangul/index.js';
import type { Arrays } from '../hangul/matcher/arrays.js';
import type { CompiledRule, TermUses } from './compiled.js';

/** Which conditions the terms meet, and which rules the conditions are of. */
export const CONDITION_TABLES = {
  /** The conditions (slots) that a term meets: `slots[slotFrom[term]] … slots[slotFrom[term + 1] − 1]`. */
  slotFrom: Int32Array,
  slots: Int32Array,
  /** For each condition the number of its rule. */
  ruleOf: Int32Array,
  /** For each rule how many conditions on terms it has. */
  needed: Int32Array,
} as const;
export type ConditionTables = Arrays<typeof CONDITION_TABLES>;

/** Makes the tables for rules that were compiled together. */
export function conditionTables(rules: readonly CompiledRule[], termCount: number): ConditionTables {
  const conditions = rules.flatMap((rule, number) => usesOf(rule).map((uses) => ({ uses, number })));
  const count = conditions.reduce((most, { uses }) => Math.max(most, uses.slot + 1), 0);
  const slotsOf = Array.from({ length: termCount }, (): number[] => []);
  const ruleOf = new Int32Array(count);
  const needed = new Int32Array(rules.length);
  for (const { uses, number } of conditions) {
    ruleOf[uses.slot] = number;
    needed[number]!++;
    for (const term of uses.weights.keys()) slotsOf[term]!.push(uses.slot);
  }
  const slotFrom = new Int32Array(termCount + 1);
  slotsOf.forEach((slots, term) => (slotFrom[term + 1] = slotFrom[term]! + slots.length));
  return { slotFrom, slots: Int32Array.from(slotsOf.flat()), ruleOf, needed };
}

/**
 * What was found in one text: the hits by term, and for each condition of the rules those of its terms that are there.
 * Kept in arrays that serve one text after another, as this is asked some fifty times a comment. What stands in them counts
 * when its generation is that of the text.
 */
export class MatchState {
  text = '';
  /** Where the eojeols start; made when first asked for, as few rules ask. */
  startsOfEojeols: readonly number[] | undefined;
  /** The text of a term by its number; of none for those that the book does not have. */
  readonly termText: (term: number) => string | undefined;
  /** Terms that were found, by their first hit. */
  termCount = 0;
  /** The rules of which every condition on terms is met. */
  metRules: number[] = [];
  #generation = 0;
  #hits: readonly TermHit[] = [];
  /** For each hit of the text the next of its term, 0 for none; hits are counted from 1. */
  #nextHit = new Int32Array(512);
  readonly #ofTerm: Chains;
  /** Found terms by the conditions that they meet: for each link the term, and the next link of its condition. */
  readonly #linkTerm: Int32Array;
  readonly #nextLink: Int32Array;
  #links = 0;
  readonly #ofSlot: Chains;
  readonly #ruleGeneration: Int32Array;
  readonly #ruleMet: Int32Array;
  readonly #slotFrom: Int32Array;
  readonly #slots: Int32Array;
  readonly #ruleOf: Int32Array;
  readonly #needed: Int32Array;

  constructor({ slotFrom, slots, ruleOf, needed }: ConditionTables, termText: MatchState['termText']) {
    this.termText = termText;
    this.#slotFrom = slotFrom;
    this.#slots = slots;
    this.#ruleOf = ruleOf;
    this.#needed = needed;
    // Links are counted from 1. Each term is found once, so there are never more of them than it meets conditions.
    this.#linkTerm = new Int32Array(this.#slots.length + 1);
    this.#nextLink = new Int32Array(this.#slots.length + 1);
    this.#ofTerm = chains(slotFrom.length - 1);
    this.#ofSlot = chains(ruleOf.length);
    this.#ruleGeneration = new Int32Array(needed.length);
    this.#ruleMet = new Int32Array(needed.length);
  }

  /** Takes a text and its hits, in order of their start. */
  take(text: string, hits: readonly TermHit[]): void {
    this.text = text;
    this.startsOfEojeols = undefined;
    this.termCount = 0;
    this.metRules = [];
    this.#generation++;
    this.#links = 0;
    this.#hits = hits;
    if (hits.length >= this.#nextHit.length) this.#nextHit = new Int32Array(hits.length * 2);
    for (let i = 0; i < hits.length; i++) {
      const { term } = hits[i]!;
      if (append(this.#ofTerm, term, i + 1, this.#nextHit, this.#generation)) this.#noteTerm(term);
    }
  }

  /** A term that was found for the first time. */
  #noteTerm(term: number): void {
    this.termCount++;
    const end = this.#slotFrom[term + 1]!;
    for (let i = this.#slotFrom[term]!; i < end; i++) {
      const slot = this.#slots[i]!;
      const link = ++this.#links;
      this.#linkTerm[link] = term;
      if (!append(this.#ofSlot, slot, link, this.#nextLink, this.#generation)) continue;
      const rule = this.#ruleOf[slot]!;
      const met = this.#ruleGeneration[rule] === this.#generation ? this.#ruleMet[rule]! + 1 : 1;
      this.#ruleGeneration[rule] = this.#generation;
      this.#ruleMet[rule] = met;
      if (met === this.#needed[rule]) this.metRules.push(rule);
    }
  }

  /** Adds the hits of a term, in order of their start, to `into`. */
  #addHits(term: number, into: TermHit[]): void {
    if (!this.has(term)) return;
    for (let hit = this.#ofTerm.first[term]!; hit !== 0; hit = this.#nextHit[hit]!)
      into.push(this.#hits[hit - 1]!);
  }

  /** Whether a term was found. */
  has(term: number): boolean {
    return this.#ofTerm.generation[term] === this.#generation;
  }

  /** The hits of a term, in order of their start. */
  hitsOf(term: number): readonly TermHit[] {
    const hits: TermHit[] = [];
    this.#addHits(term, hits);
    return hits;
  }

  /** The hits of the terms of a condition: by the place of their first hit where it names more terms than were found. */
  hitsOfAny({ slot, weights }: TermUses): TermHit[] {
    const hits: TermHit[] = [];
    if (this.#ofSlot.generation[slot] !== this.#generation) return hits;
    const first = this.#ofSlot.first[slot]!;
    if (this.termCount < weights.size || this.#nextLink[first] === 0) {
      for (let link = first; link !== 0; link = this.#nextLink[link]!)
        this.#addHits(this.#linkTerm[link]!, hits);
    } else {
      for (const term of weights.keys()) this.#addHits(term, hits);
    }
    return hits;
  }

  /** Whether some term of the condition was found. */
  hasAny({ slot }: TermUses): boolean {
    return this.#ofSlot.generation[slot] === this.#generation;
  }
}

/** Lists of numbers by a key, linked: no array is made for any of them. They count when their generation is that of the text. */
interface Chains {
  readonly generation: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function chains(keys: number): Chains {
  return { generation: new Int32Array(keys), first: new Int32Array(keys), last: new Int32Array(keys) };
}

/** Appends to the list of a key; whether it is the first there. */
function append(
  { generation, first, last }: Chains,
  key: number,
  number: number,
  next: Int32Array,
  now: number,
): boolean {
  next[number] = 0;
  const begins = generation[key] !== now;
  if (begins) {
    generation[key] = now;
    first[key] = number;
  } else next[last[key]!] = number;
  last[key] = number;
  return begins;
}

/** The conditions of a rule that name terms. */
export function usesOf(rule: CompiledRule): readonly TermUses[] {
  return rule.parts.flatMap((part) =>
    part.kind === 'any' ? [part.terms] : part.kind === 'near' ? part.entries : [],
  );
}

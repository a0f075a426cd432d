import type { Article } from '../article/article.js';
import type { Term, TermHit, TermMatcher } from '../hangul/index.js';
import type { CompiledRule, RuleMatch } from './compiled.js';
import { evaluate } from './evaluate.js';
import { PatternFilter } from './pattern-filter.js';
import type { Pack } from './schema.js';
import { isPlain, scoreTopics, type TopicScore } from './topics.js';

/** Compiled packs that serve together. Holds no state of any text: one book serves all comments. */
export class RuleBook {
  readonly packs: readonly Pack[];
  readonly rules: readonly CompiledRule[];
  readonly #terms: readonly Term[];
  readonly #matcher: TermMatcher;
  readonly #patterns: PatternFilter;
  /** For each term the rules that cannot hold without it or one of its like. */
  readonly #rulesOf: readonly (readonly number[])[];

  constructor(
    packs: readonly Pack[],
    rules: readonly CompiledRule[],
    terms: readonly Term[],
    matcher: TermMatcher,
  ) {
    this.packs = packs;
    this.rules = rules;
    this.#terms = terms;
    this.#matcher = matcher;
    const rulesOf = terms.map((): number[] => []);
    const patternOnly: [number, CompiledRule][] = [];
    for (const [number, rule] of rules.entries()) {
      const asked = askedFirst(rule);
      if (asked) for (const term of asked) rulesOf[term]!.push(number);
      else patternOnly.push([number, rule]);
    }
    this.#rulesOf = rulesOf;
    this.#patterns = new PatternFilter(patternOnly);
  }

  /** The rules that hold for a text, in the order of packs and rules; spans point into the text as given. */
  match(text: string): RuleMatch[] {
    return this.#match(text, this.#matcher.find(text));
  }

  /** For each pack with a topic, by id, whether the article has it. */
  topics(article: Pick<Article, 'title' | 'body'>): Map<string, TopicScore> {
    const plain = (text: string): RuleMatch[] => this.#match(text, this.#matcher.find(text).filter(isPlain));
    return scoreTopics(this.packs, plain(article.title), plain(article.body ?? ''));
  }

  #match(text: string, found: readonly TermHit[]): RuleMatch[] {
    const patterns = this.#patterns.find(text);
    if (found.length === 0 && patterns.length === 0) return [];
    const asked = new Set(patterns);
    const hits = new Map<number, TermHit[]>();
    for (const hit of found) {
      const same = hits.get(hit.term);
      if (same) same.push(hit);
      else {
        hits.set(hit.term, [hit]);
        for (const rule of this.#rulesOf[hit.term]!) asked.add(rule);
      }
    }
    const facts = { text, hits, terms: this.#terms };
    return [...asked]
      .sort((a, b) => a - b)
      .map((number) => evaluate(this.rules[number]!, facts))
      .filter((match) => match !== null);
  }
}

/** The terms of the part of a rule that has the fewest: without one of them it need not be asked. Null: patterns only. */
function askedFirst(rule: CompiledRule): Set<number> | null {
  const lists = rule.parts.flatMap((part) =>
    part.kind === 'any' ? [part.terms] : part.kind === 'near' ? part.entries : [],
  );
  const [fewest] = lists.sort((a, b) => a.size - b.size);
  return fewest ? new Set(fewest.keys()) : null;
}

import type { Article } from '../article/article.js';
import type { Term, TermHit, TermMatcher } from '../hangul/index.js';
import type { CompiledRule, RuleMatch } from './compiled.js';
import { evaluate, type Found, holds } from './evaluate.js';
import { PatternFilter } from './pattern-filter.js';
import type { Pack } from './schema.js';
import { isPlain, scoreTopics, type TopicScore } from './topics.js';

/** What is made from compiled rules once; books that leave some of them out share it. */
interface RuleIndex {
  readonly rules: readonly CompiledRule[];
  readonly terms: readonly Term[];
  readonly matcher: TermMatcher;
  readonly patterns: PatternFilter;
  /** For each term the rules that cannot hold without it or one of its like. */
  readonly rulesOf: readonly (readonly number[])[];
  /** For each rule whether it holds as soon as it is asked: one of its terms is all that it wants. */
  readonly certain: readonly boolean[];
}

/** Compiled packs that serve together. Holds no state of any text: one book serves all comments. */
export class RuleBook {
  readonly packs: readonly Pack[];
  readonly rules: readonly CompiledRule[];
  readonly #index: RuleIndex;
  /** Rules of the index that this book leaves out, by number. */
  readonly #off: ReadonlySet<number>;

  constructor(
    packs: readonly Pack[],
    rules: readonly CompiledRule[],
    terms: readonly Term[],
    matcher: TermMatcher,
    shared?: { readonly index: RuleIndex; readonly off: ReadonlySet<number> },
  ) {
    this.packs = packs;
    this.rules = rules;
    this.#index = shared?.index ?? indexOf(rules, terms, matcher);
    this.#off = shared?.off ?? new Set();
  }

  /** The rules that hold for a text, in the order of packs and rules; spans point into the text as given. */
  match(text: string): RuleMatch[] {
    const { rules, matcher } = this.#index;
    const asked = this.#askedBy(text, matcher.find(text));
    if (asked === null) return [];
    return asked.numbers
      .map((number) => evaluate(rules[number]!, asked.found))
      .filter((match) => match !== null);
  }

  /** For each pack with a topic, by id, whether the article has it. */
  topics(article: Pick<Article, 'title' | 'body'>): Map<string, TopicScore> {
    return scoreTopics(this.packs, this.#holding(article.title), this.#holding(article.body ?? ''));
  }

  /**
   * The same book without some packs (`pack`) and rules (`pack/rule`): they neither match nor give an article a topic.
   * Nothing is compiled anew, so every server may have a book of its own; names that the book does not know change nothing.
   */
  without(ids: ReadonlySet<string>): RuleBook {
    const { rules, terms, matcher } = this.#index;
    const isOff = ({ name, pack }: CompiledRule): boolean => ids.has(pack.id) || ids.has(name);
    const off = new Set(this.#off);
    for (const [number, rule] of rules.entries()) if (isOff(rule)) off.add(number);
    return new RuleBook(
      this.packs.filter(({ id }) => !ids.has(id)),
      this.rules.filter((rule) => !isOff(rule)),
      terms,
      matcher,
      { index: this.#index, off },
    );
  }

  /** The rules that hold for a text which was written plainly. */
  #holding(text: string): CompiledRule[] {
    const { rules, matcher, certain } = this.#index;
    const asked = this.#askedBy(text, matcher.findSure(text).filter(isPlain));
    if (asked === null) return [];
    return asked.numbers
      .filter((number) => certain[number]! || holds(rules[number]!, asked.found))
      .map((number) => rules[number]!);
  }

  /** The numbers of the rules that could hold for a text, in order, and what was found in it; null when none could. */
  #askedBy(text: string, hits: readonly TermHit[]): { numbers: number[]; found: Found } | null {
    const { terms, rulesOf, patterns } = this.#index;
    const asked = patterns.find(text).filter((rule) => !this.#off.has(rule));
    if (hits.length === 0 && asked.length === 0) return null;
    const byTerm = new Map<number, TermHit[]>();
    for (const hit of hits) {
      const same = byTerm.get(hit.term);
      if (same) same.push(hit);
      else {
        byTerm.set(hit.term, [hit]);
        for (const rule of rulesOf[hit.term]!) if (!this.#off.has(rule)) asked.push(rule);
      }
    }
    asked.sort((a, b) => a - b);
    const numbers = asked.filter((number, i) => number !== asked[i - 1]);
    return { numbers, found: { text, hits: byTerm, terms } };
  }
}

function indexOf(
  rules: readonly CompiledRule[],
  terms: readonly Term[],
  matcher: TermMatcher,
): RuleIndex {
  const rulesOf = terms.map((): number[] => []);
  const patternOnly: [number, CompiledRule][] = [];
  for (const [number, rule] of rules.entries()) {
    const asked = askedFirst(rule);
    if (asked) for (const term of asked) rulesOf[term]!.push(number);
    else patternOnly.push([number, rule]);
  }
  const certain = rules.map(
    ({ parts, none }) => none.length === 0 && parts.length === 1 && parts[0]!.kind === 'any',
  );
  return { rules, terms, matcher, rulesOf, certain, patterns: new PatternFilter(patternOnly) };
}

/** The terms of the part of a rule that has the fewest: without one of them it need not be asked. Null: patterns only. */
function askedFirst(rule: CompiledRule): Set<number> | null {
  const lists = rule.parts.flatMap((part) =>
    part.kind === 'any' ? [part.terms] : part.kind === 'near' ? part.entries : [],
  );
  const [fewest] = lists.sort((a, b) => a.size - b.size);
  return fewest ? new Set(fewest.keys()) : null;
}

import { RE2Set } from 're2js';
import type { Article } from '../article/article.js';
import { type ShownText, showText, type Term, type TermHit, type TermMatcher } from '../hangul/index.js';
import { waySet, waysOf } from '../hangul/ways.js';
import type { CompiledRule, RuleMatch, RuleSpan } from './compiled.js';
import { evaluate, holds } from './evaluate.js';
import { MatchState, usesOf } from './match-state.js';
import type { Pack } from './schema.js';
import { isPlain, scoreTopics, type TopicScore, topicsHeld } from './topics.js';

/** What is made from compiled rules once; books that leave some of them out share it. */
interface RuleIndex {
  readonly rules: readonly CompiledRule[];
  readonly terms: readonly Term[];
  readonly matcher: TermMatcher;
  readonly state: MatchState;
  readonly patterns: PatternFilter;
  /** The patterns that could give an article a topic. */
  readonly topicPatterns: PatternFilter;
  /** For each rule whether it holds as soon as its terms are found. */
  readonly certain: readonly boolean[];
}

/** Compiled packs that serve together: one book serves all comments, one after the other. */
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
    const shown = showText(text);
    if (shown === null) return this.#match(text, this.#index.matcher.find(text));
    return this.matchShown(shown).map((match) => ({ ...match, spans: inRawText(match.spans, shown) }));
  }

  /** As `match`, in a text as it is shown to readers: spans point into `shown.text`. */
  matchShown(shown: ShownText): RuleMatch[] {
    return this.#match(shown.text, this.#index.matcher.findShown(shown)).map((match) => ({
      ...match,
      spans: match.spans.map((span) => withWays(span, shown)),
    }));
  }

  #match(text: string, hits: readonly TermHit[]): RuleMatch[] {
    const { rules, state, patterns } = this.#index;
    const matches: RuleMatch[] = [];
    state.take(text, hits);
    for (const number of this.#serving([...patterns.find(text), ...state.metRules])) {
      const match = evaluate(rules[number]!, state);
      if (match !== null) matches.push(match);
    }
    return matches;
  }

  /** For each pack with a topic, by id, whether the article has it. */
  topics({ title, body }: Pick<Article, 'title' | 'body'>): Map<string, TopicScore> {
    const { topicPatterns } = this.#index;
    const holding = (text: string): CompiledRule[] => this.#rules(this.#plainly(text), topicPatterns.find(text));
    return scoreTopics(this.packs, holding(title), holding(body ?? ''));
  }

  /**
   * The ids of the packs whose topic the article has, as `topics` tells it. Patterns are looked for only where they could
   * decide: to most articles no pack that has any is so near.
   */
  topicsOf({ title, body: given }: Pick<Article, 'title' | 'body'>): ReadonlySet<string> {
    const { topicPatterns } = this.#index;
    const body = given ?? '';
    const inTitle = this.#plainly(title);
    const inBody = this.#plainly(body);
    const patterns = topicPatterns.find(title);
    const held = (ofBody: readonly number[]): Set<string> =>
      topicsHeld(this.#rules(inTitle, patterns), this.#rules(inBody, ofBody));
    const least = held([]);
    return least.size === held(topicPatterns.rules).size ? least : held(topicPatterns.find(body));
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

  /** The rules of packs with a topic that hold for a text which was written plainly, but for those of patterns only. */
  #plainly(text: string): number[] {
    const { rules, matcher, state, certain } = this.#index;
    state.take(text, matcher.findSure(text).filter(isPlain));
    return state.metRules.filter(
      (number) =>
        rules[number]!.pack.topic !== undefined && (certain[number]! || holds(rules[number]!, state)),
    );
  }

  /** The rules of two lists of numbers that this book has, in order. */
  #rules(numbers: readonly number[], others: readonly number[]): CompiledRule[] {
    return this.#serving([...numbers, ...others]).map((number) => this.#index.rules[number]!);
  }

  /** Those of some rules that this book has not left out, in order. */
  #serving(numbers: readonly number[]): number[] {
    const left = this.#off.size === 0 ? numbers.slice() : numbers.filter((number) => !this.#off.has(number));
    return left.sort((a, b) => a - b);
  }
}

/** A span with the ways by which its text is shown: patterns know of none. */
function withWays(span: RuleSpan, shown: ShownText): RuleSpan {
  const own = shown.ways(span.start, span.end);
  return own === 0 ? span : { ...span, via: waysOf(waySet(span.via) | own) };
}

/** Spans of a text as it is shown, in the text as written. */
function inRawText(spans: readonly RuleSpan[], shown: ShownText): RuleSpan[] {
  const raw = spans.map((span) => {
    const [start, end] = shown.rawSpan(span.start, span.end);
    return { ...span, start, end, text: shown.raw.slice(start, end) };
  });
  return raw.sort((a, b) => a.start - b.start || a.end - b.end);
}

function indexOf(
  rules: readonly CompiledRule[],
  terms: readonly Term[],
  matcher: TermMatcher,
): RuleIndex {
  const numbered = [...rules.entries()];
  // Rules that also name terms are evaluated once these are found.
  const patternOnly = numbered.filter(([, rule]) => usesOf(rule).length === 0);
  return {
    rules,
    terms,
    matcher,
    state: new MatchState(rules, terms),
    patterns: new PatternFilter(patternOnly),
    topicPatterns: new PatternFilter(
      patternOnly.filter(([, { pack, points }]) => pack.topic !== undefined && points > 0),
    ),
    certain: rules.map(({ parts, none }) => none.length === 0 && parts.every(({ kind }) => kind === 'any')),
  };
}

/** Which of many patterns stand in a text, by one walk over it; then each is asked where. */
class PatternFilter {
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

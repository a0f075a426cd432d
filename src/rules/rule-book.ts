import type { RE2Set } from 're2js';
import type { Article } from '../article/article.js';
import { type Lexicon, matcherOf, type ShownText, showText, type TermHit, type TermMatcher } from '../hangul/index.js';
import { waySet, waysOf } from '../hangul/ways.js';
import { type BookParts, headsOf, packsOf, readRule, termTextOf } from './book-parts.js';
import type { CompiledRule, RuleMatch, RuleSpan } from './compiled.js';
import { evaluate, holds } from './evaluate.js';
import { MatchState } from './match-state.js';
import type { PackHead } from './pack.js';
import { re2 } from './re2.js';
import type { Pack } from './schema.js';
import { isPlain, scoreTopics, type TopicScore, topicsHeld } from './topics.js';

/** What is made from compiled rules once; books that leave some of them out share it. */
interface RuleIndex {
  readonly parts: BookParts;
  readonly heads: readonly PackHead[];
  readonly rules: Rules;
  readonly matcher: TermMatcher;
  readonly state: MatchState;
  readonly patterns: PatternFilter;
  /** The patterns that could give an article a topic. */
  readonly topicPatterns: PatternFilter;
}

/** Compiled rules by number, each read when it is first asked for. */
class Rules {
  readonly #parts: BookParts;
  readonly #heads: readonly PackHead[];
  readonly #read: (CompiledRule | undefined)[] = [];

  constructor(parts: BookParts, heads: readonly PackHead[]) {
    this.#parts = parts;
    this.#heads = heads;
  }

  get count(): number {
    return this.#parts.packOf.length;
  }

  packOf(number: number): PackHead {
    return this.#heads[this.#parts.packOf[number]!]!;
  }

  of(number: number): CompiledRule {
    return (this.#read[number] ??= readRule(this.#parts, number, this.packOf(number)));
  }
}

/** What a book that leaves rules out shares with the whole one. */
interface Shared {
  readonly index: RuleIndex;
  readonly off: ReadonlySet<number>;
  readonly offPacks: ReadonlySet<string>;
}

/** Compiled packs that serve together: one book serves all comments, one after the other. */
export class RuleBook {
  readonly #index: RuleIndex;
  /** Rules of the index that this book leaves out, by number. */
  readonly #off: ReadonlySet<number>;
  /** Packs that it leaves out, by id. */
  readonly #offPacks: ReadonlySet<string>;
  #packs: readonly Pack[] | undefined;

  /**
   * @param parts as `compileParts` made them, or `readBook` read them
   * @param lexicon how often words stand in clean comments: doubtful readings that are ordinary words are dropped
   */
  constructor(parts: BookParts, lexicon?: Lexicon, shared?: Shared) {
    this.#index = shared?.index ?? indexOf(parts, lexicon);
    this.#off = shared?.off ?? new Set();
    this.#offPacks = shared?.offPacks ?? new Set();
  }

  /** The packs as their authors wrote them. */
  get packs(): readonly Pack[] {
    return (this.#packs ??= packsOf(this.#index.parts).filter(({ id }) => !this.#offPacks.has(id)));
  }

  /** What this book was compiled to, with the packs and rules that it leaves out. */
  get parts(): BookParts {
    return this.#index.parts;
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
      const match = evaluate(rules.of(number), state);
      if (match !== null) matches.push(match);
    }
    return matches;
  }

  /** For each pack with a topic, by id, whether the article has it. */
  topics({ title, body }: Pick<Article, 'title' | 'body'>): Map<string, TopicScore> {
    const { topicPatterns } = this.#index;
    const holding = (text: string): CompiledRule[] => this.#rules(this.#plainly(text), topicPatterns.find(text));
    return scoreTopics(this.#heads(), holding(title), holding(body ?? ''));
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
    const { rules, parts } = this.#index;
    const off = new Set(this.#off);
    for (let number = 0; number < rules.count && ids.size > 0; number++)
      if (ids.has(rules.packOf(number).id) || ids.has(rules.of(number).name)) off.add(number);
    return new RuleBook(parts, undefined, {
      index: this.#index,
      off,
      offPacks: new Set([...this.#offPacks, ...ids]),
    });
  }

  #heads(): readonly PackHead[] {
    return this.#index.heads.filter(({ id }) => !this.#offPacks.has(id));
  }

  /** The rules of packs with a topic that hold for a text which was written plainly, but for those of patterns only. */
  #plainly(text: string): number[] {
    const { rules, matcher, state, parts } = this.#index;
    state.take(text, matcher.findSure(text).filter(isPlain));
    return state.metRules.filter(
      (number) =>
        rules.packOf(number).topic !== undefined &&
        (parts.certain[number] === 1 || holds(rules.of(number), state)),
    );
  }

  /** The rules of two lists of numbers that this book has, in order. */
  #rules(numbers: readonly number[], others: readonly number[]): CompiledRule[] {
    return this.#serving([...numbers, ...others]).map((number) => this.#index.rules.of(number));
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

function indexOf(parts: BookParts, lexicon: Lexicon | undefined): RuleIndex {
  const heads = headsOf(parts);
  const rules = new Rules(parts, heads);
  return {
    parts,
    heads,
    rules,
    matcher: matcherOf(parts.matcher, lexicon),
    state: new MatchState(parts, (term) => termTextOf(parts, term)),
    patterns: new PatternFilter(parts.patterns, rules),
    topicPatterns: new PatternFilter(parts.topicPatterns, rules),
  };
}

/** Which of many patterns stand in a text, by one walk over it; then each is asked where. */
class PatternFilter {
  /** The rules that are a pattern and nothing else, by number. */
  readonly rules: readonly number[];
  readonly #sources: Rules;
  #set: RE2Set | undefined;

  constructor(numbers: Int32Array, rules: Rules) {
    this.rules = [...numbers];
    this.#sources = rules;
  }

  /** The numbers of the rules whose pattern stands in the text. */
  find(text: string): number[] {
    if (this.rules.length === 0) return [];
    this.#set ??= this.#compile();
    return this.#set.match(text).map((index) => this.rules[index]!);
  }

  #compile(): RE2Set {
    const set = new (re2().RE2Set)();
    for (const number of this.rules) {
      const [part] = this.#sources.of(number).parts;
      if (part?.kind === 'pattern') set.add(part.pattern.compiled.pattern());
    }
    set.compile();
    return set;
  }
}

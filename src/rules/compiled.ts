import type { Way } from '../hangul/index.js';
import type { Pattern } from './pattern.js';
import type { PackHead } from './pack.js';

/** The terms of a condition, any of which meets it. */
export interface TermUses {
  /** The number of the condition among those of all rules that were compiled together. */
  readonly slot: number;
  /** Compiled term → the weight it has there of its own. */
  readonly weights: ReadonlyMap<number, number | undefined>;
}

/** A condition of a rule; all its parts must be met. */
export type Part =
  | { readonly kind: 'any'; readonly terms: TermUses }
  | {
      readonly kind: 'near';
      readonly entries: readonly TermUses[];
      /** What else must stand there. */
      readonly pattern: Pattern | null;
      readonly within: number;
    }
  | { readonly kind: 'pattern'; readonly pattern: Pattern };

/** A rule ready to serve. */
export interface CompiledRule {
  readonly id: string;
  /** `pack/rule`, as it stands in evidence. */
  readonly name: string;
  readonly pack: PackHead;
  /** Evidence in logit units, without sign: who speaks for and who against is the judge's to say. */
  readonly weight: number;
  /** Topic points. */
  readonly points: number;
  /** Filler only: counts if nothing else is left in the text. */
  readonly whole: boolean;
  /** Speaks for comments of articles on the topic, and against none. */
  readonly oneSided?: boolean;
  readonly parts: readonly Part[];
  /** Compiled terms that may not stand in the text. */
  readonly none: readonly number[];
}

/** A place in a text that a rule points to; offsets are UTF-16 code units of the text as given, `[start, end)`. */
export interface RuleSpan {
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  /** The term it reads as; for a pattern the text itself. */
  readonly reads: string;
  /** The ways of writing that were undone; empty for the plain spelling. */
  readonly via: readonly Way[];
  /** 0 for a sure reading; grows with doubt, in the unit of one changed sound. */
  readonly cost: number;
}

/** A rule that holds for a text. */
export interface RuleMatch {
  readonly pack: PackHead;
  readonly rule: CompiledRule;
  /** Logit units, positive, scaled down for doubtful readings: weight / (1 + cost). */
  readonly weight: number;
  /** In order of their start, at least one, at most `MAX_PLACES` but for filler. */
  readonly spans: readonly RuleSpan[];
  /** Further places that were found and are not among the spans. */
  readonly more: number;
  /** Every span was read by initial consonants only: counts only beside other evidence. */
  readonly weak: boolean;
}

import type { RuleDraft } from '../../../campaign/rule-draft.js';
import type { DraftedCampaign, RuleTrial } from '../../../campaign/rule-trial.js';
import type { Language } from '../../../fault.js';
import type { Pack } from '../../../rules/index.js';

/** A stored post as the drafting thread needs it. */
export interface RulePost {
  readonly text: string;
  readonly articleId: string;
  /** The phrase that a member shares, disguise undone; null: no member. */
  readonly phrase: string | null;
}

/** A rule to be drafted. Texts come as JSON in pages, which are handed over and not copied. */
export interface RuleOrder {
  readonly campaign: DraftedCampaign;
  /** Pages of `RulePost[]`, in the order of the posts. */
  readonly posts: readonly Uint8Array[];
  /** Pages of `Article[]`: those of the posts, as far as they are stored. */
  readonly articles: readonly Uint8Array[];
  readonly packs: readonly Pack[];
  readonly rulesOff: readonly string[];
  /** The model file; undefined: the shipped one, null: rules alone. */
  readonly model: string | undefined | null;
  /** Language of the comments in the pack. */
  readonly language: Language;
}

/** What was drafted, and what it does. */
export interface DraftedRule {
  readonly draft: RuleDraft;
  readonly pack: Pack;
  readonly trial: RuleTrial;
  /** The pack as YAML. */
  readonly source: string;
}

/** Null draft: no words find the campaign and hardly anything else. */
export type RuleOutcome =
  DraftedRule | { readonly draft: null; readonly posts: number; readonly others: number };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A page of values as bytes of their own. */
export function pageOf(values: readonly object[]): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(values));
}

/** The values of pages. */
export function* valuesOf<T>(pages: readonly Uint8Array[]): Generator<T> {
  for (const page of pages) yield* JSON.parse(decoder.decode(page)) as T[];
}

import type { BacktestCounts } from '../../../campaign/backtest.js';
import type { Verdict } from '../../../judge/index.js';
import type { Pack } from '../../../rules/index.js';

/** A stored comment as the trying thread needs it. */
export interface TriedComment {
  readonly articleId: string;
  readonly text: string;
  /** What moderators decided. */
  readonly label: Verdict | null;
}

/** A rule to be tried. Texts come as JSON in pages, which are handed over and not copied. */
export interface TrialOrder {
  readonly pack: Pack;
  /** Pages of `TriedComment[]`. */
  readonly comments: readonly Uint8Array[];
  /** Pages of `Article[]`: those of the comments, as far as they are stored. */
  readonly articles: readonly Uint8Array[];
  /** The shared packs, what the server switched off of them, and its own live rules but this one. */
  readonly packs: readonly Pack[];
  readonly rulesOff: readonly string[];
  readonly own: readonly Pack[];
  /** The model file; undefined: the shipped one, null: rules alone. */
  readonly model: string | undefined | null;
}

/** What a rule does to the stored comments of its server. */
export interface OwnRuleTrial {
  readonly comments: number;
  /** Comments that it matches, and of these those whose article is gone: nobody can judge them. */
  readonly matched: number;
  readonly unjudged: number;
  /** Of the matched ones, judged with it and without. */
  readonly counts: BacktestCounts;
}

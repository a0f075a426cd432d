import type { CompactLexicon } from '../hangul/index.js';
import type { RuleBook } from '../rules/index.js';
import type { Past } from './finder.js';
import type { Meaning } from './foreign-gate.js';
import type { CampaignOptions } from './options.js';
import { PackFinder } from './pack-finder.js';
import { RewordedFinder } from './reworded.js';

/** What finding campaigns can use beside the posts themselves. */
export interface CampaignKnowledge {
  /** The packs that describe campaigns which somebody knows: see `campaignBook` and `PackImage`. */
  readonly book?: RuleBook | undefined;
  /** Shingles of many old comments (`models/chants.bin`): a new or small server knows sayings from the start. */
  readonly chants?: CompactLexicon | undefined;
  /** The encoder of a relevance model; without it reworded campaigns are found by packs only. */
  readonly meaning?: Meaning | undefined;
}

/**
 * The finders that the batch, the command line and the bot use, for `new CampaignTracker(…)` and `CampaignTracker.open(state, …)`. A state
 * belongs to the knowledge that it was made with.
 */
export function campaignOptions({ book, chants, meaning }: CampaignKnowledge): Partial<CampaignOptions> {
  const byPack = book === undefined ? [] : [(past: Past) => new PackFinder(past, book, meaning)];
  const byMeaning = meaning === undefined ? [] : [(past: Past) => new RewordedFinder(past, meaning)];
  return { chants: chants ?? null, finders: [...byPack, ...byMeaning] };
}

import type { CompactLexicon } from '../hangul/index.js';
import type { Finder, Past } from './finder.js';

const DAY = 86_400_000;

/** What a tracker goes by. Sources of the defaults: docs/campaigns.md. */
export interface CampaignOptions {
  /** Posts that are remembered; older ones find no company any more. */
  readonly window: number;
  /** Ms without a post after which a decided campaign is only watched. */
  readonly watchMs: number;
  /** Ms without a post after which a campaign has expired. */
  readonly expireMs: number;
  /** Ms without a post after which a campaign that never became known is dropped. */
  readonly dropMs: number;
  /** Shingles that stood in many comments before the first post (`models/chants.bin`); null: unknown. */
  readonly chants: CompactLexicon | null;
  /** Further stages, behind the near finder, in order. */
  readonly finders: readonly ((past: Past) => Finder)[];
}

export const CAMPAIGN_DEFAULTS: CampaignOptions = {
  window: 1_000_000,
  watchMs: 7 * DAY,
  expireMs: 30 * DAY,
  dropMs: 21 * DAY,
  chants: null,
  finders: [],
};

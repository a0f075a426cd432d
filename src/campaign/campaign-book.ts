import type { Lexicon } from '../hangul/index.js';
import { campaignPacks, compilePacks, type Pack, type RuleBook } from '../rules/index.js';

/**
 * The packs that describe campaigns (`kind: campaign`), compiled by themselves.
 *
 * @returns undefined where there are none
 */
export function campaignBook(packs: readonly Pack[], lexicon?: Lexicon): RuleBook | undefined {
  const own = campaignPacks(packs);
  return own.length === 0 ? undefined : compilePacks(own, lexicon);
}

import type { Pack, PackKind } from './schema.js';

/** What a judge knows of a pack besides its rules. */
export type PackHead = Pick<Pack, 'id' | 'title' | 'role' | 'kind' | 'topic'>;

/** The kind of a pack; by default what its role implies. */
export function kindOf({ kind, role }: Pick<Pack, 'kind' | 'role'>): PackKind {
  return kind ?? (role === 'foreign' ? 'campaign' : 'topic');
}

/** The packs that describe campaigns, which somebody knows by their words. */
export function campaignPacks(packs: readonly Pack[]): readonly Pack[] {
  return packs.filter((pack) => pack.role === 'foreign' && kindOf(pack) === 'campaign');
}

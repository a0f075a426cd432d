import type { CampaignDecision, Membership } from './campaign.js';

/** A member as its cluster keeps it, longer than the window does. */
export interface Member extends Membership {
  readonly serial: number;
  /** Keyed hash of the author as a number; 0: unknown. */
  readonly author: number;
  readonly article: number;
  readonly channel: string | null;
  readonly at: number | null;
  /** Hash of its folded letters: equal for equal texts, disguise undone. */
  readonly folded: number;
  /** Letters that were disguised. */
  readonly odd: number;
  readonly text: string;
  readonly foreign: number | null;
  /** Bits that it shares with its link. */
  readonly bits: number;
}

/** What two clusters were before a person made them one: enough to take them apart again. */
export interface Part {
  /** Id of the one that became a part, and what it was. */
  readonly id: string;
  readonly known: boolean;
  readonly declared: number | null;
  readonly decision: CampaignDecision | null;
  readonly merged: readonly string[];
  readonly splitFrom: string | null;
  readonly parts: readonly Part[];
  readonly posts: readonly string[];
  /** Serial of the first post that came after. */
  readonly since: number;
  /** What the other one was, and what both were together. */
  readonly before: Pick<Cluster, 'known' | 'declared' | 'decision'>;
  readonly together: Pick<Cluster, 'known' | 'declared' | 'decision'>;
}

/** Posts that belong together: a campaign once it is known, before that only emerging. */
export interface Cluster {
  readonly key: number;
  readonly id: string;
  readonly members: Member[];
  known: boolean;
  declared: number | null;
  decision: CampaignDecision | null;
  merged: string[];
  splitFrom: string | null;
  expired: boolean;
  /** What people merged into it, latest last; none where it is missing. */
  parts?: readonly Part[];
}

/** What everybody else sees of a member. */
export function publicOf({ post, link, by, span, phrase, likeness, core }: Member): Membership {
  return { post, link, by, span, phrase, likeness, core };
}

/** The newest time of a cluster's posts; null where none has one. */
export function lastOf(cluster: Cluster): number | null {
  let last: number | null = null;
  for (const { at } of cluster.members) if (at !== null && (last === null || at > last)) last = at;
  return last;
}

export function firstOf(cluster: Cluster): number | null {
  let first: number | null = null;
  for (const { at } of cluster.members) if (at !== null && (first === null || at < first)) first = at;
  return first;
}

/** Different authors; an unknown one is its own. */
export function authorsOf(members: readonly Member[]): number {
  const known = new Set<number>();
  let unknown = 0;
  for (const { author } of members) {
    if (author === 0) unknown++;
    else known.add(author);
  }
  return known.size + unknown;
}

import type { CampaignDecision } from '../../campaign/index.js';
import type { CampaignRegrouped, CampaignStore } from '../../store/index.js';
import { ANYTHING, type Touched } from './changes.js';
import { type Known, mergeIn, type Tracked, trackerId, unmergeIn } from './tracked.js';

// What moderators do to the membership of campaigns: done in the tracker first, then stored with what that changed.

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What was regrouped in the tracker and is to be stored, or why nothing was. */
export type Plan =
  | {
      /** `not-together`: somebody has said that one is no campaign; `too-few`: hardly a post of one is left. */
      readonly refused: 'unknown' | 'no-fringe' | 'not-together' | 'not-merged' | 'too-few';
    }
  | {
      readonly id: string;
      readonly touched: Touched;
      readonly what: DistributiveOmit<
        Parameters<CampaignStore['regroup']>[0],
        'guildId' | 'id' | 'moderatorId' | 'now' | 'seq' | 'changes'
      >;
    };

/** The campaign that was regrouped, which keeps this id, or why it was not. */
export type Regrouped =
  | { readonly id: string; readonly number: number; readonly changed: number }
  | Extract<CampaignRegrouped | Plan, { readonly refused: string }>;

/** Splits the fringe of a campaign off. */
export function planSplit(tracked: Tracked, id: string): Plan {
  if (!tracked.known.has(id)) return { refused: 'unknown' };
  const own = trackerId(tracked, id);
  const campaign = tracked.tracker.campaign(own);
  const ids = (campaign?.members ?? []).filter(({ core }) => !core).map(({ post }) => post);
  if (ids.length === 0) return { refused: 'no-fringe' };
  const touched = new Map([own, tracked.tracker.split(own, ids)].map((one) => [one, ANYTHING]));
  return { id, touched, what: { kind: 'split', ids } };
}

/** Under other decisions the posts of a campaign are not to be held together. */
const MERGEABLE: ReadonlySet<CampaignDecision | null> = new Set([null, 'remove', 'allow']);

/** Whether a campaign may be merged with others. */
export function isMergeable(decision: CampaignDecision | null): boolean {
  return MERGEABLE.has(decision);
}

/** Merges two campaigns. */
export function planMerge(tracked: Tracked, one: string, other: string): Plan {
  const [a, b] = [tracked.known.get(one), tracked.known.get(other)];
  if (a === undefined || b === undefined || one === other) return { refused: 'unknown' };
  if (![a, b].every(({ decision }) => isMergeable(decision))) return { refused: 'not-together' };
  const [id, part] = comesFirst({ ...a, id: one }, { ...b, id: other }) ? [one, other] : [other, one];
  const [kept, gone] = [trackerId(tracked, id), trackerId(tracked, part)];
  if ([kept, gone].some((of) => tracked.tracker.campaign(of)?.id !== of)) return { refused: 'too-few' };
  const ids = [...tracked.known.get(part)!.members.keys()];
  mergeIn(tracked, kept, { gone, part });
  const touched = new Map([[kept, { absorbed: new Set([gone]), joined: null }]]);
  return { id, touched, what: { kind: 'merge', part, ids } };
}

type Standing = Pick<Known, 'declared' | 'carded' | 'first'> & { readonly id: string };

/** Which of two campaigns keeps its id: the known one, then the one with a card, then the older one. */
function comesFirst(one: Standing, other: Standing): boolean {
  const known = ({ declared }: Standing): number => Number(declared !== null);
  const order =
    known(other) - known(one) ||
    Number(other.carded) - Number(one.carded) ||
    one.first - other.first ||
    (one.id < other.id ? -1 : 1);
  return order < 0;
}

/** Undoes the latest merge into a campaign that stands. */
export async function planUnmerge(
  tracked: Tracked,
  store: Pick<CampaignStore, 'events' | 'get'>,
  guildId: string,
  id: string,
): Promise<Plan> {
  const events = await store.events(guildId, id);
  const part = events.findLast(({ kind, undoneBy }) => kind === 'merge' && undoneBy === null)?.ids[0];
  const record = part === undefined ? undefined : await store.get(guildId, part);
  const known = tracked.known.get(id);
  if (part === undefined || record?.mergedInto !== id || known === undefined)
    return { refused: 'not-merged' };
  const own = trackerId(tracked, id);
  const back = unmergeIn(tracked, own, part);
  if (back === undefined) return { refused: 'too-few' };
  if (back !== part) tracked.aliases.set(part, back);
  const decisionOf = (of: string): CampaignDecision | null => tracked.tracker.campaign(of)?.decision ?? null;
  tracked.known.set(id, { ...known, decision: decisionOf(own) });
  tracked.known.set(part, { ...record, decision: decisionOf(back), members: new Map(), described: 0 });
  const touched = new Map([own, back].map((one) => [one, ANYTHING]));
  return { id, touched, what: { kind: 'unmerge', part } };
}

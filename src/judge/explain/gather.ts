import type { Reason } from '../result.js';

/** Equal words of one pack, told once. */
export interface GatheredReason {
  readonly reason: Reason;
  /** In how many places of the comment it is told. */
  readonly times: number;
}

/** Weight that would be shown as none. */
const NOTHING = 0.05;

/**
 * Reasons that say the same of the same words become one with their weights added, strongest first. What weighs nothing is
 * left out, but for filler, which speaks without a weight.
 */
export function gatherReasons(reasons: readonly Reason[]): GatheredReason[] {
  const gathered = new Map<string, GatheredReason>();
  const places = new Map<string, Set<number>>();
  for (const reason of reasons) {
    const key = JSON.stringify([
      reason.kind,
      reason.title?.ko ?? reason.id,
      reason.text,
      reason.reads,
      reason.via,
    ]);
    const same = gathered.get(key);
    const weight = reason.weight + (same?.reason.weight ?? 0);
    const starts = places.get(key) ?? new Set();
    places.set(key, starts.add(reason.span?.[0] ?? -1));
    gathered.set(key, { reason: { ...(same?.reason ?? reason), weight }, times: starts.size });
  }
  return [...gathered.values()]
    .filter(({ reason }) => reason.kind === 'filler' || Math.abs(reason.weight) >= NOTHING)
    .sort((one, other) => Math.abs(other.reason.weight) - Math.abs(one.reason.weight));
}

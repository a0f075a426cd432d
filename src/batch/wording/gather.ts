import type { Reason } from '../../judge/result.js';

/** Equal words of one rule, told once. */
export interface GatheredReason {
  readonly reason: Reason;
  /** In how many places of the comment. */
  readonly times: number;
}

/** Reasons that say the same of the same words become one with their weights added, strongest first. */
export function gatherReasons(reasons: readonly Reason[]): GatheredReason[] {
  const gathered = new Map<string, GatheredReason>();
  for (const reason of reasons) {
    const key = JSON.stringify([reason.kind, reason.id, reason.text, reason.reads, reason.via]);
    const same = gathered.get(key);
    const weight = reason.weight + (same?.reason.weight ?? 0);
    gathered.set(key, { reason: { ...(same?.reason ?? reason), weight }, times: (same?.times ?? 0) + 1 });
  }
  return [...gathered.values()].sort(
    (one, other) => Math.abs(other.reason.weight) - Math.abs(one.reason.weight),
  );
}

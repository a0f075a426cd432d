/** A decided comment with the logit it is ranked by. */
export interface RankedDecision {
  readonly logit: number;
  readonly belongs: boolean;
}

/**
 * How often a comment that does not belong ranks above one that does, ties counting half: the area under the ROC curve,
 * 0 to 1. Not a number without both kinds.
 */
export function shareRanked(items: readonly RankedDecision[]): number {
  const sorted = [...items].sort((a, b) => a.logit - b.logit);
  let won = 0;
  let on = 0;
  let from = 0;
  while (from < sorted.length) {
    const { logit } = sorted[from]!;
    let to = from;
    let tied = 0;
    for (; sorted[to]?.logit === logit; to++) tied += Number(sorted[to]!.belongs);
    won += (to - from - tied) * (on + tied / 2);
    on += tied;
    from = to;
  }
  return won / (on * (sorted.length - on));
}

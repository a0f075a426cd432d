import { totals, type Steps } from './ranking.js';

/**
 * Area under the ROC curve: how often an off-topic comment stands above an on-topic one, equal scores by half
 * (Mann and Whitney). NaN when there are none of one side.
 */
export function rocAuc(steps: Steps): number {
  const { off, on } = steps;
  const all = totals(steps);
  let area = 0;
  let offBefore = 0;
  let onBefore = 0;
  for (let i = 0; i < off.length; i++) {
    area += ((on[i]! - onBefore) * (off[i]! + offBefore)) / 2;
    offBefore = off[i]!;
    onBefore = on[i]!;
  }
  return area / (all.off * all.on);
}

/** The ROC curve: share of the on-topic comments found wrongly, share of the off-topic ones found; from [0, 0] to [1, 1]. */
export function rocCurve(steps: Steps): [number, number][] {
  const all = totals(steps);
  const points = Array.from(steps.off, (off, i): [number, number] => [steps.on[i]! / all.on, off / all.off]);
  return [[0, 0], ...points];
}

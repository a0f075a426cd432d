import { attention } from './attention.js';
import { estimate, type Draws } from './bootstrap.js';
import type { Case } from './case.js';
import { recallAt } from './precision-recall.js';
import { rank } from './ranking.js';
import type { Slice } from './report.js';
import { rocAuc } from './roc.js';

/** Lengths of comments in eojeols, from and to. */
const LENGTHS = [
  [1, 2],
  [3, 5],
  [6, 10],
  [11, 20],
  [21, Infinity],
] as const;

/** Precision and prior of a slice's recall: `slice` of report.ts says so. */
export const SLICE_TARGET = { precision: 0.8, prior: 0.5 } as const;

/** Sections with fewer comments are left out: their intervals would be as wide as the scale. */
const LEAST_OF_SECTION = 30;

/** Measures comments by their length in eojeols; one without any (signs alone) counts with the shortest. */
export function byLength(cases: readonly Case[], draws: Draws): Slice[] {
  return LENGTHS.map(([from, to]) => {
    const inside = cases.filter(({ words }) => Math.max(1, words) >= from && words <= to);
    return sliceOf(to === Infinity ? `${from}+` : `${from}-${to}`, inside, draws);
  });
}

/** Measures comments by the section of the article they stand under, the largest section first. */
export function bySection(cases: readonly Case[], draws: Draws): Slice[] {
  const sections = new Map<string, Case[]>();
  for (const each of cases) {
    if (each.section === undefined) continue;
    const there = sections.get(each.section);
    if (there === undefined) sections.set(each.section, [each]);
    else there.push(each);
  }
  return [...sections]
    .filter(([, inside]) => inside.length >= LEAST_OF_SECTION)
    .sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b))
    .map(([name, inside]) => sliceOf(name, inside, draws));
}

/** Comments of either side under which a slice says nothing of its recall. */
const LEAST_OF_SIDE = 30;
const NOT_KNOWN = { value: null, low: null, high: null };

function sliceOf(name: string, cases: readonly Case[], draws: Draws): Slice {
  const said = cases.map((each) => ({ ...each, off: each.truth === 'off-topic' }));
  const [auc, recall] = estimate(
    rank(said),
    (steps) => [rocAuc(steps), recallAt(steps, SLICE_TARGET).recall],
    draws,
  );
  const flags = attention(
    said.map(({ off, flag }) => ({ off, has: flag })),
    [],
  );
  const offTopic = said.filter(({ off }) => off).length;
  return {
    name,
    offTopic,
    onTopic: said.length - offTopic,
    auc: auc!,
    recall: Math.min(offTopic, said.length - offTopic) < LEAST_OF_SIDE ? NOT_KNOWN : recall!,
    flagRecall: flags.recall,
    falseFlagsPerThousand: flags.falsePerThousand,
  };
}

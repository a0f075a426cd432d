import type { Evaluation, Measurement } from '../../src/evaluation/index.js';

/** Introduction of `docs/relevance-figures.md`. */
export const INTRODUCTION = `# What the relevance model reaches

Made by \`npx tsx bench/relevance/run.ts --data DIR --scaling\`. The encoder learned from 2025 news before 10 November, three quarters of entertainment and the earlier politics; the stages were fitted on one half of the rest. The figures are for the other half, and for society 2024 and mixed 2018, two domains with bodies that the model has never seen. No part contains the titles of the gold labels. The figures are for the whole judge, packs included.

- *single*: each comment judged alone, under its own article and under one of another section and week where these are known; the judge knows the articles of the set (at most 700).
- *site dump*: 12 comments per article, 5 in 100 of them synthetic negatives, half of these from articles outside; judged together.
- *flooded articles*: those of the same site (5 in 100) whose comments are 70% foreign. The samples are small.
- Recalls, *flagged right* and *review: right* are at 5% off-topic for the site dump, at 50% for the others. ECE is that of the score converted to the share of off-topic comments in the data.
- A synthetic negative that reads like an own comment counts as missed, an own comment that is off-topic as a false alarm: about 13% of the former and 2% of the latter.`;

const HEAD = [
  'what',
  'off / on-topic',
  'AUC (95%)',
  'recall at P.9',
  'at P.8',
  'at P.5',
  'first 100',
  'home exact / in five of the first 100',
  'ECE',
  'flagged right',
  'falsely flagged in 1,000',
  'review: right',
  'found',
];

const KINDS: Readonly<Record<Measurement['kind'], string>> = {
  labelled: 'labelled, single',
  'labelled-dump': 'labelled, together',
  pairs: 'single',
  dump: 'site dump',
  flooded: 'flooded articles',
};

/** Priors of the reported recalls: pairs are half and half, a site has few mismatches, a flood many. */
const PRIOR = { pairs: 0.5, labelled: 0.5, 'labelled-dump': 0.5, dump: 0.05, flooded: 0.5 } as const;

/** The figures of each set. */
export function figuresTable(evaluations: readonly (readonly [string, Evaluation])[]): string {
  return `## Figures\n\n${table(evaluations)}`;
}

/** The figures without some kinds of evidence. */
export function ablationTable(evaluations: readonly (readonly [string, Evaluation])[]): string {
  return `## Ablations: news of 2025\n\n${table(evaluations)}`;
}

/** The figures by amount of training data. */
export function scalingTable(evaluations: readonly (readonly [number, number, Evaluation])[]): string {
  const rows = evaluations.map(([share, comments, evaluation]) => {
    const of = (kind: Measurement['kind']): string =>
      figure(evaluation.measurements.find((one) => one.kind === kind)?.auc.value ?? null);
    return [`${share}`, comments.toLocaleString('en-US'), of('pairs'), of('dump'), of('flooded')];
  });
  const head = ['share of the articles', 'comments', 'single AUC', 'site dump AUC', 'flooded AUC'];
  return `## Scaling: news of 2025\n\n${markdown([head, ...rows])}`;
}

function table(evaluations: readonly (readonly [string, Evaluation])[]): string {
  const rows = evaluations.flatMap(([name, { measurements }]) =>
    measurements.map((one) => [
      `${name}, ${KINDS[one.kind]}`,
      `${one.offTopic.toLocaleString('en-US')} / ${one.onTopic.toLocaleString('en-US')}`,
      `${figure(one.auc.value)} (${figure(one.auc.low)}–${figure(one.auc.high)})`,
      ...[0.9, 0.8, 0.5].map((precision) => recallAt(one, precision)),
      figure(one.firstHundred?.precision ?? null),
      one.homes === null
        ? '–'
        : `${figure(one.homes.firstHundred.exact)} / ${figure(one.homes.firstHundred.withinFive)}`,
      figure(one.calibration.shiftedError),
      figure(precisionOf(one.flag, one)),
      one.flag.falsePerThousand?.toFixed(1) ?? '–',
      figure(precisionOf(one.review, one)),
      figure(one.review.recall),
    ]),
  );
  return markdown([HEAD, ...rows]);
}

function recallAt({ kind, recallAtPrecision }: Measurement, precision: number): string {
  const found = recallAtPrecision.find((one) => one.precision === precision && one.prior === PRIOR[kind]);
  return figure(found?.value ?? null);
}

function precisionOf({ precision }: Measurement['flag'], { kind }: Measurement): number | null {
  return precision.find(({ prior }) => prior === PRIOR[kind])?.value ?? null;
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(3).replace(/^0/u, '');
}

function markdown([head, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head!), line(head!.map(() => '---')), ...rows.map(line)].join('\n');
}

import type { Evaluation, Measurement } from '../../src/measure/index.js';

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

/** Priors at which recalls are told: pairs are half and half, a site has few mismatches, a flood many. */
const PRIOR = { pairs: 0.5, labelled: 0.5, 'labelled-dump': 0.5, dump: 0.05, flooded: 0.5 } as const;

/** The figures of each set. */
export function figuresTable(told: readonly (readonly [string, Evaluation])[]): string {
  return `## Figures\n\n${table(told)}`;
}

/** The same with kinds of evidence taken away. */
export function ablationTable(told: readonly (readonly [string, Evaluation])[]): string {
  return `## Ablations: news of 2025\n\n${table(told)}`;
}

/** How the figures grow with what the encoder learns from. */
export function scalingTable(told: readonly (readonly [number, number, Evaluation])[]): string {
  const rows = told.map(([share, comments, evaluation]) => {
    const of = (kind: Measurement['kind']): string =>
      figure(evaluation.measurements.find((one) => one.kind === kind)?.auc.value ?? null);
    return [`${share}`, comments.toLocaleString('en-US'), of('pairs'), of('dump'), of('flooded')];
  });
  const head = ['share of the articles', 'comments', 'single AUC', 'site dump AUC', 'flooded AUC'];
  return `## Scaling: news of 2025\n\n${markdown([head, ...rows])}`;
}

function table(told: readonly (readonly [string, Evaluation])[]): string {
  const rows = told.flatMap(([name, { measurements }]) =>
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

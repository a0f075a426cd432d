import {
  type Evaluation,
  type KindFigures,
  type Measurement,
  PRECISIONS,
  PRIORS,
  type Slice,
} from '../../evaluation/index.js';
import { KIND_NAMES, MEASUREMENT_NAMES } from '../../wording/evaluation.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import { layOut, type Row } from '../columns.js';
import type { Context } from '../context.js';
import { EVAL_NOTES, EVAL_ROWS as ROWS } from '../../wording/cli/eval.js';
import { figure } from '../../wording/numbers.js';

/** The table of an evaluation, with a column for each measurement, between a line on the data and one on the intervals. */
export function renderEvaluation(evaluation: Evaluation, context: Context): string {
  const { colors, language } = context;
  const { measurements, data, foreign, settings } = evaluation;
  const table = layOut(
    measurements.map(({ kind }) => MEASUREMENT_NAMES[kind][language]),
    [...mainRows(measurements, context), ...partRows(measurements, context)],
    context,
  );
  const about = EVAL_NOTES.data(
    data.articles,
    data.comments,
    data.measured,
    data.leftOut,
    data.rejects,
    settings.seed,
  )[language];
  const planted =
    foreign === null
      ? []
      : [EVAL_NOTES.plantedFrom(foreign.sectionAndWeek, foreign.sectionOrWeek, foreign.title)[language]];
  const shares = shareTable(evaluation, context);
  return [about, ...planted, '', ...table, ...shares, colors.dim(EVAL_NOTES.interval[language])].join('\n');
}

/** The simulated dumps by share, with a column for each way of judging. */
function shareTable({ byShare }: Evaluation, context: Context): string[] {
  const { language } = context;
  if (byShare.length === 0) return [];
  const rows: Row[] = byShare.map(({ alone, together }) => ({
    name: alone.name,
    cells: [kindCell(alone), kindCell(together)],
  }));
  return [
    '',
    ...layOut(
      [ROWS.alone[language], ROWS.together[language]],
      [{ name: ROWS.byShare[language] }, ...rows],
      context,
    ),
  ];
}

function kindCell({ auc, recalls, error }: KindFigures): string {
  const found = recalls.map(({ value }) => share(value)).join(' / ');
  return `${estimated(auc)} · ${found} · ${estimated(error)}`;
}

function mainRows(all: readonly Measurement[], { language }: Context): Row[] {
  const row = (name: string, cell: (each: Measurement) => string): Row => ({ name, cells: all.map(cell) });
  const levels = (['flag', 'review'] as const).flatMap((level): Row[] => [
    { name: ROWS[level][language] },
    row(ROWS.levelRecall[language], (each) => share(each[level].recall)),
    ...PRIORS.map((prior, index) =>
      row(ROWS.levelPrecision(prior)[language], (each) => share(each[level].precision[index]?.value)),
    ),
    row(ROWS.falsePerThousand[language], (each) => each[level].falsePerThousand?.toFixed(1) ?? '–'),
  ]);
  const recalls = PRIORS.flatMap((prior): Row[] => [
    { name: ROWS.recalls(prior)[language] },
    ...PRECISIONS.map((precision) =>
      row(ROWS.atPrecision(precision)[language], ({ recallAtPrecision }) =>
        estimated(recallAtPrecision.find((each) => each.prior === prior && each.precision === precision)),
      ),
    ),
  ]);
  return [
    row(ROWS.articles[language], (each) => figure(each.articles)),
    row(ROWS.counts[language], (each) => `${figure(each.offTopic)} / ${figure(each.onTopic)}`),
    row(ROWS.auc[language], (each) => estimated(each.auc)),
    ...PRIORS.map((prior, index) =>
      row(ROWS.averagePrecision(prior)[language], (each) => share(each.averagePrecision[index]?.value)),
    ),
    ...whereAny(all, ({ firstHundred }) => firstHundred, [
      row(ROWS.firstHundred[language], (each) => share(each.firstHundred?.precision)),
    ]),
    ...recalls,
    ...levels,
    { name: ROWS.calibration[language] },
    row(ROWS.prior[language], (each) => pair(each.calibration.scorePrior, each.calibration.prior)),
    row(ROWS.error[language], ({ calibration: { error, interval } }) =>
      estimated({ value: error, low: interval?.[0] ?? null, high: interval?.[1] ?? null }),
    ),
    row(ROWS.shiftedError[language], (each) => share(each.calibration.shiftedError)),
    ...whereAny(all, ({ unclear }) => unclear, [
      { name: ROWS.unclear[language] },
      row(ROWS.all[language], ({ unclear }) =>
        unclear === null
          ? '–'
          : `${figure(unclear.count)} · ${share(unclear.flagged)} · ${share(unclear.review)}`,
      ),
    ]),
    ...whereAny(all, ({ homes }) => homes, [
      { name: ROWS.homes[language] },
      row(ROWS.all[language], ({ homes }) => named(homes)),
      row(ROWS.first[language], ({ homes }) => named(homes?.firstHundred)),
    ]),
  ];
}

/** Rows by length, by section and by kind of evidence. */
function partRows(all: readonly Measurement[], { language }: Context): Row[] {
  const slices = (heading: string, of: (each: Measurement) => readonly Slice[]): Row[] => {
    const names = [...new Set(all.flatMap((each) => of(each).map(({ name }) => name)))];
    const rows = names.map((name) => ({
      name: sanitizeForTerminal(name).slice(0, 20),
      cells: all.map((each) => {
        const slice = of(each).find((one) => one.name === name);
        return slice === undefined || slice.auc.value === null
          ? '–'
          : `${estimated(slice.auc)} · ${share(slice.recall.value)}`;
      }),
    }));
    return rows.length === 0 ? [] : [{ name: heading }, ...rows];
  };
  const kinds = [...new Set(all.flatMap(({ evidence }) => evidence.map(({ kind }) => kind)))];
  const evidence = kinds.map((kind) => ({
    name: KIND_NAMES[kind]?.[language] ?? kind,
    cells: all.map((each) => {
      const of = each.evidence.find((one) => one.kind === kind);
      return of === undefined
        ? '–'
        : `${percent(of.speaks)} · ${share(of.aucAlone)} · ${share(of.aucWithout)}`;
    }),
  }));
  return [
    { name: ROWS.byBody[language] },
    ...(['body', 'title'] as const).flatMap((name): Row[] => {
      const cells = all.map(({ byBody }) => byBody.find((one) => one.name === name));
      return cells.every((one) => one === undefined)
        ? []
        : [
            {
              name: ROWS[name][language],
              cells: cells.map((one) => (one === undefined ? '–' : kindCell(one))),
            },
          ];
    }),
    ...slices(ROWS.byLength[language], ({ byLength }) => byLength),
    ...slices(ROWS.bySection[language], ({ bySection }) => bySection),
    ...(evidence.length === 0 ? [] : [{ name: ROWS.evidence[language] }, ...evidence]),
  ];
}

/** The rows, if any measurement has a value for them. */
function whereAny(all: readonly Measurement[], of: (each: Measurement) => unknown, rows: Row[]): Row[] {
  return all.some((each) => of(each) !== null) ? rows : [];
}

function named(
  homes: { known: number; exact: number | null; withinFive: number | null } | null | undefined,
): string {
  return homes == null ? '–' : `${pair(homes.exact, homes.withinFive)} (${figure(homes.known)})`;
}

function pair(a: number | null, b: number | null): string {
  return `${share(a)} / ${share(b)}`;
}

interface Estimated {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

function estimated(estimate: Estimated | undefined): string {
  if (estimate === undefined) return '–';
  const { value, low, high } = estimate;
  return low === null || high === null ? share(value) : `${share(value)} (${share(low)}–${share(high)})`;
}

/** `.912`, as papers write shares; three digits are all that the intervals bear. */
function share(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3).replace(/^0/, '');
}

function percent(value: number): string {
  return `${Math.round(value * 100)}%`;
}

import { type Draws, estimate } from './bootstrap.js';
import { atPrior, calibrationError, reliability } from './calibration.js';
import { errorOf, figuresOf } from './by-kind.js';
import type { Case, Kind } from './case.js';
import {
  levelFigures,
  averagePrecision,
  precisionOfFirst,
  precisionRecallCurve,
  recallAt,
  rocAuc,
  rocCurve,
  thin,
} from './curves.js';
import { rank, type Ranking, stepsOf } from './ranking.js';
import type { Measurement, MeasurementKind, Slice } from './report.js';

/** Shares of off-topic comments (priors) at which precision is reported: balanced, and a bad day on a real site. */
export const PRIORS = [0.5, 0.05] as const;
/** Precisions at which recall is reported. */
export const PRECISIONS = [0.95, 0.9, 0.8, 0.5] as const;
/** Comments at the top of a ranked list that a moderator sees first. */
const FIRST = 100;

/** Options of an evaluation. */
export interface EvaluationOptions {
  readonly draws: Draws;
  /** The prior that `score` assumes. */
  readonly scorePrior: number;
}

/**
 * Evaluates one set of judged comments: every figure of the report. Undefined unless it has at least one off-topic and
 * one on-topic comment. Comments labelled `unclear` are counted separately.
 */
export function evaluateCases(
  kind: MeasurementKind,
  cases: readonly Case[],
  { draws, scorePrior }: EvaluationOptions,
): Measurement | undefined {
  const clear = cases.filter(({ truth }) => truth !== 'unclear');
  const scored = clear.map((each) => ({ ...each, off: each.truth === 'off-topic' }));
  const offTopic = scored.filter(({ off }) => off).length;
  const onTopic = scored.length - offTopic;
  if (offTopic === 0 || onTopic === 0) return undefined;

  const ranking = rank(scored);
  const steps = stepsOf(ranking);
  const prior = offTopic / scored.length;
  const shifted = scored.map(({ score, off }) => ({ score: atPrior(score, scorePrior, prior), off }));
  const bins = reliability(scored);
  const levels = (level: 'flag' | 'review') =>
    levelFigures(
      scored.map((each) => ({ off: each.off, has: each[level] })),
      PRIORS,
    );
  const together = kind !== 'labelled' && kind !== 'pairs';
  return {
    kind,
    articles: new Set(clear.map(({ group }) => group)).size,
    offTopic,
    onTopic,
    ...curveFigures(ranking, draws),
    firstHundred: together
      ? { count: Math.min(FIRST, scored.length), precision: precisionOfFirst(steps, FIRST) }
      : null,
    flag: levels('flag'),
    review: levels('review'),
    unclear: unclearOf(cases),
    calibration: {
      prior,
      error: calibrationError(bins),
      interval: errorInterval(ranking, draws),
      scorePrior,
      shiftedError: calibrationError(reliability(shifted)),
      bins,
    },
    homes: homesOf(clear),
    byBody: byBody(clear, draws),
    byLength: byLength(clear, draws),
    bySection: bySection(clear, draws),
    evidence: evidenceByKind(clear),
    curves: {
      roc: thin(rocCurve(steps)),
      precisionRecall: PRIORS.map((at) => ({ prior: at, points: thin(precisionRecallCurve(steps, at)) })),
    },
  };
}

/** The interval of the calibration error; null with too few articles. */
function errorInterval(ranking: Ranking, draws: Draws): [number, number] | null {
  const [error] = estimate(ranking, (steps) => [errorOf(ranking, steps)], draws);
  return error!.low === null || error!.high === null ? null : [error!.low, error!.high];
}

/** Evaluates comments under articles with a body and under titles alone. */
function byBody(cases: readonly Case[], draws: Draws): Measurement['byBody'] {
  return ([true, false] as const).flatMap((has) => {
    const inside = cases.filter(({ body }) => body === has);
    return inside.length === 0 ? [] : [figuresOf(has ? 'body' : 'title', inside, draws)];
  });
}

/** AUC, average precision and recalls, with intervals from one set of bootstrap draws. */
function curveFigures(
  ranking: Ranking,
  draws: Draws,
): Pick<Measurement, 'auc' | 'averagePrecision' | 'recallAtPrecision'> {
  const targets = PRIORS.flatMap((prior) => PRECISIONS.map((precision) => ({ precision, prior })));
  const [auc, ...recalls] = estimate(
    ranking,
    (steps) => [rocAuc(steps), ...targets.map((target) => recallAt(steps, target).recall)],
    draws,
  );
  const steps = stepsOf(ranking);
  return {
    auc: auc!,
    averagePrecision: PRIORS.map((prior) => ({ prior, value: averagePrecision(steps, prior) })),
    recallAtPrecision: targets.map((target, index) => {
      const { step } = recallAt(steps, target);
      const threshold = step === undefined ? null : ranking.scores[ranking.ends[step]!]!;
      return { ...target, ...recalls[index]!, threshold };
    }),
  };
}

function unclearOf(cases: readonly Case[]): Measurement['unclear'] {
  const unclear = cases.filter(({ truth }) => truth === 'unclear');
  if (unclear.length === 0) return null;
  return {
    count: unclear.length,
    flagged: unclear.filter(({ flag }) => flag).length / unclear.length,
    review: unclear.filter(({ review }) => review).length / unclear.length,
  };
}

function homesOf(cases: readonly Case[]): Measurement['homes'] {
  const overall = homesFound(cases);
  if (overall.known === 0) return null;
  const first = [...cases].sort((a, b) => b.score - a.score).slice(0, FIRST);
  return { ...overall, firstHundred: homesFound(first) };
}

/** Ranges of comment lengths in eojeols. */
const LENGTHS = [
  [1, 2],
  [3, 5],
  [6, 10],
  [11, 20],
  [21, Infinity],
] as const;

/** Precision and prior of a slice's recall, as documented at `slice` in report.ts. */
export const SLICE_TARGET = { precision: 0.8, prior: 0.5 } as const;

/** Sections with fewer comments are left out: their intervals would span the whole scale. */
const MIN_OF_SECTION = 30;

/** Evaluates comments by length in eojeols; one without any (only signs) counts as the shortest. */
export function byLength(cases: readonly Case[], draws: Draws): Slice[] {
  return LENGTHS.map(([from, to]) => {
    const inside = cases.filter(({ words }) => Math.max(1, words) >= from && words <= to);
    return sliceOf(to === Infinity ? `${from}+` : `${from}-${to}`, inside, draws);
  });
}

/** Evaluates comments by the section of the article above them, largest section first. */
function bySection(cases: readonly Case[], draws: Draws): Slice[] {
  const sections = new Map<string, Case[]>();
  for (const each of cases) {
    if (each.section === undefined) continue;
    const there = sections.get(each.section);
    if (there === undefined) sections.set(each.section, [each]);
    else there.push(each);
  }
  return [...sections]
    .filter(([, inside]) => inside.length >= MIN_OF_SECTION)
    .sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b))
    .map(([name, inside]) => sliceOf(name, inside, draws));
}

/** Comments needed on either side for a slice's recall. */
const MIN_OF_SIDE = 30;
const NOT_KNOWN = { value: null, low: null, high: null };

function sliceOf(name: string, cases: readonly Case[], draws: Draws): Slice {
  const scored = cases.map((each) => ({ ...each, off: each.truth === 'off-topic' }));
  const [auc, recall] = estimate(
    rank(scored),
    (steps) => [rocAuc(steps), recallAt(steps, SLICE_TARGET).recall],
    draws,
  );
  const flags = levelFigures(
    scored.map(({ off, flag }) => ({ off, has: flag })),
    [],
  );
  const offTopic = scored.filter(({ off }) => off).length;
  return {
    name,
    offTopic,
    onTopic: scored.length - offTopic,
    auc: auc!,
    recall: Math.min(offTopic, scored.length - offTopic) < MIN_OF_SIDE ? NOT_KNOWN : recall!,
    flagRecall: flags.recall,
    falseFlagsPerThousand: flags.falsePerThousand,
  };
}

/** The contribution of one kind of evidence. AUCs are NaN when all cases are of one class. */
interface EvidenceOfKind {
  readonly kind: Kind;
  /** Share of comments on which it has a weight. */
  readonly speaks: number;
  /** AUC of its summed weights alone; comments without them are tied. */
  readonly aucAlone: number;
  /** AUC of the score without its weights. */
  readonly aucWithout: number;
}

/** Every kind of evidence with a weight anywhere, sorted by how much removing it would hurt. */
export function evidenceByKind(cases: readonly Case[]): EvidenceOfKind[] {
  const kinds = new Set(cases.flatMap(({ weights }) => [...weights.keys()]));
  const aucOf = (scoreOf: (each: Case) => number): number =>
    rocAuc(
      stepsOf(
        rank(cases.map((each) => ({ score: scoreOf(each), off: each.truth === 'off-topic', group: '' }))),
      ),
    );
  return [...kinds]
    .map((kind) => {
      const weightOf = ({ weights }: Case): number => weights.get(kind) ?? 0;
      return {
        kind,
        speaks: cases.filter((each) => weightOf(each) !== 0).length / cases.length,
        aucAlone: aucOf(weightOf),
        // The logits of the score itself would be those of six decimals.
        aucWithout: aucOf((each) => rounded(sumOf(each) - weightOf(each))),
      };
    })
    .filter(({ speaks }) => speaks > 0)
    .sort((a, b) => a.aucWithout - b.aucWithout || a.kind.localeCompare(b.kind));
}

/** Logits of a score without the prior. */
function sumOf({ weights }: Case): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight;
  return sum;
}

/** Logits rounded to six digits, so that rounding errors do not separate comments that are tied without this kind. */
function rounded(logits: number): number {
  return Math.round(logits * 1e6) / 1e6;
}

/** How often the original article of a synthetic negative is named. */
interface HomesFound {
  /** Synthetic negatives whose original article the judge knew. */
  readonly known: number;
  /** Share whose original article is named first, and among the (at most five) named; null when `known` is 0. */
  readonly exact: number | null;
  readonly withinFive: number | null;
}

const NAMED = 5;

/** Counts named homes over cases with a known home; others are skipped. */
export function homesFound(cases: readonly Case[]): HomesFound {
  const known = cases.filter(({ home }) => home !== undefined);
  const share = (found: (each: Case) => boolean): number | null =>
    known.length === 0 ? null : known.filter(found).length / known.length;
  return {
    known: known.length,
    exact: share(({ home, named }) => named === home),
    withinFive: share(({ home, homes }) => homes.slice(0, NAMED).includes(home!)),
  };
}

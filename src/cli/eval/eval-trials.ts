import { Fault } from '../../fault.js';
import {
  knownGroups,
  evaluateCases,
  syntheticPairs,
  simulateSite,
  SITE,
  type Case,
  type Distances,
  type Evaluation,
  type Measurement,
  type MeasurementKind,
  type Trial,
} from '../../evaluation/index.js';
import type { Context } from '../context.js';
import type { Judging } from '../../judge/index.js';
import { judgeAlone, judgeTogether, KNOWN } from './eval-judge.js';
import { progressNotes } from './eval-progress.js';
import { sample, type LabelledStand, type PairsRead } from './eval-read.js';

/** How the trials are drawn. */
export interface TrialOptions {
  readonly seed: number;
  /** Share of planted comments in the simulated site. */
  readonly planted: number;
  /** Most comments that are judged alone. */
  readonly sample: number;
}

/** Draws of the bootstrap. */
const DRAWS = 200;

/** Judges what was read as it is where it is labelled, with planted mismatches where it is not, and measures. */
export function runTrials(
  judging: Judging,
  read: PairsRead,
  options: TrialOptions,
  context: Context,
): Evaluation {
  const judge: Trials = { judging, options, onJudged: progressNotes(context) };
  const run = read.labelled > 0 ? labelled(judge, read) : planted(judge, read);
  const measureOptions = {
    draws: { count: DRAWS, seed: options.seed },
    scorePrior: 1 / (1 + Math.exp(-judge.judging.levels.prior)),
  };
  const measurements = run.cases.flatMap(([kind, cases]): Measurement[] => {
    const measured = evaluateCases(kind, cases, measureOptions);
    return measured === undefined ? [] : [measured];
  });
  if (measurements.length === 0) throw nothingToMeasure(read);
  return {
    data: {
      articles: read.stands.length,
      comments: read.comments,
      labelled: read.labelled,
      measured: run.measured,
      leftOut: read.empty + run.leftOut,
      rejects: read.rejects,
    },
    settings: { seed: options.seed, planted: options.planted, draws: DRAWS, known: KNOWN },
    foreign: run.distances,
    measurements,
  };
}

interface Trials {
  readonly judging: Judging;
  readonly options: TrialOptions;
  readonly onJudged: (comments: number) => void;
}

interface Run {
  readonly cases: readonly (readonly [MeasurementKind, Case[]])[];
  readonly measured: number;
  readonly leftOut: number;
  readonly distances: Distances | null;
}

/** Labelled comments alone; and all together where there are articles with enough of them, unlabelled ones as context. */
function labelled({ judging, options, onJudged }: Trials, { stands }: PairsRead): Run {
  const trialsOf = ({ article, comments }: LabelledStand): LabelledTrial[] =>
    comments.map((comment) => {
      const truth = comment.label ?? 'unclear';
      return { article, comment, truth, group: article.id, counts: comment.label !== undefined };
    });
  const withLabels = stands
    .map(({ article, comments }) => ({
      article,
      comments: comments.filter(({ label }) => label !== undefined),
    }))
    .filter(({ comments }) => comments.length > 0);
  const articles = stands.map(({ article }) => article);
  const drawn = sample(withLabels, options.sample, options.seed);
  const groups = knownGroups(drawn, KNOWN, options.seed, articles).map(({ known, items }) => ({
    known,
    items: items.flatMap(trialsOf),
  }));
  const alone = judgeAlone(judging, groups, onJudged);
  const cases: [MeasurementKind, Case[]][] = [['labelled', alone]];
  const full = withLabels.filter(({ comments }) => comments.length >= SITE.leastComments);
  if (full.length >= SITE.leastArticles) {
    const together = judgeTogether(judging, articles, stands.flatMap(trialsOf), onJudged);
    cases.push(['labelled-dump', together.filter(({ trial }) => trial.counts).map(({ judged }) => judged)]);
  }
  const all = stands.reduce((sum, { comments }) => sum + comments.length, 0);
  return { cases, measured: alone.length, leftOut: all - alone.length, distances: null };
}

interface LabelledTrial extends Trial {
  /** Whether it is measured; the others are context. */
  readonly counts: boolean;
}

/** Planted pairs alone, and a simulated site where there are articles enough. */
function planted({ judging, options, onJudged }: Trials, { stands }: PairsRead): Run {
  const drawn = sample(
    stands.filter(({ comments }) => comments.length > 0),
    options.sample,
    options.seed,
  );
  const pairs = syntheticPairs(
    drawn,
    KNOWN,
    options.seed,
    stands.map(({ article }) => article),
  );
  const alone = judgeAlone(judging, pairs.groups, onJudged);
  const distances = { ...pairs.distances };
  const cases: [MeasurementKind, Case[]][] = [['pairs', alone]];
  const site = simulateSite(stands, options.planted, options.seed);
  if (site !== undefined) {
    const judged = judgeTogether(judging, site.articles, site.trials, onJudged);
    const of = (flooded: boolean): Case[] =>
      judged.filter(({ trial }) => trial.flooded === flooded).map((each) => each.judged);
    cases.push(['dump', of(false)], ['flooded', of(true)]);
    for (const far of Object.keys(distances) as (keyof Distances)[]) distances[far] += site.distances[far];
  }
  const all = drawn.reduce((sum, { comments }) => sum + comments.length, 0);
  return { cases, measured: alone.length / 2, leftOut: all - alone.length / 2, distances };
}

function nothingToMeasure({ labelled: labels }: PairsRead): Fault {
  return new Fault(
    'eval/nothing-to-measure',
    labels > 0
      ? {
          ko: '무관(off-topic)과 관련(on-topic) 표지가 둘 다 있어야 잴 수 있습니다',
          en: 'both off-topic and on-topic labels are needed',
        }
      : {
          ko: '표지가 없으면 제목이 다른 기사가 둘 이상, 댓글이 하나 이상 있어야 합니다',
          en: 'without labels, comments under at least two articles of different titles are needed',
        },
  );
}

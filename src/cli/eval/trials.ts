import type { Article } from '../../article/article.js';
import {
  type Case,
  caseOf,
  type Distances,
  type Evaluation,
  type KnownGroup,
  knownGroups,
  evaluateCases,
  figuresOf,
  type Measurement,
  type MeasurementKind,
  syntheticPairs,
  simulateSite,
  SITE,
  type Trial,
} from '../../evaluation/index.js';
import { Fault } from '../../fault.js';
import type { Judging } from '../../judge/index.js';
import { EVAL_FAULTS, EVAL_NOTES } from '../../wording/cli/eval.js';
import type { Context } from '../context.js';
import { type LabelledStand, type PairsRead, sample } from './read.js';

/** Settings of the draws. */
interface TrialOptions {
  readonly seed: number;
  /** Share of planted comments in the simulated site. */
  readonly planted: number;
  /** Most comments that are judged alone. */
  readonly sample: number;
  /** Shares of foreign comments at which dumps are simulated. */
  readonly shares?: readonly number[];
  /** Articles that the model was trained on; null when unknown. */
  readonly seen?: number | null;
}

/** Draws of the bootstrap. */
const DRAWS = 200;

/** Most known articles when a comment is judged alone. */
const KNOWN = 700;

/** Interval of progress notes. */
const NOTE_INTERVAL_MS = 10_000;

/**
 * Judges and measures: labelled comments as they are, unlabelled ones with planted mismatches. A seed makes the draws
 * repeatable.
 *
 * @throws Fault `eval/nothing-to-measure` when no measurement has both off-topic and on-topic comments
 */
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
      seen: options.seen ?? null,
    },
    settings: { seed: options.seed, planted: options.planted, draws: DRAWS, known: KNOWN },
    foreign: run.distances,
    measurements,
    byShare: read.labelled > 0 ? [] : byShare(judge, read, measureOptions.draws),
  };
}

/** What judging takes. */
interface Trials {
  readonly judging: Judging;
  readonly options: TrialOptions;
  readonly onJudged: OnJudged;
}

/** Judged cases by measurement; `distances` counts how far planted comments come from. */
interface Run {
  readonly cases: readonly (readonly [MeasurementKind, Case[]])[];
  readonly measured: number;
  readonly leftOut: number;
  readonly distances: Distances | null;
}

/** Judges labelled comments alone; and all together, unlabelled ones as context, where enough articles have enough of them. */
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
  /** Whether it counts in the measurement; the others are context only. */
  readonly counts: boolean;
}

/** Judges planted pairs alone; and a simulated site where there are enough articles. */
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

/** Judges simulated sites at each share of foreign comments, one by one and together; flooded articles do not count. */
function byShare(
  { judging, options, onJudged }: Trials,
  { stands }: PairsRead,
  draws: { readonly count: number; readonly seed: number },
): Evaluation['byShare'] {
  return (options.shares ?? []).flatMap((share) => {
    const site = simulateSite(stands, share, options.seed);
    if (site === undefined) return [];
    const trials = site.trials.filter(({ flooded }) => !flooded);
    const name = `${Math.round(share * 100)}%`;
    const alone = judgeAlone(judging, [{ known: site.articles, items: trials }], onJudged);
    const together = judgeTogether(judging, site.articles, trials, onJudged).map(({ judged }) => judged);
    return [{ share, alone: figuresOf(name, alone, draws), together: figuresOf(name, together, draws) }];
  });
}

function nothingToMeasure({ labelled: labels }: PairsRead): Fault {
  return new Fault(
    'eval/nothing-to-measure',
    labels > 0 ? EVAL_FAULTS.oneLabelOnly : EVAL_FAULTS.tooFewArticles,
  );
}

/** Called with the number of comments that were just judged. */
type OnJudged = (comments: number) => void;

/** Judges each comment alone, with the articles of its group as known articles. */
function judgeAlone(judging: Judging, groups: readonly KnownGroup<Trial>[], onJudged: OnJudged): Case[] {
  return groups.flatMap(({ known, items }) =>
    items.map((trial) => {
      const result = judging.comment(trial.article, trial.comment, known);
      onJudged(1);
      return caseOf(trial, result);
    }),
  );
}

/** Judges all comments as one dump, each with the others as context. */
function judgeTogether<T extends Trial>(
  judging: Judging,
  articles: readonly Article[],
  trials: readonly T[],
  onJudged: OnJudged,
): { readonly trial: T; readonly judged: Case }[] {
  const results = judging.dump(
    articles,
    trials.map(({ article, comment }) => ({ ...comment, articleId: article.id })),
  );
  onJudged(trials.length);
  return trials.map((trial, index) => ({ trial, judged: caseOf(trial, results[index]!) }));
}

/** Notes the number of judged comments now and then, so that a long run is seen to live. */
function progressNotes(context: Context): OnJudged {
  let judged = 0;
  let lastNote = Date.now();
  return (comments) => {
    judged += comments;
    if (Date.now() - lastNote < NOTE_INTERVAL_MS) return;
    lastNote = Date.now();
    context.note(context.say(EVAL_NOTES.progress(judged)));
  };
}

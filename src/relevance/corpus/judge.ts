import type { Encoder } from '../encoder/encoder.js';
import { type Relevance, type PairModel, PairScorer } from '../pair/single.js';
import { type Alert, alertsOf } from './alerts.js';
import { leadBack } from './flooded.js';
import { readDump } from './read.js';
import { type DumpStage, runStage } from './stage.js';
import { PRIOR, PRIOR_LOGIT } from './prior.js';
import { HOMES } from './state.js';

/** What the whole dump says of one comment. */
export interface DumpVerdict {
  /** Calibrated chance that the comment belongs elsewhere, where 5 in 100 do. */
  readonly probability: number;
  /** Weight of evidence in nats over a prior of 5%: positive speaks against the comment belonging to its article. */
  readonly weight: number;
  /** The known articles it fits better than its own, best first, five at most; `score` is the posterior. */
  readonly homes: readonly Home[];
  /** What the comment says by itself beside the other articles. */
  readonly single: Relevance;
}

export interface Home {
  readonly article: number;
  readonly score: number;
}

/** What a dump is judged by. */
export interface DumpModel {
  readonly encoder: Encoder;
  readonly single: PairModel;
  readonly dump: DumpStage;
}

/** What is known of an article. */
export interface DumpText {
  readonly title: string;
  readonly body: string | null;
}

/** A comment, and the index of the article it stands under. */
export interface DumpComment {
  readonly article: number;
  readonly text: string;
}

export interface DumpJudgement {
  readonly comments: readonly DumpVerdict[];
  readonly alerts: readonly Alert[];
}

const NOTHING: DumpVerdict = {
  probability: PRIOR,
  weight: 0,
  homes: [],
  single: { weight: 0, homes: [], words: [] },
};

/**
 * Judges the comments of a dump as a whole: each against every article and what the others say. A comment without
 * words has weight 0.
 *
 * Time grows with articles times comments: cut a large dump into parts of some hundred articles that follow each other
 * by date.
 *
 * @param comments each with the index of the article it stands under
 * @returns verdicts in the order of `comments`; null when there are fewer than two articles: judge such comments alone
 */
export function judgeDump(
  model: DumpModel,
  articles: readonly DumpText[],
  comments: readonly DumpComment[],
): DumpJudgement | null {
  if (articles.length < 2) return null;
  const scorer = new PairScorer(model.encoder, model.single);
  // The comments of an article must follow each other.
  const order = Array.from(comments.keys()).sort(
    (a, b) => comments[a]!.article - comments[b]!.article || a - b,
  );
  const verdicts = new Array<DumpVerdict>(comments.length).fill(NOTHING);
  const told = order.map((row) => comments[row]!);
  judgeInOrder(scorer, model.dump, articles, told).forEach((verdict, i) => {
    verdicts[order[i]!] = verdict;
  });
  const suspects = verdicts.map(({ probability, homes }, i) => ({
    probability,
    home: homes[0]?.article,
    article: comments[i]!.article,
  }));
  return { comments: verdicts, alerts: alertsOf(suspects, model.dump.levels.review) };
}

/** Judges comments that stand in the order of their articles. */
function judgeInOrder(
  scorer: PairScorer,
  stage: DumpStage,
  articles: readonly DumpText[],
  comments: readonly DumpComment[],
): DumpVerdict[] {
  const dump = readDump(
    scorer,
    articles.map((article) => scorer.prepareArticle(article)),
    comments.map(({ text }) => scorer.prepareComment(text)),
    Int32Array.from(comments, ({ article }) => article),
  );
  const state = runStage(dump, stage);
  const weights = leadBack(
    Float64Array.from(state.chances, (chance) => logit(chance) - PRIOR_LOGIT),
    Float64Array.from(dump.singles, ({ weight }) => weight),
    dump.articles,
  );
  return comments.map((_, row) => {
    if (dump.comments.words[row] === 0) return NOTHING;
    const weight = weights[row]!;
    const own = Math.exp(state.owns[row]!);
    const homes: Home[] = [];
    for (let i = row * HOMES; i < (row + 1) * HOMES && state.masses[i]! > own; i++)
      homes.push({ article: state.homes[i]!, score: state.masses[i]! });
    const single = dump.singles[row]!;
    return { probability: 1 / (1 + Math.exp(-weight - PRIOR_LOGIT)), weight, homes, single };
  });
}

function logit(chance: number): number {
  return Math.log(chance / (1 - chance));
}

import type { Encoder } from '../encoder/encoder.js';
import { type Relevance, type PairModel, PairScorer } from '../pair/single.js';
import { type Alert, alertsOf } from './alerts.js';
import { shrinkFlooded } from './flooded.js';
import { readCorpus } from './read.js';
import { type CorpusStage, runStage } from './stage.js';
import { PRIOR, PRIOR_LOGIT } from './prior.js';
import { MAX_HOMES } from './state.js';

/** What the whole dump says of one comment. */
export interface CorpusVerdict {
  /** Calibrated chance that the comment belongs elsewhere, where 5 in 100 do. */
  readonly probability: number;
  /** Weight of evidence in nats over a prior of 5%: positive speaks against the comment belonging to its article. */
  readonly weight: number;
  /** The known articles it fits better than its own, best first, five at most; `score` is the posterior. */
  readonly homes: readonly Home[];
  /** What the comment says by itself beside the other articles. */
  readonly pair: Relevance;
}

export interface Home {
  readonly article: number;
  readonly score: number;
}

/** What a dump is judged by. */
export interface CorpusModel {
  readonly encoder: Encoder;
  readonly pair: PairModel;
  readonly corpus: CorpusStage;
}

/** What is known of an article. */
export interface CorpusArticle {
  readonly title: string;
  readonly body: string | null;
}

/** A comment, and the index of the article it stands under. */
export interface CorpusComment {
  readonly article: number;
  readonly text: string;
}

export interface CorpusJudgement {
  readonly comments: readonly CorpusVerdict[];
  readonly alerts: readonly Alert[];
}

const NO_EVIDENCE: CorpusVerdict = {
  probability: PRIOR,
  weight: 0,
  homes: [],
  pair: { weight: 0, homes: [], words: [] },
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
export function judgeCorpus(
  model: CorpusModel,
  articles: readonly CorpusArticle[],
  comments: readonly CorpusComment[],
): CorpusJudgement | null {
  if (articles.length < 2) return null;
  const scorer = new PairScorer(model.encoder, model.pair);
  // The comments of an article must follow each other.
  const order = Array.from(comments.keys()).sort(
    (a, b) => comments[a]!.article - comments[b]!.article || a - b,
  );
  const verdicts = new Array<CorpusVerdict>(comments.length).fill(NO_EVIDENCE);
  const told = order.map((row) => comments[row]!);
  judgeInOrder(scorer, model.corpus, articles, told).forEach((verdict, i) => {
    verdicts[order[i]!] = verdict;
  });
  const suspects = verdicts.map(({ probability, homes }, i) => ({
    probability,
    home: homes[0]?.article,
    article: comments[i]!.article,
  }));
  return { comments: verdicts, alerts: alertsOf(suspects, model.corpus.levels.review) };
}

/** Judges comments that stand in the order of their articles. */
function judgeInOrder(
  scorer: PairScorer,
  stage: CorpusStage,
  articles: readonly CorpusArticle[],
  comments: readonly CorpusComment[],
): CorpusVerdict[] {
  const dump = readCorpus(
    scorer,
    articles.map((article) => scorer.prepareArticle(article)),
    comments.map(({ text }) => scorer.prepareComment(text)),
    Int32Array.from(comments, ({ article }) => article),
  );
  const state = runStage(dump, stage);
  const weights = shrinkFlooded(
    Float64Array.from(state.foreign, (chance) => logit(chance) - PRIOR_LOGIT),
    Float64Array.from(dump.pairResults, ({ weight }) => weight),
    dump.articleOf,
  );
  return comments.map((_, row) => {
    if (dump.comments.wordCounts[row] === 0) return NO_EVIDENCE;
    const weight = weights[row]!;
    const own = Math.exp(state.logOwn[row]!);
    const homes: Home[] = [];
    for (let i = row * MAX_HOMES; i < (row + 1) * MAX_HOMES && state.homePosteriors[i]! > own; i++)
      homes.push({ article: state.homes[i]!, score: state.homePosteriors[i]! });
    const single = dump.pairResults[row]!;
    return { probability: 1 / (1 + Math.exp(-weight - PRIOR_LOGIT)), weight, homes, pair: single };
  });
}

function logit(chance: number): number {
  return Math.log(chance / (1 - chance));
}

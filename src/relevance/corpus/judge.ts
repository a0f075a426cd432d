import { foldOfText } from '../folds.js';
import type { Encoder } from '../encoder/encoder.js';
import { logit } from '../logistic.js';
import { type PairModel, PairScorer, type Relevance } from '../pair/scorer.js';
import { PRIOR, PRIOR_LOGIT } from './class-prior.js';
import { type Corpus, type FoldReader, readCorpus, readFoldedCorpus } from './corpus.js';
import { type CorpusStage, runStage } from './stage.js';
import { MAX_HOMES } from './state.js';

/** The verdict on one comment, given the whole corpus. */
interface CorpusVerdict {
  /** Calibrated probability that the comment belongs elsewhere, at the dump's own share of foreign comments. */
  readonly probability: number;
  /**
   * Nats over a prior of 5%, whatever the dump's share: `weight` added to the log odds of 5% gives those of
   * `probability`. Positive against the comment belonging to its article.
   */
  readonly weight: number;
  /** The articles it fits better than its own, best first, at most five; `score` is the posterior. */
  readonly homes: readonly Home[];
  /** The pair model's verdict on the comment. */
  readonly pair: Relevance;
}

interface Home {
  readonly article: number;
  readonly score: number;
}

/** The parts of a model that judging a corpus needs. */
interface CorpusModel {
  readonly encoder: Encoder;
  readonly pair: PairModel;
  readonly corpus: CorpusStage;
  /** Models that each judge the comments of one fold: see `RelevanceModel`. */
  readonly folds?: readonly Pick<CorpusModel, 'encoder' | 'pair'>[] | undefined;
}

/** An article; `body` is null when only its title is known. */
interface CorpusArticle {
  readonly title: string;
  readonly body: string | null;
}

/** A comment and the index of its article. */
interface CorpusComment {
  readonly article: number;
  readonly text: string;
}

/** What the comments of an article say together. */
export interface ArticleVerdict {
  /** Estimated share of foreign comments, 0 to 1: mean of the comments' probabilities; 0 without comments. */
  readonly share: number;
  /** Where it is flooded, that is, mostly filled by comments on another story. */
  readonly flood: Flood | null;
}

/** A flood of one article. */
export interface Flood {
  /** Probability that the article is flooded, at least one half. */
  readonly probability: number;
  /** The article that the flood comes from: best home of most suspects; null when fewer than three share one. */
  readonly source: number | null;
  /** Suspects with that home; without one, all suspects. */
  readonly count: number;
}

/** Verdicts in the order of the comments, and what follows from them. */
export interface CorpusJudgement {
  readonly comments: readonly CorpusVerdict[];
  /** By article. */
  readonly articles: readonly ArticleVerdict[];
  readonly alerts: readonly Alert[];
}

const NO_EVIDENCE: CorpusVerdict = {
  probability: PRIOR,
  weight: 0,
  homes: [],
  pair: { weight: 0, homes: [], words: [] },
};

/**
 * Judges the comments of a dump together: each against every article and in the context of the other comments. A
 * comment without words has weight 0.
 *
 * Time grows with articles × comments: split a large dump into parts of some hundred articles that are close in date.
 *
 * @param comments each with the index of its article, in any order
 * @returns verdicts in the order of `comments`; null for fewer than two articles: judge such comments one by one
 */
export function judgeCorpus(
  model: CorpusModel,
  articles: readonly CorpusArticle[],
  comments: readonly CorpusComment[],
): CorpusJudgement | null {
  if (articles.length < 2) return null;
  // The comments of an article must be contiguous.
  const order = Array.from(comments.keys()).sort(
    (a, b) => comments[a]!.article - comments[b]!.article || a - b,
  );
  const verdicts = new Array<CorpusVerdict>(comments.length).fill(NO_EVIDENCE);
  const sorted = order.map((row) => comments[row]!);
  const inOrder = judgeInOrder(model, articles, sorted);
  inOrder.verdicts.forEach((verdict, i) => {
    verdicts[order[i]!] = verdict;
  });
  const suspects = verdicts.map(({ probability, homes }, i) => ({
    probability,
    home: homes[0]?.article,
    article: comments[i]!.article,
  }));
  const { review } = model.corpus.levels;
  return {
    comments: verdicts,
    articles: articleVerdicts(suspects, inOrder.flooded, review),
    alerts: alertsOf(suspects, review),
  };
}

/** Judges comments that are sorted by article. */
function judgeInOrder(
  model: CorpusModel,
  articles: readonly CorpusArticle[],
  comments: readonly CorpusComment[],
): { verdicts: CorpusVerdict[]; flooded: Float64Array } {
  const corpus = corpusOf(model, articles, comments);
  const state = runStage(corpus, model.corpus);
  const verdicts = comments.map((_, row): CorpusVerdict => {
    if (corpus.comments.wordCounts[row] === 0) return NO_EVIDENCE;
    const weight = logit(state.foreign[row]!) - PRIOR_LOGIT;
    const own = Math.exp(state.logOwn[row]!);
    const homes: Home[] = [];
    for (let i = row * MAX_HOMES; i < (row + 1) * MAX_HOMES && state.homePosteriors[i]! > own; i++)
      homes.push({ article: state.homes[i]!, score: state.homePosteriors[i]! });
    const single = corpus.pairResults[row]!;
    return { probability: state.foreign[row]!, weight, homes, pair: single };
  });
  return { verdicts, flooded: state.flooded };
}

/** From this probability on an article counts as flooded. */
const FLOODED = 0.5;

/** Sums the suspects up by article; `flooded` is the probability of each article of being flooded. */
export function articleVerdicts(
  suspects: readonly Suspect[],
  flooded: ArrayLike<number>,
  level: number,
): ArticleVerdict[] {
  const totals = Array.from(flooded, () => ({ sum: 0, count: 0, suspects: 0 }));
  for (const { article, probability } of suspects) {
    const total = totals[article]!;
    total.sum += probability;
    total.count++;
    if (probability >= level) total.suspects++;
  }
  const sources = new Map<number, Alert>();
  // Most suspects first.
  for (const alert of alertsOf(suspects, level))
    if (!sources.has(alert.article)) sources.set(alert.article, alert);
  return totals.map(({ sum, count, suspects: all }, article) => {
    const source = sources.get(article);
    return {
      share: count === 0 ? 0 : sum / count,
      flood:
        flooded[article]! < FLOODED
          ? null
          : { probability: flooded[article]!, source: source?.home ?? null, count: source?.count ?? all },
    };
  });
}

function corpusOf(
  { encoder, pair, folds }: CorpusModel,
  articles: readonly CorpusArticle[],
  comments: readonly CorpusComment[],
): Corpus {
  const scorer = new PairScorer(encoder, pair);
  const prepared = articles.map((article) => scorer.prepareArticle(article));
  const under = Int32Array.from(comments, ({ article }) => article);
  const texts = comments.map(({ text }) => text);
  if (folds === undefined)
    return readCorpus(
      scorer,
      prepared,
      texts.map((text) => scorer.prepareComment(text)),
      under,
    );
  const readers = folds.map((model): FoldReader => {
    const own = new PairScorer(model.encoder, model.pair);
    return { scorer: own, articles: articles.map((article) => own.prepareArticle(article)) };
  });
  return readFoldedCorpus(
    scorer,
    prepared,
    readers,
    texts,
    texts.map((text) => foldOfText(text, folds.length)),
    under,
  );
}

/** Several suspects of one article whose best home is the same other article. */
export interface Alert {
  readonly article: number;
  readonly home: number;
  readonly count: number;
}

/** A judged comment; `home` is undefined when none fits better than its own article. */
interface Suspect {
  readonly article: number;
  readonly home: number | undefined;
  readonly probability: number;
}

/** Suspects with the same home from which on it is not chance. */
const MIN_SUSPECTS = 3;

/**
 * One alert for each article and home with at least three suspects (probability of at least `level`), most suspects
 * first; equal counts are sorted by article, then by home.
 */
export function alertsOf(suspects: readonly Suspect[], level: number): Alert[] {
  const found = new Map<string, Alert>();
  for (const { article, home, probability } of suspects) {
    if (home === undefined || probability < level) continue;
    const key = `${article} ${home}`;
    found.set(key, { article, home, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()]
    .filter(({ count }) => count >= MIN_SUSPECTS)
    .sort((a, b) => b.count - a.count || a.article - b.article || a.home - b.home);
}

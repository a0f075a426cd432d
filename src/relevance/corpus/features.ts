import { foreignShare, likelihoodRatio, MAX_LEAVE_ONE_OUT } from './class-prior.js';
import { logit } from '../logistic.js';
import { type Context, cosineWithout, MIN_CONTEXT } from './context.js';
import type { Candidates, Corpus } from './corpus.js';
import {
  BODY,
  BODY_WORDS,
  COMMENT_WORDS,
  COMMENTS,
  type Row,
  type RowBuffer,
  TITLE,
  TITLE_WORDS,
} from './evidence.js';
import type { Posterior } from './posterior.js';
import { type Cosines, SiblingCosines } from './similarity.js';
import type { Shares } from './shares.js';
import { MAX_HOMES, type State } from './state.js';
import type { Groups } from './texts.js';

/** The features of a comment, in order; the part before the dot names the source of evidence. */
export const FEATURES = [
  'title.own',
  'title.cosine',
  'title.words',
  'title.best',
  'title.bestWords',
  'body.own',
  'body.words',
  'byTitles.own',
  'byTitles.margin',
  'byTitles.rank',
  'byTitles.entropy',
  'size.articles',
  'size.words',
  'size.norm',
  'comments.own',
  'comments.cosine',
  'comments.words',
  'comments.wordCosine',
  'comments.best',
  'comments.bestWords',
  'byComments.own',
  'byComments.margin',
  'byComments.rank',
  'byComments.entropy',
  'byAll.own',
  'byAll.margin',
  'byAll.rank',
  'byAll.entropy',
  'near.homes',
  'near.title',
  'near.comments',
  'hub.own',
  'hub.home',
  'pair.weight',
  'pair.home',
  'pair.siblings',
  'pair.margin',
  'pair.doubted',
  'pair.against',
  'pair.sameHome',
  'siblings.foreign',
  'siblings.home',
  'siblings.homes',
  'siblings.share',
  'siblings.posterior',
  'foreign.cosine',
  'foreign.margin',
  'foreign.count',
  'alike.weight',
  'alike.margin',
  'alike.foreign',
  'nearest.sibling',
  'nearest.weighted',
  'nearest.home',
  'nearest.margin',
  'size.siblings',
  'size.context',
  'share.dump',
  'share.mean',
  'share.article',
  'share.posterior',
  'flood.cluster',
  'flood.posterior',
  'flood.home',
  'flood.cohesion',
  'flood.apart',
] as const;

/**
 * Features that are equal for all comments of a dump. Only regressions read them: there are too few simulated dumps to
 * let trees split by them.
 */
export const DUMP_FEATURES: readonly number[] = (['share.dump', 'share.mean', 'size.articles'] as const).map(
  (name) => FEATURES.indexOf(name),
);

/** Totals over the comments of the current article. */
class ArticleSummary {
  readonly #corpus: Corpus;
  readonly #groups: Groups;
  readonly #before: State;
  #article = -1;
  #from = 0;
  #odds = new Float64Array(0);
  #share: number | undefined;
  size = 0;
  /** Sum of the probabilities of being foreign. */
  foreignMass = 0;
  /** Over the pair model's weights: their sum, the number of positive ones, and the sum of these. */
  pairWeight = 0;
  doubted = 0;
  against = 0;
  /** Posterior mass of its comments on each article, by the pass before. */
  readonly homeMass: Float32Array;
  /** The same by the pair model. */
  readonly pairHomeMass: Float32Array;
  /** Sum of vectors weighted by the probability of being foreign. */
  readonly foreignSum: Float32Array;
  /** The same by the probability of being its own. */
  readonly #ownSum: Float32Array;
  /** Highest posterior mass on one article, per comment. */
  topHome = 0;
  /** Mean cosine between two suspects; NaN with few of them. */
  cohesion = NaN;
  /** Cosine between the suspects' mean and that of the others. */
  apart = NaN;

  constructor(corpus: Corpus, groups: Groups, before: State) {
    this.#corpus = corpus;
    this.#groups = groups;
    this.#before = before;
    this.pairHomeMass = new Float32Array(corpus.titles.count);
    this.homeMass = new Float32Array(corpus.titles.count);
    this.foreignSum = new Float32Array(corpus.comments.dimension);
    this.#ownSum = new Float32Array(corpus.comments.dimension);
  }

  /** Estimated share of foreign comments among the others. */
  shareWithout(comment: number): number {
    if (this.size > MAX_LEAVE_ONE_OUT) return (this.#share ??= foreignShare(this.#odds));
    return foreignShare(this.#odds, comment - this.#from);
  }

  /** Mean weight by the pair model over all comments, so it does not separate a comment from its siblings. */
  get meanPairWeight(): number {
    return this.pairWeight / this.size;
  }

  /** Sums up the comments of an article; does nothing when it is the current one. */
  enter(article: number): void {
    if (article === this.#article) return;
    this.#article = article;
    this.homeMass.fill(0);
    this.foreignSum.fill(0);
    this.#ownSum.fill(0);
    this.pairHomeMass.fill(0);
    this.#share = undefined;
    this.foreignMass = this.pairWeight = this.doubted = this.against = 0;
    const { starts, comments } = this.#groups;
    const { dimension, vectors } = this.#corpus.comments;
    const { foreign, homes, homePosteriors } = this.#before;
    this.size = starts[article + 1]! - starts[article]!;
    this.#from = comments[starts[article]!]!;
    this.#odds = Float64Array.from({ length: this.size }, (_, i) =>
      likelihoodRatio(foreign[this.#from + i]!),
    );
    for (let at = starts[article]!; at < starts[article + 1]!; at++) {
      const comment = comments[at]!;
      const chance = foreign[comment]!;
      this.foreignMass += chance;
      const single = this.#corpus.pairResults[comment]!;
      this.pairWeight += single.weight;
      if (single.weight > 0) this.doubted++;
      this.against += Math.max(0, single.weight);
      for (const { index, probability } of single.homes) this.pairHomeMass[index]! += probability;
      for (let i = comment * MAX_HOMES; i < (comment + 1) * MAX_HOMES && homes[i]! >= 0; i++)
        this.homeMass[homes[i]!]! += homePosteriors[i]!;
      for (let k = 0; k < dimension; k++) {
        const value = vectors[comment * dimension + k]!;
        this.foreignSum[k] = this.foreignSum[k]! + chance * value;
        this.#ownSum[k] = this.#ownSum[k]! + (1 - chance) * value;
      }
    }
    this.#summarise(article);
  }

  /** Whether the suspects speak of one thing. */
  #summarise(article: number): void {
    const { starts, comments } = this.#groups;
    const { foreign } = this.#before;
    let squares = 0;
    for (let at = starts[article]!; at < starts[article + 1]!; at++) squares += foreign[comments[at]!]! ** 2;
    let most = 0;
    for (const mass of this.homeMass) if (mass > most) most = mass;
    this.topHome = most / this.size;
    const [theirs, own] = [this.foreignSum, this.#ownSum];
    const square = product(theirs, 0, theirs, 0, theirs.length);
    const pairs = this.foreignMass ** 2 - squares;
    this.cohesion = this.foreignMass < 1 ? NaN : (square - squares) / Math.max(pairs, MIN_PAIRS);
    const lengths = Math.sqrt(square * product(own, 0, own, 0, own.length));
    this.apart =
      this.foreignMass < MIN_FOREIGN_MASS
        ? NaN
        : product(theirs, 0, own, 0, own.length) / Math.max(lengths, 1e-9);
  }
}

/** The three posteriors of a row. */
interface Posteriors {
  readonly titles: Posterior;
  readonly comments: Posterior;
  readonly all: Posterior;
}

/** Log weight of a comment at cosine 1 relative to one at cosine 0. */
const SHARPNESS = 6;
/** Below this total probability an article has no foreign comments to compare with. */
const MIN_FOREIGN_MASS = 0.05;
/** Smoothing of the mean cosine between suspects. */
const MIN_PAIRS = 0.5;

/** Computes the features of one comment after the other; comments of one article must be contiguous. */
export class FeatureReader {
  readonly #corpus: Corpus;
  readonly #candidates: Candidates;
  readonly #context: Context;
  readonly #before: State;
  readonly #article: ArticleSummary;
  readonly #siblingCosines: SiblingCosines;
  readonly #shares: Shares;
  /** Log odds of the mean probability of being foreign in the dump. */
  readonly #meanOdds: number;
  readonly #buffer: RowBuffer;

  /**
   * @param context weighted by `before`
   * @param before result of the previous pass
   * @param buffer the buffer of the rows
   */
  constructor(
    corpus: Corpus,
    candidates: Candidates,
    context: Context,
    groups: Groups,
    before: State,
    shares: Shares,
    buffer: RowBuffer,
  ) {
    this.#corpus = corpus;
    this.#candidates = candidates;
    this.#context = context;
    this.#before = before;
    this.#article = new ArticleSummary(corpus, groups, before);
    this.#siblingCosines = new SiblingCosines(corpus.comments, groups);
    this.#shares = shares;
    const sum = before.foreign.reduce((all, chance) => all + chance, 0);
    this.#meanOdds = Math.log((sum + 0.5) / (before.foreign.length - sum + 0.5));
    this.#buffer = buffer;
  }

  /** Writes the features of a row to `into`; NaN marks a missing one. */
  read(row: Row, posteriors: Posteriors, now: State, into: Float32Array): void {
    const { comment, own } = row;
    const { comments } = this.#corpus;
    into.fill(NaN);
    let at = 0;
    const put = (...values: number[]): void => {
      for (const value of values) into[at++] = value;
    };
    const z = (k: number): number => row.deviations[k]![own] ?? NaN;
    put(z(TITLE), row.ownScores[TITLE]!, z(TITLE_WORDS));
    const best = (k: number): number => this.#buffer.highestBut(row.deviations[k]!, own);
    put(best(TITLE), best(TITLE_WORDS));
    put(z(BODY), z(BODY_WORDS));
    put(...posteriors.titles.shape(own));
    put(
      Math.log(this.#candidates.articles),
      Math.log(comments.wordCounts[comment]!),
      comments.norms[comment]!,
    );

    const { foreign, hubMass } = this.#before;
    const home = now.homes[comment * MAX_HOMES]!;
    const homeless = home < 0;
    put(z(COMMENTS), row.ownScores[COMMENTS]!, z(COMMENT_WORDS), row.ownScores[COMMENT_WORDS]!);
    put(best(COMMENTS), best(COMMENT_WORDS));
    put(...(Number.isNaN(z(COMMENTS)) ? [NaN, NaN, NaN, NaN] : posteriors.comments.shape(own)));
    put(...posteriors.all.shape(own));

    put(this.#homeSimilarity(comment, own, now));
    put(homeless ? NaN : this.#alike(this.#candidates.titles.vectors, own, home));
    put(homeless ? NaN : this.#contextAlike(own, home, this.#context));
    const scale = this.#candidates.columns / comments.count;
    const toHome = homeless ? 0 : posteriorOf(this.#before, comment, home);
    put(Math.log(0.1 + hubMass[own]! * scale));
    put(homeless ? NaN : Math.log(0.1 + Math.max(0, hubMass[home]! - toHome) * scale));

    const article = this.#article;
    article.enter(own);
    const siblings = article.size - 1;
    const chance = foreign[comment]!;
    put(...this.#pairFeatures(comment, article));
    const others = Math.max(0, article.foreignMass - chance);
    if (siblings > 0) {
      put(others / siblings);
      put(homeless ? NaN : (article.homeMass[home]! - toHome) / siblings);
      put(this.#sharedHomes(comment, now, article, this.#before) / siblings);
      const share = article.shareWithout(comment);
      const odds = logit(share);
      put(odds, odds + Math.log(likelihoodRatio(chance) + 1e-3));
    } else at += 5;
    const vector = comments.vectors.subarray(
      comment * comments.dimension,
      (comment + 1) * comments.dimension,
    );
    const toForeign = others > MIN_FOREIGN_MASS ? cosineTo(article.foreignSum, vector, chance) : NaN;
    put(toForeign, toForeign - row.ownScores[COMMENTS]!, others);
    const alike = this.#siblingCosines.of(comment, own);
    const [weight, doubt] = this.#alikeSiblings(alike, comment);
    put(weight, weight - article.meanPairWeight, doubt);
    const [sibling, weightedMax] = this.#nearest(alike, comment);
    const nearHome = homeless ? NaN : this.#nearest(this.#siblingCosines.of(comment, home), comment)[1];
    put(sibling, weightedMax, nearHome, nearHome - weightedMax);
    const contextWeight = Math.max(0, this.#context.totals[own]! - this.#context.weights[comment]!);
    put(Math.log1p(siblings), Math.log(0.1 + contextWeight));
    const { dumpShare, without, clusters } = this.#shares;
    const dumpOdds = logit(dumpShare);
    const pairWeight = this.#corpus.pairResults[comment]!.weight;
    put(dumpOdds, this.#meanOdds);
    // Relative to the dump.
    const articleOdds = logit(without[comment]!) - dumpOdds;
    put(articleOdds, articleOdds + pairWeight);
    put(clusters[comment]!, articleOdds + pairWeight + clusters[comment]!);
    put(article.topHome, article.cohesion, article.apart);
  }

  /** Features from the pair model: of the comment and of its siblings. */
  #pairFeatures(comment: number, article: ArticleSummary): number[] {
    const { weight, homes } = this.#corpus.pairResults[comment]!;
    const home = homes[0];
    const { meanPairWeight, size } = article;
    return [
      weight,
      home?.probability ?? 0,
      meanPairWeight,
      weight - meanPairWeight,
      article.doubted / size,
      article.against,
      home === undefined || size < 2
        ? NaN
        : (article.pairHomeMass[home.index]! - home.probability) / (size - 1),
    ];
  }

  /** Similarity of the own article to the comment's homes, weighted by their posteriors. */
  #homeSimilarity(comment: number, own: number, now: State): number {
    let [sum, total] = [0, 0];
    for (let i = comment * MAX_HOMES; i < (comment + 1) * MAX_HOMES; i++) {
      const home = now.homes[i]!;
      if (home < 0) break;
      sum += now.homePosteriors[i]! * this.#alike(this.#candidates.titles.vectors, own, home);
      total += now.homePosteriors[i]!;
    }
    return total > 0 ? sum / total : NaN;
  }

  #alike(rows: Float32Array, a: number, b: number): number {
    return product(rows, a, rows, b, this.#corpus.comments.dimension);
  }

  #contextAlike(own: number, home: number, { sums, squares, totals }: Context): number {
    if (totals[own]! <= MIN_CONTEXT || totals[home]! <= MIN_CONTEXT) return NaN;
    return this.#alike(sums, own, home) / Math.sqrt(squares[own]! * squares[home]! + 1e-9);
  }

  /** Overlap of this comment's home posteriors with those of its siblings. */
  #sharedHomes(comment: number, now: State, article: ArticleSummary, before: State): number {
    let sum = 0;
    for (let i = comment * MAX_HOMES; i < (comment + 1) * MAX_HOMES && now.homes[i]! >= 0; i++) {
      const home = now.homes[i]!;
      sum +=
        now.homePosteriors[i]! * Math.max(0, article.homeMass[home]! - posteriorOf(before, comment, home));
    }
    return sum;
  }

  /**
   * Over the other comments of the article, weighted by similarity to this one: mean weight by the pair model and mean
   * probability of being foreign. Comments of one campaign are thus judged together.
   */
  #alikeSiblings({ comments, cosines }: Cosines, comment: number): [number, number] {
    let [total, sum, chance] = [0, 0, 0];
    for (let i = 0; i < comments.length; i++) {
      const other = comments[i]!;
      if (other === comment) continue;
      const weight = Math.exp(SHARPNESS * cosines[i]!);
      total += weight;
      sum += weight * this.#corpus.pairResults[other]!.weight;
      chance += weight * this.#before.foreign[other]!;
    }
    return [sum / total, chance / total];
  }

  /** The highest cosine with another comment of an article, and the same weighted by each comment's context weight. */
  #nearest({ comments, cosines }: Cosines, comment: number): [number, number] {
    const { weights } = this.#context;
    let [most, weightedMax] = [NaN, NaN];
    for (let i = 0; i < comments.length; i++) {
      const other = comments[i]!;
      if (other === comment) continue;
      const cosine = cosines[i]!;
      if (!(most >= cosine)) most = cosine;
      const weighed = cosine * weights[other]!;
      if (!(weightedMax >= weighed)) weightedMax = weighed;
    }
    return [most, weightedMax];
  }
}

function posteriorOf({ homes, homePosteriors }: State, comment: number, article: number): number {
  for (let i = comment * MAX_HOMES; i < (comment + 1) * MAX_HOMES; i++)
    if (homes[i] === article) return homePosteriors[i]!;
  return 0;
}

function cosineTo(sum: Float32Array, vector: Float32Array, weight: number): number {
  const square = product(sum, 0, sum, 0, sum.length);
  return cosineWithout(product(sum, 0, vector, 0, sum.length), square, weight);
}

function product(left: Float32Array, i: number, right: Float32Array, j: number, dimension: number): number {
  let sum = 0;
  for (let k = 0, a = i * dimension, b = j * dimension; k < dimension; k++) sum += left[a++]! * right[b++]!;
  return sum;
}

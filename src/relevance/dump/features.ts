import { ArticleState } from './article-state.js';
import { type Context, cosineWithout, type Groups, LEAST_WEIGHT } from './context.js';
import { BODY, BODY_WORDS, COMMENT_WORDS, COMMENTS, type Row, TITLE, TITLE_WORDS } from './evidence.js';
import type { Dump, Pool } from './pool.js';
import { HOMES, type State } from './state.js';
import { oddsOf } from './trust.js';

/** The three posteriors of a row. */
export interface Posteriors {
  readonly titles: Float32Array;
  readonly comments: Float32Array;
  readonly all: Float32Array;
}

const LEAST_CHANCE = 1e-9;
/** Chances under this add nothing to the entropy that would be seen. */
const LEAST_SEEN = 1e-5;
/** How much more a comment at cosine 1 counts than one at 0, as a logarithm. */
const SHARPNESS = 6;
/** Suspects that together weigh less are none. */
const LEAST_SUSPECTS = 0.05;

/** Reads the features of one comment after the other; comments of one article must follow each other. */
export class FeatureReader {
  readonly #dump: Dump;
  readonly #pool: Pool;
  readonly #context: Context;
  readonly #groups: Groups;
  readonly #before: State;
  readonly #article: ArticleState;

  /** `before` is what the pass before this one left; `context` weighs the comments by it. */
  constructor(dump: Dump, pool: Pool, context: Context, groups: Groups, before: State) {
    this.#dump = dump;
    this.#pool = pool;
    this.#context = context;
    this.#groups = groups;
    this.#before = before;
    this.#article = new ArticleState(dump, groups, before);
  }

  /** Writes the features of a row to `into`; NaN where there is nothing to say. */
  read(row: Row, posteriors: Posteriors, now: State, into: Float32Array): void {
    const { comment, own } = row;
    const { comments } = this.#dump;
    into.fill(NaN);
    let at = 0;
    const put = (...values: number[]): void => {
      for (const value of values) into[at++] = value;
    };
    const z = (k: number): number => row.deviations[k]![own] ?? NaN;
    put(z(TITLE), row.raw[TITLE]![own]!, z(TITLE_WORDS));
    put(bestOther(row.deviations[TITLE]!, own), bestOther(row.deviations[TITLE_WORDS]!, own));
    put(z(BODY), z(BODY_WORDS));
    put(...shapeOf(posteriors.titles, own));
    put(Math.log(this.#pool.articles), Math.log(comments.words[comment]!), comments.masses[comment]!);

    const { chances, hubs } = this.#before;
    const home = now.homes[comment * HOMES]!;
    const homeless = home < 0;
    put(z(COMMENTS), row.raw[COMMENTS]![own]!, z(COMMENT_WORDS), row.raw[COMMENT_WORDS]![own]!);
    put(bestOther(row.deviations[COMMENTS]!, own), bestOther(row.deviations[COMMENT_WORDS]!, own));
    put(...(Number.isNaN(z(COMMENTS)) ? [NaN, NaN, NaN, NaN] : shapeOf(posteriors.comments, own)));
    put(...shapeOf(posteriors.all, own));

    put(this.#nearMass(comment, own, now));
    put(homeless ? NaN : this.#alike(this.#pool.titles.vectors, own, home));
    put(homeless ? NaN : this.#contextAlike(own, home, this.#context));
    const scale = this.#pool.columns / comments.count;
    const toHome = homeless ? 0 : massOf(this.#before, comment, home);
    put(Math.log(0.1 + hubs[own]! * scale));
    put(homeless ? NaN : Math.log(0.1 + Math.max(0, hubs[home]! - toHome) * scale));

    const article = this.#article;
    article.enter(own);
    const siblings = article.size - 1;
    const chance = chances[comment]!;
    put(...this.#single(comment, article));
    const suspects = Math.max(0, article.chances - chance);
    if (siblings > 0) {
      put(suspects / siblings);
      put(homeless ? NaN : (article.masses[home]! - toHome) / siblings);
      put(this.#sharedHomes(comment, now, article, this.#before) / siblings);
      const share = article.shareWithout(comment);
      const odds = Math.log(share / (1 - share));
      put(odds, odds + Math.log(oddsOf(chance) + 1e-3));
    } else at += 5;
    const vector = comments.vectors.subarray(
      comment * comments.dimension,
      (comment + 1) * comments.dimension,
    );
    const toSuspects = suspects > LEAST_SUSPECTS ? cosineTo(article.suspects, vector, chance) : NaN;
    put(toSuspects, toSuspects - row.raw[COMMENTS]![own]!, suspects);
    const [weight, doubt] = this.#alikeSiblings(own, comment, vector);
    put(weight, weight - article.mean, doubt);
    const [sibling, trusted] = this.#nearest(own, comment, vector, this.#context.weights);
    const nearHome = homeless ? NaN : this.#nearest(home, comment, vector, this.#context.weights)[1];
    put(sibling, trusted, nearHome, nearHome - trusted);
    const trust = Math.max(0, this.#context.totals[own]! - this.#context.weights[comment]!);
    put(Math.log1p(siblings), Math.log(0.1 + trust));
  }

  /** What the comment says by itself, and what its siblings say by themselves. */
  #single(comment: number, article: ArticleState): number[] {
    const { weight, homes } = this.#dump.singles[comment]!;
    const home = homes[0];
    const { mean, size } = article;
    return [
      weight,
      home?.probability ?? 0,
      mean,
      weight - mean,
      article.doubted / size,
      article.against,
      home === undefined || size < 2
        ? NaN
        : (article.singleMasses[home.index]! - home.probability) / (size - 1),
    ];
  }

  /** How alike the own article and the better fitting ones are, by their posteriors. */
  #nearMass(comment: number, own: number, now: State): number {
    let [sum, total] = [0, 0];
    for (let i = comment * HOMES; i < (comment + 1) * HOMES; i++) {
      const home = now.homes[i]!;
      if (home < 0) break;
      sum += now.masses[i]! * this.#alike(this.#pool.titles.vectors, own, home);
      total += now.masses[i]!;
    }
    return total > 0 ? sum / total : NaN;
  }

  #alike(rows: Float32Array, a: number, b: number): number {
    return product(rows, a, rows, b, this.#dump.comments.dimension);
  }

  #contextAlike(own: number, home: number, { sums, squares, totals }: Context): number {
    if (totals[own]! <= LEAST_WEIGHT || totals[home]! <= LEAST_WEIGHT) return NaN;
    return this.#alike(sums, own, home) / Math.sqrt(squares[own]! * squares[home]! + 1e-9);
  }

  /** Posterior mass that this comment and its siblings give to the same articles. */
  #sharedHomes(comment: number, now: State, article: ArticleState, before: State): number {
    let sum = 0;
    for (let i = comment * HOMES; i < (comment + 1) * HOMES && now.homes[i]! >= 0; i++) {
      const home = now.homes[i]!;
      sum += now.masses[i]! * Math.max(0, article.masses[home]! - massOf(before, comment, home));
    }
    return sum;
  }

  /**
   * Mean weight by itself and mean chance to be a stranger over its other comments, those that are like
   * this one counting most: comments of one campaign are judged together.
   */
  #alikeSiblings(article: number, comment: number, vector: Float32Array): [number, number] {
    const { starts, comments: grouped } = this.#groups;
    const { comments } = this.#dump;
    let [total, sum, chance] = [0, 0, 0];
    for (let i = starts[article]!; i < starts[article + 1]!; i++) {
      const other = grouped[i]!;
      if (other === comment) continue;
      const weight = Math.exp(SHARPNESS * product(vector, 0, comments.vectors, other, vector.length));
      total += weight;
      sum += weight * this.#dump.singles[other]!.weight;
      chance += weight * this.#before.chances[other]!;
    }
    return [sum / total, chance / total];
  }

  /** The largest cosine to another comment of an article, and the same with each weighed by its trust. */
  #nearest(article: number, comment: number, vector: Float32Array, weights: Float32Array): [number, number] {
    const { starts, comments: grouped } = this.#groups;
    const { comments } = this.#dump;
    let [most, trusted] = [NaN, NaN];
    for (let i = starts[article]!; i < starts[article + 1]!; i++) {
      const other = grouped[i]!;
      if (other === comment) continue;
      const cosine = product(vector, 0, comments.vectors, other, vector.length);
      if (!(most >= cosine)) most = cosine;
      const weighed = cosine * weights[other]!;
      if (!(trusted >= weighed)) trusted = weighed;
    }
    return [most, trusted];
  }
}

function massOf({ homes, masses }: State, comment: number, article: number): number {
  for (let i = comment * HOMES; i < (comment + 1) * HOMES; i++) if (homes[i] === article) return masses[i]!;
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

function bestOther(cells: Float32Array, own: number): number {
  let best = NaN;
  for (let a = 0; a < cells.length; a++)
    if (a !== own && !(cells[a]! <= best) && !Number.isNaN(cells[a]!)) best = cells[a]!;
  return best;
}

/** Of a posterior: the logarithm of the own article, that less the best other's, the logarithm of its rank, and the entropy. */
function shapeOf(chances: Float32Array, own: number): [number, number, number, number] {
  const mine = chances[own]!;
  let [best, above, entropy] = [0, 1, 0];
  for (let a = 0; a < chances.length; a++) {
    const chance = chances[a]!;
    if (chance > LEAST_SEEN) entropy -= chance * Math.log(chance);
    if (a === own) continue;
    if (chance > best) best = chance;
    if (chance > mine) above++;
  }
  const log = Math.log(Math.max(mine, LEAST_CHANCE));
  return [log, log - Math.log(Math.max(best, LEAST_CHANCE)), Math.log(above), entropy];
}

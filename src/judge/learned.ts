import type { Article } from '../article/index.js';
import {
  judgeCorpus,
  type Pool,
  type PreparedArticle,
  type RelevanceModel,
  PairScorer,
} from '../relevance/index.js';
import { type Elsewhere, elsewhereAmong } from './elsewhere.js';
import { homesElsewhere } from './homes-elsewhere.js';
import type { Learned, LearnedHome, Placed } from './learned-result.js';

export type { Learned, Placed } from './learned-result.js';

/** Very many known articles, by their titles. */
interface Index {
  readonly known: readonly Article[];
  readonly elsewhere: Elsewhere;
  readonly byId: ReadonlyMap<string, Article>;
}

/** Fewer articles than this are judged comment by comment: the dump stage has learned from larger dumps. */
const FEWEST_ARTICLES = 20;
/** Articles with fewer comments than this give no context: theirs are judged one by one. */
const FEWEST_SIBLINGS = 6;
/** Articles that single comments are compared with at most: more tell nothing new about chance. */
const MOST_KNOWN = 1000;
/** Articles of a larger dump that are judged together at most: the dump stage has learned from some hundreds at a time. */
const BLOCK = 700;
/** Of more articles, so many are found by their titles and then compared in full, for comments that do not clearly fit. */
const NEAREST = 12;
const FITS = -0.5;

/**
 * What each other comment that points to the same home adds, times how surely it does, and all together at most. Set by
 * hand: of native comments under articles of 2018 to 2025 beside ten known others, it reached 1 nat for 0 to 3.5 in 1,000.
 */
const PER_COMPANION = 0.8;
const MOST_SHARED = 2;
/** A home less likely than this is none that companions could confirm. */
const LEAST_HOME = 0.25;

/** Asks the relevance model: about a dump as a whole, or about comments one by one where there is no dump. */
export class RelevanceScorer {
  readonly #model: RelevanceModel;
  readonly #scorer: PairScorer;
  readonly #texts = new WeakMap<Article, PreparedArticle>();
  /** Pools of one article, for streams in which nothing else is known and articles take turns. */
  readonly #solitary = new WeakMap<Article, Pool>();
  #pool: { readonly known: readonly Article[]; readonly pool: Pool } | undefined;
  #index: Index | undefined;

  constructor(model: RelevanceModel) {
    this.#model = model;
    this.#scorer = new PairScorer(model.encoder, model.pair);
  }

  /**
   * What the model says of each comment, in their order.
   *
   * @param articles the known articles, those that the comments stand under among them; of more than 1,000, blocks of
   *   700 that follow each other are judged one after the other, so that time grows with the comments only
   * @param elsewhere where these are only a part of a dump: finds homes among all of it
   */
  together(articles: readonly Article[], placed: readonly Placed[], elsewhere?: Elsewhere): Learned[] {
    if (articles.length <= MOST_KNOWN) return this.#block(articles, placed, elsewhere);
    const learned = new Array<Learned>(placed.length);
    const all = elsewhere ?? { nearest: (...asked) => this.#among(articles).elsewhere.nearest(...asked) };
    const blocks = Math.ceil(articles.length / BLOCK);
    const numbers = new Map(articles.map((article, i) => [article, i]));
    const rows: number[][] = Array.from({ length: blocks }, () => []);
    placed.forEach(({ article }, i) => {
      rows[Math.floor((numbers.get(article)! * blocks) / articles.length)]!.push(i);
    });
    rows.forEach((places, block) => {
      if (places.length === 0) return;
      const [from, to] = [block, block + 1].map((edge) => Math.ceil((edge * articles.length) / blocks));
      const under = places.map((i) => placed[i]!);
      const told = this.#block(articles.slice(from, to), under, all);
      places.forEach((i, at) => (learned[i] = told[at]!));
    });
    return learned;
  }

  #block(
    articles: readonly Article[],
    placed: readonly Placed[],
    elsewhere: Elsewhere | undefined,
  ): Learned[] {
    if (articles.length < FEWEST_ARTICLES) return confirmed(placed, this.#each(articles, placed));
    const numbers = new Map(articles.map((article, i) => [article, i]));
    const siblings = new Map<Article, number>();
    for (const { article } of placed) siblings.set(article, (siblings.get(article) ?? 0) + 1);
    const comments = placed.map(({ article, comment }) => ({
      article: numbers.get(article)!,
      text: comment.text,
    }));
    const judged = judgeCorpus(this.#model, articles, comments);
    if (judged === null) return this.#each(articles, placed);
    const learned = judged.comments.map(({ weight, homes, pair }, i): Learned => {
      const few = siblings.get(placed[i]!.article)! < FEWEST_SIBLINGS;
      return {
        shared: 0,
        weight: few ? pair.weight : weight,
        words: pair.words,
        homes: homes.map(({ article, score }) => ({ article: articles[article]!, score })),
      };
    });
    return elsewhere === undefined ? learned : this.#withElsewhere(elsewhere, articles, placed, learned);
  }

  /** The same with homes that are not among the articles, for comments that do not clearly fit theirs. */
  #withElsewhere(
    elsewhere: Elsewhere,
    here: readonly Article[],
    placed: readonly Placed[],
    learned: readonly Learned[],
  ): Learned[] {
    const rows = [...learned.keys()].filter((i) => learned[i]!.weight > FITS);
    const suspects = rows.map((i) => ({ ...placed[i]!, homes: learned[i]!.homes }));
    const told = [...learned];
    homesElsewhere(this.#scorer, elsewhere, here, suspects).forEach((homes, at) => {
      const i = rows[at]!;
      if (homes !== undefined) told[i] = { ...learned[i]!, homes };
    });
    return told;
  }

  /** What the model says of a comment without its siblings. */
  alone({ article, comment }: Placed, known: readonly Article[]): Learned {
    const read = this.#scorer.prepareComment(comment.text);
    const pool = this.#open(known.slice(0, MOST_KNOWN));
    const { weight, words, homes } = this.#scorer.relevanceOf(pool, this.#text(article), read);
    if (known.length > MOST_KNOWN && weight > FITS)
      return { weight, words, homes: this.#homesAmong(known, { article, comment }), shared: 0 };
    return {
      weight,
      words,
      homes: homes.map(({ index, probability }) => ({ article: known[index]!, score: probability })),
      shared: 0,
    };
  }

  #each(articles: readonly Article[], placed: readonly Placed[]): Learned[] {
    return placed.map((one) => this.alone(one, articles));
  }

  /** The homes of a comment among more articles than a pool holds: the nearest titles, compared in full. */
  #homesAmong(known: readonly Article[], { article, comment }: Placed): LearnedHome[] {
    const read = this.#scorer.prepareComment(comment.text);
    const { elsewhere, byId } = this.#among(known);
    const near = elsewhere.nearest(read, NEAREST).map(({ id }) => byId.get(id)!);
    const others = near.filter(({ id }) => id !== article.id);
    const pool = this.#scorer.openPool(others.map((one) => this.#text(one)));
    const { homes } = this.#scorer.relevanceOf(pool, this.#text(article), read);
    return homes.map(({ index, probability }) => ({ article: others[index]!, score: probability }));
  }

  #among(known: readonly Article[]): Index {
    if (this.#index === undefined || !same(this.#index.known, known))
      this.#index = {
        known,
        elsewhere: elsewhereAmong(this.#model.encoder, known),
        byId: new Map(known.map((one) => [one.id, one])),
      };
    return this.#index;
  }

  #open(known: readonly Article[]): Pool {
    const [only] = known;
    if (only !== undefined && known.length === 1) {
      let pool = this.#solitary.get(only);
      if (pool === undefined) this.#solitary.set(only, (pool = this.#scorer.openPool([this.#text(only)])));
      return pool;
    }
    if (this.#pool === undefined || !same(this.#pool.known, known))
      this.#pool = { known, pool: this.#scorer.openPool(known.map((article) => this.#text(article))) };
    return this.#pool.pool;
  }

  #text(article: Article): PreparedArticle {
    let text = this.#texts.get(article);
    if (text === undefined) this.#texts.set(article, (text = this.#scorer.prepareArticle(article)));
    return text;
  }
}

/** Adds what companions say: comments of one article that point to one home confirm each other. */
function confirmed(placed: readonly Placed[], learned: readonly Learned[]): Learned[] {
  const support = new Map<string, number>();
  const keyOf = (i: number, home: Article): string => JSON.stringify([placed[i]!.article.id, home.id]);
  learned.forEach(({ homes }, i) => {
    for (const { article, score } of homes)
      support.set(keyOf(i, article), (support.get(keyOf(i, article)) ?? 0) + score);
  });
  return learned.map((one, i) => {
    const [home] = one.homes;
    if (home === undefined || home.score < LEAST_HOME) return one;
    const companions = support.get(keyOf(i, home.article))! - home.score;
    return { ...one, shared: Math.min(MOST_SHARED, PER_COMPANION * companions) };
  });
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((one, i) => one === b[i]));
}

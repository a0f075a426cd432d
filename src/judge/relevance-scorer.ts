import type { Article } from '../article/index.js';
import { shownText } from '../hangul/index.js';
import {
  type Encoder,
  foldOfText,
  HomeIndex,
  judgeCorpus,
  type Pool,
  type PreparedComment,
  type PreparedArticle,
  type RelevanceModel,
  PairScorer,
} from '../relevance/index.js';
import type { HomeCandidate, PlacedComment, RelevanceScore } from './evidence.js';
import { sixDecimals } from './result.js';

/** Searches all articles of a dump for homes while only a part of the dump is judged at a time. */
export interface TitleSearch {
  /** The articles whose titles are nearest to a comment, best first, without bodies. */
  nearest(comment: PreparedComment, most: number): readonly Article[];
}

/** A search that also tells titles. */
export interface TitleIndex extends TitleSearch {
  /** The title of an article by its id. */
  titleOf(id: string): string | undefined;
}

/**
 * Beyond this many titles, only those that share a name: for 200,000, a scan took 5 ms per comment and names 0.7 ms.
 */
const MAX_SCANNED = 100_000;

/**
 * Indexes titles, at some 10 µs and 1 KB each. The result does not depend on their order.
 *
 * @param known articles with distinct ids
 */
export function createTitleSearch(
  encoder: Encoder,
  known: Iterable<Pick<Article, 'id' | 'title'>>,
): TitleIndex {
  const titles = new Map(Array.from(known, ({ id, title }) => [id, title] as const));
  const index = new HomeIndex(encoder);
  // Ties come out in insertion order, so insert in the order of ids.
  for (const id of [...titles.keys()].sort()) index.add(id, { title: titles.get(id)! });
  return {
    titleOf: (id) => titles.get(id),
    nearest({ vector, terms }, most) {
      const query = { vector, buckets: terms.buckets };
      const near = index.size > MAX_SCANNED ? index.nearestByNames(query, most) : index.nearest(query, most);
      return near.map(({ id }) => ({ id, title: titles.get(id)!, body: null }));
    },
  };
}

/** Nearest titles retrieved for each comment. */
const CANDIDATES = 12;
/** Articles per pool; a pool may exceed it by the candidates of one comment. */
const MAX_POOL = 600;

interface Suspect {
  /** Index among the suspects. */
  readonly suspect: number;
  readonly comment: PreparedComment;
}

/**
 * Searches the rest of the dump for homes of suspect comments, by titles alone. It compares the nearest titles with the
 * homes found so far and replaces a suspect's homes when the best one lies outside `here`. Measured on 498 comments on
 * 2025 news that were moved to other articles of their chunk: the true home among 4,143 ranked first for 46 and in the
 * top five for 108; with a pool for each comment it was 45 and 131.
 *
 * @param here the articles that are judged together
 * @returns for each suspect its new homes, or undefined when the best one is in `here` or there is none
 */
function findHomesByTitle(
  scorer: PairScorer,
  elsewhere: TitleSearch,
  here: readonly Article[],
  suspects: readonly (PlacedComment & Pick<RelevanceScore, 'homes'>)[],
): (readonly HomeCandidate[] | undefined)[] {
  const ids = new Set(here.map(({ id }) => id));
  const found = new Array<readonly HomeCandidate[] | undefined>(suspects.length);
  const titles = new Map<string, PreparedArticle>();
  const titleOf = ({ id, title }: Article): PreparedArticle => {
    let text = titles.get(id);
    if (text === undefined) titles.set(id, (text = scorer.prepareArticle({ title, body: null })));
    return text;
  };
  let rivals = new Map<string, Article>();
  let waiting: Suspect[] = [];
  // One pool serves many comments: opening it takes as long as comparing some ten comments.
  const compare = (): void => {
    const known = [...rivals.values()];
    const pool = scorer.openPool(known.map(titleOf));
    for (const { suspect, comment } of waiting) {
      const homes = homesIn(scorer, pool, known, titleOf(suspects[suspect]!.article), comment);
      if (homes[0] !== undefined && !ids.has(homes[0].article.id)) found[suspect] = homes;
    }
    rivals = new Map();
    waiting = [];
  };
  suspects.forEach(({ comment, homes }, suspect) => {
    const read = scorer.prepareComment(shownText(comment.text));
    const near = elsewhere.nearest(read, CANDIDATES);
    const away = near.filter(({ id }) => !ids.has(id));
    if (away.length === 0) return;
    for (const article of [...away, ...homes.map((home) => home.article)]) rivals.set(article.id, article);
    waiting.push({ suspect, comment: read });
    if (rivals.size >= MAX_POOL) compare();
  });
  if (waiting.length > 0) compare();
  return found;
}

function homesIn(
  scorer: PairScorer,
  pool: Pool,
  known: readonly Article[],
  own: PreparedArticle,
  comment: PreparedComment,
): HomeCandidate[] {
  return candidates(known, scorer.relevanceOf(pool, own, comment).homes);
}

function candidates(
  known: readonly Article[],
  homes: readonly { readonly index: number; readonly probability: number }[],
): HomeCandidate[] {
  return homes.map(({ index, probability }) => ({
    article: known[index]!,
    score: sixDecimals(probability),
  }));
}

/** A title index over very many known articles. */
interface KnownIndex {
  readonly known: readonly Article[];
  readonly elsewhere: TitleSearch;
  readonly byId: ReadonlyMap<string, Article>;
}

/**
 * With fewer articles, comments are scored one by one. AUC of the pair model and of the corpus stage on parts of kept
 * news and entertainment, 5% and half foreign: 8 articles .786 to .793 and .818 to .794, 15 articles .815 to .835 and
 * .799 to .801, 30 articles .775 to .828 and .809 to .824.
 */
const MIN_ARTICLES = 15;
/** Most articles in the pool of a single comment: more do not sharpen the estimate of chance matches. */
const MAX_KNOWN = 1000;
/** Most articles scored together in a larger dump: the whole-dump stage was trained on some hundreds at a time. */
const BLOCK_SIZE = 700;
/** Beyond MAX_KNOWN articles: candidates retrieved by title and compared in full, for comments without a clear fit. */
const CANDIDATES_IN_FULL = 12;
const FITS_BELOW = -0.5;

/**
 * Nats that each other comment with the same home adds, times its score for that home, and the cap on their sum. Tuned
 * by hand: among true comments of articles of 2018 to 2025, with ten other known articles, 0 to 3.5 in 1,000 reached 1
 * nat.
 */
const PER_COMPANION = 0.8;
const MAX_COMPANIONS = 2;
/** Companions confirm only homes that are at least this likely. */
const MIN_HOME_SCORE = 0.25;

/** By model: all judges of one model share its background, 4 MB of memory and 50 ms of the processor each. */
const scorers = new WeakMap<RelevanceModel, PairScorer>();

function scorerOf(model: RelevanceModel): PairScorer {
  let scorer = scorers.get(model);
  if (scorer === undefined) scorers.set(model, (scorer = new PairScorer(model.encoder, model.pair)));
  return scorer;
}

/** Runs the relevance model on a whole dump, or on single comments when there is no dump. */
export class RelevanceScorer {
  readonly #model: RelevanceModel;
  readonly #scorer: PairScorer;
  readonly #texts = new WeakMap<Article, PreparedArticle>();
  /** Pools of one article each, for streams without known articles in which the articles alternate. */
  readonly #solitary = new WeakMap<Article, Pool>();
  /** Of an adapted model: a scorer for each fold of the comments. */
  readonly #folds: readonly RelevanceScorer[];
  #pool: { readonly known: readonly Article[]; readonly pool: Pool } | undefined;
  #index: KnownIndex | undefined;

  constructor(model: RelevanceModel) {
    this.#model = model;
    this.#scorer = scorerOf(model);
    this.#folds = (model.folds ?? []).map((fold) => new RelevanceScorer(fold));
  }

  /**
   * Scores all comments; results in their order.
   *
   * @param articles the known articles, including those of the comments; more than 1,000 are scored in consecutive
   *   blocks of about 700, so that time grows only with the number of comments
   * @param elsewhere searches the whole dump for homes when `articles` are only a part of it
   */
  scoreAll(
    articles: readonly Article[],
    placed: readonly PlacedComment[],
    elsewhere?: TitleSearch,
  ): RelevanceScore[] {
    if (articles.length <= MAX_KNOWN) return this.#block(articles, placed, elsewhere);
    const learned = new Array<RelevanceScore>(placed.length);
    const all = elsewhere ?? { nearest: (...query) => this.#among(articles).elsewhere.nearest(...query) };
    const blocks = Math.ceil(articles.length / BLOCK_SIZE);
    const numbers = new Map(articles.map((article, i) => [article, i]));
    const rows: number[][] = Array.from({ length: blocks }, () => []);
    placed.forEach(({ article }, i) => {
      rows[Math.floor((numbers.get(article)! * blocks) / articles.length)]!.push(i);
    });
    rows.forEach((indexes, block) => {
      if (indexes.length === 0) return;
      const [from, to] = [block, block + 1].map((edge) => Math.ceil((edge * articles.length) / blocks));
      const under = indexes.map((i) => placed[i]!);
      const scores = this.#block(articles.slice(from, to), under, all);
      indexes.forEach((i, at) => (learned[i] = scores[at]!));
    });
    return learned;
  }

  #block(
    articles: readonly Article[],
    placed: readonly PlacedComment[],
    elsewhere: TitleSearch | undefined,
  ): RelevanceScore[] {
    if (articles.length < MIN_ARTICLES) return addCompanions(placed, this.#each(articles, placed));
    const numbers = new Map(articles.map((article, i) => [article, i]));
    const comments = placed.map(({ article, comment }) => ({
      article: numbers.get(article)!,
      text: shownText(comment.text),
    }));
    const judged = judgeCorpus(this.#model, articles, comments);
    if (judged === null) return this.#each(articles, placed);
    const learned = judged.comments.map(({ weight, homes, pair }): RelevanceScore => ({
      companions: 0,
      whole: true,
      weight: sixDecimals(weight),
      words: pair.words,
      homes: homes.map(({ article, score }) => ({ article: articles[article]!, score: sixDecimals(score) })),
    }));
    if (elsewhere === undefined) return learned;
    // In a calm dump the share alone lets nearly every comment fit: what is said of the comment by itself counts too.
    const rows = [...learned.keys()].filter(
      (i) => learned[i]!.weight > FITS_BELOW || judged.comments[i]!.pair.weight > 0,
    );
    return this.#withElsewhere(elsewhere, articles, placed, learned, rows);
  }

  /** Adds homes from outside the articles for the comments at `rows`, which do not clearly fit their own. */
  #withElsewhere(
    elsewhere: TitleSearch,
    here: readonly Article[],
    placed: readonly PlacedComment[],
    learned: readonly RelevanceScore[],
    rows: readonly number[],
  ): RelevanceScore[] {
    const suspects = rows.map((i) => ({ ...placed[i]!, homes: learned[i]!.homes }));
    const scores = [...learned];
    findHomesByTitle(this.#scorer, elsewhere, here, suspects).forEach((homes, at) => {
      const i = rows[at]!;
      if (homes !== undefined) scores[i] = { ...learned[i]!, homes };
    });
    return scores;
  }

  /** Scores one comment without its siblings. */
  scoreOne({ article, comment }: PlacedComment, known: readonly Article[]): RelevanceScore {
    if (this.#folds.length > 0) {
      const own = this.#folds[foldOfText(comment.text, this.#folds.length)]!;
      return own.scoreOne({ article, comment }, known);
    }
    const read = this.#scorer.prepareComment(shownText(comment.text));
    const pool = this.#open(known.slice(0, MAX_KNOWN));
    const { weight: exact, words, homes } = this.#scorer.relevanceOf(pool, this.#text(article), read);
    const weight = sixDecimals(exact);
    if (known.length > MAX_KNOWN && weight > FITS_BELOW)
      return {
        weight,
        words,
        homes: this.#homesAmong(known, { article, comment }),
        companions: 0,
        whole: false,
      };
    return {
      weight,
      words,
      homes: candidates(known, homes),
      companions: 0,
      whole: false,
    };
  }

  #each(articles: readonly Article[], placed: readonly PlacedComment[]): RelevanceScore[] {
    return placed.map((one) => this.scoreOne(one, articles));
  }

  /** The homes of a comment among more articles than a pool holds: the nearest titles, compared in full. */
  #homesAmong(known: readonly Article[], { article, comment }: PlacedComment): HomeCandidate[] {
    const read = this.#scorer.prepareComment(shownText(comment.text));
    const { elsewhere, byId } = this.#among(known);
    const near = elsewhere.nearest(read, CANDIDATES_IN_FULL).map(({ id }) => byId.get(id)!);
    const others = near.filter(({ id }) => id !== article.id);
    const pool = this.#scorer.openPool(others.map((one) => this.#text(one)));
    const { homes } = this.#scorer.relevanceOf(pool, this.#text(article), read);
    return candidates(others, homes);
  }

  #among(known: readonly Article[]): KnownIndex {
    if (this.#index === undefined || !sameItems(this.#index.known, known))
      this.#index = {
        known,
        elsewhere: createTitleSearch(this.#model.encoder, known),
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
    if (this.#pool === undefined || !sameItems(this.#pool.known, known))
      this.#pool = { known, pool: this.#scorer.openPool(known.map((article) => this.#text(article))) };
    return this.#pool.pool;
  }

  #text(article: Article): PreparedArticle {
    let text = this.#texts.get(article);
    if (text === undefined) this.#texts.set(article, (text = this.#scorer.prepareArticle(article)));
    return text;
  }
}

/** What a judge asks of the relevance model. */
export type Scorer = Pick<RelevanceScorer, 'scoreAll' | 'scoreOne'>;

/**
 * A scorer that remembers its last call: judges that differ in their rules alone share it, and the model reads each
 * comment once.
 */
export function sharedScorer(model: RelevanceModel): Scorer {
  const scorer = new RelevanceScorer(model);
  let all: { readonly of: readonly unknown[]; readonly scores: RelevanceScore[] } | undefined;
  let one: { readonly of: readonly unknown[]; readonly score: RelevanceScore } | undefined;
  return {
    scoreAll(articles, placed, elsewhere) {
      const of = [elsewhere, articles.length, ...articles, ...placed.map(({ comment }) => comment)];
      if (all === undefined || !sameItems(all.of, of))
        all = { of, scores: scorer.scoreAll(articles, placed, elsewhere) };
      return all.scores;
    },
    scoreOne(placed, known) {
      const of = [placed.article, placed.comment, ...known];
      if (one === undefined || !sameItems(one.of, of)) one = { of, score: scorer.scoreOne(placed, known) };
      return one.score;
    },
  };
}

/** Adds the weight of companions: comments of one article that point to the same home confirm each other. */
export function addCompanions(
  placed: readonly PlacedComment[],
  learned: readonly RelevanceScore[],
): RelevanceScore[] {
  const support = new Map<string, number>();
  const keyOf = (i: number, home: Article): string => JSON.stringify([placed[i]!.article.id, home.id]);
  learned.forEach(({ homes }, i) => {
    for (const { article, score } of homes)
      support.set(keyOf(i, article), (support.get(keyOf(i, article)) ?? 0) + score);
  });
  return learned.map((one, i) => {
    const [home] = one.homes;
    if (home === undefined || home.score < MIN_HOME_SCORE) return one;
    const others = support.get(keyOf(i, home.article))! - home.score;
    return { ...one, companions: Math.min(MAX_COMPANIONS, PER_COMPANION * others) };
  });
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((one, i) => one === b[i]));
}

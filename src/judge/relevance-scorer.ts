import type { Article } from '../article/index.js';
import {
  type Encoder,
  HomeIndex,
  judgeCorpus,
  type Pool,
  type PreparedComment,
  type PreparedArticle,
  type RelevanceModel,
  PairScorer,
} from '../relevance/index.js';
import type { HomeCandidate, PlacedComment, RelevanceScore } from './evidence.js';

/** Finds possible homes among all articles of a dump of which only a part is judged at a time. */
export interface TitleSearch {
  /** The articles whose titles lie nearest to a comment, best first; their bodies are not known. */
  nearest(comment: PreparedComment, most: number): readonly Article[];
}

/** Of more titles, only those that share a name with the comment: of 200,000 a scan took 5 ms a comment, names 0.7 ms. */
const MAX_SCANNED = 100_000;

/**
 * Puts titles together, some 10 µs and 1 KB each. The order in which they are given changes nothing.
 *
 * @param known each id once
 */
export function createTitleSearch(
  encoder: Encoder,
  known: Iterable<Pick<Article, 'id' | 'title'>>,
): TitleSearch {
  const titles = new Map(Array.from(known, ({ id, title }) => [id, title] as const));
  const index = new HomeIndex(encoder);
  // What is equally near is found in the order in which it was added.
  for (const id of [...titles.keys()].sort()) index.add(id, { title: titles.get(id)! });
  return {
    nearest({ vector, terms }, most) {
      const asked = { vector, buckets: terms.buckets };
      const near = index.size > MAX_SCANNED ? index.nearestByNames(asked, most) : index.nearest(asked, most);
      return near.map(({ id }) => ({ id, title: titles.get(id)!, body: null }));
    },
  };
}

/** Titles that are looked at for each comment. */
const CANDIDATES = 12;
/** Articles that are compared at once, about. */
const MAX_POOL = 600;

interface Suspect {
  /** Its number among the suspects. */
  readonly suspect: number;
  readonly comment: PreparedComment;
}

/**
 * Homes of suspects among the articles of the dump that are not judged with them, by titles alone: the nearest are
 * compared with the homes that were found here, and where one of them is the best of all, homes are told anew. Of 498
 * comments on 2025 news put under other articles of a chunk, the true home among 4,143 came first for 46 and among
 * five for 108; with a pool for each comment it was 45 and 131.
 *
 * @param here the articles that are judged together
 * @returns of each suspect its homes anew, or undefined where the best one is here or there is none
 */
function findHomesByTitle(
  scorer: PairScorer,
  elsewhere: TitleSearch,
  here: readonly Article[],
  suspects: readonly (PlacedComment & Pick<RelevanceScore, 'homes'>)[],
): (readonly HomeCandidate[] | undefined)[] {
  const ids = new Set(here.map(({ id }) => id));
  const told = new Array<readonly HomeCandidate[] | undefined>(suspects.length);
  const titles = new Map<string, PreparedArticle>();
  const titleOf = ({ id, title }: Article): PreparedArticle => {
    let text = titles.get(id);
    if (text === undefined) titles.set(id, (text = scorer.prepareArticle({ title, body: null })));
    return text;
  };
  let rivals = new Map<string, Article>();
  let asked: Suspect[] = [];
  // One pool for many comments: to open one takes as long as to compare some ten comments with it.
  const compare = (): void => {
    const known = [...rivals.values()];
    const pool = scorer.openPool(known.map(titleOf));
    for (const { suspect, comment } of asked) {
      const homes = homesIn(scorer, pool, known, titleOf(suspects[suspect]!.article), comment);
      if (homes[0] !== undefined && !ids.has(homes[0].article.id)) told[suspect] = homes;
    }
    rivals = new Map();
    asked = [];
  };
  suspects.forEach(({ comment, homes }, suspect) => {
    const read = scorer.prepareComment(comment.text);
    const near = elsewhere.nearest(read, CANDIDATES);
    const away = near.filter(({ id }) => !ids.has(id));
    if (away.length === 0) return;
    for (const article of [...away, ...homes.map((home) => home.article)]) rivals.set(article.id, article);
    asked.push({ suspect, comment: read });
    if (rivals.size >= MAX_POOL) compare();
  });
  if (asked.length > 0) compare();
  return told;
}

function homesIn(
  scorer: PairScorer,
  pool: Pool,
  known: readonly Article[],
  own: PreparedArticle,
  comment: PreparedComment,
): HomeCandidate[] {
  const { homes } = scorer.relevanceOf(pool, own, comment);
  return homes.map(({ index, probability }) => ({ article: known[index]!, score: probability }));
}

/** Very many known articles, by their titles. */
interface KnownIndex {
  readonly known: readonly Article[];
  readonly elsewhere: TitleSearch;
  readonly byId: ReadonlyMap<string, Article>;
}

/** Fewer articles than this are judged comment by comment: the dump stage has learned from larger dumps. */
const MIN_ARTICLES = 20;
/** Articles with fewer comments than this give no context: theirs are judged one by one. */
const MIN_SIBLINGS = 6;
/** Articles that single comments are compared with at most: more tell nothing new about chance. */
const MAX_KNOWN = 1000;
/** Articles of a larger dump that are judged together at most: the dump stage has learned from some hundreds at a time. */
const BLOCK_SIZE = 700;
/** Of more articles, so many are found by their titles and then compared in full, for comments that do not clearly fit. */
const CANDIDATES_IN_FULL = 12;
const FITS_BELOW = -0.5;

/**
 * What each other comment that points to the same home adds, times how surely it does, and all together at most. Set by
 * hand: of native comments under articles of 2018 to 2025 beside ten known others, it reached 1 nat for 0 to 3.5 in 1,000.
 */
const PER_COMPANION = 0.8;
const MAX_COMPANIONS = 2;
/** A home less likely than this is none that companions could confirm. */
const MIN_HOME_SCORE = 0.25;

/** Asks the relevance model: about a dump as a whole, or about comments one by one where there is no dump. */
export class RelevanceScorer {
  readonly #model: RelevanceModel;
  readonly #scorer: PairScorer;
  readonly #texts = new WeakMap<Article, PreparedArticle>();
  /** Pools of one article, for streams in which nothing else is known and articles take turns. */
  readonly #solitary = new WeakMap<Article, Pool>();
  #pool: { readonly known: readonly Article[]; readonly pool: Pool } | undefined;
  #index: KnownIndex | undefined;

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
  scoreAll(
    articles: readonly Article[],
    placed: readonly PlacedComment[],
    elsewhere?: TitleSearch,
  ): RelevanceScore[] {
    if (articles.length <= MAX_KNOWN) return this.#block(articles, placed, elsewhere);
    const learned = new Array<RelevanceScore>(placed.length);
    const all = elsewhere ?? { nearest: (...asked) => this.#among(articles).elsewhere.nearest(...asked) };
    const blocks = Math.ceil(articles.length / BLOCK_SIZE);
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
    placed: readonly PlacedComment[],
    elsewhere: TitleSearch | undefined,
  ): RelevanceScore[] {
    if (articles.length < MIN_ARTICLES) return addCompanions(placed, this.#each(articles, placed));
    const numbers = new Map(articles.map((article, i) => [article, i]));
    const siblings = new Map<Article, number>();
    for (const { article } of placed) siblings.set(article, (siblings.get(article) ?? 0) + 1);
    const comments = placed.map(({ article, comment }) => ({
      article: numbers.get(article)!,
      text: comment.text,
    }));
    const judged = judgeCorpus(this.#model, articles, comments);
    if (judged === null) return this.#each(articles, placed);
    const learned = judged.comments.map(({ weight, homes, pair }, i): RelevanceScore => {
      const few = siblings.get(placed[i]!.article)! < MIN_SIBLINGS;
      return {
        companions: 0,
        weight: few ? pair.weight : weight,
        words: pair.words,
        homes: homes.map(({ article, score }) => ({ article: articles[article]!, score })),
      };
    });
    return elsewhere === undefined ? learned : this.#withElsewhere(elsewhere, articles, placed, learned);
  }

  /** The same with homes that are not among the articles, for comments that do not clearly fit theirs. */
  #withElsewhere(
    elsewhere: TitleSearch,
    here: readonly Article[],
    placed: readonly PlacedComment[],
    learned: readonly RelevanceScore[],
  ): RelevanceScore[] {
    const rows = [...learned.keys()].filter((i) => learned[i]!.weight > FITS_BELOW);
    const suspects = rows.map((i) => ({ ...placed[i]!, homes: learned[i]!.homes }));
    const told = [...learned];
    findHomesByTitle(this.#scorer, elsewhere, here, suspects).forEach((homes, at) => {
      const i = rows[at]!;
      if (homes !== undefined) told[i] = { ...learned[i]!, homes };
    });
    return told;
  }

  /** What the model says of a comment without its siblings. */
  scoreOne({ article, comment }: PlacedComment, known: readonly Article[]): RelevanceScore {
    const read = this.#scorer.prepareComment(comment.text);
    const pool = this.#open(known.slice(0, MAX_KNOWN));
    const { weight, words, homes } = this.#scorer.relevanceOf(pool, this.#text(article), read);
    if (known.length > MAX_KNOWN && weight > FITS_BELOW)
      return { weight, words, homes: this.#homesAmong(known, { article, comment }), companions: 0 };
    return {
      weight,
      words,
      homes: homes.map(({ index, probability }) => ({ article: known[index]!, score: probability })),
      companions: 0,
    };
  }

  #each(articles: readonly Article[], placed: readonly PlacedComment[]): RelevanceScore[] {
    return placed.map((one) => this.scoreOne(one, articles));
  }

  /** The homes of a comment among more articles than a pool holds: the nearest titles, compared in full. */
  #homesAmong(known: readonly Article[], { article, comment }: PlacedComment): HomeCandidate[] {
    const read = this.#scorer.prepareComment(comment.text);
    const { elsewhere, byId } = this.#among(known);
    const near = elsewhere.nearest(read, CANDIDATES_IN_FULL).map(({ id }) => byId.get(id)!);
    const others = near.filter(({ id }) => id !== article.id);
    const pool = this.#scorer.openPool(others.map((one) => this.#text(one)));
    const { homes } = this.#scorer.relevanceOf(pool, this.#text(article), read);
    return homes.map(({ index, probability }) => ({ article: others[index]!, score: probability }));
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

/** Adds what companions say: comments of one article that point to one home confirm each other. */
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

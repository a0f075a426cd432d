import type { Article } from '../../article/index.js';
import type { Encoder } from '../encoder/encoder.js';
import { Pool } from './pool/pool.js';
import { PoolBackground } from './pool/pool-ground.js';
import { WordReader } from '../encoder/word-reader.js';
import { type Background, prepareArticle, prepareComment, type PreparedArticle, type PreparedComment } from './prepared.js';
import { type Choices, FeatureReader, MIN_BODIES } from './single-features.js';
import { type Stage, stageLogit, stageWeight } from './stage.js';

/** What is fitted for single comments; goes into the model file. */
export interface PairModel {
  readonly background: Background;
  readonly choices: Choices;
  /** For articles known by their title only. */
  readonly title: Stage;
  /** For articles with a body. */
  readonly body: Stage;
}

/** A known article that a comment fits better than the one it stands under. */
export interface Home {
  /** Its number in the pool. */
  readonly index: number;
  /** Chance that it is this one, among all of the pool and what is not known. */
  readonly probability: number;
}

/** A word of the comment that the article speaks of. */
export interface MatchedWord {
  /** UTF-16 code units of the comment, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1: cosine to the nearest word of the article. */
  readonly strength: number;
}

export interface Relevance {
  /** Nats; positive speaks against the comment belonging to the article, negative for it. */
  readonly weight: number;
  /** Most likely first, at most `MOST_HOMES`. */
  readonly homes: readonly Home[];
  /** In the order of the comment. */
  readonly words: readonly MatchedWord[];
}

const MAX_HOMES = 5;
/** A home under this chance is not told. */
const MIN_PROBABILITY = 0.02;
/** Words less alike than this have nothing to do with each other. */
const MIN_COSINE = 0.5;

/** Judges single comments by the words of article and comment alone. Keeps room for one comment: not for two at once. */
export class PairScorer {
  readonly encoder: Encoder;
  readonly model: PairModel;
  readonly #words: WordReader;
  readonly #ground: PoolBackground;
  readonly #features: FeatureReader;

  constructor(encoder: Encoder, model: PairModel) {
    this.encoder = encoder;
    this.model = model;
    this.#words = new WordReader(encoder);
    this.#ground = new PoolBackground(encoder, model.background);
    this.#features = new FeatureReader(encoder, model.background);
  }

  /** Reads an article once, for any pool. */
  prepareArticle(article: Pick<Article, 'title' | 'body'>): PreparedArticle {
    return prepareArticle(this.encoder, this.#words, article);
  }

  /** Reads a comment once, for any article. */
  prepareComment(text: string): PreparedComment {
    return prepareComment(this.encoder, this.#words, text);
  }

  /** Puts known articles together, for comments to be compared with all of them; none is needed. Costs little. */
  openPool(known: readonly PreparedArticle[]): Pool {
    return new Pool(this.#ground, known);
  }

  /** How well a comment belongs to an article, seen beside a pool of others; the article need not be in the pool. */
  relevanceOf(pool: Pool, article: PreparedArticle, comment: PreparedComment): Relevance {
    if (comment.wordCount === 0) return { weight: 0, homes: [], words: [] };
    const features = this.#features;
    return {
      weight: weighPair(this.model, features, pool, article, comment),
      homes: homesOf(pool, article, features),
      words: matchedWords(comment, features.best),
    };
  }
}

/** Nats against the comment belonging to the article: by the title, or by title and body. */
export function weighPair(
  { choices, title, body }: Omit<PairModel, 'background'>,
  features: FeatureReader,
  pool: Pool,
  article: PreparedArticle,
  comment: PreparedComment,
): number {
  features.readTitle(pool, article, comment, choices.title);
  if (article.body === null) return stageWeight(title, features.title, comment.wordCount);
  features.readBody(pool, article, comment, stageLogit(title, features.title));
  // The choice by bodies tells the homes even where it is too narrow for features.
  if (pool.knownBodies >= MIN_BODIES || pool.standing(article).rivalled)
    features.readBodies(pool, article, comment, choices.body);
  return stageWeight(body, features.body, comment.wordCount);
}

function homesOf(pool: Pool, article: PreparedArticle, { utility, rivalOdds }: FeatureReader): Home[] {
  const { rivals, rivalled } = pool.standing(article);
  if (!rivalled) return [];
  const better: Home[] = [];
  for (let i = 0; i < pool.known; i++) {
    // A share of a rival is 1 at most; NaN is not over.
    if (!(pool.utilities[i]! > utility)) continue;
    const odds = rivals[i]! * Math.exp(pool.utilities[i]! - utility);
    if (odds > 1) better.push({ index: i, probability: odds / (1 + rivalOdds) });
  }
  return better
    .filter(({ probability }) => probability >= MIN_PROBABILITY)
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, MAX_HOMES);
}

function matchedWords({ wordList }: PreparedComment, best: Float32Array): MatchedWord[] {
  const found: MatchedWord[] = [];
  for (let i = 0; i < wordList.count; i++) {
    if (best[i]! < MIN_COSINE) continue;
    found.push({ start: wordList.starts[i]!, end: wordList.ends[i]!, strength: best[i]! });
  }
  return found;
}

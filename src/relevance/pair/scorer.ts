import type { Article } from '../../article/index.js';
import type { Encoder } from '../encoder/encoder.js';
import { Pool } from './pool.js';
import { PoolBackground } from './pool-background.js';
import { WordReader } from '../encoder/word-reader.js';
import {
  type Background,
  prepareArticle,
  prepareComment,
  type PreparedArticle,
  type PreparedComment,
} from './prepared.js';
import { type Choices, FeatureReader, MIN_BODIES } from './features.js';
import { type Stage, stageLogit, stageWeight } from './stage.js';

/** The fitted parameters for judging one comment against one article; part of the model file. */
export interface PairModel {
  readonly background: Background;
  readonly choices: Choices;
  /** For articles known by title only. */
  readonly title: Stage;
  /** For articles with a body. */
  readonly body: Stage;
}

/** A known article that a comment fits better than its own. */
export interface Home {
  /** Index in the pool. */
  readonly index: number;
  /** Probability that the comment belongs here, among all articles of the pool and the unknown ones. */
  readonly probability: number;
}

/** A word of the comment that the article mentions or nearly mentions. */
export interface MatchedWord {
  /** Position in the comment: UTF-16 code units, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Cosine with the nearest word of the article, 0 to 1. */
  readonly strength: number;
}

/** The model's verdict on one comment under one article. */
export interface Relevance {
  /** Weight of evidence in nats; positive against the comment belonging to the article, negative for it. */
  readonly weight: number;
  /** Most probable first, at most `MAX_HOMES`. */
  readonly homes: readonly Home[];
  /** In order of position. */
  readonly words: readonly MatchedWord[];
}

const MAX_HOMES = 5;
/** Homes below this probability are not reported. */
const MIN_PROBABILITY = 0.02;
/** Words with a lower cosine do not count as a match. */
const MIN_COSINE = 0.5;

/** Judges one comment against one article by their texts alone. Owns scratch buffers: one comment at a time. */
export class PairScorer {
  readonly encoder: Encoder;
  readonly model: PairModel;
  readonly #words: WordReader;
  readonly #background: PoolBackground;
  readonly #features: FeatureReader;

  constructor(encoder: Encoder, model: PairModel) {
    this.encoder = encoder;
    this.model = model;
    this.#words = new WordReader(encoder);
    this.#background = new PoolBackground(encoder, model.background);
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

  /** Makes a pool of the known articles (possibly none), with which comments are compared. Cheap. */
  openPool(known: readonly PreparedArticle[]): Pool {
    return new Pool(this.#background, known);
  }

  /** Judges a comment under an article beside a pool of others; the article itself need not be in the pool. */
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

/**
 * Weight of evidence in nats against the comment belonging: by the title, or by title and body. Leaves its intermediate
 * results in `features`.
 */
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
  // The choice by bodies also ranks the homes, even where it is too narrow for features.
  if (pool.knownBodies >= MIN_BODIES || pool.relationsOf(article).rivalled)
    features.readBodies(pool, article, comment, choices.body);
  return stageWeight(body, features.body, comment.wordCount);
}

function homesOf(pool: Pool, article: PreparedArticle, { utility, rivalOdds }: FeatureReader): Home[] {
  const { rivals, rivalled } = pool.relationsOf(article);
  if (!rivalled) return [];
  const better: Home[] = [];
  for (let i = 0; i < pool.known; i++) {
    // Rivalry is at most 1, so only a higher utility can win; the comparison is false for NaN.
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

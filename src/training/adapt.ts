import { isPlaceholder } from '../article/index.js';
import { adaptedModel, meanTable } from '../relevance/adapted.js';
import { foldOfText, hashOfText } from '../relevance/folds.js';
import type { EmbeddingTable } from '../relevance/encoder/embedding-table.js';
import type { RelevanceModel } from '../relevance/model.js';
import { PairScorer } from '../relevance/pair/scorer.js';
import { sigmoid } from '../relevance/logistic.js';
import { associateTable } from './closed-form.js';
import type { TrainingArticle } from './corpus.js';
import { TRAINING, TUNING, tuningSteps, tuneTable, type TuningOptions } from './train-encoder.js';

/** An article of a dump. */
export interface AdaptationArticle {
  readonly title: string;
  readonly body: string | null;
}

/** A comment of a dump. */
export interface AdaptationComment {
  /** Index of its article. */
  readonly article: number;
  readonly text: string;
  /** Probability that it belongs to its article, where a better judge than the pair model has said so; 0 to 1. */
  readonly trust?: number | undefined;
}

export interface AdaptationOptions {
  readonly seed: number;
  /** Training steps of each table; by default as many as suit the comments (`tuningSteps`), `AT_ONCE` for the closed form. */
  readonly steps?: number | undefined;
  /** Tables, each of which leaves out its part of the comments; 2 by default. 1 learns from all. */
  readonly folds?: number | undefined;
}

/** What `adaptedModel` makes a model of, and what was learned. */
export interface Adaptation {
  /**
   * The mean of all tables, then one for each fold, which has learned from all comments but those of the fold; with one
   * fold only its table.
   */
  readonly tables: readonly EmbeddingTable[];
  readonly lesson: Lesson;
}

/** What a dump taught. */
export interface Lesson {
  /** Articles and comments that were drawn on, all folds together. */
  readonly articles: number;
  readonly comments: number;
  /** Steps of each table; 0: by the closed form. */
  readonly steps: number;
}

/** Called with the share that is done, 0 to 1. */
type Progress = (done: number) => void;

export const FOLDS = 2;
/** Steps that stand for the closed form (`associateTable`). */
export const AT_ONCE = 0;
/** Comments of an article that are learned from, and comments and articles altogether: more cost time and teach little. */
const MOST_OF_ARTICLE = 48;
const MOST_COMMENTS = 60_000;
/** Steps at most: half a minute of one core. */
const MOST_STEPS = 900;
/** Fewer articles with two comments give no batch in which most are foreign to each other. */
const FEWEST_ARTICLES = 16;
/** Fewer articles with two comments: the closed form was not measured. */
const FEWEST_AT_ONCE = 8;

/**
 * Trusts are raised to this power: what may be foreign is drawn still less often. AUC as a whole on the sites of
 * `TUNING`, at a rate of .002: with 2 .927 .942, with 4 .930 .943.
 */
const SHARPNESS = 3;
/** No comment is ruled out altogether. */
const LEAST_TRUST = 0.01;

/**
 * Adapts the model's table to a dump: by InfoNCE on the pairs of its articles and comments, each comment drawn by its
 * trust. Cross-fitted: the table of a fold has not seen the comments of that fold (`foldOfText`).
 *
 * Deterministic: the same bytes for a seed and the same set of articles and comments, whatever their order.
 *
 * @returns undefined where the dump is too small to learn from
 */
export function adaptModel(
  model: RelevanceModel,
  articles: readonly AdaptationArticle[],
  comments: readonly AdaptationComment[],
  options: AdaptationOptions,
  progress?: Progress,
): (Adaptation & { readonly model: RelevanceModel }) | undefined {
  const folds = options.folds ?? FOLDS;
  const made = Array.from({ length: folds }, (_, fold) =>
    adaptFold(model, articles, comments, fold, options, (done) => progress?.((fold + done) / folds)),
  );
  const adaptation = joinFolds(made);
  return adaptation && { ...adaptation, model: adaptedModel(model, adaptation.tables) };
}

/** A table of one fold, and what was learned. */
export interface AdaptedFold {
  readonly table: EmbeddingTable;
  readonly lesson: Lesson;
}

/** Joins the tables of all folds, in their order; undefined where one had too little to learn from. */
export function joinFolds(made: readonly (AdaptedFold | undefined)[]): Adaptation | undefined {
  const folds = made.filter((one) => one !== undefined);
  if (folds.length === 0 || folds.length < made.length) return undefined;
  const tables = folds.map(({ table }) => table);
  return {
    tables: tables.length === 1 ? tables : [meanTable(tables), ...tables],
    lesson: folds[0]!.lesson,
  };
}

/**
 * The table of one fold: `adaptModel` for threads that each make one.
 *
 * @returns undefined where the dump is too small to learn from
 */
export function adaptFold(
  model: RelevanceModel,
  articles: readonly AdaptationArticle[],
  comments: readonly AdaptationComment[],
  fold: number,
  { seed, steps, folds = FOLDS }: AdaptationOptions,
  progress?: Progress,
): AdaptedFold | undefined {
  const sample = sampleOf(articles, comments);
  const count = sample.reduce((sum, { comments: own }) => sum + own.length, 0);
  const seen = sample.map((article) => ({
    ...article,
    comments: article.comments.filter(({ text }) => folds === 1 || foldOfText(text, folds) !== fold),
  }));
  const usable = seen.filter((article) => article.comments.length > 1);
  if (usable.length < (steps === AT_ONCE ? FEWEST_AT_ONCE : FEWEST_ARTICLES)) return undefined;
  const archive = trusted(model, usable);
  progress?.(FIRST_PASS);
  const lesson = { articles: sample.length, comments: count };
  if (steps === AT_ONCE)
    return { table: associateTable(model.encoder.table, archive), lesson: { ...lesson, steps } };
  const tuning: TuningOptions = {
    ...TUNING,
    steps: steps ?? tuningSteps(count, MOST_STEPS),
    // A multiple of 4; half of the articles, so that batches differ.
    batch: Math.min(TRAINING.batch, 4 * Math.floor(usable.length / 8)),
    seed: (seed + fold) >>> 0,
  };
  const table = tuneTable(model.encoder.table, archive, tuning, (step) =>
    progress?.(FIRST_PASS + ((1 - FIRST_PASS) * step) / tuning.steps),
  );
  if (table === undefined) return undefined;
  return { table, lesson: { ...lesson, steps: tuning.steps } };
}

/** Share of the work that the first pass is. */
const FIRST_PASS = 0.1;

interface SampledComment {
  readonly text: string;
  readonly hash: number;
  readonly trust: number | undefined;
}

interface SampledArticle extends AdaptationArticle {
  readonly comments: readonly SampledComment[];
}

/**
 * What is learned from: articles with two different comments or more, those of the same title and body taken as one, in
 * an order of their own; of each the comments of lowest hash. The same for any order of the dump.
 */
function sampleOf(
  articles: readonly AdaptationArticle[],
  comments: readonly AdaptationComment[],
): SampledArticle[] {
  const found = new Map<string, AdaptationArticle & { readonly own: Map<string, SampledComment> }>();
  const keys = articles.map(({ title, body }) => {
    const key = JSON.stringify([title, body]);
    if (!found.has(key)) found.set(key, { title, body, own: new Map() });
    return key;
  });
  for (const { article, text, trust } of comments) {
    if (isPlaceholder(text)) continue;
    const { own } = found.get(keys[article]!)!;
    const before = own.get(text);
    // Of equal texts the least trusted counts.
    if (before === undefined || (trust ?? 1) < (before.trust ?? 1))
      own.set(text, { text, hash: hashOfText(text), trust });
  }
  const sample = [...found]
    .filter(([, { own }]) => own.size > 1)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { title, body, own }]) => ({ title, body, comments: [...own.values()].sort(byHash) }));
  const most = commentsPerArticle(sample.map((article) => article.comments.length));
  return sample.map((article) => ({ ...article, comments: article.comments.slice(0, most) }));
}

const byHash = (a: SampledComment, b: SampledComment): number =>
  a.hash - b.hash || (a.text < b.text ? -1 : 1);

/** The most comments per article with which all together stay within the limit; at least 4. */
export function commentsPerArticle(counts: readonly number[]): number {
  let most = MOST_OF_ARTICLE;
  const total = (): number => counts.reduce((sum, count) => sum + Math.min(most, count), 0);
  while (most > 4 && total() > MOST_COMMENTS) most--;
  return most;
}

/** Known articles in the pool of a first pass: as many as the background has, so that no more of it is needed. */
const POOL = 256;

/** The sample with the trust of each comment: by the pair model, where the caller gave none. */
function trusted(model: RelevanceModel, sample: readonly SampledArticle[]): TrainingArticle[] {
  const scorer = new PairScorer(model.encoder, model.pair);
  const archive: TrainingArticle[] = [];
  for (let from = 0; from < sample.length; from += POOL) {
    const block = sample.slice(from, from + POOL);
    const prepared = block.map((article) => scorer.prepareArticle(article));
    const pool = scorer.openPool(prepared);
    block.forEach(({ title, body, comments }, i) => {
      const trusts = comments.map(({ text, trust }) => {
        const known =
          trust ?? sigmoid(-scorer.relevanceOf(pool, prepared[i]!, scorer.prepareComment(text)).weight);
        return Math.max(LEAST_TRUST, known ** SHARPNESS);
      });
      archive.push({ title, body, comments: comments.map(({ text }) => text), trusts });
    });
  }
  return archive;
}

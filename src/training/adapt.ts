import { isPlaceholder } from '../article/index.js';
import { adaptedModel, type AdaptedTables, meanTable, NO_LEVEL, withTable } from '../relevance/adapted.js';
import { foldOfText, hashOfText } from '../relevance/folds.js';
import type { EmbeddingTable } from '../relevance/encoder/embedding-table.js';
import type { RelevanceModel } from '../relevance/model.js';
import { PairScorer } from '../relevance/pair/scorer.js';
import type { Level } from '../relevance/pair/stage.js';
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

/**
 * What `adaptedModel` makes a model of, and what was learned: the mean of all tables, then one for each fold, which has
 * learned from all comments but those of the fold; with one fold only its table.
 */
export interface Adaptation extends AdaptedTables {
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
  return adaptation && { ...adaptation, model: adaptedModel(model, adaptation) };
}

/** A table of one fold, what was learned, and the weights of the comments that it has not learned from. */
export interface AdaptedFold {
  readonly table: EmbeddingTable;
  readonly lesson: Lesson;
  readonly held: HeldWeights;
}

/** Sums over comments: of their weights by the pair model beside the former table and beside the new one. */
export interface HeldWeights {
  readonly count: number;
  readonly before: Sums;
  readonly after: Sums;
}

interface Sums {
  readonly sum: number;
  readonly squares: number;
}

/** Joins the tables of all folds, in their order; undefined where one had too little to learn from. */
export function joinFolds(made: readonly (AdaptedFold | undefined)[]): Adaptation | undefined {
  const folds = made.filter((one) => one !== undefined);
  if (folds.length === 0 || folds.length < made.length) return undefined;
  const tables = folds.map(({ table }) => table);
  return {
    tables: tables.length === 1 ? tables : [meanTable(tables), ...tables],
    level: levelOf(folds.map(({ held }) => held)),
    lesson: folds[0]!.lesson,
  };
}

/**
 * The change that gives the weights beside the new tables the mean and the spread of those beside the former one.
 * Learning sets the titles of a dump apart: under 87 articles on politics, 5% of 2,147 comments foreign, a comment that
 * says what is said everywhere then looked foreign, and 19 of 1,000 were flagged falsely instead of 1 (docs/batch.md).
 */
function levelOf(all: readonly HeldWeights[]): Level {
  const total = (of: (one: HeldWeights) => number): number => all.reduce((sum, one) => sum + of(one), 0);
  const count = total((one) => one.count);
  const [before, after] = (['before', 'after'] as const).map((side) => {
    const mean = total((one) => one[side].sum) / count;
    return { mean, deviation: Math.sqrt(total((one) => one[side].squares) / count - mean ** 2) };
  });
  if (count < FEWEST_LEVELLED || !(after!.deviation > 0)) return NO_LEVEL;
  const slope = before!.deviation / after!.deviation;
  return { slope: Math.fround(slope), offset: Math.fround(before!.mean - slope * after!.mean) };
}

/** Fewer comments do not tell the level of all. */
const FEWEST_LEVELLED = 50;

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
  const done = (table: EmbeddingTable, taken: number): AdaptedFold => ({
    table,
    lesson: { articles: sample.length, comments: count, steps: taken },
    held: heldWeights(model, table, sample, (text) => folds > 1 && foldOfText(text, folds) === fold),
  });
  if (steps === AT_ONCE) return done(associateTable(model.encoder.table, archive), steps);
  const tuning: TuningOptions = {
    ...TUNING,
    steps: steps ?? tuningSteps(count, MOST_STEPS),
    // A multiple of 4; half of the articles, so that batches differ.
    batch: Math.min(TRAINING.batch, 4 * Math.floor(usable.length / 8)),
    seed: (seed + fold) >>> 0,
  };
  const table = tuneTable(model.encoder.table, archive, tuning, (step) =>
    progress?.(FIRST_PASS + ((1 - FIRST_PASS - LAST_PASS) * step) / tuning.steps),
  );
  return table && done(table, tuning.steps);
}

/** Shares of the work that the first and the last pass are. */
const FIRST_PASS = 0.1;
const LAST_PASS = 0.05;

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

/** Known articles in a pool: as many as the background has, so that no more of it is needed. */
const POOL = 256;

/** Calls back for each part of the sample, with a function that gives the pair model's weight of a comment in it. */
function inPools(
  model: RelevanceModel,
  sample: readonly SampledArticle[],
  each: (part: readonly SampledArticle[], weightOf: (index: number, text: string) => number) => void,
): void {
  const scorer = new PairScorer(model.encoder, model.pair);
  for (let from = 0; from < sample.length; from += POOL) {
    const part = sample.slice(from, from + POOL);
    const prepared = part.map((article) => scorer.prepareArticle(article));
    const pool = scorer.openPool(prepared);
    each(
      part,
      (index, text) => scorer.relevanceOf(pool, prepared[index]!, scorer.prepareComment(text)).weight,
    );
  }
}

/** The sample with the trust of each comment: by the pair model, where the caller gave none. */
function trusted(model: RelevanceModel, sample: readonly SampledArticle[]): TrainingArticle[] {
  const archive: TrainingArticle[] = [];
  inPools(model, sample, (part, weightOf) => {
    part.forEach(({ title, body, comments }, i) => {
      const trusts = comments.map(({ text, trust }) => {
        const known = trust ?? sigmoid(-weightOf(i, text));
        return Math.max(LEAST_TRUST, known ** SHARPNESS);
      });
      archive.push({ title, body, comments: comments.map(({ text }) => text), trusts });
    });
  });
  return archive;
}

/** Articles and comments of a fold that its level is measured on, at most: the error of the mean is then .03 nats. */
const MOST_LEVELLED = 4000;

/** The weights of comments that a table has not learned from, beside that table and beside the model's own. */
function heldWeights(
  model: RelevanceModel,
  table: EmbeddingTable,
  sample: readonly SampledArticle[],
  isHeld: (text: string) => boolean,
): HeldWeights {
  const held = thinned(
    sample
      .map((article) => ({ ...article, comments: article.comments.filter(({ text }) => isHeld(text)) }))
      .filter(({ comments }) => comments.length > 0),
  );
  const most = Math.ceil(MOST_LEVELLED / Math.max(1, held.length));
  let count = 0;
  const sumsBy = (judge: RelevanceModel): Sums => {
    let [sum, squares] = [0, 0];
    count = 0;
    inPools(judge, held, (part, weightOf) => {
      part.forEach(({ comments }, i) => {
        for (const { text } of comments.slice(0, most)) {
          const weight = weightOf(i, text);
          count++;
          sum += weight;
          squares += weight ** 2;
        }
      });
    });
    return { sum, squares };
  };
  const before = sumsBy(model);
  const after = sumsBy(withTable(model, table));
  return { count, before, after };
}

/** At most so many of the articles, evenly. */
function thinned(sample: readonly SampledArticle[]): readonly SampledArticle[] {
  const every = Math.ceil(sample.length / MOST_LEVELLED);
  return every <= 1 ? sample : sample.filter((_, i) => i % every === 0);
}

import { usableBody } from '../article/index.js';
import { Fault } from '../fault.js';
import { openCorpusStage, packCorpusStage } from '../relevance/corpus/model-file.js';
import { type CorpusStage, runStage } from '../relevance/corpus/stage.js';
import { Encoder } from '../relevance/encoder/encoder.js';
import {
  type EmbeddingTable,
  openEmbeddingTable,
  packEmbeddingTable,
} from '../relevance/encoder/embedding-table.js';
import { SeenTitles } from '../relevance/seen-titles.js';
import { openFile, packFile, packRelevance, type RelevanceModel } from '../relevance/model.js';
import { openPairModel, packPairModel } from '../relevance/pair/model-file.js';
import { PairScorer } from '../relevance/pair/scorer.js';
import type { ArchiveArticle } from './corpus.js';
import { readArchive, simulate, SITE } from './simulate.js';
import { drawBackground, CORPUS_FIT, fitCorpusStage } from './fit-corpus.js';
import { fitPairModel, type Site, drawForeignArticle } from './fit-pair.js';
import { seededRandom, shuffle } from './random.js';
import { TRAIN_FAULTS } from '../wording/cli/train.js';
import { SiteReader } from './sites.js';
import {
  quantiseEmbeddings,
  TRAINING,
  trainWeights,
  tuneTable,
  TUNING,
  tuningSteps,
} from './train-encoder.js';

/** Options of a training run. */
export interface PipelineOptions {
  readonly seed: number;
  /** Training steps of the encoder, `TRAINING.steps` by default; with fewer, the stages use less data too. */
  readonly steps?: number;
  /** A packed embedding table that the encoder starts from instead of random vectors, of the size of `TRAINING`. */
  readonly from?: Uint8Array | undefined;
}

/**
 * A split of the archive, as article indexes: the second encoder learns from `measured`, and the stages are fitted on
 * `staged`.
 */
export interface TrainingPlan {
  readonly measured: readonly number[];
  readonly staged: readonly number[];
}

/** Share of a set that the stages are fitted on: its latest articles, or random ones where dates are unknown. */
const STAGED = 0.2;
/** Smaller sets are not split: the stages take them whole, as long as they leave the second encoder most of the archive. */
const SMALL = 100;
const MOST_SMALL = 0.5;
/** A set is split by date when at least this share of its articles has one. */
const DATED = 0.8;

/**
 * Splits an archive for training: the stages must be fitted on articles that their encoder has not seen, or they would
 * trust it too much.
 */
export function planTraining(articles: readonly ArchiveArticle[], seed: number): TrainingPlan {
  const sets = new Map<string, number[]>();
  articles.forEach(({ set }, i) => {
    const before = sets.get(set);
    if (before === undefined) sets.set(set, [i]);
    else before.push(i);
  });
  const random = seededRandom(seed);
  const small = [...sets.values()].filter((numbers) => numbers.length < SMALL).flat().length;
  const takesWhole = sets.size > 1 && small <= MOST_SMALL * articles.length;
  const staged = [...sets.values()].flatMap((numbers) => {
    if (takesWhole && numbers.length < SMALL) return numbers;
    const dated = numbers.filter((i) => articles[i]!.date !== null).length >= DATED * numbers.length;
    const ordered = dated
      ? [...numbers].sort((a, b) => compare(articles[b]!.date ?? '', articles[a]!.date ?? ''))
      : shuffle([...numbers], random);
    return ordered.slice(0, Math.round(STAGED * numbers.length));
  });
  const taken = new Set(staged);
  return {
    measured: [...articles.keys()].filter((i) => !taken.has(i)),
    staged: staged.sort((a, b) => a - b),
  };
}

/** Steps at most of an encoder that starts from a table: a quarter of those of one that starts from nothing. */
const MOST_TUNING_STEPS = 1500;

/**
 * Trains an encoder and returns its packed embedding table; deterministic for a seed.
 *
 * @throws Fault `train/nothing` where no article has a title and two comments of some length
 */
export function trainEncoder(
  articles: readonly ArchiveArticle[],
  { seed, steps, from }: PipelineOptions,
  progress?: (done: number, loss: number) => void,
): Uint8Array {
  if (from !== undefined) {
    const comments = articles.reduce((sum, article) => sum + article.comments.length, 0);
    const tuning = { ...TUNING, seed, steps: steps ?? tuningSteps(comments, MOST_TUNING_STEPS) };
    const tuned = tuneTable(tableOf(from), articles, tuning, (step, loss) =>
      progress?.(step / tuning.steps, loss),
    );
    return packEmbeddingTable(learned(tuned));
  }
  const options = { ...TRAINING, seed, steps: steps ?? TRAINING.steps };
  const weights = trainWeights(articles, options, (step, loss) => progress?.(step / options.steps, loss));
  return packEmbeddingTable(quantiseEmbeddings(learned(weights)));
}

function learned<T>(from: T | undefined): T {
  if (from === undefined) throw new Fault('train/nothing', TRAIN_FAULTS.nothing);
  return from;
}

/**
 * Fits the pair model and the corpus stage for an encoder trained on `measured`, using the unseen articles `staged`.
 *
 * @throws RangeError when `table` is not a packed embedding table
 */
export function fitStages(
  table: Uint8Array,
  measured: readonly ArchiveArticle[],
  staged: readonly ArchiveArticle[],
  { seed, steps }: PipelineOptions,
  progress?: (done: number) => void,
): { stages: Uint8Array; figures: StageFigures } {
  const encoder = encoderOf(table);
  const { single, dump } = backgrounds(encoder, measured, seed);
  const reader = new SiteReader(encoder);
  const sets = [...new Set(staged.map(({ set }) => set))].map((set) =>
    staged.filter((one) => one.set === set),
  );
  const withBodies = sets.filter(
    (set) => set.filter((article) => usableBody(article) !== null).length > set.length / 2,
  );
  const sites = {
    title: sets.map((set) => reader.site(set, true, seed)),
    body: withBodies.map((set) => reader.site(set, false, seed)),
  };
  const trees = steps === undefined ? {} : { trees: shortened(steps).trees };
  const model = fitPairModel(encoder, single, sites, seededRandom(seed), trees);
  progress?.(0.4);
  const stage = fitCorpusStage(encoder, model, sets, dump, {
    seed,
    ...(steps === undefined ? {} : shortened(steps)),
    progress: () => progress?.(0.7),
  });
  progress?.(0.9);
  const figures = evaluateStages({ encoder, pair: model, corpus: stage }, sites.title, sets, seed);
  progress?.(1);
  return { stages: packFile([packPairModel(model, encoder.dimension), packCorpusStage(stage)]), figures };
}

/**
 * Joins an encoder trained on all `articles` with stages that were fitted beside another encoder: the stages read
 * scores relative to a background, which is recomputed with this encoder.
 *
 * @returns the bytes of a model file
 * @throws RangeError when `table` is not a packed embedding table, Fault when `stages` is not what `fitStages` returned
 */
export function joinModel(
  table: Uint8Array,
  stages: Uint8Array,
  articles: readonly ArchiveArticle[],
  { seed }: PipelineOptions,
): Uint8Array {
  const encoder = encoderOf(table);
  const [pairBytes, corpusBytes] = openFile(stages, 2);
  const { single, dump } = backgrounds(encoder, articles, seed);
  return packRelevance({
    encoder,
    pair: { ...openPairModel(pairBytes!, encoder.dimension), background: single },
    corpus: { ...openCorpusStage(corpusBytes!), background: dump },
    seen: SeenTitles.of(articles.map(({ title }) => title)),
  });
}

/** Amount of training data of the corpus stage when the encoder takes fewer steps. */
function shortened(steps: number): { samples: number; choices: number; trees: number } {
  const share = Math.min(1, steps / TRAINING.steps);
  const of = (most: number, least: number): number => Math.max(least, Math.round(most * share));
  return { samples: of(CORPUS_FIT.samples, 3000), choices: of(CORPUS_FIT.choices, 100), trees: of(250, 20) };
}

function backgrounds(
  encoder: Encoder,
  articles: readonly ArchiveArticle[],
  seed: number,
): { single: RelevanceModel['pair']['background']; dump: CorpusStage['background'] } {
  return {
    single: new SiteReader(encoder).background(articles, seed),
    dump: drawBackground(encoder, articles, seededRandom(seed)),
  };
}

function encoderOf(table: Uint8Array): Encoder {
  return new Encoder(tableOf(table));
}

function tableOf(bytes: Uint8Array): EmbeddingTable {
  const table = openEmbeddingTable(bytes);
  if (table === undefined) throw new RangeError('no encoder');
  return table;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Figures of a training run, on articles that the encoder has not seen. */
type StageFigures = Readonly<
  Record<'pairs' | 'singleAuc' | 'singleError' | 'comments' | 'dumpAuc' | 'dumpError', number>
>;

/** Comments evaluated per article. */
const EVALUATED_COMMENTS = 4;
/** Smaller sets are not simulated as a site. */
const MIN_SITE = 50;
const BINS = 10;

interface Scored {
  readonly probability: number;
  readonly foreign: boolean;
}

/**
 * Evaluates the stages on the articles they were fitted on, which the encoder has not seen: with few parameters they
 * fit these only slightly better than others. `matgeul eval` evaluates a model on articles that no part of it has seen.
 */
function evaluateStages(
  model: RelevanceModel,
  sites: readonly Site[],
  sets: readonly (readonly ArchiveArticle[])[],
  seed: number,
): StageFigures {
  const random = seededRandom(seed);
  const scorer = new PairScorer(model.encoder, model.pair);
  const pairs = sites.flatMap((site) => {
    const pool = scorer.openPool(site.articles);
    return site.comments.flatMap((comments, own) =>
      comments.slice(0, EVALUATED_COMMENTS).flatMap((comment): Scored[] => {
        const other = drawForeignArticle(site, own, random);
        if (other === undefined) return [];
        return [own, other].map((under) => ({
          probability: 1 / (1 + Math.exp(-scorer.relevanceOf(pool, site.articles[under]!, comment).weight)),
          foreign: under !== own,
        }));
      }),
    );
  });
  const comments = sets
    .filter((set) => set.length >= MIN_SITE)
    .flatMap((set) => {
      const { dump, foreign: labels } = simulate(readArchive(scorer, set), SITE, random);
      const { foreign: probabilities } = runStage(dump, model.corpus);
      return Array.from(labels, (label, i): Scored => ({
        probability: probabilities[i]!,
        foreign: label === 1,
      }));
    });
  return {
    pairs: pairs.length,
    singleAuc: areaUnder(pairs),
    singleError: calibrationError(pairs),
    comments: comments.length,
    dumpAuc: areaUnder(comments),
    dumpError: calibrationError(comments),
  };
}

/** ROC AUC: probability that a foreign comment scores higher than an own one; ties are broken by order. */
function areaUnder(scored: readonly Scored[]): number {
  const ordered = [...scored].sort((a, b) => a.probability - b.probability);
  const positives = ordered.filter(({ foreign }) => foreign).length;
  const ranks = ordered.reduce((sum, { foreign }, i) => sum + (foreign ? i + 1 : 0), 0);
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (scored.length - positives));
}

/** Expected calibration error over ten bins of equal width. */
function calibrationError(scored: readonly Scored[]): number {
  const gaps = new Float64Array(BINS);
  for (const { probability, foreign } of scored)
    gaps[Math.min(BINS - 1, Math.floor(probability * BINS))]! += probability - (foreign ? 1 : 0);
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / scored.length;
}

import { contextWeight } from '../relevance/corpus/class-prior.js';
import { Context } from '../relevance/corpus/context.js';
import { type Background, Candidates } from '../relevance/corpus/corpus.js';
import { Evidence } from '../relevance/corpus/evidence.js';
import { FEATURES } from '../relevance/corpus/features.js';
import { openCorpusStage, packCorpusStage } from '../relevance/corpus/model-file.js';
import { POSTERIOR_WEIGHTS } from '../relevance/corpus/posterior.js';
import { readShares } from '../relevance/corpus/shares.js';
import { type CorpusStage, runMixtures, runPass, type UncalibratedStage } from '../relevance/corpus/stage.js';
import { encodeTexts, groupComments } from '../relevance/corpus/texts.js';
import type { Encoder } from '../relevance/encoder/encoder.js';
import { type PairModel, PairScorer } from '../relevance/pair/scorer.js';
import { fitPosterior, keepRow, type OwnRow } from './conditional-logit.js';
import { fitCalibration, fitMixture, type Rows } from './experts.js';
import {
  type EncodedArchive,
  type SourceArticle,
  readArchive,
  simulate,
  type Simulated,
  type Simulation,
  SITE,
} from './simulate.js';
import { pick, type Random, seededRandom, shuffle } from './random.js';

/** Settings of the corpus stage's fit. */
interface CorpusFitOptions {
  readonly seed: number;
  /** Simulated comments that the last mixture is fitted on. */
  readonly samples: number;
  /** Own comments that each conditional logit is fitted on. */
  readonly choices: number;
  readonly trees: number;
  readonly progress?: (done: string) => void;
}

/** Settings of the shipped model. */
export const CORPUS_FIT: CorpusFitOptions = { seed: 1, samples: 150_000, choices: 1500, trees: 250 };

/** Share of the samples that the first mixture is fitted on. */
const FIRST_SHARE = 1 / 3;
const BACKGROUND_TITLES = 128;
const BACKGROUND_COMMENTS = 192;
const TREES = { rate: 0.05, rowShare: 0.6, featureShare: 0.5, leastHessian: 5 };

/**
 * Fits the corpus stage on dumps simulated from `sites`: sets of articles with their comments, none of which the
 * encoder has seen. `single` is the pair model that it will be used with. The sites must not contain articles of the
 * background (`drawBackground`).
 */
export function fitCorpusStage(
  encoder: Encoder,
  single: PairModel,
  sites: readonly (readonly SourceArticle[])[],
  background: Background,
  options: Partial<CorpusFitOptions> = {},
): CorpusStage {
  const { seed, samples, choices, trees, progress } = { ...CORPUS_FIT, ...options };
  const random = seededRandom(seed);
  const scorer = new PairScorer(encoder, single);
  const archives = sites.map((site) => readArchive(scorer, site));
  const sampler = new DumpSampler(archives, random);
  progress?.('read');
  const stage = fitFirstMixture(sampler, background, samples * FIRST_SHARE, choices, progress);
  const rows = sampler.rows(samples, stage);
  progress?.('samples');
  const last = fitMixture(rows, { ...TREES, trees, seed });
  progress?.('trees');
  const calibrated = fitCalibration(rows, { ...TREES, trees, seed });
  progress?.('calibration');
  // Rounded as in the model file, so the stage behaves the same before and after storing.
  return openCorpusStage(packCorpusStage({ ...stage, mixtures: [...stage.mixtures, last], ...calibrated }));
}

/** Fits the conditional logits and the first mixture. */
function fitFirstMixture(
  sampler: DumpSampler,
  background: Background,
  samples: number,
  choices: number,
  progress?: (done: string) => void,
): UncalibratedStage {
  const none = new Float64Array(POSTERIOR_WEIGHTS);
  const unknown: UncalibratedStage = {
    background,
    posteriors: { titles: none, comments: none, all: none },
    mixtures: [],
  };
  const ownRows = sampler.ownRows(choices, unknown);
  const posteriors = {
    titles: fitPosterior(ownRows, 'titles'),
    comments: fitPosterior(ownRows, 'comments'),
    all: fitPosterior(ownRows, 'all'),
  };
  progress?.('posteriors');
  const known: UncalibratedStage = { background, posteriors, mixtures: [] };
  const first = fitMixture(sampler.rows(Math.round(samples), known));
  progress?.('first look');
  return { ...known, mixtures: [first] };
}

/** Draws the corpus stage's background sample of titles and comments. */
export function drawBackground(
  encoder: Encoder,
  articles: readonly SourceArticle[],
  random: Random,
): Background {
  const usable = shuffle(
    articles.filter(({ comments }) => comments.length > 0),
    random,
  );
  return {
    titles: encodeTexts(
      encoder,
      usable.slice(0, BACKGROUND_TITLES).map(({ title }) => title),
    ),
    comments: encodeTexts(
      encoder,
      usable.slice(0, BACKGROUND_COMMENTS).map(({ comments }) => comments[pick(random, comments.length)]!),
    ),
  };
}

/** Own comments for the conditional logits are spread over this many dumps. */
const DUMPS_FOR_CHOICES = 6;

/** Draws varied simulated dumps; each archive's probability is proportional to the root of its size. */
class DumpSampler {
  readonly #archives: readonly EncodedArchive[];
  readonly #random: Random;
  readonly #fixed: Simulation | undefined;

  constructor(archives: readonly EncodedArchive[], random: Random, fixed?: Simulation) {
    this.#fixed = fixed;
    this.#archives = archives;
    this.#random = random;
  }

  /** Simulates the next dump. */
  next(): Simulated & { options: Simulation } {
    const random = this.#random;
    const total = this.#archives.reduce((sum, { rows }) => sum + Math.sqrt(rows.length), 0);
    let at = random() * total;
    const archive =
      this.#archives.find(({ rows }) => (at -= Math.sqrt(rows.length)) <= 0) ?? this.#archives[0]!;
    const options = this.#fixed ?? vary(random);
    return { ...simulate(archive, options, random), options };
  }

  /** Features and labels of at least `count` comments, as the next mixture of the stage will see them. */
  rows(count: number, stage: UncalibratedStage): Rows {
    const parts: Float32Array[] = [];
    const labels: number[] = [];
    const flooded: number[] = [];
    const starts = [0];
    const folds: number[] = [];
    const dumps: number[] = [];
    const usual: boolean[] = [];
    const width = FEATURES.length;
    while (labels.length < count) {
      const drawn = this.next();
      const { dump } = drawn;
      const candidates = new Candidates(dump, stage.background);
      const groups = groupComments(dump.articleOf, dump.titles.count);
      const shares = readShares(dump, groups);
      const before = runMixtures(dump, candidates, groups, stage, shares);
      const { features } = runPass(dump, candidates, groups, stage.posteriors, before, shares);
      parts.push(features);
      drawn.inside.forEach((article, index) => {
        const size = groups.starts[index + 1]! - groups.starts[index]!;
        if (size === 0) return;
        starts.push(starts.at(-1)! + size);
        folds.push(article % 2);
        dumps.push(parts.length);
        usual.push(drawn.options.foreignShare <= USUAL_SHARE);
      });
      labels.push(...drawn.foreign);
      flooded.push(...drawn.flooded);
    }
    const features = new Float32Array(labels.length * width);
    let at = 0;
    for (const part of parts) {
      features.set(part, at);
      at += part.length;
    }
    return {
      width,
      features,
      labels: Uint8Array.from(labels),
      flooded: Uint8Array.from(flooded),
      starts,
      folds,
      dumps,
      usual,
    };
  }

  /** Own comments against all columns, for the conditional logits. */
  ownRows(count: number, stage: UncalibratedStage): OwnRow[] {
    const kept: OwnRow[] = [];
    while (kept.length < count) {
      const { dump, foreign } = this.next();
      const share = Math.min(1, count / DUMPS_FOR_CHOICES / dump.comments.count);
      const candidates = new Candidates(dump, stage.background);
      const groups = groupComments(dump.articleOf, dump.titles.count);
      const before = runMixtures(dump, candidates, groups, stage);
      const context = new Context(dump, groups, before.foreign.map(contextWeight));
      new Evidence(dump, candidates, context).forEach((row) => {
        const words = dump.comments.wordCounts[row.comment]!;
        if (foreign[row.comment] === 1 || words === 0 || this.#random() > share) return;
        kept.push(keepRow(row, words));
      });
    }
    return kept;
  }
}

/** Dumps with at most this share of foreign comments are usual ones. */
const USUAL_SHARE = 0.1;
/** Shares of foreign comments in the simulated dumps: mostly few, as usual, but any may occur. */
const SHARES = [0, 0.02, 0.05, 0.05, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8];
/** The share of an article lies between .4 and 1.6 times that of the dump. */
const SPREAD = 0.6;

/**
 * Draws a simulation: whole sites and small ones at any share of foreign comments; with few, many or uneven comments,
 * articles without comments, and floods of some articles or of most.
 */
function vary(random: Random): Simulation {
  const kind = random();
  const size = random();
  const floods = random();
  return {
    ...SITE,
    foreignShare: SHARES[pick(random, SHARES.length)]!,
    spread: SPREAD,
    articles: random() < 0.4 ? 700 : Math.round(4 * 175 ** random()),
    comments: size < 0.45 ? 12 : size < 0.65 ? 1 + pick(random, 4) : 4 + pick(random, 27),
    uneven: random() < 0.3,
    bare: kind < 0.1 ? 0.95 : kind < 0.2 ? 0.5 : 0,
    flooded: floods < 0.3 ? 0 : floods < 0.85 ? 0.3 * random() : 0.3 + 0.7 * random(),
    flood: [0.4, 0.8],
    homeless: random() < 0.7 ? 0.5 : random(),
  };
}

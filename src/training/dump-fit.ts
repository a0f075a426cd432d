import { openCorpusStage, packCorpusStage } from '../relevance/corpus/pack.js';
import type { Background } from '../relevance/corpus/pool.js';
import { POSTERIOR_WEIGHTS } from '../relevance/corpus/posterior.js';
import type { CorpusStage, UncalibratedStage } from '../relevance/corpus/stage.js';
import { encodeTexts } from '../relevance/corpus/texts.js';
import type { Encoder } from '../relevance/encoder/encoder.js';
import { type PairModel, PairScorer } from '../relevance/pair/single.js';
import { Drawer } from './dump-draw.js';
import { fitCalibration, fitLook } from './dump-model.js';
import { fitPosterior } from './dump-posterior.js';
import { type DumpArticle, readArchive } from './dump-simulate.js';
import { pick, type Random, seededRandom, shuffle } from './random.js';

export interface DumpFitOptions {
  readonly seed: number;
  /** Comments of simulated dumps that the last look learns from. */
  readonly samples: number;
  /** Native comments that each conditional logit learns from. */
  readonly choices: number;
  readonly trees: number;
  readonly progress?: (done: string) => void;
}

export const DUMP_FIT: DumpFitOptions = { seed: 1, samples: 150_000, choices: 1500, trees: 250 };

/** Share of the samples that the first look learns from. */
const LOOK_SHARE = 1 / 3;
const BACKGROUND_TITLES = 128;
const BACKGROUND_COMMENTS = 192;
const TREES = { rate: 0.05, rowShare: 0.6, featureShare: 0.5, leastHessian: 5 };

/**
 * Fits the stage that judges dumps as a whole on dumps that are simulated from `sites`: the articles of each, with their comments, none of
 * which the encoder may have seen. The model of single comments is the one that the stage will stand beside. No article of the background (`drawBackground`) may be in the sites.
 */
export function fitDumpStage(
  encoder: Encoder,
  single: PairModel,
  sites: readonly (readonly DumpArticle[])[],
  background: Background,
  options: Partial<DumpFitOptions> = {},
): CorpusStage {
  const { seed, samples, choices, trees, progress } = { ...DUMP_FIT, ...options };
  const random = seededRandom(seed);
  const scorer = new PairScorer(encoder, single);
  const archives = sites.map((site) => readArchive(scorer, site));
  const draw = new Drawer(archives, random);
  progress?.('read');
  const looks = fitLooks(draw, background, samples * LOOK_SHARE, choices, progress);
  const rows = draw.rows(samples, looks);
  progress?.('samples');
  const last = fitLook(rows, { ...TREES, trees, seed });
  progress?.('trees');
  const calibrated = fitCalibration(rows, { ...TREES, trees, seed });
  progress?.('calibration');
  // As the file has it, so that the stage judges the same before and after.
  return openCorpusStage(packCorpusStage({ ...looks, mixtures: [...looks.mixtures, last], ...calibrated }));
}

/** Fits the conditional logits and the first look. */
export function fitLooks(
  draw: Drawer,
  background: Background,
  samples: number,
  choices: number,
  progress?: (done: string) => void,
): UncalibratedStage {
  const none = new Float64Array(POSTERIOR_WEIGHTS);
  const unknown: UncalibratedStage = { background, posteriors: { titles: none, comments: none, all: none }, mixtures: [] };
  const natives = draw.natives(choices, unknown);
  const posteriors = {
    titles: fitPosterior(natives, 'titles'),
    comments: fitPosterior(natives, 'comments'),
    all: fitPosterior(natives, 'all'),
  };
  progress?.('posteriors');
  const known: UncalibratedStage = { background, posteriors, mixtures: [] };
  const look = fitLook(draw.rows(Math.round(samples), known));
  progress?.('first look');
  return { ...known, mixtures: [look] };
}

/** Draws ordinary titles and comments. */
export function drawBackground(
  encoder: Encoder,
  articles: readonly DumpArticle[],
  random: Random,
): Background {
  const told = shuffle(
    articles.filter(({ comments }) => comments.length > 0),
    random,
  );
  return {
    titles: encodeTexts(
      encoder,
      told.slice(0, BACKGROUND_TITLES).map(({ title }) => title),
    ),
    comments: encodeTexts(
      encoder,
      told.slice(0, BACKGROUND_COMMENTS).map(({ comments }) => comments[pick(random, comments.length)]!),
    ),
  };
}

import { contrast, contrastRoom } from './contrast.js';
import { type Corpus, type CorpusArticle, readCorpus, type TrainingArticle } from './corpus.js';
import { pick, type Random, seededRandom } from './random.js';
import { ArticleSampler, pickTwo } from './sampler.js';
import { SparseAdam, startWeights, type Weights } from './weights.js';

export interface TrainingOptions {
  /** 2^bits buckets. */
  readonly bits: number;
  readonly dimension: number;
  /** Different articles in a batch; a multiple of 4. Each brings its text and two comments. */
  readonly batch: number;
  readonly steps: number;
  readonly temperature: number;
  /** Share of the features that a text keeps in a batch, drawn anew each time. */
  readonly keep: number;
  /** Step size at the start; falls in a straight line to a twentieth. */
  readonly rate: number;
  /** Share of the loss between two comments of one article. */
  readonly pairShare: number;
  /** How often an article with a body is shown by sentences of it, not by its title. */
  readonly bodyShare: number;
  readonly seed: number;
}

export const TRAINING: TrainingOptions = {
  bits: 17,
  dimension: 56,
  batch: 256,
  steps: 8000,
  temperature: 0.12,
  keep: 0.3,
  rate: 0.02,
  pairShare: 0.7,
  bodyShare: 0.4,
  seed: 20251114,
};

/** Called after each step with the smoothed loss in nats. */
export type Progress = (step: number, loss: number) => void;

/**
 * Learns vectors for letter n-grams, so that a comment lies near its article and near its other comments. One thread,
 * the same bytes for a seed.
 */
export function trainWeights(
  articles: readonly TrainingArticle[],
  options: TrainingOptions,
  progress?: Progress,
): Weights {
  const random = seededRandom(options.seed);
  const corpus = readCorpus(articles, options.bits);
  const texts = corpus.starts.length - 1;
  const weights = startWeights(options.bits, options.dimension, corpus.documents, texts, random);
  const sampler = new ArticleSampler(corpus, random);
  const adam = new SparseAdam(weights);
  const room = contrastRoom(options.batch);
  const [heads, firsts, seconds] = [0, 1, 2].map(() => new Side(corpus, weights, options)) as [
    Side,
    Side,
    Side,
  ];
  const drawn = new Int32Array(options.batch);
  let smoothed = NaN;
  for (let step = 0; step < options.steps; step++) {
    sampler.draw(drawn);
    drawn.forEach((number, place) => {
      const article = corpus.articles[number]!;
      const [one, other] = pickTwo(random, article.comments);
      heads.read(place, ...headOf(article, options.bodyShare, random), random);
      firsts.read(place, article.firstComment + one, 1, random);
      seconds.read(place, article.firstComment + other, 1, random);
    });
    const loss =
      heads.against(firsts, { temperature: options.temperature, share: 0.5 }, room) +
      heads.against(seconds, { temperature: options.temperature, share: 0.5 }, room) +
      firsts.against(seconds, { temperature: options.temperature, share: options.pairShare }, room);
    for (const side of [heads, firsts, seconds]) side.giveBack(adam);
    adam.step(options.rate * (1 - (0.95 * step) / options.steps));
    smoothed = Number.isNaN(smoothed) ? loss : 0.98 * smoothed + 0.02 * loss;
    progress?.(step + 1, smoothed);
  }
  return weights;
}

/** The bags an article is shown by: its title, or one to three sentences of its body. First bag and how many. */
function headOf(article: CorpusArticle, bodyShare: number, random: Random): [number, number] {
  if (article.sentences === 0 || random() >= bodyShare) return [article.title, 1];
  const count = Math.min(article.sentences, 1 + pick(random, 3));
  return [article.firstSentence + pick(random, article.sentences - count + 1), count];
}

/** One side of a batch: texts with features dropped, their unit vectors, and what the loss wants of these. */
class Side {
  readonly #corpus: Corpus;
  readonly #weights: Weights;
  readonly #keep: number;
  readonly #bags: number[][];
  readonly #units: Float64Array;
  readonly #lengths: Float64Array;
  readonly #gradient: Float64Array;

  constructor(corpus: Corpus, weights: Weights, options: TrainingOptions) {
    this.#corpus = corpus;
    this.#weights = weights;
    this.#keep = options.keep;
    this.#bags = Array.from({ length: options.batch }, () => []);
    this.#units = new Float64Array(options.batch * weights.dimension);
    this.#lengths = new Float64Array(options.batch);
    this.#gradient = new Float64Array(options.batch * weights.dimension);
  }

  read(place: number, firstBag: number, count: number, random: Random): void {
    const { buckets, starts } = this.#corpus;
    const { dimension, vectors, bucketWeights } = this.#weights;
    const bag = this.#bags[place]!;
    const units = this.#units;
    const start = starts[firstBag]!;
    const end = starts[firstBag + count]!;
    const at = place * dimension;
    bag.length = 0;
    for (let i = start; i < end; i++) if (random() < this.#keep) bag.push(buckets[i]!);
    if (bag.length === 0) bag.push(buckets[start + pick(random, end - start)]!);
    units.fill(0, at, at + dimension);
    for (const bucket of bag) {
      const weight = bucketWeights[bucket]!;
      for (let k = 0, v = bucket * dimension; k < dimension; k++, v++) units[at + k]! += weight * vectors[v]!;
    }
    let squares = 1e-12;
    for (let k = at; k < at + dimension; k++) squares += units[k]! * units[k]!;
    const length = (this.#lengths[place] = Math.sqrt(squares));
    for (let k = at; k < at + dimension; k++) units[k]! /= length;
  }

  against(
    other: Side,
    settings: { temperature: number; share: number },
    room: ReturnType<typeof contrastRoom>,
  ): number {
    return contrast(this.#units, other.#units, this.#gradient, other.#gradient, settings, room);
  }

  /** Hands the gradient on to the buckets, through the scaling to length 1. */
  giveBack(adam: SparseAdam): void {
    const { dimension } = this.#weights;
    const [units, gradient] = [this.#units, this.#gradient];
    this.#bags.forEach((bag, place) => {
      const at = place * dimension;
      let along = 0;
      for (let k = at; k < at + dimension; k++) along += units[k]! * gradient[k]!;
      for (let k = at; k < at + dimension; k++)
        gradient[k] = (gradient[k]! - along * units[k]!) / this.#lengths[place]!;
      for (const bucket of bag) adam.add(bucket, gradient, at);
    });
    gradient.fill(0);
  }
}

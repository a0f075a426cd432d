import { type EmbeddingTable, quantiseRows } from '../relevance/encoder/embedding-table.js';
import { Kernel } from '../relevance/kernel/kernel.js';
import { type Corpus, type CorpusArticle, readCorpus, type TrainingArticle } from './corpus.js';
import { pick, type Random, seededRandom } from './random.js';
import { ArticleSampler, pickTwo } from './sampler.js';
import { SparseAdam, initialWeights, type Weights, weightsBytes, weightsOfTable } from './weights.js';

/** Settings of the encoder's training. */
interface TrainingOptions {
  /** The embedding table has 2^bits buckets. */
  readonly bits: number;
  readonly dimension: number;
  /** Distinct articles per batch, a multiple of 4. Each contributes its text and two comments. */
  readonly batch: number;
  readonly steps: number;
  readonly temperature: number;
  /** Share of its n-grams that a text keeps in a batch, drawn anew each time (dropout). */
  readonly keep: number;
  /** Initial step size; decays linearly to a twentieth. */
  readonly rate: number;
  /** Weight of the loss between two comments of one article. */
  readonly pairShare: number;
  /** Probability that an article with a body is represented by sentences of it instead of its title. */
  readonly bodyShare: number;
  readonly seed: number;
}

/** Settings of the shipped model. Twice the steps, or less dropout, did worse on news later than the training data. */
export const TRAINING: TrainingOptions = {
  bits: 17,
  dimension: 88,
  batch: 256,
  steps: 6000,
  temperature: 0.12,
  keep: 0.25,
  rate: 0.02,
  pairShare: 0.7,
  bodyShare: 0.4,
  seed: 20251114,
};

/**
 * Settings of a training that starts from a table: the rate is a fourteenth, since the table starts from what it knows.
 * AUC one by one and as a whole on two simulated sites of 2025 news that nothing had learned from, 264 and 285 steps:
 * before .867 .932 and .877 .937; with .001 .884 .934 and .898 .942, with .0014 .887 .934 and .902 .943, with .002 .887
 * .927 and .902 .942, with .004 (the second only) .888.
 */
export const TUNING: TuningOptions = { ...TRAINING, rate: 0.0014 };

/**
 * A step for so many comments: with twice the steps, 5,697 comments at a rate of .002 gave .887 and .931 instead of .902
 * and .942. Fewer than 200 steps teach little even where there are few comments.
 */
const COMMENTS_PER_STEP = 20;
const FEWEST_STEPS = 200;

/** Steps of a training that starts from a table, for so many comments. */
export function tuningSteps(comments: number, most: number): number {
  return Math.max(FEWEST_STEPS, Math.min(most, Math.round(comments / COMMENTS_PER_STEP)));
}

/** Called after each step with the exponentially smoothed loss in nats. */
type Progress = (step: number, loss: number) => void;

/**
 * Learns embeddings of letter n-grams by symmetric InfoNCE, so that a comment lies near its article and near the
 * article's other comments. Single-threaded and deterministic: the same bytes for a seed.
 *
 * @returns undefined where no article has a title and two comments of some length
 */
export function trainWeights(
  articles: readonly TrainingArticle[],
  options: TrainingOptions,
  progress?: Progress,
): Weights | undefined {
  const random = seededRandom(options.seed);
  const corpus = readCorpus(articles, options.bits);
  if (corpus.articles.length === 0) return undefined;
  const kernel = new Kernel(learningBytes(options));
  const weights = initialWeights(kernel, options, corpus.documents, corpus.starts.length - 1, random);
  learn(kernel, corpus, weights, options, random, progress);
  return weights;
}

/** Settings of a training that starts from a table, whose bits and dimension it keeps. */
export type TuningOptions = Omit<TrainingOptions, 'bits' | 'dimension'>;

/**
 * As `trainWeights`, starting from an embedding table instead of random vectors; the idf codes stay those of the table.
 * Buckets that occur in no text keep their rows exactly.
 */
export function tuneTable(
  table: EmbeddingTable,
  articles: readonly TrainingArticle[],
  tuning: TuningOptions,
  progress?: Progress,
): EmbeddingTable | undefined {
  const { bits, dimension } = table;
  const options = { ...tuning, bits, dimension };
  const corpus = readCorpus(articles, bits);
  if (corpus.articles.length === 0) return undefined;
  const kernel = new Kernel(learningBytes(options));
  const weights = weightsOfTable(kernel, table);
  learn(kernel, corpus, weights, options, seededRandom(options.seed), progress);
  return requantise(table, weights, corpus.documents);
}

/** Bytes of kernel memory that a training takes. */
function learningBytes(options: TrainingOptions): number {
  const { batch, bits, dimension } = options;
  return weightsBytes(bits, dimension) + InfoNce.bytes(batch) + 3 * BatchSide.bytes(options);
}

/** Adjusts `weights`, arrays of `kernel`, to the texts of `corpus`. */
function learn(
  kernel: Kernel,
  corpus: Corpus,
  weights: Weights,
  options: TrainingOptions,
  random: Random,
  progress?: Progress,
): void {
  const { batch, temperature, pairShare } = options;
  const sampler = new ArticleSampler(corpus, random);
  const adam = new SparseAdam(kernel, weights);
  const contrast = new InfoNce(kernel, batch, temperature);
  const side = (): BatchSide => new BatchSide(kernel, corpus, weights, options);
  const [anchors, firsts, seconds] = [side(), side(), side()];
  const drawn = new Int32Array(batch);
  let smoothed = NaN;
  for (let step = 0; step < options.steps; step++) {
    sampler.draw(drawn);
    drawn.forEach((number, place) => {
      const article = corpus.articles[number]!;
      const [one, other] = pickTwo(random, article);
      anchors.read(place, ...anchorBags(article, options.bodyShare, random), random);
      firsts.read(place, article.firstComment + one, 1, random);
      seconds.read(place, article.firstComment + other, 1, random);
    });
    const loss =
      contrast.of(anchors, firsts, 0.5) +
      contrast.of(anchors, seconds, 0.5) +
      contrast.of(firsts, seconds, pairShare);
    for (const one of [anchors, firsts, seconds]) one.backpropagate(adam);
    adam.step(options.rate * (1 - (0.95 * step) / options.steps));
    smoothed = Number.isNaN(smoothed) ? loss : 0.98 * smoothed + 0.02 * loss;
    progress?.(step + 1, smoothed);
  }
}

/**
 * The bags that represent an article: its title, or one to three sentences of its body. Returns the first bag and their
 * number.
 */
function anchorBags(article: CorpusArticle, bodyShare: number, random: Random): [number, number] {
  if (article.sentences === 0 || random() >= bodyShare) return [article.title, 1];
  const count = Math.min(article.sentences, 1 + pick(random, 3));
  return [article.firstSentence + pick(random, article.sentences - count + 1), count];
}

/** N-grams per sample at most, over all sentences of a body together. */
const MAX_FEATURES = 1024;

/** One side of a batch: texts after dropout, their unit vectors, and the gradients of the loss by these. */
class BatchSide implements UnitVectors {
  readonly units: Float32Array;
  readonly gradient: Float32Array;
  readonly #kernel: Kernel;
  readonly #corpus: Corpus;
  readonly #weights: Weights;
  readonly #keep: number;
  readonly #bags: readonly Int32Array[];
  readonly #counts: Int32Array;
  readonly #lengths: Float64Array;
  readonly #row: Float32Array;

  /** Bytes of kernel memory. */
  static bytes({ batch, dimension }: TrainingOptions): number {
    return batch * (2 * dimension + MAX_FEATURES + 8) * 4 + dimension * 4;
  }

  constructor(kernel: Kernel, corpus: Corpus, weights: Weights, { batch, keep }: TrainingOptions) {
    this.#kernel = kernel;
    this.#corpus = corpus;
    this.#weights = weights;
    this.#keep = keep;
    this.units = kernel.floats(batch * weights.dimension);
    this.gradient = kernel.floats(batch * weights.dimension);
    this.#bags = Array.from({ length: batch }, () => kernel.ints(MAX_FEATURES));
    this.#counts = new Int32Array(batch);
    this.#lengths = new Float64Array(batch);
    this.#row = kernel.floats(weights.dimension);
  }

  read(place: number, firstBag: number, bags: number, random: Random): void {
    const { buckets, starts } = this.#corpus;
    const { dimension, vectors, bucketWeights } = this.#weights;
    const bag = this.#bags[place]!;
    const start = starts[firstBag]!;
    const end = Math.min(starts[firstBag + bags]!, start + MAX_FEATURES);
    let count = 0;
    for (let i = start; i < end; i++) if (random() < this.#keep) bag[count++] = buckets[i]!;
    if (count === 0) bag[count++] = buckets[start + pick(random, end - start)]!;
    this.#counts[place] = count;
    this.#kernel.sumRows(this.#row, vectors, bucketWeights, bag, count);
    let squares = 1e-12;
    for (const value of this.#row) squares += value * value;
    const length = (this.#lengths[place] = Math.sqrt(squares));
    for (let k = 0, at = place * dimension; k < dimension; k++) this.units[at + k] = this.#row[k]! / length;
  }

  /** Backpropagates the gradients to the buckets, through the normalisation. */
  backpropagate(adam: SparseAdam): void {
    const { dimension } = this.#weights;
    const [units, gradient, row] = [this.units, this.gradient, this.#row];
    this.#bags.forEach((bag, place) => {
      const at = place * dimension;
      let along = 0;
      for (let k = at; k < at + dimension; k++) along += units[k]! * gradient[k]!;
      for (let k = 0; k < dimension; k++)
        row[k] = (gradient[at + k]! - along * units[at + k]!) / this.#lengths[place]!;
      adam.add(bag, this.#counts[place]!, row);
    });
    gradient.fill(0);
  }
}

/** Unit vectors of a batch, row by row, and the gradients of the loss by them: arrays of the kernel. */
interface UnitVectors {
  readonly units: Float32Array;
  readonly gradient: Float32Array;
}

/** Symmetric InfoNCE over batches of a fixed size. */
class InfoNce {
  readonly #kernel: Kernel;
  readonly #batch: number;
  readonly #temperature: number;
  readonly #similarity: Float32Array;
  readonly #rowSums: Float64Array;
  readonly #columnSums: Float64Array;

  /** Bytes of kernel memory that a side takes. */
  static bytes(batch: number): number {
    return batch * batch * 4;
  }

  /** @param batch rows on each side, a multiple of 4 */
  constructor(kernel: Kernel, batch: number, temperature: number) {
    this.#kernel = kernel;
    this.#batch = batch;
    this.#temperature = temperature;
    this.#similarity = kernel.floats(batch * batch);
    this.#rowSums = new Float64Array(batch);
    this.#columnSums = new Float64Array(batch);
  }

  /**
   * The loss of van den Oord et al. 2018, in both directions as in CLIP: row `i` of `left` matches row `i` of `right`
   * and no other. Adds the gradients by the unit vectors.
   *
   * @param share factor of loss and gradients
   * @returns the mean loss in nats times `share`; ln(batch) before anything is learned
   */
  of(left: UnitVectors, right: UnitVectors, share: number): number {
    const [batch, similarity] = [this.#batch, this.#similarity];
    const [rowSums, columnSums] = [this.#rowSums, this.#columnSums];
    const dimension = left.units.length / batch;
    this.#kernel.products(left.units, right.units, similarity, batch, batch, dimension);
    this.#exponentiate();
    let loss = 0;
    for (let i = 0; i < batch; i++) {
      loss += Math.log(rowSums[i]!) + Math.log(columnSums[i]!) - 2 * Math.log(similarity[i * batch + i]!);
      rowSums[i] = 1 / rowSums[i]!;
      columnSums[i] = 1 / columnSums[i]!;
    }
    const scale = share / (2 * batch * this.#temperature);
    for (let i = 0, at = 0; i < batch; i++) {
      const row = rowSums[i]!;
      for (let j = 0; j < batch; j++, at++) similarity[at]! *= scale * (row + columnSums[j]!);
      similarity[i * batch + i]! -= 2 * scale;
    }
    this.#kernel.addProducts(left.gradient, similarity, [batch, 1], right.units, batch, dimension);
    this.#kernel.addProducts(right.gradient, similarity, [1, batch], left.units, batch, dimension);
    return (share * loss) / (2 * batch);
  }

  /** Replaces cosines by exp((cosine - 1) / temperature), with row and column sums. */
  #exponentiate(): void {
    const [batch, similarity] = [this.#batch, this.#similarity];
    const sharpness = 1 / this.#temperature;
    this.#columnSums.fill(0);
    for (let i = 0, at = 0; i < batch; i++) {
      let sum = 0;
      for (let j = 0; j < batch; j++, at++) {
        const value = Math.exp((similarity[at]! - 1) * sharpness);
        similarity[at] = value;
        sum += value;
        this.#columnSums[j]! += value;
      }
      this.#rowSums[i] = sum;
    }
  }
}

/**
 * Quantises the learned embeddings, each multiplied by its bucket's weight, to the table that the model file stores.
 */
export function quantiseEmbeddings({
  bits,
  dimension,
  vectors,
  bucketWeights,
  rarities,
}: Weights): EmbeddingTable {
  const rows = vectors.map((value, i) => value * bucketWeights[Math.floor(i / dimension)]!);
  return { bits, dimension, idfCodes: rarities, ...quantiseRows(rows, dimension) };
}

/** `table` with the rows of the buckets that occur in a text quantised anew. */
function requantise(
  table: EmbeddingTable,
  { dimension, vectors, bucketWeights }: Weights,
  documents: Int32Array,
): EmbeddingTable {
  const [rows, scales] = [table.rows.slice(), table.scales.slice()];
  const row = new Float32Array(dimension);
  documents.forEach((count, bucket) => {
    if (count === 0) return;
    const at = bucket * dimension;
    for (let k = 0; k < dimension; k++) row[k] = vectors[at + k]! * bucketWeights[bucket]!;
    const quantised = quantiseRows(row, dimension);
    rows.set(quantised.rows, at);
    scales[bucket] = quantised.scales[0]!;
  });
  return { ...table, rows, scales };
}

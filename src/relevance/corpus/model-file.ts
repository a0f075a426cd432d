import { type Forest, openForest, packForest } from '../pair/forest.js';
import { ByteReader, ByteWriter } from '../bytes.js';
import type { Linear } from '../logistic.js';
import { CALIBRATION_INPUTS } from './calibration.js';
import { FOREST_SHARE, GATING_INPUTS, LINEAR_SHARE, type Mixture } from './experts.js';
import { POSTERIOR_WEIGHTS } from './posterior.js';
import type { CorpusStage } from './stage.js';
import type { Texts } from './texts.js';
import { FEATURES } from './features.js';

/**
 * Layout, little-endian: version and number of mixtures (uint8), dimension (uint16), calibration and levels (float32),
 * the posteriors and regressions (float32), the two lists of background texts, the
 * length of the first forest (uint32) and it, and the second one to the end.
 */
const VERSION = 3;
/** A version that lacks the last features; they have no weight. */
const NARROW_VERSION = 2;
const NARROW_FEATURES = 57;
const VECTOR_STEPS = 127;

/** Serialises a stage; `openCorpusStage` restores it up to the rounding of its numbers to 32 bits. */
export function packCorpusStage(stage: CorpusStage): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(VERSION, 1);
  writer.uint(stage.mixtures.length, 1);
  writer.uint(stage.background.titles.dimension, 2);
  writer.floats(stage.calibration);
  writer.floats([stage.levels.flag, stage.levels.review]);
  const { titles, comments, all } = stage.posteriors;
  for (const weights of [titles, comments, all]) writer.floats(weights);
  for (const { calm, usual, flood, gating } of stage.mixtures)
    for (const linear of [calm.linear, flood, gating, ...(usual === null ? [] : [usual.linear])])
      writeLinear(writer, linear);
  writeTexts(writer, stage.background.titles);
  writeTexts(writer, stage.background.comments);
  const { calm, usual } = stage.mixtures.at(-1)!;
  writer.block(packForest(calm.forest!));
  writer.bytes(packForest(usual!.forest!));
  return writer.join();
}

/**
 * Reads what `packCorpusStage` wrote.
 *
 * @throws RangeError when the bytes are not a corpus stage
 */
export function openCorpusStage(bytes: Uint8Array): CorpusStage {
  const reader = new ByteReader(bytes);
  const version = reader.uint(1);
  if (version !== VERSION && version !== NARROW_VERSION)
    throw new RangeError('a dump stage of another version');
  const narrow = version === NARROW_VERSION;
  const mixtures = reader.uint(1);
  const dimension = reader.uint(2);
  const calibration = new Float64Array(CALIBRATION_INPUTS);
  calibration.set(reader.floats(narrow ? 2 : CALIBRATION_INPUTS));
  const [flag, review] = [...reader.floats(2)] as [number, number];
  const posteriors = {
    titles: readWeights(reader, POSTERIOR_WEIGHTS),
    comments: readWeights(reader, POSTERIOR_WEIGHTS),
    all: readWeights(reader, POSTERIOR_WEIGHTS),
  };
  const regressions = Array.from({ length: mixtures }, (_, i) => ({
    calm: narrow ? widened(reader, 1, 0) : readLinear(reader, FEATURES.length),
    flood: narrow ? widened(reader, 1, 0) : readLinear(reader, FEATURES.length),
    gating: narrow ? widened(reader, 2, 1) : readLinear(reader, GATING_INPUTS),
    usual: narrow || i < mixtures - 1 ? null : readLinear(reader, FEATURES.length),
  }));
  const background = { titles: readTexts(reader, dimension), comments: readTexts(reader, dimension) };
  const forests = narrow
    ? [openNarrow(reader.rest())]
    : [openForest(reader.block()), openForest(reader.rest())];
  if (forests.some(({ features }) => features !== FEATURES.length))
    throw new RangeError('a dump stage with other features');
  return {
    background,
    posteriors,
    mixtures: regressions.map(({ calm, usual, ...rest }, i): Mixture => {
      if (i < mixtures - 1) return { ...rest, calm: { linear: calm, forest: null }, usual: null };
      // The narrow version left the averaging of regression and trees to the reader.
      const linear = narrow ? scaled(calm, LINEAR_SHARE * FOREST_SHARE) : calm;
      const expert = { linear, forest: forests[0]! };
      // It has one expert for all dumps.
      return {
        ...rest,
        calm: expert,
        usual: usual === null ? expert : { linear: usual, forest: forests[1]! },
      };
    }),
    calibration,
    levels: { flag, review },
  };
}

function writeLinear(writer: ByteWriter, { means, deviations, weights }: Linear): void {
  for (const numbers of [means, deviations, weights]) writer.floats(numbers);
}

function readWeights(reader: ByteReader, count: number): Float64Array {
  return Float64Array.from(reader.floats(count));
}

function readLinear(reader: ByteReader, width: number): Linear {
  return {
    means: readWeights(reader, width),
    deviations: readWeights(reader, width),
    weights: readWeights(reader, width + 1),
  };
}

/** The trees of the narrow version, which do not read the later features. */
function openNarrow(bytes: Uint8Array): Forest {
  const forest = openForest(bytes);
  return forest.features === NARROW_FEATURES ? { ...forest, features: FEATURES.length } : forest;
}

function scaled(linear: Linear, factor: number): Linear {
  return { ...linear, weights: linear.weights.map((weight) => factor * weight) };
}

/** A regression over `blocks` times the features of the narrow version and `more` inputs, widened to all features. */
function widened(reader: ByteReader, blocks: number, more: number): Linear {
  const { means, deviations, weights } = readLinear(reader, blocks * NARROW_FEATURES + more);
  const pad = (numbers: Float64Array, filler: number): Float64Array => {
    const parts = Array.from({ length: blocks }, (_, i) => [
      ...numbers.subarray(i * NARROW_FEATURES, (i + 1) * NARROW_FEATURES),
      ...new Array<number>(FEATURES.length - NARROW_FEATURES).fill(filler),
    ]);
    return Float64Array.from([...parts.flat(), ...numbers.subarray(blocks * NARROW_FEATURES)]);
  };
  return { means: pad(means, 0), deviations: pad(deviations, 1), weights: pad(weights, 0) };
}

/**
 * Number of texts (uint16), and for each: number of buckets (uint8), eojeols (uint16), norm (float32), buckets (uint24)
 * with their weights (uint16), vector (int8).
 */
function writeTexts(writer: ByteWriter, texts: Texts): void {
  writer.uint(texts.count, 2);
  for (let i = 0; i < texts.count; i++) {
    const [from, to] = [texts.starts[i]!, texts.starts[i + 1]!];
    writer.uint(to - from, 1);
    writer.uint(Math.min(texts.wordCounts[i]!, 0xffff), 2);
    writer.floats([texts.norms[i]!]);
    for (let at = from; at < to; at++) {
      writer.uint(texts.buckets[at]!, 3);
      writer.uint(Math.round(texts.weights[at]! * 0xffff), 2);
    }
    for (const value of texts.vectors.subarray(i * texts.dimension, (i + 1) * texts.dimension))
      writer.uint(Math.round(value * VECTOR_STEPS) & 0xff, 1);
  }
}

function readTexts(reader: ByteReader, dimension: number): Texts {
  const count = reader.uint(2);
  const starts = new Int32Array(count + 1);
  const vectors = new Float32Array(count * dimension);
  const words = new Int32Array(count);
  const masses = new Float32Array(count);
  const buckets: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < count; i++) {
    const length = reader.uint(1);
    starts[i + 1] = starts[i]! + length;
    words[i] = reader.uint(2);
    masses[i] = reader.floats(1)[0]!;
    for (let k = 0; k < length; k++) {
      buckets.push(reader.uint(3));
      weights.push(reader.uint(2) / 0xffff);
    }
    for (let k = 0; k < dimension; k++)
      vectors[i * dimension + k] = ((reader.uint(1) << 24) >> 24) / VECTOR_STEPS;
  }
  return {
    count,
    dimension,
    vectors,
    starts,
    buckets: Int32Array.from(buckets),
    weights: Float32Array.from(weights),
    wordCounts: words,
    norms: masses,
  };
}

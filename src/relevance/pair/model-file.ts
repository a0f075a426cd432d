import { openForest, packForest } from './forest.js';
import { ByteReader, ByteWriter } from '../bytes.js';
import type { Terms } from '../encoder/tf-idf.js';
import type { Background, Text } from './prepared.js';
import { CHOICE_WEIGHTS } from './choice.js';
import { BODY_FEATURES, TITLE_FEATURES } from './features.js';
import { LENGTHS, NUMBERS_PER_LENGTH, type Stage } from './stage.js';
import type { Linear } from '../logistic.js';
import type { PairModel } from './scorer.js';
import { normalise, quantiseUnit, UNIT_STEPS } from '../encoder/vector.js';
import { type Words } from '../encoder/encoder.js';

/**
 * Layout, little-endian: version (uint8) and dimension (uint16); the choice weights (float32); the stages by title and
 * by body: regression, blend, calibration (float32) and forest; then the background: articles, comments, number of
 * titles.
 */
const VERSION = 1;
const LINES = LENGTHS.length * NUMBERS_PER_LENGTH;
/** Tf-idf weights, below 1, are stored in multiples of 1 / 65,535. */
const TERM_STEPS = 0xffff;

/** Serialises a pair model; `openPairModel` restores it up to the rounding of its numbers. */
export function packPairModel(model: PairModel, dimension: number): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(VERSION, 1);
  writer.uint(dimension, 2);
  writer.floats([...model.choices.title, ...model.choices.body]);
  for (const stage of [model.title, model.body]) writeStage(writer, stage);
  writeBackground(writer, model.background);
  return writer.join();
}

/**
 * Reads what `packPairModel` wrote.
 *
 * @throws RangeError when the bytes are not a pair model, or one for vectors of another dimension
 */
export function openPairModel(bytes: Uint8Array, dimension: number): PairModel {
  const reader = new ByteReader(bytes);
  if (reader.uint(1) !== VERSION) throw new RangeError('a model of single comments of another version');
  if (reader.uint(2) !== dimension) throw new RangeError('a model of single comments for another encoder');
  const choices = {
    title: Float64Array.from(reader.floats(CHOICE_WEIGHTS)),
    body: Float64Array.from(reader.floats(CHOICE_WEIGHTS)),
  };
  const title = readStage(reader, TITLE_FEATURES.length);
  const body = readStage(reader, BODY_FEATURES.length);
  const background = readBackground(reader, dimension);
  if (!reader.ended) throw new RangeError('bytes after a model of single comments');
  return { background, choices, title, body };
}

function writeStage(writer: ByteWriter, { linear, blend, calibration, forest }: Stage): void {
  writer.floats([...linear.means, ...linear.deviations, ...linear.weights, ...blend]);
  writer.floats([...calibration.lines, calibration.maxFor, calibration.maxAgainst]);
  writer.block(packForest(forest));
}

function readStage(reader: ByteReader, features: number): Stage {
  const floats = (count: number): Float64Array => Float64Array.from(reader.floats(count));
  const linear: Linear = {
    means: floats(features),
    deviations: floats(features),
    weights: floats(features + 1),
  };
  const blend = floats(3);
  const lines = floats(LINES);
  const [mostFor, mostAgainst] = floats(2) as unknown as [number, number];
  const forest = openForest(reader.block());
  if (forest.features !== features) throw new RangeError('a stage with other features');
  return { linear, blend, calibration: { lines, maxFor: mostFor, maxAgainst: mostAgainst }, forest };
}

function writeBackground(writer: ByteWriter, { articles, comments, titles }: Background): void {
  writer.uint(articles.length, 2);
  for (const { title, titleWords, body } of articles) {
    writeText(writer, title);
    writeWords(writer, titleWords);
    writer.uint(body === null ? 0 : 1, 1);
    if (body !== null) writeText(writer, body);
  }
  writer.uint(comments.length, 2);
  for (const comment of comments) writeText(writer, comment);
  writer.uint(titles, 2);
}

function readBackground(reader: ByteReader, dimension: number): Background {
  const articles = Array.from({ length: reader.uint(2) }, () => {
    const title = readText(reader, dimension);
    const titleWords = readWords(reader, dimension);
    return { title, titleWords, body: reader.uint(1) === 0 ? null : readText(reader, dimension) };
  });
  const comments = Array.from({ length: reader.uint(2) }, () => readText(reader, dimension));
  return { articles, comments, titles: reader.uint(2) };
}

function writeText(writer: ByteWriter, { vector, terms }: Text): void {
  writer.bytes(quantiseUnit(vector));
  writer.floats([terms.norm]);
  writer.uint(terms.buckets.length, 2);
  terms.buckets.forEach((bucket, i) => {
    writer.uint(bucket, 3);
    writer.uint(Math.round(terms.weights[i]! * TERM_STEPS), 2);
  });
}

function readText(reader: ByteReader, dimension: number): Text {
  const vector = normalise(
    Float32Array.from(new Int8Array(reader.bytes(dimension).buffer), (step) => step / UNIT_STEPS),
  );
  const mass = reader.floats(1)[0]!;
  const count = reader.uint(2);
  const terms: Terms = { buckets: new Int32Array(count), weights: new Float32Array(count), norm: mass };
  for (let i = 0; i < count; i++) {
    terms.buckets[i] = reader.uint(3);
    terms.weights[i] = reader.uint(2) / TERM_STEPS;
  }
  return { vector, terms };
}

function writeWords(writer: ByteWriter, { count, rows, weights }: Words): void {
  const dimension = rows.length / count;
  writer.uint(count, 1);
  weights.forEach((weight, i) => {
    writer.bytes(rows.subarray(i * dimension, (i + 1) * dimension));
    writer.floats([weight]);
  });
}

/** Positions of words are not stored. */
function readWords(reader: ByteReader, dimension: number): Words {
  const count = reader.uint(1);
  const rows = new Int8Array(count * dimension);
  const weights = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    rows.set(new Int8Array(reader.bytes(dimension).buffer), i * dimension);
    weights[i] = reader.floats(1)[0]!;
  }
  return { count, rows, weights, starts: new Int32Array(count), ends: new Int32Array(count) };
}

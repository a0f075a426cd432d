import type { Calibration } from '../calibration.js';
import { Encoder } from '../encoder.js';
import { quantise } from '../file.js';
import { toUnit } from '../vector.js';
import { silentCalibration } from './calibrate.js';
import type { TrainingArticle } from './corpus.js';
import { pick, seededRandom } from './random.js';
import type { Weights } from './weights.js';

/** Articles and comments that are kept as background: more change the scores by less than their rounding. */
const BACKGROUND = 128;

/** Rounds what was learned and gives it a background of training articles, each with one of its comments. */
export function finishEncoder(
  { bits, dimension, vectors, bucketWeights, rarities }: Weights,
  articles: readonly TrainingArticle[],
  seed: number,
  calibration: Calibration = silentCalibration(),
): Encoder {
  const rows = vectors.map((value, i) => value * bucketWeights[Math.floor(i / dimension)]!);
  const tower = { bits, dimension, rarities, ...quantise(rows, dimension) };
  const none = { articles: new Float32Array(0), comments: new Float32Array(0) };
  const bare = new Encoder(tower, none, calibration);
  const random = seededRandom(seed);
  const told = articles.filter(({ comments }) => comments.length > 0);
  const count = told.length > 0 ? BACKGROUND : 0;
  const drawn = Array.from({ length: count }, () => told[pick(random, told.length)]!);
  const all = (texts: readonly string[]): Float32Array => {
    const found = new Float32Array(texts.length * dimension);
    texts.forEach((text, i) => {
      found.set(toUnit(bare.encode(text)), i * dimension);
    });
    return found;
  };
  const background = {
    articles: all(drawn.map(({ title }) => title)),
    comments: all(drawn.map(({ comments }) => comments[pick(random, comments.length)]!)),
  };
  return new Encoder(tower, background, calibration);
}

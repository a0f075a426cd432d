export { fitScale, type ScoredPair, silentCalibration } from './calibrate.js';
export type { TrainingArticle } from './corpus.js';
export { finishEncoder } from './finish.js';
export { pick, type Random, seededRandom, shuffle } from './random.js';
export { type Progress, TRAINING, type TrainingOptions, trainWeights } from './train.js';

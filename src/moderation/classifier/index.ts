// The serving side. Training is not exported here: `train.ts` loads natural, which takes 150 ms, and runs in a thread
// of its own.
export { classifierEvidence } from './classifier.js';
export { MIN_DECISIONS, MIN_OF_EACH, MAX_DECISIONS } from './classifier.js';
export { type Classifier, readClassifier, SILENT, writeClassifier } from './classifier.js';
export { type ClassifierSummary, classifierSummarySchema, readSummary, summaryText } from './summary.js';
export type { DecidedComment, TrainedClassifier } from './train.js';

// What serves. Training stands apart in `train.ts`: it brings natural with it, which takes 150 ms to load, and runs in a
// thread of its own.
export { classifierEvidence } from './evidence.js';
export { LEAST_DECISIONS, LEAST_OF_EACH, MOST_DECISIONS } from './limits.js';
export { type Classifier, readClassifier, SILENT, writeClassifier } from './model.js';
export { type ClassifierSummary, classifierSummarySchema, readSummary, summarySaid } from './summary.js';
export type { Decided, Trained } from './train.js';

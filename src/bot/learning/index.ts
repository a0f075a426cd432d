export { Learning, type LearningOptions } from './learning.js';
export type { LearningStatus, Retrained } from './outcome.js';

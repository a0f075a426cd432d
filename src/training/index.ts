export { TRAINING } from './train-encoder.js';
export type { ArchiveArticle } from './corpus.js';
export {
  fitStages,
  joinModel,
  type PipelineOptions,
  planTraining,
  trainEncoder,
  type TrainingPlan,
} from './pipeline.js';
export { pick, type Random, seededRandom, shuffle } from './random.js';

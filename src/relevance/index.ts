export type { Encoder } from './encoder.js';
export { openRelevance, packRelevance } from './file.js';
export {
  type PreparedComment,
  prepareComment,
  type PreparedText,
  prepareText,
  type Relevance,
  relevanceOf,
  scoresOf,
} from './score.js';

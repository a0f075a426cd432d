export { type Alert, alertsOf, type DumpJudgement, judgeDump } from './dump/index.js';
export type { Encoder } from './encoder.js';
export { HomeIndex, type NearArticle } from './homes.js';
export { checkRelevance, openRelevance, packRelevance, type RelevanceModel } from './model.js';
export type { Pool } from './pool.js';
export { type Home, type Relevance, SingleScorer, type SpokenTo } from './single.js';
export type { PreparedComment, PreparedText } from './single-text.js';

export { type Alert, alertsOf, type CorpusJudgement, judgeCorpus } from './corpus/index.js';
export type { Encoder } from './encoder/encoder.js';
export { HomeIndex, type NearArticle } from './retrieval/homes.js';
export { checkRelevance, openRelevance, packRelevance, type RelevanceModel } from './model.js';
export type { Pool } from './pair/pool/pool.js';
export { type Home, type Relevance, PairScorer, type MatchedWord } from './pair/single.js';
export type { PreparedComment, PreparedArticle } from './pair/single-text.js';

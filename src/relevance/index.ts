export {
  adaptedModel,
  type AdaptedTables,
  meanTable,
  NO_LEVEL,
  openTables,
  packTables,
  withTable,
} from './adapted.js';
export { logit } from './logistic.js';
export { ratioOf, dumpShare, estimatePageShare, meanPageShare, PAGE_PRIOR } from './corpus/class-prior.js';
export { type Alert, alertsOf } from './corpus/judge.js';
export { type CorpusJudgement, judgeCorpus } from './corpus/judge.js';
export type { Encoder } from './encoder/encoder.js';
export { foldOfText } from './folds.js';
export { HomeIndex, type NearArticle } from './retrieval/home-index.js';
export { SeenTitles } from './seen-titles.js';
export {
  checkRelevance,
  openRelevance,
  openSeenTitles,
  packRelevance,
  type RelevanceModel,
} from './model.js';
export { checkReader, openReader, TextReader } from './reader/text-reader.js';
export { withBackground } from './reader/file.js';
export type { Pool } from './pair/pool.js';
export { type Home, type Relevance, PairScorer, type MatchedWord } from './pair/scorer.js';
export type { PreparedComment, PreparedArticle } from './pair/prepared.js';
export { PairReader, type Reading, type ReaderBackground, type TextVectors } from './reader/pair-reader.js';
export { type ReaderStage, READINGS } from './reader/reader-stage.js';

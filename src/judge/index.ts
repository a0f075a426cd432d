export { READER_STAGE } from './coefficients.js';
export { addEvidence } from './decide.js';
export { BY_MODEL, BY_RULES, decide, type Levels, PAGE_SHARE } from './decide.js';
export { pageShares } from './page-share.js';
export type { Context, Evidence, Judge, KnownArticle, ReadComment } from './evidence.js';
export {
  type TitleIndex,
  type TitleSearch,
  createTitleSearch,
  type Scorer,
  sharedScorer,
} from './relevance-scorer.js';
export { createJudge, SUSPECT_SHARE } from './judge.js';
export { MemberWeights } from './together.js';
export { evidenceWeight, foreignShareAmong } from './page-share.js';
export { addReads, noReads, type ReadCounts, readCountsSchema } from './result.js';
export type {
  BatchJudge,
  BatchJudging,
  DumpOrder,
  JudgeOptions,
  Judging,
  ReadOrder,
  Reads,
} from './judge.js';
export { reasonSchema, resultSchema } from './result.js';
export type { CampaignMember, OtherMembers, Reason, Result, Verdict } from './result.js';

export { addEvidence } from './decide.js';
export { BY_MODEL, BY_RULES, decide, type Levels } from './decide.js';
export type { Context, Evidence, Judge, KnownArticle, ReadComment } from './evidence.js';
export { type TitleSearch, createTitleSearch } from './relevance-scorer.js';
export { createJudge } from './judge.js';
export { evidenceWeight, foreignShareAmong } from './page-share.js';
export type { BatchJudge, BatchJudging, JudgeOptions, Judging } from './judge.js';
export { reasonSchema, resultSchema } from './result.js';
export type { Reason, Result, Verdict } from './result.js';

export { addEvidence } from './decide.js';
export { BY_MODEL, BY_RULES, decide, type Levels, PAGE_SHARE } from './decide.js';
export { pageShares } from './page-share.js';
export type { Context, Evidence, Judge, KnownArticle, ReadComment } from './evidence.js';
export { type TitleSearch, createTitleSearch } from './relevance-scorer.js';
export { createJudge } from './judge.js';
export type { BatchJudge, BatchJudging, JudgeOptions, Judging } from './judge.js';
export { reasonSchema, resultSchema } from './result.js';
export type { Reason, Result, Verdict } from './result.js';

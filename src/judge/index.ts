export { addEvidence } from './add-evidence.js';
export { BY_MODEL, BY_RULES, decide, type Levels } from './decide.js';
export type { Context, Evidence, Judge, KnownArticle, ReadComment } from './evidence.js';
export { type Elsewhere, elsewhereAmong } from './elsewhere.js';
export { createJudge } from './judge.js';
export type { JudgeOptions, Judging } from './judge.js';
export { reasonSchema, resultSchema } from './result.js';
export type { Reason, Result, Verdict } from './result.js';

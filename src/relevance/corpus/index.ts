export { type Alert, alertsOf, type Suspect } from './alerts.js';
export { type CorpusJudgement, type CorpusVerdict, type Home, judgeCorpus } from './judge.js';
export { openCorpusStage, packCorpusStage } from './pack.js';
export type { CorpusStage } from './stage.js';

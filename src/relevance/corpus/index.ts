export { type Alert, alertsOf, type Suspect } from './alerts.js';
export { type DumpJudgement, type DumpVerdict, type Home, judgeDump } from './judge.js';
export { openDumpStage, packDumpStage } from './pack.js';
export type { DumpStage } from './stage.js';

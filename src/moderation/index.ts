export {
  type Classifier,
  classifierEvidence,
  type ClassifierSummary,
  classifierSummarySchema,
  type Decided,
  LEAST_DECISIONS,
  LEAST_OF_EACH,
  MOST_DECISIONS,
  readClassifier,
  readSummary,
  SILENT,
  summarySaid,
  type Trained,
  writeClassifier,
} from './classifier/index.js';
export { type Effect, effectSchema, type NewEffect, type OutboxItem } from './effect.js';
export { evidenceKeyOf, evidenceName, SERVER_EVIDENCE } from './evidence-key.js';
export {
  type Case,
  CLOSE_REASONS,
  type CloseReason,
  type Decision,
  DECISIONS,
  type Flag,
  FLAG_STATES,
  type FlagContent,
  flagContentSchema,
  type FlagState,
} from './flag.js';
export { type Counted, type Gate, gateOf, gateSaid, wilsonLower } from './gate.js';
export { type Outcome, outcomeOf } from './policy.js';
export {
  type Action,
  ACTIONS,
  type Mode,
  MODES,
  type ServerSettings,
  serverSettingsSchema,
  snowflake,
} from './settings.js';

export {
  type Classifier,
  classifierEvidence,
  type ClassifierSummary,
  classifierSummarySchema,
  type DecidedComment,
  MIN_DECISIONS,
  MIN_OF_EACH,
  MAX_DECISIONS,
  readClassifier,
  readSummary,
  SILENT,
  summaryText,
  type TrainedClassifier,
  writeClassifier,
} from './classifier/index.js';
export {
  type AdaptationFigures,
  adaptationFiguresSchema,
  adaptationGateOf,
  type HeldOut,
  type ScoredTwice,
} from './adaptation-gate.js';
export { type Effect, effectSchema, type NewEffect, type OutboxItem } from './flag.js';
export { askedKey, evidenceKeyOf, evidenceName, requirementsFor, SERVER_EVIDENCE } from './evidence-key.js';
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
export {
  type DecisionCounts,
  type AccuracyGate,
  accuracyGateOf,
  gateLine,
  type Proportion,
  proportionOf,
  wilsonLower,
} from './accuracy-gate.js';
export {
  BUDGET_DAYS,
  campaignKeptMs,
  campaignStrength,
  cardThreshold,
  foldsCards,
  type InheritanceGate,
  inheritanceGateOf,
} from './campaign-policy.js';
export {
  campaignAction,
  campaignCard,
  CAMPAIGN_EVENTS,
  type CampaignEvidence,
  campaignEvidenceSchema,
  type CampaignEventKind,
  type CampaignRecord,
  type CampaignSummary,
  campaignSummarySchema,
  campaignUpdate,
  MEMBER_STATES,
  type MemberState,
} from './campaign-record.js';
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
export {
  countWords,
  type FormFault,
  isOwnPack,
  OWN_RULE_LIMITS,
  OWN_RULE_LOGITS,
  OWN_RULE_STATES,
  OWN_RULE_WAYS,
  OWN_RULE_WEIGHTS,
  ownPackId,
  type OwnRuleState,
  packOfForm,
  type RuleForm,
  ruleFormSchema,
  wordsOf,
} from './own-rule.js';
export { LEAST_DECISIONS, type OwnRuleTest, testOwnRule } from './own-rule-gate.js';

import { articleFeature } from './articles/feature.js';
import { decideFeature } from './card/feature.js';
import { appealsFeature } from './features/appeals/feature.js';
import { batchFeature } from './features/batch/feature.js';
import { bulkFeature } from './features/bulk/feature.js';
import { campaignsFeature } from './features/campaigns/feature.js';
import { caseFeature } from './features/case/feature.js';
import { checkFeature } from './features/check/feature.js';
import { digestFeature } from './features/digest/feature.js';
import { helpFeature } from './features/help/feature.js';
import { learningFeature } from './features/learning/feature.js';
import { ownRuleFeature } from './features/own-rules/feature.js';
import { privacyFeature } from './features/privacy/feature.js';
import { queueFeature } from './features/queue/feature.js';
import { reportFeature } from './features/report/feature.js';
import { quietFeature } from './features/quiet/feature.js';
import { ruleFeature } from './features/rule/feature.js';
import { scanFeature } from './features/scan/feature.js';
import { settingsFeature } from './features/settings/feature.js';
import { statsFeature } from './features/stats/feature.js';
import type { Feature } from './gateway/feature.js';

/** All that the bot can do, in the order of a moderator's day. */
export const FEATURES: readonly Feature[] = [
  decideFeature,
  articleFeature,
  queueFeature,
  bulkFeature,
  campaignsFeature,
  checkFeature,
  reportFeature,
  caseFeature,
  appealsFeature,
  scanFeature,
  batchFeature,
  statsFeature,
  digestFeature,
  ruleFeature,
  ownRuleFeature,
  settingsFeature,
  quietFeature,
  learningFeature,
  privacyFeature,
  helpFeature,
];

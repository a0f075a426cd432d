export { type Effect, effectSchema, type NewEffect, type OutboxItem } from './effect.js';
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
  type Action,
  ACTIONS,
  type Mode,
  MODES,
  type ServerSettings,
  serverSettingsSchema,
  snowflake,
} from './settings.js';

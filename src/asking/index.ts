export { Asking, type AskingOptions, type Outcome, OUTCOMES } from './asking.js';
export { type AskingSettings, readAskingSettings } from './settings.js';

import { COMMAND } from '../../../wording/bot/settings.js';
import { command } from '../panel/command.js';

/** `/settings`. */
export const settingsCommand = command({ name: 'settings', ...COMMAND.settings }, 'manager');

import { COMMAND } from '../../../wording/bot/learning.js';
import { command, subcommand } from '../panel/command.js';

/** `/learning status | reset`. */
export const learningCommand = command({ name: 'learning', ...COMMAND.learning }, 'manager', [
  subcommand({ name: 'status', ...COMMAND.status }),
  subcommand({ name: 'reset', ...COMMAND.reset }),
]);

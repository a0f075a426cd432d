import type { Feature } from '../router/feature.js';
import { articleCommand, articleMenu } from './command.js';
import { LIST, runList } from './list.js';
import { runMenu } from './menu.js';
import { PASTE, runPaste } from './paste.js';
import { runSet, wantsPaste } from './set.js';
import { runShow } from './show.js';
import { runUnset, runUnsetThreads, UNSET_THREADS } from './unset.js';

const RUNS = { set: runSet, show: runShow, list: runList, unset: runUnset };

/** `/article` and "Use as article": which article the comments of a place stand under. */
export const articleFeature: Feature = {
  commands: [
    {
      data: articleCommand,
      level: 'moderator',
      first: (interaction) =>
        interaction.options.getSubcommand() === 'set' && wantsPaste(interaction) ? 'modal' : 'private',
      async run(interaction, asked) {
        await RUNS[interaction.options.getSubcommand() as keyof typeof RUNS](interaction, asked);
      },
    },
  ],
  menus: [{ data: articleMenu, level: 'moderator', first: 'private', run: runMenu }],
  components: {
    [LIST]: { level: 'moderator', first: 'update', run: runList },
    [UNSET_THREADS]: { level: 'moderator', first: 'update', run: runUnsetThreads },
  },
  modals: {
    [PASTE]: { level: 'moderator', first: 'private', run: runPaste },
  },
};

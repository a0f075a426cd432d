import { z } from 'zod';
import { ALL, choiceId, doneOf, readChoice, withDone } from '../../bulk/choice.js';
import type { Component, Feature } from '../../gateway/feature.js';
import { decideOne, undoOne } from './decide.js';
import { GROUPS, narrowedTo, openBulk, openGroup, showGroups, switchGroups } from './groups.js';
import { completeOptions, queueCommand, readOptions } from './options.js';
import { showNext, showStopped } from './show.js';

/** `/queue`: shows open flags one by one, each leased to one moderator, or in groups that are decided at once. */
export const queueFeature: Feature = {
  commands: [
    {
      data: queueCommand,
      level: 'moderator',
      first: 'private',
      async run(interaction, context) {
        const choice = choiceId(await readOptions(interaction, context));
        const group = z.enum(GROUPS).nullable().parse(interaction.options.getString('group'));
        if (group === null) await showNext(interaction, context, { choice });
        else await showGroups(interaction, context, group, choice);
      },
      complete: completeOptions,
    },
  ],
  components: {
    'queue-next': component((interaction, context) => {
      const [choice = ALL] = context.ids;
      return showNext(interaction, context, { choice });
    }),
    'queue-skip': component((interaction, context) => {
      const [after = '', choice = ALL] = context.ids;
      return showNext(interaction, context, { choice, after });
    }),
    'queue-stop': component((interaction, context) => {
      const [choice = ALL] = context.ids;
      return showStopped(interaction, context, choice);
    }),
    'queue-narrow': component(async (interaction, context) => {
      const [flagId = '', id = ALL] = context.ids;
      const [value = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
      const { store } = context;
      const [choice, flag] = await Promise.all([
        readChoice(store.flags, interaction.guildId, id),
        store.flags.get(interaction.guildId, flagId),
      ]);
      const next = flag === undefined ? (choice ?? {}) : narrowedTo(choice ?? {}, value, flag);
      await showNext(interaction, context, { choice: withDone(choiceId(next), doneOf(id)) });
    }),
    'queue-groups': component(switchGroups),
    'queue-group': component(openGroup),
    'queue-bulk': component(openBulk),
    'queue-decide': component(decideOne),
    'queue-undo': component(undoOne),
  },
};

function component(run: Component['run']): Component {
  return { level: 'moderator', first: 'update', run };
}

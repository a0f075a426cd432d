import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { type LocalizedText } from '../../../fault.js';
import { APPEAL_CARD, APPEAL_MODAL, APPEAL_SAID } from '../../../wording/bot/appeals.js';
import { customId } from '../../discord/custom-id.js';
import { appealEffect } from '../../feedback/appeal-card.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';

const TEXT = 'text';
const DAY_MS = 86_400_000;
/** Maximum characters of an appeal and of an answer. */
const MOST = 1000;

/**
 * Appeals of posters. The button stands in the note to them, in a direct message or a channel, so its custom_id names the
 * server; whether the person is the poster is checked by their pseudonym.
 */
export const appealsFeature: Feature = {
  everywhere: {
    components: {
      appeal: async (interaction, context) => {
        const { ids, language } = context;
        const refused = await refusal(interaction.user.id, context);
        if (refused !== undefined) {
          await interaction.reply({ content: context.say(refused), flags: MessageFlags.Ephemeral });
          return;
        }
        await interaction.showModal({
          ...textModal(customId('appeal', ...ids), {
            title: APPEAL_MODAL.title[language],
            label: APPEAL_MODAL.label[language],
            description: APPEAL_MODAL.about[language],
          }),
        });
      },
    },
    modals: {
      appeal: async (interaction, context) => {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply({ content: context.say(await appeal(interaction, context)) });
      },
    },
  },
  components: {
    'appeal-accept': { level: 'moderator', first: 'update', run: accept },
    'appeal-reject': {
      level: 'moderator',
      first: 'modal',
      async run(interaction, { ids, language }) {
        await interaction.showModal(
          textModal(customId('appeal-reject', ...ids), {
            title: APPEAL_MODAL.rejectTitle[language],
            label: APPEAL_MODAL.rejectLabel[language],
            description: APPEAL_MODAL.rejectAbout[language],
          }),
        );
      },
    },
  },
  modals: {
    'appeal-reject': {
      level: 'moderator',
      first: 'update',
      run: (interaction, context) =>
        settle(interaction, context, 'rejected', interaction.fields.getTextInputValue(TEXT).trim()),
    },
  },
};

function textModal(
  id: string,
  words: { readonly title: string; readonly label: string; readonly description: string },
): APIModalInteractionResponseCallbackData {
  const { title, ...label } = words;
  return {
    custom_id: id,
    title,
    components: [
      {
        type: ComponentType.Label,
        ...label,
        component: {
          type: ComponentType.TextInput,
          custom_id: TEXT,
          style: TextInputStyle.Paragraph,
          required: true,
          min_length: 2,
          max_length: MOST,
        },
      },
    ],
  };
}

/** Why a person may not appeal; undefined: they may. */
async function refusal(
  userId: string,
  { store, ids, now }: InteractionContext,
): Promise<LocalizedText | undefined> {
  const [guildId = '', number = ''] = ids;
  const { feedback } = await store.servers.settings(guildId);
  const since = now() - feedback.appealDays * DAY_MS;
  const refused = await store.appeals.check(guildId, caseNumberOf(number), userId, since);
  return refused && APPEAL_SAID[refused];
}

/** A custom_id is untrusted: no case has the number 0. */
function caseNumberOf(text: string): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number <= 2_147_483_647 ? number : 0;
}

/** Opens the appeal that a modal brings; returns what its poster is told. */
async function appeal(
  interaction: ModalSubmitInteraction,
  { store, outbox, ids, now }: InteractionContext,
): Promise<LocalizedText> {
  const [guildId = '', number = ''] = ids;
  const caseNumber = caseNumberOf(number);
  const { feedback } = await store.servers.settings(guildId);
  const opened = await store.appeals.open({
    guildId,
    caseNumber,
    userId: interaction.user.id,
    text: interaction.fields.getTextInputValue(TEXT).trim().slice(0, MOST),
    now: now(),
    since: now() - feedback.appealDays * DAY_MS,
    effects: [appealEffect(guildId, caseNumber, 'appeal-card')],
  });
  if ('refused' in opened) return APPEAL_SAID[opened.refused];
  outbox.wake();
  return APPEAL_SAID.sent;
}

/** Undoes the decision, then settles the appeal: after a crash between the two a second press finishes it. */
async function accept(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, decider, ids } = context;
  const { guildId, user } = interaction;
  const found = await store.appeals.get(guildId, caseNumberOf(ids[0] ?? ''));
  if (found?.state === 'open') {
    const flag = await store.flags.get(guildId, found.flagId);
    // What was decided since is another decision, which this appeal is not against.
    if (flag?.caseNumber === found.caseNumber)
      await decider.undo({ guildId, flagId: found.flagId, moderatorId: user.id });
  }
  await settle(interaction, context, 'accepted', null);
}

async function settle(
  interaction: MessageComponentInteraction<'cached'> | ModalSubmitInteraction<'cached'>,
  { store, outbox, ids, now, say }: InteractionContext,
  state: 'accepted' | 'rejected',
  answer: string | null,
): Promise<void> {
  const { guildId, user } = interaction;
  const caseNumber = caseNumberOf(ids[0] ?? '');
  const settled = await store.appeals.settle({
    guildId,
    caseNumber,
    state,
    moderatorId: user.id,
    answer: answer?.slice(0, MOST) ?? null,
    now: now(),
    effects: [
      appealEffect(guildId, caseNumber, 'appeal-update'),
      appealEffect(guildId, caseNumber, 'appeal-result'),
    ],
  });
  if (settled === undefined) {
    await interaction.followUp({ content: say(APPEAL_CARD.settled), flags: MessageFlags.Ephemeral });
    return;
  }
  outbox.wake();
}

import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js';
import { z } from 'zod';
import { Fault, type Language, LANGUAGES, type LocalizedText } from '../../../fault.js';
import { ACTIONS, MODES, type ServerSettings } from '../../../moderation/index.js';
import { COMMAND, FAULTS } from '../../../wording/bot/settings.js';
import { command } from '../../discord/command-builders.js';
import type { PanelMessage } from '../../discord/components.js';
import type { Component, Feature, InteractionContext } from '../../gateway/feature.js';
import { readFacts } from '../guide/facts.js';
import { ADAPTATION } from '../../../wording/bot/adaptation.js';
import { adaptationPage, askOffPage } from './adaptation-page.js';
import { gatesPage, mainPage } from './main-page.js';
import { numbersModal, readNumbers } from './numbers.js';
import { feedbackModal, feedbackPage, noteChoice, readFeedback } from './feedback-page.js';
import { readReportLimits, reportLimitsModal, reportsPage, reportSwitch } from './reports-page.js';
import { AS_SERVER, channelsPage } from './channels-page.js';

/** Definition of `/settings`. */
const settingsCommand = command({ name: 'settings', ...COMMAND.settings }, 'manager');

type PanelInteraction =
  | ChatInputCommandInteraction<'cached'>
  | MessageComponentInteraction<'cached'>
  | ModalSubmitInteraction<'cached'>;

/** Maximum ms for loading values into a modal, which Discord requires to open at once; later it opens without them. */
const MODAL_READ_MS = 1000;

const switchSchema = z.union([
  z.tuple([z.literal('language'), z.enum(LANGUAGES)]).transform(([, language]) => ({ language })),
  z
    .tuple([z.literal('spoiler'), z.enum(['on', 'off'])])
    .transform(([, value]) => ({ spoiler: value === 'on' })),
  z
    .tuple([z.literal('learning'), z.enum(['on', 'off'])])
    .transform(([, value]) => ({ learning: value === 'on' })),
  z
    .tuple([z.literal('asking'), z.enum(['on', 'off'])])
    .transform(([, value]) => ({ asking: value === 'on' })),
  z
    .tuple([z.literal('campaigns'), z.enum(['on', 'off'])])
    .transform(([, value]) => ({ campaigns: value === 'on' })),
]);
const modeSchema = z.enum(MODES);
const actionSchema = z.enum(ACTIONS);

const changeFeedback = changes('feedback', feedbackPage);
const changeReports = changes('reports', reportsPage);

/** `/settings`: one private panel; each change is saved at once. */
export const settingsFeature: Feature = {
  commands: [{ data: settingsCommand, level: 'manager', first: 'private', run: showMain }],
  components: {
    'settings-main': onClick(showMain),
    'settings-gates': onClick(async (interaction, context) => {
      await interaction.editReply(gatesPage(await readFacts(context, interaction.guild), context.language));
    }),
    'settings-places': onClick((interaction, context) =>
      showChannels(interaction, context, { page: Number(context.ids[0]) }),
    ),
    'settings-place': onClick((interaction, context) =>
      showChannels(interaction, context, {
        page: Number(context.ids[0]),
        chosen: valuesOf(interaction)[0] ?? '',
      }),
    ),
    'settings-place-mode': onClick(changeChannelMode),
    'settings-log': onClick((interaction, context) =>
      change(interaction, context, { logChannelId: valuesOf(interaction)[0] ?? null }),
    ),
    'settings-hidden': onClick((interaction, context) =>
      change(interaction, context, { hiddenChannelId: valuesOf(interaction)[0] ?? null }),
    ),
    'settings-roles': onClick((interaction, context) =>
      change(interaction, context, { moderatorRoleIds: [...valuesOf(interaction)] }),
    ),
    'settings-mode': onClick((interaction, context) =>
      change(interaction, context, { mode: modeSchema.parse(valuesOf(interaction)[0]) }),
    ),
    'settings-action': onClick((interaction, context) =>
      change(interaction, context, { action: actionSchema.parse(valuesOf(interaction)[0]) }),
    ),
    'settings-set': onClick((interaction, context) =>
      change(interaction, context, switchSchema.parse(context.ids)),
    ),
    'settings-adapt': onClick((interaction, context) => showAdaptation(interaction, context)),
    'settings-adapt-on': onClick(async (interaction, context) => {
      await context.store.servers.change(interaction.guildId, { adaptation: true });
      context.judges.forget(interaction.guildId);
      await showAdaptation(interaction, context);
    }),
    'settings-adapt-off': onClick(async (interaction, { language }) => {
      await interaction.editReply(askOffPage(language));
    }),
    'settings-adapt-forget': onClick(async (interaction, context) => {
      await context.store.servers.change(interaction.guildId, { adaptation: false });
      await context.adaptation.reset(interaction.guildId);
      context.judges.forget(interaction.guildId);
      await showAdaptation(interaction, context);
    }),
    'settings-adapt-back': onClick(async (interaction, context) => {
      const version = await context.adaptation.goBack(interaction.guildId, Number(context.ids[0]));
      context.judges.forget(interaction.guildId);
      await showAdaptation(interaction, context, wentBack(version));
    }),
    'settings-feedback': onClick((interaction, context) => changeFeedback(interaction, context, {})),
    'settings-feedback-note': onClick((interaction, context) =>
      changeFeedback(interaction, context, noteChoice.parse(valuesOf(interaction)[0])),
    ),
    'settings-feedback-edit': {
      level: 'manager',
      first: 'modal',
      async run(interaction, { store, language }) {
        const settings = await within(MODAL_READ_MS, store.servers.settings(interaction.guildId));
        await interaction.showModal(feedbackModal(settings?.feedback ?? null, language));
      },
    },
    'settings-reports': onClick((interaction, context) => changeReports(interaction, context, {})),
    'settings-reports-set': onClick((interaction, context) =>
      changeReports(interaction, context, reportSwitch.parse(context.ids)),
    ),
    'settings-reports-roles': onClick((interaction, context) =>
      changeReports(interaction, context, { roleIds: [...valuesOf(interaction)] }),
    ),
    'settings-reports-limits': {
      level: 'manager',
      first: 'modal',
      async run(interaction, { store, language }) {
        const settings = await within(MODAL_READ_MS, store.servers.settings(interaction.guildId));
        await interaction.showModal(reportLimitsModal(settings?.reports ?? null, language));
      },
    },
    'settings-numbers': {
      level: 'manager',
      first: 'modal',
      async run(interaction, { store, language }) {
        const settings = await within(MODAL_READ_MS, store.servers.settings(interaction.guildId));
        await interaction.showModal(numbersModal(settings, language));
      },
    },
  },
  modals: {
    'settings-feedback-edit': {
      level: 'manager',
      first: 'update',
      run: (interaction, context) =>
        changeFeedback(
          interaction,
          context,
          readFeedback((key) => interaction.fields.getTextInputValue(key)),
        ),
    },
    'settings-reports-limits': {
      level: 'manager',
      first: 'update',
      run: (interaction, context) =>
        changeReports(
          interaction,
          context,
          readReportLimits((key) => interaction.fields.getTextInputValue(key)),
        ),
    },
    'settings-numbers': {
      level: 'manager',
      first: 'update',
      async run(interaction, context) {
        const before = await context.store.servers.settings(interaction.guildId);
        const typed = (key: string): string => interaction.fields.getTextInputValue(key);
        await change(interaction, context, readNumbers(typed, before));
      },
    },
  },
};

function onClick(run: Component['run']): Component {
  return { level: 'manager', first: 'update', run };
}

async function showMain(interaction: PanelInteraction, context: InteractionContext): Promise<void> {
  await interaction.editReply(mainPage(await readFacts(context, interaction.guild), context.language));
}

/** What saves a change of a part of the settings, and shows the page of that part. */
function changes<Part extends 'feedback' | 'reports'>(
  part: Part,
  page: (settings: ServerSettings, language: Language) => PanelMessage,
) {
  return async (
    interaction: PanelInteraction,
    { store, judges, language }: InteractionContext,
    patch: Partial<ServerSettings[Part]>,
  ): Promise<void> => {
    const { guildId } = interaction;
    const before = await store.servers.settings(guildId);
    const changed: Partial<ServerSettings> = { [part]: { ...before[part], ...patch } };
    const after = Object.keys(patch).length === 0 ? before : await store.servers.change(guildId, changed);
    judges.forget(guildId);
    await interaction.editReply(page(after, language));
  };
}

async function showAdaptation(
  interaction: PanelInteraction,
  { store, adaptation, language }: InteractionContext,
  notice: LocalizedText | null = null,
): Promise<void> {
  const { guildId } = interaction;
  const [settings, state] = await Promise.all([store.servers.settings(guildId), adaptation.state(guildId)]);
  await interaction.editReply(adaptationPage(settings, state, notice, language));
}

function wentBack(version: number | undefined): LocalizedText {
  if (version === undefined) return ADAPTATION.changed;
  return version === 0 ? ADAPTATION.wentToShipped : ADAPTATION.wentBack;
}

async function showChannels(
  interaction: PanelInteraction,
  context: InteractionContext,
  where: { readonly page: number; readonly chosen?: string },
): Promise<void> {
  const { guild } = interaction;
  const page = Number.isSafeInteger(where.page) ? where.page : 0;
  await interaction.editReply(
    await channelsPage(context, guild, await readFacts(context, guild), { ...where, page }),
  );
}

/** Saves a change and shows the updated panel. */
async function change(
  interaction: PanelInteraction,
  context: InteractionContext,
  patch: Partial<ServerSettings>,
): Promise<void> {
  const { store, judges, campaigns, learning } = context;
  const { guildId } = interaction;
  await store.servers.change(guildId, patch);
  judges.forget(guildId);
  if (patch.campaigns === false) {
    await store.campaigns.reset(guildId);
    campaigns?.drop(guildId);
  }
  // Decisions from before the opt-in are training data too.
  if (patch.learning === true) void learning.retrain(guildId);
  await showMain(interaction, context);
}

async function changeChannelMode(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, judges } = context;
  const [channelId = '', page = '0'] = context.ids;
  const boundChannel = await store.channels.get(channelId);
  if (boundChannel?.guildId !== interaction.guildId) throw new Fault('settings/place', FAULTS.place);
  const [value] = valuesOf(interaction);
  await store.channels.setMode(channelId, value === AS_SERVER ? null : modeSchema.parse(value));
  judges.forget(interaction.guildId);
  await showChannels(interaction, context, { page: Number(page), chosen: channelId });
}

/** The values chosen in a select menu. */
function valuesOf(interaction: MessageComponentInteraction<'cached'>): readonly string[] {
  return interaction.isAnySelectMenu() ? interaction.values : [];
}

/** Awaits a value; null if it takes longer than `ms`. */
async function within<T>(ms: number, value: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

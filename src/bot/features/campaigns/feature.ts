import {
  ApplicationCommandOptionType as Type,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  MessageFlags,
} from 'discord.js';
import { z } from 'zod';
import { CAMPAIGN_STATES, type CampaignState } from '../../../campaign/index.js';
import { Fault } from '../../../fault.js';
import type { CampaignRecord } from '../../../moderation/index.js';
import { COMMAND, DECISIONS, LIST, MERGE, NO_RULE, REFUSED } from '../../../wording/bot/campaigns.js';
import { decidedAlready, undoneAlready } from '../../../wording/bot/cards.js';
import { CAMPAIGN_STATE_NAMES } from '../../../wording/campaigns.js';
import { renderCampaign } from '../../campaigns/card.js';
import { loadCampaignView } from '../../campaigns/view.js';
import { command, option } from '../../discord/command-builders.js';
import { buttonRows, fitTexts, frame, panelMessage, text } from '../../discord/components.js';
import { isManager } from '../../gateway/access.js';
import type { Component, Feature, InteractionContext } from '../../gateway/feature.js';
import { askMerge, mergeNow, outcomeWords, showMergeChoices } from './merge.js';
import { backButton, LISTED, listPage, membersPage } from './pages.js';
import { showRule } from './rule.js';

const campaignsCommand = command({ name: 'campaigns', ...COMMAND.campaigns }, 'moderator', [
  option(
    Type.String,
    { name: 'state', ...COMMAND.state },
    {
      choices: CAMPAIGN_STATES.map((state) => ({
        name: CAMPAIGN_STATE_NAMES[state].en,
        name_localizations: { ko: CAMPAIGN_STATE_NAMES[state].ko },
        value: state,
      })),
    },
  ),
]);

/** Members that the list of all comments reads. */
const MOST_MEMBERS = 2000;

type Interaction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** Buttons that decide, and what each decides. */
const DECIDING = {
  'campaign-remove': 'remove',
  'campaign-allow': 'allow',
  'campaign-ordinary': 'ordinary',
  'campaign-apart': 'not-campaign',
  'campaign-new': 'remove-new',
  'campaign-undo': 'undo',
} as const;

/** Cards of campaigns, and `/campaigns`: the list, one of them in private, and all of its comments. */
export const campaignsFeature: Feature = {
  commands: [
    {
      data: campaignsCommand,
      level: 'moderator',
      first: 'private',
      async run(interaction, context) {
        const state = z.enum(CAMPAIGN_STATES).nullable().parse(interaction.options.getString('state'));
        await showList(interaction, context, state);
      },
    },
  ],
  components: {
    ...Object.fromEntries(
      Object.entries(DECIDING).map(([action, decision]) => [action, decideButton(decision)]),
    ),
    'campaign-split': click(async (interaction, context) => {
      const [id = '', page] = context.ids;
      const { campaigns, outbox, language } = context;
      if (campaigns === undefined) throw new Fault('campaigns/off', LIST.off);
      const done = await campaigns.split(interaction.guildId, id, interaction.user.id);
      outbox.wake();
      if ('refused' in done) await tellPrivately(interaction, REFUSED[done.refused][language]);
      if (page !== undefined) await showOne(interaction, context, id);
    }),
    'campaign-retry': click(async (interaction, context) => {
      const [id = '', page] = context.ids;
      const { store, outbox, language, now } = context;
      const retried = await store.campaigns.retry(interaction.guildId, id, now());
      outbox.wake();
      if (retried === 0) await tellPrivately(interaction, REFUSED['not-failing'][language]);
      if (page !== undefined) await showOne(interaction, context, id);
    }),
    'campaign-more': {
      level: 'moderator',
      first: 'private',
      run: (interaction, context) => showMembers(interaction, context, context.ids[0] ?? '', 0),
    },
    'campaign-rule': {
      level: 'moderator',
      first: 'private',
      async run(interaction, context) {
        // As `/rule on`: who may change rules may draft one.
        if (!isManager(interaction)) throw new Fault('campaigns/rule-managers', NO_RULE.managers);
        const record = await openCampaign(context, interaction.guildId, context.ids[0] ?? '');
        await showRule(interaction, context, record);
      },
    },
    'campaign-merge': {
      level: 'moderator',
      first: 'private',
      async run(interaction, context) {
        const [id = ''] = context.ids;
        await showMergeChoices(interaction, context, await openCampaign(context, interaction.guildId, id));
      },
    },
    'campaign-merge-with': click(async (interaction, context) => {
      const [id = ''] = context.ids;
      const [other = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
      const { guildId } = interaction;
      await askMerge(interaction, context, [
        await openCampaign(context, guildId, id),
        await openCampaign(context, guildId, other),
      ]);
    }),
    'campaign-merge-do': click(mergeNow),
    'campaign-merge-leave': click(async (interaction, { say }) => {
      await interaction.editReply(panelMessage(frame([text(say(MERGE.left))])));
    }),
    'campaign-unmerge': click(async (interaction, context) => {
      const [id = '', where] = context.ids;
      const { campaigns, outbox, language, say } = context;
      if (campaigns === undefined) throw new Fault('campaigns/off', LIST.off);
      const done = await campaigns.unmerge(interaction.guildId, id, interaction.user.id);
      outbox.wake();
      if (where === 'done') {
        const words = outcomeWords(done, say(MERGE.undone), language);
        await interaction.editReply(panelMessage(frame([text(words)])));
        return;
      }
      if ('refused' in done) await tellPrivately(interaction, REFUSED[done.refused][language]);
      if (where !== undefined) await showOne(interaction, context, id);
    }),
    'campaigns-list': click((interaction, context) => showList(interaction, context, null)),
    'campaigns-open': click((interaction, context) => {
      const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
      return showOne(interaction, context, id);
    }),
    'campaigns-card': click((interaction, context) => showOne(interaction, context, context.ids[0] ?? '')),
    'campaigns-page': click((interaction, context) => {
      const [id = '', page] = context.ids;
      return showMembers(interaction, context, id, z.coerce.number().int().min(0).catch(0).parse(page));
    }),
  },
};

function click(run: Component['run']): Component {
  return { level: 'moderator', first: 'update', run };
}

/** The outbox brings the card up to date; a private page is shown anew. */
function decideButton(decision: (typeof DECIDING)[keyof typeof DECIDING]): Component {
  return click(async (interaction, context) => {
    const [id = '', page] = context.ids;
    const { campaigns, outbox } = context;
    if (campaigns === undefined) throw new Fault('campaigns/off', LIST.off);
    const decided = await campaigns.decide(interaction.guildId, id, decision, interaction.user.id);
    outbox.wake();
    if ('refused' in decided)
      await tellPrivately(interaction, await refusedWords(interaction.guildId, id, decided.refused, context));
    if (page !== undefined) await showOne(interaction, context, id);
  });
}

/** Why a decision was refused; who was faster, with what, and when. */
async function refusedWords(
  guildId: string,
  id: string,
  refused: 'unknown' | 'merged' | 'decided' | 'not-decided',
  { store, language }: InteractionContext,
): Promise<string> {
  const record = refused === 'decided' ? await store.campaigns.get(guildId, id) : undefined;
  const undone =
    refused === 'not-decided'
      ? (await store.campaigns.events(guildId, id)).findLast(({ kind }) => kind === 'undo')
      : undefined;
  const when = (at: number): string => `<t:${Math.floor(at / 1000)}:f>`;
  if (undone?.moderatorId != null)
    return undoneAlready(`<@${undone.moderatorId}>`, when(undone.at), undone.number)[language];
  const decided = record?.decided;
  if (decided?.moderatorId == null) return REFUSED[refused][language];
  const what = DECISIONS[decided.decision].button[language];
  return decidedAlready(`<@${decided.moderatorId}>`, what, when(decided.at), decided.number)[language];
}

async function showList(
  interaction: Interaction,
  { store, language, say }: InteractionContext,
  state: CampaignState | null,
): Promise<void> {
  const { guildId } = interaction;
  const settings = await store.servers.settings(guildId);
  const records = await store.campaigns.list(guildId, {
    limit: LISTED,
    ...(state === null ? {} : { states: [state] }),
  });
  const listed = await Promise.all(
    records.map(async (record) => ({
      record,
      times: await store.campaigns.times(guildId, record.id),
      progress: record.decided === null ? null : await store.campaigns.progress(guildId, record.id),
    })),
  );
  const none = !settings.campaigns ? LIST.off : state === null ? LIST.none : LIST.noneOfState;
  await interaction.editReply(panelMessage(...listPage(listed, language, say(none))));
}

async function showOne(interaction: Interaction, context: InteractionContext, id: string): Promise<void> {
  const { store, language } = context;
  const record = await campaignOf(context, interaction.guildId, id);
  const { spoiler } = await store.servers.settings(interaction.guildId);
  const view = await loadCampaignView(context, record);
  const { components } = renderCampaign(view, { language, spoiler, page: true });
  const back = buttonRows([backButton(language)]).map((one) => one.toJSON());
  await interaction.editReply({
    components: fitTexts([...components, ...back]),
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  });
}

async function showMembers(
  interaction: Interaction,
  context: InteractionContext,
  id: string,
  page: number,
): Promise<void> {
  const { store, language } = context;
  const { guildId } = interaction;
  const record = await campaignOf(context, guildId, id);
  const [members, { spoiler }] = await Promise.all([
    store.campaigns.members(guildId, id, MOST_MEMBERS),
    store.servers.settings(guildId),
  ]);
  await interaction.editReply(panelMessage(...membersPage(record, members, page, { language, spoiler })));
}

/** @throws Fault `campaigns/unknown` */
async function campaignOf(
  { store }: Pick<InteractionContext, 'store'>,
  guildId: string,
  id: string,
): Promise<CampaignRecord> {
  // A custom_id is untrusted, so the campaign is looked up in the server of the interaction only.
  const record = await store.campaigns.get(guildId, id);
  if (record === undefined) throw new Fault('campaigns/unknown', REFUSED.unknown);
  return record;
}

/** As `campaignOf`, but not one that is part of another. @throws Fault `campaigns/unknown`, `campaigns/merged` */
async function openCampaign(
  context: Pick<InteractionContext, 'store'>,
  guildId: string,
  id: string,
): Promise<CampaignRecord> {
  const record = await campaignOf(context, guildId, id);
  if (record.mergedInto !== null) throw new Fault('campaigns/merged', REFUSED.merged);
  return record;
}

async function tellPrivately(
  interaction: MessageComponentInteraction<'cached'>,
  content: string,
): Promise<void> {
  await interaction.followUp({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
}

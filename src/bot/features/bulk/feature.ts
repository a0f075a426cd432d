import { ButtonBuilder, ButtonStyle, type MessageComponentInteraction, MessageFlags } from 'discord.js';
import { z } from 'zod';
import { Fault } from '../../../fault.js';
import { ASK_ABOVE, type Bulk, BULK_DECISIONS, type BulkDecision } from '../../../moderation/index.js';
import type { BulkRefused, BulkSettled } from '../../../store/index.js';
import { askUndoWords, BUTTONS, byWords, fasterWords, PREVIEW, REFUSED } from '../../../wording/bot/bulk.js';
import { loadBulkView, renderBulk } from '../../bulk/card.js';
import { DECISION_TABLE } from '../../decide/decisions.js';
import { buttonRows, COLORS, frame, panelMessage, text } from '../../discord/components.js';
import { customId, readCustomId } from '../../discord/custom-id.js';
import type { Component, Feature, InteractionContext } from '../../gateway/feature.js';
import { isAskedAgain, previewOf, proposeSelection, showPreview, showQuestion, wordsOf } from './preview.js';

type Click = MessageComponentInteraction<'cached'>;

/** Deciding many flags at once: the preview, the question, the card that says what came of it, and undoing it as a whole. */
export const bulkFeature: Feature = {
  components: {
    'bulk-preview': onPage((interaction, context) => showPreview(interaction, context, context.ids[0] ?? '')),
    'bulk-anew': onPage(async (interaction, context) => {
      const { bulk } = await previewOf(context, interaction.guildId, context.ids[0] ?? '');
      await proposeSelection(interaction, context, bulk.selection);
    }),
    'bulk-cancel': onPage(async (interaction, { say }) => {
      await interaction.editReply(panelMessage(frame([text(say(PREVIEW.left))])));
    }),
    'bulk-decide': onPage(async (interaction, context) => {
      const [decision, id] = decisionAndId(context.ids);
      const preview = await previewOf(context, interaction.guildId, id);
      if (preview.bulk.state === 'proposed' && isAskedAgain(decision, preview.open))
        await showQuestion(interaction, context, preview, decision);
      else await decideNow(interaction, context, decision, id);
    }),
    'bulk-sure': onPage((interaction, context) =>
      decideNow(interaction, context, ...decisionAndId(context.ids)),
    ),
    'bulk-show': onPage((interaction, context) => showResult(interaction, context, context.ids[0] ?? '')),
    'bulk-undo': onCard(async (interaction, context) => {
      const bulk = await bulkOf(context, interaction.guildId, context.ids[0] ?? '');
      if (bulk.state === 'decided' && bulk.decided > ASK_ABOVE)
        await showUndoQuestion(interaction, context, bulk);
      else await undoNow(interaction, context, bulk.id);
    }),
    'bulk-undo-sure': onPage((interaction, context) => undoNow(interaction, context, context.ids[0] ?? '')),
    'bulk-retry': onCard(async (interaction, context) => {
      const { store, outbox, now, language } = context;
      const bulk = await bulkOf(context, interaction.guildId, context.ids[0] ?? '');
      const retried = await store.bulks.retry(bulk.guildId, bulk.id, now());
      outbox.wake();
      await showResult(interaction, context, bulk.id);
      if (retried === 0) await tellPrivately(interaction, REFUSED['not-failing'][language]);
    }),
  },
};

/** A button of a private page, which it changes. */
function onPage(run: Component['run']): Component {
  return { level: 'moderator', first: 'update', run };
}

/** A button of the card in the log channel, which answers in private, and of private pages, which it changes. */
function onCard(run: Component['run']): Component {
  const isPage = (interaction: Click): boolean => readCustomId(interaction.customId)?.ids[1] === 'page';
  return { level: 'moderator', first: (interaction) => (isPage(interaction) ? 'update' : 'private'), run };
}

function decisionAndId([decision, id = '']: readonly string[]): [BulkDecision, string] {
  return [z.enum(BULK_DECISIONS).parse(decision), id];
}

/** @throws Fault `bulk/unknown` */
async function bulkOf({ store }: InteractionContext, guildId: string, id: string): Promise<Bulk> {
  // A custom_id is untrusted, so the bulk is looked up in the server of the interaction only.
  const bulk = await store.bulks.get(guildId, id);
  if (bulk === undefined) throw new Fault('bulk/unknown', PREVIEW.unknown);
  return bulk;
}

async function decideNow(
  interaction: Click,
  context: InteractionContext,
  decision: BulkDecision,
  id: string,
): Promise<void> {
  const { guildId, user } = interaction;
  const decided = await context.decider.decideBulk({ guildId, id, decision, moderatorId: user.id });
  await showSettled(interaction, context, id, decided);
}

async function undoNow(interaction: Click, context: InteractionContext, id: string): Promise<void> {
  const { guildId, user } = interaction;
  const undone = await context.decider.undoBulk({ guildId, id, moderatorId: user.id });
  await showSettled(interaction, context, id, undone);
}

/** The result, or why there is none. */
async function showSettled(
  interaction: Click,
  context: InteractionContext,
  id: string,
  settled: BulkSettled,
): Promise<void> {
  if ('refused' in settled && (settled.refused === 'empty' || settled.refused === 'unknown')) {
    await interaction.editReply(panelMessage(frame([text(REFUSED[settled.refused][context.language])])));
    return;
  }
  await showResult(interaction, context, id);
  if ('refused' in settled)
    await tellPrivately(interaction, refusedWords(settled.refused, settled.bulk, context));
}

/** Who was faster, with what, and when. */
function refusedWords(
  refused: BulkRefused,
  bulk: Bulk | undefined,
  { language }: InteractionContext,
): string {
  const when = (at: number | null): string => `<t:${Math.floor((at ?? 0) / 1000)}:f>`;
  if (refused === 'undone' && bulk?.undoneBy != null)
    return byWords('undone', `<@${bulk.undoneBy}>`, when(bulk.undoneAt))[language];
  if (refused === 'decided' && bulk?.decision != null) {
    const { label } = DECISION_TABLE[bulk.decision];
    return fasterWords(`<@${bulk.moderatorId}>`, label, when(bulk.decidedAt))[language];
  }
  return REFUSED[refused][language];
}

/** What came of a bulk until now; one that is not decided is shown as its preview. */
async function showResult(interaction: Click, context: InteractionContext, id: string): Promise<void> {
  const { store, language } = context;
  const bulk = await bulkOf(context, interaction.guildId, id);
  if (bulk.state === 'proposed') {
    await showPreview(interaction, context, id);
    return;
  }
  const view = await loadBulkView(store, bulk, await wordsOf(context, { bulk }));
  const { components } = renderBulk(view, { language, page: true });
  await interaction.editReply(panelMessage(...components));
}

async function showUndoQuestion(interaction: Click, context: InteractionContext, bulk: Bulk): Promise<void> {
  const { language } = context;
  const removed = bulk.decision !== null && DECISION_TABLE[bulk.decision].removes;
  const buttons = [
    new ButtonBuilder()
      .setCustomId(customId('bulk-undo-sure', bulk.id))
      .setLabel(BUTTONS.undo[language])
      .setStyle(ButtonStyle.Danger),
    new ButtonBuilder()
      .setCustomId(customId('bulk-show', bulk.id))
      .setLabel(BUTTONS.cancel[language])
      .setStyle(ButtonStyle.Secondary),
  ];
  await interaction.editReply(
    panelMessage(
      frame([text(askUndoWords(bulk.decided, removed)[language])], COLORS.danger),
      ...buttonRows(buttons).map((one) => one.toJSON()),
    ),
  );
}

async function tellPrivately(interaction: Click, content: string): Promise<void> {
  await interaction.followUp({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
}

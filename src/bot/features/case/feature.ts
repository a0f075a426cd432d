import {
  ApplicationCommandOptionType as Type,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { z } from 'zod';
import { Fault, type Language } from '../../../fault.js';
import {
  type Act,
  actPartitionKey,
  cardPartitionKey,
  type Case,
  evidenceName,
} from '../../../moderation/index.js';
import { COMMAND, MODAL, modalTitle, noCase, NOTICE } from '../../../wording/bot/case.js';
import { placeOf } from '../../card/view.js';
import { command, option } from '../../discord/command-builders.js';
import { customId } from '../../discord/custom-id.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { choiceOf, LISTED, renderCase, renderList, stands } from './view.js';

/** Definition of `/case`. */
const caseCommand = command({ name: 'case', ...COMMAND.case }, 'moderator', [
  option(
    Type.Integer,
    { name: 'number', ...COMMAND.number },
    { min_value: 1, max_value: 2_147_483_647, autocomplete: true },
  ),
]);

/** The id of the modal's only field. */
const WHY_FIELD = 'why';

/** Maximum characters of a reason. */
const MOST = 500;

/** The modal for the reason of a decision, filled with the current one. */
function whyModal({ number, why }: Case, language: Language): ModalBuilder {
  const input = new TextInputBuilder()
    .setCustomId(WHY_FIELD)
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(MOST)
    .setRequired(false);
  if (why !== null) input.setValue(why.slice(0, MOST));
  return new ModalBuilder()
    .setCustomId(customId('case-why', String(number)))
    .setTitle(modalTitle(number)[language])
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(MODAL.label[language])
        .setDescription(MODAL.description[language])
        .setTextInputComponent(input),
    );
}

/** Discord's limit of autocomplete choices. */
const CHOICES = 25;

/** An interaction with a deferred reply: a command, a component or a modal. */
interface Answering {
  readonly guildId: string;
  editReply(message: {
    components: ReturnType<typeof renderCase>;
    flags: MessageFlags.IsComponentsV2;
    allowedMentions: { parse: [] };
  }): Promise<unknown>;
}

/** `/case`: shows a case or the latest ones, undoes decisions and records reasons. */
export const caseFeature: Feature = {
  commands: [
    {
      data: caseCommand,
      level: 'moderator',
      first: 'private',
      async run(interaction, context) {
        const number = interaction.options.getInteger('number');
        await (number === null ? showList(interaction, context) : showCase(interaction, context, number));
      },
      async complete(interaction, context) {
        const typed = interaction.options.getFocused().trim();
        const cases = await casesTyped(context, interaction.guildId, typed);
        const acts = await actsOf(context, interaction.guildId, cases);
        await interaction.respond(cases.map((one) => choiceOf(one, acts, context.language)));
      },
    },
  ],
  components: {
    'case-list': { level: 'moderator', first: 'update', run: showList },
    'case-open': {
      level: 'moderator',
      first: 'update',
      async run(interaction, context) {
        const [value] = interaction.isStringSelectMenu() ? interaction.values : [];
        await showCase(interaction, context, numberOf(value));
      },
    },
    'case-retry': {
      level: 'moderator',
      first: 'update',
      async run(interaction, context) {
        const { decider, ids, say } = context;
        const { guildId } = interaction;
        const one = await caseOf(context, guildId, numberOf(ids[0]));
        const retried = await decider.retry({ guildId, flagId: one.flagId });
        const notice = 'refused' in retried ? NOTICE.notFailing : NOTICE.retried;
        await showCase(interaction, context, one.number, say(notice));
      },
    },
    'case-undo': { level: 'moderator', first: 'update', run: undoCase },
    'case-why': {
      level: 'moderator',
      first: 'modal',
      async run(interaction, context) {
        const one = await caseOf(context, interaction.guildId, numberOf(context.ids[0]));
        await interaction.showModal(whyModal(one, context.language));
      },
    },
  },
  modals: {
    'case-why': {
      level: 'moderator',
      first: 'update',
      async run(interaction, context) {
        const why = interaction.fields.getTextInputValue(WHY_FIELD).trim();
        const { guildId } = interaction;
        const one = await caseOf(context, guildId, numberOf(context.ids[0]));
        await context.store.cases.setWhy(guildId, one.number, why === '' ? null : why);
        await updateCard(context, one);
        const notice = context.say(why === '' ? NOTICE.whyRemoved : NOTICE.whySaved);
        await showCase(interaction, context, one.number, notice);
      },
    },
  },
};

async function showList(interaction: Answering, context: InteractionContext): Promise<void> {
  const { store, language } = context;
  const cases = await store.cases.latest(interaction.guildId, LISTED);
  const acts = await actsOf(context, interaction.guildId, cases);
  await answer(interaction, renderList(cases, acts, language));
}

/** What was done in Discord about the flags of some cases, as far as it is not simply done. */
function actsOf(
  { store }: Pick<InteractionContext, 'store'>,
  guildId: string,
  cases: readonly Pick<Case, 'flagId'>[],
): Promise<Act[]> {
  const partitions = new Set(cases.map(({ flagId }) => actPartitionKey(flagId)));
  return store.outbox.acts(guildId, [...partitions]);
}

async function showCase(
  interaction: Answering,
  context: InteractionContext,
  number: number,
  notice = '',
): Promise<void> {
  const { store, judges, say, language } = context;
  const { guildId } = interaction;
  const one = await caseOf(context, guildId, number);
  const flag = await store.flags.get(guildId, one.flagId);
  const article = flag === undefined ? undefined : await store.articles.get(guildId, flag.articleId);
  const evidence = say(evidenceName(one.evidenceKey, await judges.titles(one.guildId)));
  const { spoiler } = await store.servers.settings(guildId);
  const acts = await actsOf(context, guildId, [one]);
  const place = flag === undefined ? undefined : await placeOf(context, flag, language);
  const view = { one, acts, flag, article, evidence, spoiler, place };
  await answer(interaction, renderCase(view, language, notice));
}

/** Undoes the decision of a case, but only if no later decision replaced it. */
async function undoCase(
  interaction: Answering & { readonly user: { readonly id: string } },
  context: InteractionContext,
): Promise<void> {
  const { store, decider, say } = context;
  const { guildId, user } = interaction;
  const one = await caseOf(context, guildId, numberOf(context.ids[0]));
  const flag = await store.flags.get(guildId, one.flagId);
  const undone = stands({ one, flag })
    ? await decider.undo({ guildId, flagId: one.flagId, moderatorId: user.id })
    : ({ refused: 'not-decided' } as const);
  const notice =
    'refused' in undone
      ? NOTICE.notStanding
      : undone.flag.state === 'open'
        ? NOTICE.undone
        : NOTICE.undoneClosed;
  await showCase(interaction, context, one.number, say(notice));
}

/** Updates the card of a flag, which shows the reason. */
async function updateCard(
  { store, outbox, now }: InteractionContext,
  { guildId, flagId, number }: Case,
): Promise<void> {
  const flag = await store.flags.get(guildId, flagId);
  if (flag === undefined || flag.shadow || flag.caseNumber !== number) return;
  const key = `card-update:${flagId}:why-${number}-${now()}`;
  await store.outbox.add([
    { guildId, partitionKey: cardPartitionKey(flagId), key, effect: { kind: 'card-update', flagId } },
  ]);
  outbox.wake();
}

async function casesTyped({ store }: InteractionContext, guildId: string, typed: string): Promise<Case[]> {
  const latest = await store.cases.latest(guildId, CHOICES);
  if (typed === '') return latest;
  const number = Number(typed);
  const exact =
    Number.isSafeInteger(number) && number > 0 ? await store.cases.get(guildId, number) : undefined;
  const fitting = latest.filter((one) => String(one.number).startsWith(typed) && one.number !== number);
  return [...(exact === undefined ? [] : [exact]), ...fitting].slice(0, CHOICES);
}

/** @throws Fault `case/unknown` */
async function caseOf(
  { store }: Pick<InteractionContext, 'store'>,
  guildId: string,
  number: number,
): Promise<Case> {
  const one = await store.cases.get(guildId, number);
  if (one === undefined) throw new Fault('case/unknown', noCase(number));
  return one;
}

function numberOf(id: string | undefined): number {
  return z.coerce.number().int().min(1).max(2_147_483_647).parse(id);
}

async function answer(interaction: Answering, components: ReturnType<typeof renderCase>): Promise<void> {
  await interaction.editReply({
    components,
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  });
}

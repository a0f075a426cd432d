import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js';
import { Fault, formatFault } from '../../../fault.js';
import {
  countWords,
  OWN_RULE_LIMITS,
  OWN_RULE_STATES,
  ownPackId,
  packOfForm,
} from '../../../moderation/index.js';
import type { Pack } from '../../../rules/index.js';
import type { OwnRule } from '../../../store/index.js';
import { OWN_RULE, OWN_RULE_REFUSED as REFUSED } from '../../../wording/bot/own-rules.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import { newId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';
import { isManager } from '../../gateway/access.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { modelFile } from '../../model-files.js';
import { formOf, NEW, ruleModal } from './modal.js';
import { historyPage, ownRuleList, ownRulePage, removePage, type RulePage } from './page.js';
import { tryOwnRule } from './trial-thread.js';

type Interaction = MessageComponentInteraction<'cached'> | ModalSubmitInteraction<'cached'>;

/** Events of a rule that its history shows. */
const EVENTS = 25;

/** Opens the window for a new rule: the first answer of `/rule new`. */
export async function openNewRule(
  interaction: ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>,
  { language }: InteractionContext,
): Promise<void> {
  await interaction.showModal(ruleModal(NEW, null, language));
}

/** Rules that a server writes for itself: written in a window, tried at once, then draft, shadow and live. */
export const ownRuleFeature: Feature = {
  components: {
    'own-rule-list': {
      level: 'moderator',
      first: 'update',
      run: (interaction, context) => showList(interaction, context, Number(context.ids[0])),
    },
    'own-rule-pick': {
      level: 'moderator',
      first: 'update',
      async run(interaction, context) {
        const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
        await showRule(interaction, context, await ruleOf(interaction, context, id));
      },
    },
    'own-rule-open': {
      level: 'moderator',
      first: 'update',
      run: async (interaction, context) =>
        showRule(interaction, context, await ruleOf(interaction, context, context.ids[0])),
    },
    'own-rule-history': {
      level: 'moderator',
      first: 'update',
      async run(interaction, context) {
        const rule = await ruleOf(interaction, context, context.ids[0]);
        const events = await context.store.ownRules.events(interaction.guildId, rule.id, EVENTS);
        await interaction.editReply(historyPage(rule, events, context.language));
      },
    },
    'own-rule-edit': {
      level: 'manager',
      first: 'modal',
      async run(interaction, context) {
        const [id = NEW] = context.ids;
        if (id === NEW) return openNewRule(interaction, context);
        const { pending, form } = await ruleOf(interaction, context, id);
        // What was typed last and is no rule yet: nobody types it twice.
        await interaction.showModal(ruleModal(id, pending ?? form, context.language));
      },
    },
    'own-rule-move': { level: 'manager', first: 'update', run: moveRule },
    'own-rule-remove': { level: 'manager', first: 'update', run: removeRule },
    'own-rule-try': {
      level: 'manager',
      first: 'update',
      run: async (interaction, context) =>
        showTried(interaction, context, await ruleOf(interaction, context, context.ids[0])),
    },
  },
  modals: { 'own-rule-write': { level: 'manager', first: 'update', run: writeRule } },
};

async function writeRule(
  interaction: ModalSubmitInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, judges, now, language } = context;
  const { guildId, user } = interaction;
  const [given = NEW] = context.ids;
  const form = formOf(interaction);
  const id = given === NEW ? newId() : given;
  const made = packOfForm(id, form);
  const typed = { form, isRule: 'pack' in made };
  const by = { moderatorId: user.id, now: now() };
  const before = given === NEW ? undefined : await ruleOf(interaction, context, id);
  const rule =
    given === NEW
      ? await store.ownRules.add(guildId, id, typed, by)
      : await store.ownRules.edit(guildId, id, typed, by);
  if (rule === undefined)
    throw given === NEW
      ? new Fault('own-rules/too-many', REFUSED.tooMany(OWN_RULE_LIMITS.rules))
      : new Fault('own-rules/unknown', REFUSED.unknown);
  judges.forget(guildId);
  if ('faults' in made) {
    await interaction.editReply(
      ownRulePage(rule, { ...(await beside(interaction, context, rule)), faults: made.faults }),
    );
    return;
  }
  const notices = before?.state === 'live' ? [`👀 ${OWN_RULE.backToShadow[language]}`] : [];
  await showTried(interaction, context, rule, notices);
}

/** Shows a rule, tries it on what is stored, and shows what that found. */
async function showTried(
  interaction: Interaction,
  context: InteractionContext,
  rule: OwnRule,
  notices: readonly string[] = [],
): Promise<void> {
  const { store, judges, now, language, stopping } = context;
  const { guildId } = interaction;
  const pack = packOf(rule);
  const page = { ...(await beside(interaction, context, rule)), notices };
  await interaction.editReply(ownRulePage(rule, { ...page, trial: 'working' }));
  const { settings, own } = await judges.server(guildId);
  const trial = await tryOwnRule(
    store,
    guildId,
    {
      pack,
      packs: judges.book.packs,
      rulesOff: settings.rulesOff,
      own: own.live.filter((one) => one.rule.id !== rule.id).map((one) => one.pack),
      model: judges.relevance ? modelFile() : null,
    },
    { now: now(), stop: stopping },
  ).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    return { fault: formatFault(error, language) };
  });
  await interaction.editReply(ownRulePage(rule, { ...page, trial }));
}

async function moveRule(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, judges, now, language } = context;
  const { guildId, user } = interaction;
  const [id = '', version = '', states = ''] = context.ids;
  const [from, to] = states.split('-').map((state) => OWN_RULE_STATES.find((one) => one === state));
  const rule = await ruleOf(interaction, context, id);
  if (from === undefined || to === undefined) throw new Fault('own-rules/unknown', REFUSED.unknown);
  if (to !== 'draft') await checkWords(interaction, context, rule);
  const moved = await store.ownRules.move(
    guildId,
    id,
    { version: Number(version), from, to },
    { moderatorId: user.id, now: now() },
  );
  judges.forget(guildId);
  if (moved !== undefined) return showRule(interaction, context, moved);
  const present = await ruleOf(interaction, context, id);
  await showRule(interaction, context, present, [`⚠️ ${REFUSED.changed[language]}`]);
}

/** @throws `Fault` `own-rules/no-version`, `own-rules/too-many-words` where the rule cannot match beside the others */
async function checkWords(
  { guildId }: Interaction,
  { judges }: InteractionContext,
  rule: OwnRule,
): Promise<void> {
  const own = countWords(packOf(rule));
  const { live, shadow } = (await judges.server(guildId)).own;
  const others = [...live, ...shadow].filter((one) => one.rule.id !== rule.id);
  const all = others.reduce((sum, { pack }) => sum + countWords(pack), own);
  if (all > OWN_RULE_LIMITS.matching)
    throw new Fault('own-rules/too-many-words', REFUSED.tooManyWords(all, OWN_RULE_LIMITS.matching));
}

async function removeRule(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { store, judges, language } = context;
  const { guildId } = interaction;
  const [id = '', answer] = context.ids;
  // One that cannot be read can be deleted too.
  const name = nameOf(await store.ownRules.get(guildId, id).catch(() => undefined)) || id;
  if (answer !== 'yes') {
    await interaction.editReply(removePage(id, name, language));
    return;
  }
  await store.ownRules.remove(guildId, id);
  judges.forget(guildId);
  const words = OWN_RULE.removed(safeLine(name, OWN_RULE_LIMITS.name))[language];
  await interaction.editReply(panelMessage(frame([text(words)])));
}

async function showRule(
  interaction: Interaction,
  context: InteractionContext,
  rule: OwnRule,
  notices: readonly string[] = [],
): Promise<void> {
  const made = rule.pending === null ? undefined : packOfForm(rule.id, rule.pending);
  const faults = made !== undefined && 'faults' in made ? made.faults : [];
  await interaction.editReply(
    ownRulePage(rule, { ...(await beside(interaction, context, rule)), faults, notices }),
  );
}

async function showList(interaction: Interaction, context: InteractionContext, page: number): Promise<void> {
  const { store, judges, language } = context;
  const { guildId } = interaction;
  const [{ rules, broken }, counts, { own }] = await Promise.all([
    store.ownRules.list(guildId),
    store.ownRules.counts(guildId),
    judges.server(guildId),
  ]);
  const unread = new Set(broken.map(({ id }) => id));
  const all = [...broken, ...own.broken.filter(({ id }) => !unread.has(id))];
  const manages = isManager(interaction);
  await interaction.editReply(ownRuleList({ rules, broken: all }, counts, { page, manages, language }));
}

/** What every page of a rule shows. */
async function beside(
  interaction: Interaction,
  { store, judges, language }: InteractionContext,
  { id, changedAt }: OwnRule,
): Promise<RulePage> {
  const { guildId } = interaction;
  const [counts, accuracy, packTitles] = await Promise.all([
    store.ownRules.counts(guildId),
    store.ownRules.accuracy(guildId, ownPackId(id), changedAt),
    judges.titles(guildId),
  ]);
  return { counts: counts.get(id), accuracy, packTitles, language, manages: isManager(interaction) };
}

/** @throws `Fault` `own-rules/unknown`; `store/…` where it cannot be read */
async function ruleOf(
  { guildId }: Interaction,
  { store }: InteractionContext,
  id: string | undefined,
): Promise<OwnRule> {
  const rule = id === undefined ? undefined : await store.ownRules.get(guildId, id);
  if (rule === undefined) throw new Fault('own-rules/unknown', REFUSED.unknown);
  return rule;
}

/** @throws `Fault` `own-rules/no-version` where nothing that was typed is a rule */
function packOf({ id, form }: OwnRule): Pack {
  const made = form === null ? undefined : packOfForm(id, form);
  if (made === undefined || 'faults' in made) throw new Fault('own-rules/no-version', REFUSED.noVersion);
  return made.pack;
}

const nameOf = (rule: OwnRule | undefined): string => (rule?.form ?? rule?.pending)?.name ?? '';

import { DECISION_NAMES, DECISION_TABLE } from '../decide/decisions.js';
import { type MessageComponentInteraction, MessageFlags } from 'discord.js';
import { type Decision, type Flag } from '../../moderation/index.js';
import type { Refused } from '../../store/index.js';
import {
  actedAlready,
  closedWords,
  decidedAlready,
  REFUSED,
  undoneAlready,
} from '../../wording/bot/cards.js';
import { showMore } from './more.js';
import { updateAfter } from '../decide/effects.js';
import { defaultReason, reasonsOf } from '../feedback/reasons.js';
import type { Component, Feature, InteractionContext } from '../gateway/feature.js';

/** The message for a moderator whose decision was refused: who was faster, with what, and when. */
async function refusedWords(
  refused: Refused,
  flag: Flag | undefined,
  { store, language }: InteractionContext,
): Promise<string> {
  if (refused === 'closed' && flag?.closedWhy != null) return `${closedWords(flag.closedWhy, language)}.`;
  const number = refused === 'decided' ? flag?.caseNumber : refused === 'not-decided' ? flag?.lastCase : null;
  const last = flag === undefined || number == null ? undefined : await store.cases.get(flag.guildId, number);
  if (last === undefined) return REFUSED[refused][language];
  const when = `<t:${Math.floor(last.at / 1000)}:f>`;
  const who = `<@${last.moderatorId ?? '0'}>`;
  if (last.decision === 'undo') return undoneAlready(who, when, last.number)[language];
  // What was decided, not what has come of it: the card says that.
  const what = DECISION_TABLE[last.decision].label[language];
  return last.moderatorId === null
    ? actedAlready(what, when, last.number)[language]
    : decidedAlready(who, what, when, last.number)[language];
}

/** The buttons of cards. The outbox updates the card itself. */
export const decideFeature: Feature = {
  components: {
    ...Object.fromEntries(DECISION_NAMES.map((decision) => [decision, decisionButton(decision)])),
    undo: { level: 'moderator', first: 'update', run: undo },
    retry: { level: 'moderator', first: 'update', run: retry },
    reason: { level: 'moderator', first: 'update', run: chooseReason },
    more: { level: 'moderator', first: 'private', run: showMore },
  },
};

function decisionButton(decision: Decision): Component {
  return {
    level: DECISION_TABLE[decision].level,
    first: 'update',
    run: async (interaction, context) => {
      const { decider, ids, store } = context;
      const why = defaultReason(await store.servers.settings(interaction.guildId), decision);
      const decided = await decider.decide({ ...request(interaction, ids), decision, why });
      if ('refused' in decided)
        await tellPrivately(interaction, await refusedWords(decided.refused, decided.flag, context));
    },
  };
}

/** Deletes with the chosen reason; where that was decided already, changes the reason. */
async function chooseReason(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { decider, store, outbox, ids, now } = context;
  const { guildId } = interaction;
  const [chosen] = interaction.isStringSelectMenu() ? interaction.values : [];
  const why = reasonsOf(await store.servers.settings(guildId))[Number(chosen)];
  if (why === undefined) return;
  const flag = await store.flags.get(guildId, ids[0] ?? '');
  if (flag?.state === 'decided' && flag.caseNumber !== null) {
    await store.cases.setWhy(guildId, flag.caseNumber, why);
    await store.outbox.add([updateAfter(flag, `reason-${flag.caseNumber}`, String(now()))]);
    outbox.wake();
    return;
  }
  const decided = await decider.decide({ ...request(interaction, ids), decision: 'delete', why });
  if ('refused' in decided)
    await tellPrivately(interaction, await refusedWords(decided.refused, decided.flag, context));
}

async function undo(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { decider, ids } = context;
  const undone = await decider.undo(request(interaction, ids));
  if ('refused' in undone)
    await tellPrivately(interaction, await refusedWords(undone.refused, undone.flag, context));
}

/** Tries again at once what failed in Discord. */
async function retry(
  interaction: MessageComponentInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { decider, ids, language } = context;
  const retried = await decider.retry(request(interaction, ids));
  if ('refused' in retried) await tellPrivately(interaction, REFUSED[retried.refused][language]);
}

/** A custom_id is untrusted, so the flag is looked up in the server of the interaction only. */
function request(
  interaction: MessageComponentInteraction<'cached'>,
  [flagId = '']: readonly string[],
): { guildId: string; flagId: string; moderatorId: string } {
  return { guildId: interaction.guildId, flagId, moderatorId: interaction.user.id };
}

async function tellPrivately(
  interaction: MessageComponentInteraction<'cached'>,
  content: string,
): Promise<void> {
  await interaction.followUp({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
}

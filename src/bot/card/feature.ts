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
    more: { level: 'moderator', first: 'private', run: showMore },
  },
};

function decisionButton(decision: Decision): Component {
  return {
    level: DECISION_TABLE[decision].level,
    first: 'update',
    run: async (interaction, context) => {
      const { decider, ids } = context;
      const decided = await decider.decide({ ...request(interaction, ids), decision });
      if ('refused' in decided)
        await tellPrivately(interaction, await refusedWords(decided.refused, decided.flag, context));
    },
  };
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

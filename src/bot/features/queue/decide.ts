import { DECISION_NAMES, DECISION_TABLE } from '../../decide/decisions.js';
import type { MessageComponentInteraction } from 'discord.js';
import { z } from 'zod';
import { actOf, actPartitionKey, type Case, type Flag } from '../../../moderation/index.js';
import { decisionWords } from '../../../wording/bot/cards.js';
import { standingWords } from '../../card/view.js';
import { defaultReason } from '../../feedback/reasons.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { LEASE, possibleDecisions, showFlag, showNext } from './show.js';
import { ALL, withDone } from '../../bulk/choice.js';
import type { Notice } from './view.js';
import { byWhom, decidedByOther, justDone, NOTICE } from '../../../wording/bot/queue.js';

type Click = MessageComponentInteraction<'cached'>;

/** Handles `queue-decide:DECISION:FLAG:CHOICE`: decides and shows the next flag. */
export async function decideOne(interaction: Click, context: InteractionContext): Promise<void> {
  const [decisionId, flagId = '', choice = ALL] = context.ids;
  const { store, decider, now } = context;
  const { guildId, guild, user } = interaction;
  const decision = z.enum(DECISION_NAMES).parse(decisionId);
  // Only the holder of the lease may decide; an expired lease is renewed unless another moderator has it now.
  const flag = await store.flags.claim(guildId, user.id, flagId, now(), LEASE);
  if (flag === undefined) {
    const notice = await whyNot(context, await store.flags.get(guildId, flagId));
    return showNext(interaction, context, { choice, after: flagId, notice });
  }
  if (DECISION_TABLE[decision].effect !== null) {
    const settings = await store.servers.settings(guildId);
    if (!(await possibleDecisions(guild, flag, settings)).includes(decision))
      return showAgain(interaction, context, flag, choice, { text: context.say(NOTICE.cannot) });
  }
  const why = defaultReason(await store.servers.settings(guildId), decision);
  const decided = await decider.decide({ guildId, flagId, decision, moderatorId: user.id, why });
  const notice =
    'refused' in decided
      ? await whyNot(context, decided.flag)
      : {
          text: await justDecided(context, decided.flag, decided.case),
          undo: { flagId, caseNumber: decided.case.number },
        };
  const next = 'refused' in decided ? choice : withDone(choice, 1);
  await showNext(interaction, context, { choice: next, after: flagId, notice });
}

/** What was just decided, and how far Discord has confirmed it by now. */
async function justDecided(
  { store, say, language }: InteractionContext,
  { id, guildId }: Flag,
  { decision, number }: Case,
): Promise<string> {
  const acts = await store.outbox.acts(guildId, [actPartitionKey(id)]);
  return say(justDone(standingWords(decision, actOf(acts, number), language), number));
}

/** Handles `queue-undo:FLAG:CASE:CHOICE`: undoes a decision of this round and shows its flag again. */
export async function undoOne(interaction: Click, context: InteractionContext): Promise<void> {
  const [flagId = '', caseNumber, choice = ALL] = context.ids;
  const { store, decider, now, say } = context;
  const { guildId, user } = interaction;
  const before = await store.flags.get(guildId, flagId);
  // Never undo a later decision by somebody else.
  const undone =
    before?.caseNumber === Number(caseNumber)
      ? await decider.undo({ guildId, flagId, moderatorId: user.id })
      : { refused: 'not-decided' as const };
  if ('refused' in undone) {
    const text = say(before === undefined ? NOTICE.unknown : NOTICE.notDecided);
    return showNext(interaction, context, { choice, after: flagId, notice: { text } });
  }
  await store.flags.release(guildId, user.id);
  const flag = await store.flags.claim(guildId, user.id, flagId, now(), LEASE);
  const back = withDone(choice, -1);
  if (flag !== undefined) return showAgain(interaction, context, flag, back, { text: say(NOTICE.undone) });
  const notice = { text: say(NOTICE.undoneClosed) };
  await showNext(interaction, context, { choice: back, after: flagId, notice });
}

async function showAgain(
  interaction: Click,
  context: InteractionContext,
  flag: Flag,
  choice: string,
  notice: Notice,
): Promise<void> {
  await showFlag(interaction, context, flag, { choice, notice });
}

/** Explains why a flag could not be decided. */
async function whyNot({ store, say, language }: InteractionContext, flag: Flag | undefined): Promise<Notice> {
  if (flag === undefined) return { text: say(NOTICE.unknown) };
  if (flag.state === 'closed') return { text: say(NOTICE[flag.closedWhy ?? 'unknown']) };
  if (flag.state === 'open') return { text: say(NOTICE.lost) };
  const stands = flag.caseNumber === null ? undefined : await store.cases.get(flag.guildId, flag.caseNumber);
  return { text: say(alreadyDecided(stands, language)) };
}

function alreadyDecided(
  stands: Case | undefined,
  language: InteractionContext['language'],
): { ko: string; en: string } {
  if (stands === undefined) return NOTICE.unknown;
  const who = byWhom(stands.moderatorId)[language];
  const when = `<t:${Math.floor(stands.at / 1000)}:R>`;
  const what =
    stands.decision === 'undo'
      ? decisionWords('undo', language)
      : DECISION_TABLE[stands.decision].label[language];
  return decidedByOther(what, who, when, stands.number);
}

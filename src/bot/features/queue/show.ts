import { type Abilities, DECISION_TABLE, decisionsOn } from '../../decide/decisions.js';
import {
  type ChatInputCommandInteraction,
  type Guild,
  type MessageComponentInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import {
  type Decision,
  type Flag,
  isSiteChannel,
  selects,
  type ServerSettings,
} from '../../../moderation/index.js';
import {
  choiceWords,
  countsWords,
  failingWords,
  leaseWords,
  othersHaveThem,
  progressWords,
  QUEUE,
  roundOver,
  SORT_NAMES,
} from '../../../wording/bot/queue.js';
import { type Choice, doneOf, isUnfiltered, readChoice } from '../../bulk/choice.js';
import { selectionParts } from '../../bulk/selection.js';
import { renderCard } from '../../card/card.js';
import { loadCardView } from '../../card/view.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { readFailing } from '../guide/failing.js';
import { type Notice, renderNothing, renderPage } from './view.js';

/**
 * The decisions that the bot can carry out on a flag, in the order of their buttons; depends on its permissions in the
 * comment's channel and on the server's settings.
 */
export async function possibleDecisions(
  guild: Guild,
  flag: Flag,
  settings: Pick<ServerSettings, 'hiddenChannelId' | 'logChannelId'>,
): Promise<Decision[]> {
  // The site deletes and hides by itself, once it is told.
  if (isSiteChannel(flag.channelId)) return decisionsOn('queue', flag);
  const me = guild.members.me ?? (await guild.members.fetchMe());
  // If the bot cannot see the channel any more, it cannot delete anything there.
  const channel = await guild.client.channels.fetch(flag.channelId).catch(() => null);
  const here =
    channel === null || channel.isDMBased() || channel.guildId !== guild.id
      ? null
      : channel.permissionsFor(me);
  // A webhook is not a member, and the author is deleted after the retention period.
  const author = flag.content?.author ?? null;
  const abilities: Abilities = {
    canDelete: here?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ManageMessages]) ?? false,
    canKeepHidden: (settings.hiddenChannelId ?? settings.logChannelId) !== null,
    canTimeOut: author !== null && !author.webhook && me.permissions.has(PermissionFlagsBits.ModerateMembers),
  };
  return decisionsOn('queue', flag).filter((decision) => DECISION_TABLE[decision].isPossible(abilities));
}

/** Lease of a flag in ms; each action of the moderator renews it. */
export const LEASE = 5 * 60_000;

type QueueInteraction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** A moderator's position in the queue. */
interface Position {
  /** The filters, encoded by `choiceId`. */
  readonly choice: string;
  /** The last flag shown in this round; the next one comes after it. */
  readonly after?: string;
  readonly notice?: Notice | null;
}

/** Leases and shows the next flag; releases the moderator's previous lease. */
export async function showNext(
  interaction: QueueInteraction,
  context: InteractionContext,
  { choice: id, after, notice = null }: Position,
): Promise<void> {
  const { store, now } = context;
  const { guildId, user } = interaction;
  const [choice] = await Promise.all([
    readChoice(store.flags, guildId, id),
    store.flags.release(guildId, user.id),
  ]);
  const filter = choice === null || after === undefined ? choice : { ...choice, after };
  const flag = filter === null ? undefined : await store.flags.next(guildId, user.id, filter, now(), LEASE);
  if (flag !== undefined) await showFlag(interaction, context, flag, { choice: id, notice });
  else await showNothing(interaction, context, { id, choice, notice });
}

/** Shows a flag leased to the moderator, with its choice as it is encoded. */
export async function showFlag(
  interaction: QueueInteraction,
  context: InteractionContext,
  flag: Flag,
  { choice: id, notice }: { readonly choice: string; readonly notice: Notice | null },
): Promise<void> {
  const { store, language, say, now } = context;
  const { guildId, guild } = interaction;
  const settings = await store.servers.settings(guildId);
  const choice = (await readChoice(store.flags, guildId, id)) ?? {};
  const [view, decisions, counts, chosen, fails] = await Promise.all([
    loadCardView(context, flag, language),
    possibleDecisions(guild, flag, settings),
    store.flags.count(guildId, choice, now()),
    choiceParts(context, guildId, choice),
    readFailing(store, guildId, now()),
  ]);
  const card = renderCard(view, { language, buttons: false, spoiler: settings.spoiler });
  const others = counts.held - (fits(flag, choice, now()) ? 1 : 0);
  const done = doneOf(id);
  const footer = [
    [
      done > 0 ? say(progressWords(done, counts.open)) : '',
      say(countsWords(counts.open, Math.max(0, others))),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  ];
  if (flag.claim !== null) footer.push(say(leaseWords(flag.claim.until)));
  if (chosen.length > 0) footer.push(say(choiceWords(chosen)));
  const failing = fails.reduce((sum, { count }) => sum + count, 0);
  if (failing > 0) footer.push(say(failingWords(failing)));
  await interaction.editReply({
    components: renderPage(
      {
        notice,
        card: card.components,
        flagId: flag.id,
        messageUrl: view.messageUrl,
        decisions,
        footer,
        choice: id,
        sort: choice.sort ?? 'score',
      },
      language,
    ),
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  });
}

/** Explains why there is no next flag: none at all, none free for this moderator, or the end of a round. */
async function showNothing(
  interaction: QueueInteraction,
  { store, language, say, now }: InteractionContext,
  {
    id,
    choice,
    notice,
  }: { readonly id: string; readonly choice: Choice | null; readonly notice: Notice | null },
): Promise<void> {
  const counts =
    choice === null ? { open: 0, held: 0 } : await store.flags.count(interaction.guildId, choice, now());
  const free = counts.open - counts.held;
  const [message, next] =
    counts.open === 0
      ? ([isUnfiltered(id) ? QUEUE.empty : QUEUE.emptyChoice, 'refresh'] as const)
      : free > 0
        ? ([roundOver(free), 'again'] as const)
        : ([othersHaveThem(counts.open), 'refresh'] as const);
  const done = doneOf(id);
  const text = [say(message), done > 0 ? `-# ${say(progressWords(done, counts.open))}` : '']
    .filter((part) => part !== '')
    .join('\n');
  await interaction.editReply({
    components: renderNothing({ notice, text, choice: id, next, offerAll: !isUnfiltered(id) }, language),
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  });
}

/** Releases the lease and ends the session. */
export async function showStopped(
  interaction: QueueInteraction,
  { store, language, say, now }: InteractionContext,
  id: string,
): Promise<void> {
  const { guildId, user } = interaction;
  await store.flags.release(guildId, user.id);
  const { open, held } = await store.flags.count(guildId, {}, now());
  await interaction.editReply({
    components: renderNothing(
      {
        notice: null,
        text: `${say(QUEUE.stopped)}\n${say(countsWords(open, held))}`,
        choice: id,
        next: 'goOn',
        offerAll: false,
      },
      language,
    ),
    flags: MessageFlags.IsComponentsV2,
  });
}

/** Filters and order in words. */
async function choiceParts(
  { store, judges, language, say }: InteractionContext,
  guildId: string,
  { sort, ...selection }: Choice,
): Promise<string[]> {
  const titles = await judges.titles(guildId);
  const parts = await selectionParts({ store, titles, named: true }, guildId, selection, language);
  return sort === undefined ? parts : [...parts, say(SORT_NAMES[sort])];
}

/** Whether a flag matches the filters: a flag whose decision was undone is shown even if it does not. */
function fits(flag: Flag, choice: Choice, now: number): boolean {
  return selects(choice, flag, { now, campaignId: choice.campaignId ?? null });
}

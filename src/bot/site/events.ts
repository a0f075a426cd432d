import {
  type Case,
  type Decision,
  type Effect,
  isSiteChannel,
  type NewEffect,
  type Site,
} from '../../moderation/index.js';
import type { Judged, IncomingMessage, Store } from '../../store/index.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from '../outbox/effect-context.js';
import type { SiteEventBody } from './schema.js';

type Told = Pick<EffectContext, 'store' | 'webhooks' | 'signal' | 'now'>;
type Subject = Pick<
  Extract<SiteEventBody, { type: 'comment.judged' }>['data'],
  'commentId' | 'url' | 'discord'
>;

/** The effect that tells a site of a verdict. In partitions of the site's own: many of them must not hold up cards. */
export function judgedEffect(
  site: Site,
  { messageId, revision }: Pick<IncomingMessage, 'messageId' | 'revision'>,
  { verdict, score }: Pick<Judged, 'verdict' | 'score'>,
  flagged: boolean,
  at: number,
): NewEffect {
  return {
    guildId: site.channelId,
    partitionKey: `site:${messageId}`,
    key: `site-judged:${messageId}:${revision}`,
    effect: { kind: 'site-judged', siteId: site.id, messageId, revision, verdict, score, flagged, at },
  };
}

/**
 * The effects that tell other sites of a server of a decision, or of its undoing: those that asked for decisions on messages
 * of Discord. A site is told of its own comments by the decision's own effect.
 */
export function discordEffects(
  sites: readonly Site[],
  {
    id: flagId,
    guildId,
    channelId,
    messageId,
  }: { id: string; guildId: string; channelId: string; messageId: string },
  caseNumber: number,
): NewEffect[] {
  if (isSiteChannel(channelId)) return [];
  return sites.map((site) => ({
    guildId: site.channelId,
    partitionKey: `site:${messageId}`,
    key: `site-decision:${guildId}:${caseNumber}`,
    effect: { kind: 'site-decision', guildId, siteId: site.id, flagId, caseNumber },
  }));
}

/**
 * Tells a site of the decision on a flag, or of its undoing.
 *
 * @param siteId null: the site that the comment is of
 * @throws WebhookFailure
 */
export async function tellDecision(
  {
    key,
    siteId,
    guildId,
    flagId,
    caseNumber,
  }: { key: string; siteId: string | null; guildId: string; flagId: string; caseNumber: number },
  context: Told,
): Promise<Outcome> {
  const { store } = context;
  const [flag, made] = await Promise.all([
    store.flags.get(guildId, flagId),
    store.cases.get(guildId, caseNumber),
  ]);
  if (flag === undefined || made === undefined) return DONE;
  const undone = made.undoes === null ? undefined : await store.cases.get(guildId, made.undoes);
  const of = undone ?? made;
  if (of.decision === 'undo') return DONE;
  const about = await subjectOf(store, guildId, flag.channelId, flag.messageId);
  const to = siteId ?? about.siteId;
  if (to === null) return DONE;
  return tell(to, eventOf(made, of.decision, about.subject, flag.revision), key, context);
}

/** Tells the site of a message of repeated texts that it was removed with them, or that this was undone. */
export async function tellCampaign(
  item: Ordered<'campaign-delete'> | Ordered<'campaign-restore'>,
  context: Told,
): Promise<Outcome> {
  const { store } = context;
  const { campaignId, messageId, kind } = item.effect;
  const member = await store.campaigns.member(item.guildId, messageId);
  if (member === undefined) return DONE;
  const record = await store.campaigns.get(item.guildId, campaignId);
  const { siteId, subject } = await subjectOf(store, item.guildId, member.channelId, messageId);
  if (siteId === null) return DONE;
  const at = new Date(record?.decided?.at ?? context.now()).toISOString();
  return tell(
    siteId,
    {
      type: kind === 'campaign-delete' ? 'comment.decided' : 'comment.undone',
      timestamp: at,
      data: {
        ...subject,
        revision: (await store.messages.revision(messageId)) ?? 0,
        decision: 'delete',
        case: null,
        campaign: campaignId,
        by: record?.decided?.moderatorId == null ? 'matgeul' : 'moderator',
        reason: null,
        decidedAt: at,
      },
    },
    `${item.guildId}:${item.key}`,
    context,
  );
}

/** Tells a site of a verdict on one of its comments. */
export async function tellJudged(item: Ordered<'site-judged'>, context: Told): Promise<Outcome> {
  const { siteId, messageId, revision, verdict, score, flagged, at } = item.effect;
  const message = await context.store.sites.message(messageId);
  if (message === undefined) return DONE;
  const { commentId, url } = message;
  return tell(
    siteId,
    {
      type: 'comment.judged',
      timestamp: new Date(at).toISOString(),
      data: { commentId, url, discord: null, revision, verdict, score, flagged },
    },
    `${item.guildId}:${item.key}`,
    context,
  );
}

async function tell(
  siteId: string,
  event: SiteEventBody,
  key: string,
  { store, webhooks, signal }: Told,
): Promise<Outcome> {
  // Not from memory: an address that was set a moment ago counts.
  const site = await store.sites.get(siteId);
  if (site === undefined || webhooks === undefined || !wants(site, event.type)) return DONE;
  await webhooks.send(site, event, key, signal);
  return DONE;
}

function wants({ events }: Site, type: SiteEventBody['type']): boolean {
  if (type === 'comment.judged') return events.includes('judged');
  return events.includes(type === 'comment.undone' ? 'undone' : 'decided') || events.includes('discord');
}

async function subjectOf(
  store: Store,
  guildId: string,
  channelId: string,
  messageId: string,
): Promise<{ readonly siteId: string | null; readonly subject: Subject }> {
  if (!isSiteChannel(channelId))
    return {
      siteId: null,
      subject: {
        commentId: null,
        url: `https://discord.com/channels/${guildId}/${channelId}/${messageId}`,
        discord: { channelId, messageId },
      },
    };
  const message = await store.sites.message(messageId);
  return {
    siteId: message?.siteId ?? null,
    subject: { commentId: message?.commentId ?? null, url: message?.url ?? null, discord: null },
  };
}

function eventOf(made: Case, decision: Decision, subject: Subject, revision: number): SiteEventBody {
  const at = new Date(made.at).toISOString();
  return {
    type: made.decision === 'undo' ? 'comment.undone' : 'comment.decided',
    timestamp: at,
    data: {
      ...subject,
      revision,
      decision,
      case: made.number,
      campaign: null,
      by: made.moderatorId === null ? 'matgeul' : 'moderator',
      reason: made.why,
      decidedAt: at,
    },
  };
}

/** The item of an effect that tells a site of a decision. */
export function decisionOf(
  item: { readonly guildId: string; readonly key: string } & {
    readonly effect: Extract<Effect, { readonly flagId: string; readonly caseNumber: number }>;
  },
): Parameters<typeof tellDecision>[0] {
  const { flagId, caseNumber } = item.effect;
  const own = item.effect.kind === 'site-decision' ? item.effect : { guildId: item.guildId, siteId: null };
  return { key: `${item.guildId}:${item.key}`, siteId: own.siteId, guildId: own.guildId, flagId, caseNumber };
}

import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type GuildTextBasedChannel,
  type Message,
  PermissionFlagsBits,
  RESTJSONErrorCodes as Codes,
} from 'discord.js';
import { Fault, type LocalizedText } from '../../../fault.js';
import { retry } from '../../../retry.js';
import type { BoundChannel, IncomingMessage } from '../../../store/index.js';
import { FAULTS } from '../../../wording/bot/scan.js';
import { isUnknown } from '../../discord/failure.js';
import type { Taken } from '../../gateway/intake.js';
import { parentText, RecentTexts } from '../../gateway/incoming.js';
import { modeOf, boundChannelOf } from '../../judges.js';
import { fullText, shownText } from '../../gateway/comment-text.js';
import { isComment, toIncoming } from '../../gateway/incoming.js';
import type { InteractionContext } from '../../gateway/feature.js';
import type { Services } from '../../services.js';

/** The fields of a message by which a scan pages and stops. */
export interface Dated {
  readonly id: string;
  readonly createdTimestamp: number;
}

/** How far back a scan goes. */
export interface Reach {
  /** Messages at most. */
  readonly count: number;
  /** Nothing older than this (ms since 1970). */
  readonly since: number | null;
}

/** Discord's limit of messages per request. */
const PAGE = 100;

/**
 * Yields the history of a channel page by page, newest first, within `Reach`. It fetches a page only after the consumer
 * took the previous one, so a slow consumer holds at most one.
 *
 * @param fetch returns at most `limit` messages older than `before`, in any order; fewer than `limit` on the last page
 */
export async function* history<Message extends Dated>(
  fetch: (before: string | undefined, limit: number) => Promise<readonly Message[]>,
  { count, since }: Reach,
): AsyncGenerator<Message[]> {
  let before: string | undefined;
  for (let left = count; left > 0;) {
    const limit = Math.min(PAGE, left);
    const page = [...(await fetch(before, limit))].sort(newestFirst);
    const inReach = since === null ? page : page.filter(({ createdTimestamp }) => createdTimestamp >= since);
    if (inReach.length > 0) yield inReach;
    if (page.length < limit || inReach.length < page.length) return;
    left -= page.length;
    before = page.at(-1)?.id;
  }
}

/** Progress of a scan, 0 to 1: by count or by time, whichever is further. */
export function shareDone(
  read: number,
  oldest: number | null,
  startedAt: number,
  { count, since }: Reach,
): number {
  const byCount = read / count;
  const byTime =
    since === null || oldest === null ? 0 : (startedAt - oldest) / Math.max(1, startedAt - since);
  return Math.min(1, Math.max(0, byCount, byTime));
}

function newestFirst(one: Dated, other: Dated): number {
  const [a, b] = [BigInt(one.id), BigInt(other.id)];
  if (a === b) return 0;
  return a > b ? -1 : 1;
}

/** Messages per scan: the default, and the maximum. */
export const USUAL = 500;
export const MOST = 10_000;

/** A validated scan request. */
interface Target {
  readonly channel: GuildTextBasedChannel;
  readonly articleId: string;
  readonly reach: Reach;
}

const DAY = 86_400_000;

/**
 * Validates a moderator's scan request.
 *
 * @throws Fault `scan/…` if nothing can be read or judged there; its text says how to go on
 */
export async function targetOf(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<Target> {
  const { options, guild, guildId, channelId } = interaction;
  if (!context.canReadMessages()) throw new Fault('scan/no-content', FAULTS.noContent);
  const id = options.getChannel('channel')?.id ?? channelId;
  // Archived threads are not in memory.
  const channel = guild.channels.cache.get(id) ?? (await guild.channels.fetch(id).catch(() => null));
  if (channel === null) throw new Fault('scan/channel-gone', FAULTS.gone);
  if (channel.isThreadOnly()) throw new Fault('scan/forum', FAULTS.forum);
  if (!channel.isTextBased()) throw new Fault('scan/channel-gone', FAULTS.gone);
  // Drop the cached bindings, as the channel may have been bound a moment ago.
  context.judges.forget(guildId);
  const state = await context.judges.server(guildId);
  const boundChannel = boundChannelOf(channel.id, state, context.client);
  if (!isBound(boundChannel)) throw new Fault('scan/not-bound', FAULTS.notBound);
  if (modeOf(boundChannel, state) === 'off') throw new Fault('scan/off', FAULTS.off);
  const me = guild.members.me ?? (await guild.members.fetchMe());
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory];
  if (!channel.permissionsFor(me).has(needed)) throw new Fault('scan/no-access', FAULTS.noAccess);
  return { channel, articleId: boundChannel.articleId, reach: reachOf(interaction, context.now()) };
}

function reachOf({ options }: ChatInputCommandInteraction<'cached'>, now: number): Reach {
  const [count, days] = [options.getInteger('count'), options.getInteger('since')];
  const since = days === null ? null : now - days * DAY;
  // With only a number of days given, the count limit is the maximum.
  return { count: Math.min(MOST, count ?? (since === null ? USUAL : MOST)), since };
}

function isBound(
  boundChannel: BoundChannel | undefined,
): boundChannel is BoundChannel & { readonly articleId: string } {
  return boundChannel !== undefined && boundChannel.articleId !== null;
}

/** Retry policy for pages: delays from 1 s doubling to 8 s, for two and a half minutes, as discord.js itself tries a hanging request four times of 15 s. Statuses below 500 are final. */
const PAGE_RETRY = {
  firstMs: 1_000,
  longestMs: 8_000,
  windowMs: (error: unknown) => (error instanceof DiscordAPIError && error.status < 500 ? 0 : 150_000),
};

/** How a scan ended. */
export type Ending =
  | { readonly kind: 'done' }
  /** A moderator stopped it. */
  | { readonly kind: 'stopped'; readonly by: string }
  /** The bot is shutting down. */
  | { readonly kind: 'shutdown' }
  | { readonly kind: 'no-access' }
  | { readonly kind: 'channel-gone' }
  /** The channel was unbound, or bound to another article. */
  | { readonly kind: 'unbound' }
  /** Any other failure; `text` is shown to the moderator. */
  | { readonly kind: 'failed'; readonly text: LocalizedText | null };

/** Progress of a scan. */
export interface Counts {
  /** Messages of the history, comments or not. */
  readonly read: number;
  /** Comments that were new to the store and judged now. */
  readonly fresh: number;
  readonly flagged: number;
}

type ScanServices = Pick<Services, 'client' | 'judges' | 'articles' | 'log' | 'now'>;

/** Hooks of a running scan. */
interface Watch {
  /** Aborted to end the scan after the current page. */
  readonly signal: AbortSignal;
  /** Called after each page. */
  readonly progress: (counts: Counts, share: number) => void;
  /** Stores, judges and flags comments like live ones; skips known ones. */
  readonly take: (messages: readonly IncomingMessage[]) => Promise<Taken>;
}

/**
 * Scans the history of a bound channel backwards. Each page is judged before the next is read, so an interrupted scan
 * loses nothing, and a second scan skips known comments.
 */
export async function scan(
  target: Target,
  services: ScanServices,
  watch: Watch,
): Promise<{ readonly ending: Ending; readonly counts: Counts }> {
  const { channel, reach } = target;
  const { signal } = watch;
  const startedAt = services.now();
  const recent = new RecentTexts();
  let counts: Counts = { read: 0, fresh: 0, flagged: 0 };
  const finish = async (page: readonly Message<true>[]): Promise<void> => {
    const { fresh, flagged } = await watch.take(
      await commentsOf(page, target.articleId, recent, signal, services),
    );
    counts = {
      read: counts.read + page.length,
      fresh: counts.fresh + fresh,
      flagged: counts.flagged + flagged,
    };
    watch.progress(counts, shareDone(counts.read, page.at(-1)?.createdTimestamp ?? null, startedAt, reach));
  };
  try {
    // Read one page ahead: the parent of a reply is older, mostly on the same page or the next.
    let before: readonly Message<true>[] = [];
    const pages = history<Message<true>>((from, limit) => readPage(channel, from, limit, signal), reach);
    for await (const page of pages) {
      for (const message of page) recent.add(message.id, shownText(message));
      if (before.length > 0) await finish(before);
      before = page;
      if (signal.aborted) break;
      if (!(await isStillBound(target, services))) return { ending: { kind: 'unbound' }, counts };
    }
    if (before.length > 0 && !signal.aborted) await finish(before);
    return { ending: signal.aborted ? endingOf(signal) : { kind: 'done' }, counts };
  } catch (error) {
    if (signal.aborted) return { ending: endingOf(signal), counts };
    return { ending: failureOf(error, channel.id, services), counts };
  }
}

async function readPage(
  channel: GuildTextBasedChannel,
  before: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<Message<true>[]> {
  const page = await retry(
    () => channel.messages.fetch({ limit, cache: false, ...(before === undefined ? {} : { before }) }),
    { ...PAGE_RETRY, signal },
  );
  return [...page.values()];
}

/** The comments of a page, oldest first, with their parents. */
async function commentsOf(
  page: readonly Message<true>[],
  articleId: string,
  recent: RecentTexts,
  signal: AbortSignal,
  { articles }: Pick<ScanServices, 'articles'>,
): Promise<IncomingMessage[]> {
  const comments: IncomingMessage[] = [];
  for (const message of page.filter(isComment).reverse()) {
    signal.throwIfAborted();
    const [text, parent] = await Promise.all([fullText(message, articles), parentText(message, recent)]);
    comments.push(toIncoming(message, articleId, { text, parent }));
  }
  return comments;
}

async function isStillBound(
  { channel, articleId }: Target,
  { judges, client }: ScanServices,
): Promise<boolean> {
  const state = await judges.server(channel.guildId);
  return boundChannelOf(channel.id, state, client)?.articleId === articleId;
}

function endingOf({ reason }: AbortSignal): Ending {
  return typeof reason === 'string' ? { kind: 'stopped', by: reason } : { kind: 'shutdown' };
}

function failureOf(error: unknown, channelId: string, { log }: ScanServices): Ending {
  if (isUnknown(error, Codes.MissingAccess, Codes.MissingPermissions)) return { kind: 'no-access' };
  if (isUnknown(error, Codes.UnknownChannel)) return { kind: 'channel-gone' };
  if (error instanceof Fault) return { kind: 'failed', text: error.text };
  log.error({ err: error, channelId }, 'a scan failed');
  return { kind: 'failed', text: null };
}

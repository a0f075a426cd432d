import {
  DiscordAPIError,
  type GuildTextBasedChannel,
  type Message,
  RESTJSONErrorCodes as Codes,
} from 'discord.js';
import { Fault, type LocalizedText } from '../../../fault.js';
import { retry } from '../../../retry.js';
import type { IncomingMessage } from '../../../store/index.js';
import type { Taken } from '../../gateway/intake.js';
import { isComment, parentText, RecentTexts, toIncoming } from '../../gateway/incoming.js';
import { boundChannelOf } from '../../judges.js';
import { isUnknown } from '../../discord/failure.js';
import type { Services } from '../../services.js';
import { history, shareDone } from './history.js';
import type { Target } from './target.js';

/** Waits while a page cannot be read: 1 s doubling to 8 s, for half a minute. Answers below 500 are final. */
const PAGE_RETRY = {
  firstMs: 1_000,
  longestMs: 8_000,
  windowMs: (error: unknown) => (error instanceof DiscordAPIError && error.status < 500 ? 0 : 30_000),
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
  /** Comments that the store did not know and that were judged now. */
  readonly fresh: number;
  readonly flagged: number;
}

type ScanServices = Pick<Services, 'client' | 'judges' | 'log' | 'now'>;

/** How a scan is watched and ended. */
export interface Watch {
  /** Aborted to end it after the page that is under way. */
  readonly signal: AbortSignal;
  /** Told after each page. */
  readonly progress: (counts: Counts, share: number) => void;
  /** Takes comments as the live ones are taken: stored, judged, flagged; known ones cost nothing. */
  readonly take: (messages: readonly IncomingMessage[]) => Promise<Taken>;
}

/**
 * Goes back over the history of a place. What was read is judged page by page, so that whatever ends it loses nothing, and
 * a second scan passes over what is known.
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
    const { fresh, flagged } = await watch.take(await commentsOf(page, target.articleId, recent, signal));
    counts = {
      read: counts.read + page.length,
      fresh: counts.fresh + fresh,
      flagged: counts.flagged + flagged,
    };
    watch.progress(counts, shareDone(counts.read, page.at(-1)?.createdTimestamp ?? null, startedAt, reach));
  };
  try {
    // One page is read ahead: what a comment answers stands before it, mostly on the same page or the next.
    let before: readonly Message<true>[] = [];
    const pages = history<Message<true>>((from, limit) => readPage(channel, from, limit, signal), reach);
    for await (const page of pages) {
      for (const { id, content } of page) recent.add(id, content);
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

/** The comments of a page, oldest first, with what they answer. */
async function commentsOf(
  page: readonly Message<true>[],
  articleId: string,
  recent: RecentTexts,
  signal: AbortSignal,
): Promise<IncomingMessage[]> {
  const comments: IncomingMessage[] = [];
  for (const message of page.filter(isComment).reverse()) {
    signal.throwIfAborted();
    comments.push(toIncoming(message, articleId, await parentText(message, recent)));
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

import { type Guild, type GuildBasedChannel, type GuildMember, PermissionFlagsBits } from 'discord.js';
import type { LocalizedText } from '../../../fault.js';
import {
  evidenceName,
  type AccuracyGate,
  accuracyGateOf,
  type Mode,
  REPORTED,
  requirementsFor,
  type ServerSettings,
} from '../../../moderation/index.js';
import type { BoundChannel } from '../../../store/index.js';
import { PERMISSIONS } from '../../../wording/bot/guide.js';
import type { Services } from '../../services.js';
import { type Failing, readFailing } from './failing.js';

export type Permission = keyof typeof PERMISSIONS;

/** Permissions the bot needs to read comments in a channel, and to post cards in one. */
const TO_READ = ['ViewChannel', 'ReadMessageHistory'] as const satisfies readonly Permission[];
const TO_POST = ['ViewChannel', 'SendMessages'] as const satisfies readonly Permission[];

/** Whether the bot can use a channel named in the settings. */
export type Reach =
  | { readonly kind: 'ok' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'lacks'; readonly missing: readonly Permission[] };

/** The bot itself as a member. */
async function meIn(guild: Guild): Promise<GuildMember> {
  return guild.members.me ?? (await guild.members.fetchMe());
}

/** Whether the bot can do in a channel what it needs to. */
async function reachOf(guild: Guild, channelId: string, needed: readonly Permission[]): Promise<Reach> {
  const channel = await guild.channels.fetch(channelId).catch(() => null);
  if (channel === null) return { kind: 'gone' };
  const missing = missingIn(channel, await meIn(guild), needed);
  return missing.length === 0 ? { kind: 'ok' } : { kind: 'lacks', missing };
}

/** The permissions that the bot lacks in a channel. */
function missingIn(channel: GuildBasedChannel, me: GuildMember, needed: readonly Permission[]): Permission[] {
  const here = channel.permissionsFor(me);
  // Posting in a thread needs a permission of its own.
  const required = needed.map((one) =>
    one === 'SendMessages' && channel.isThread() ? 'SendMessagesInThreads' : one,
  );
  return required.filter((one) => !here.has(PermissionFlagsBits[one]));
}

/** State of a server as shown by the settings panel and `/help`. */
export interface ServerFacts {
  readonly settings: ServerSettings;
  readonly boundChannels: readonly ChannelFacts[];
  /** Null if none is set. */
  readonly log: Reach | null;
  readonly hidden: Reach | null;
  readonly mayTimeOut: boolean;
  /** Whether there is any decision yet. */
  readonly decided: boolean;
  /** Whether Discord lets the bot read messages in full. */
  readonly canRead: boolean;
  /** The model that comments may be sent to; null where the operator names none. */
  readonly asks: { readonly host: string; readonly model: string } | null;
  /** What the bot was to do in Discord and cannot, most first. */
  readonly failing: readonly Failing[];
  /** How close each kind of evidence is to automatic actions (`act`), most decisions first. */
  readonly gates: readonly { readonly name: LocalizedText; readonly gate: AccuracyGate }[];
}

export interface ChannelFacts {
  readonly boundChannel: BoundChannel;
  /** The effective mode: the channel's own, or else the server's. */
  readonly mode: Mode;
  /** Permissions the bot lacks there. */
  readonly missing: readonly Permission[];
}

type FactServices = Pick<Services, 'store' | 'judges' | 'asker' | 'canReadMessages' | 'now'>;

/** Loads the state of a server. */
export async function readFacts(services: FactServices, guild: Guild): Promise<ServerFacts> {
  const { store, judges } = services;
  const [settings, boundChannels, cases, accuracy, failing, me] = await Promise.all([
    store.servers.settings(guild.id),
    store.channels.of(guild.id),
    store.cases.latest(guild.id, 1),
    store.cases.accuracy(guild.id),
    readFailing(store, guild.id, services.now()),
    meIn(guild),
  ]);
  const { logChannelId, hiddenChannelId } = settings;
  const [log, hidden] = await Promise.all(
    [logChannelId, hiddenChannelId].map(async (id) => (id === null ? null : reachOf(guild, id, TO_POST))),
  );
  const titles = await judges.titles(guild.id);
  const gates = [...accuracy]
    // The bot never acts on reports.
    .filter(([key]) => key !== REPORTED)
    .map(([key, counted]) => ({
      name: evidenceName(key, titles),
      gate: accuracyGateOf(counted, requirementsFor(key, settings.gate)),
    }))
    .sort((a, b) => b.gate.decided - a.gate.decided);
  return {
    settings,
    gates,
    failing,
    log: log ?? null,
    hidden: hidden ?? null,
    mayTimeOut: me.permissions.has(PermissionFlagsBits.ModerateMembers),
    decided: cases.length > 0,
    canRead: services.canReadMessages(),
    asks: services.asker === undefined ? null : { host: services.asker.host, model: services.asker.model },
    boundChannels: boundChannels.map((boundChannel) => {
      const mode = boundChannel.mode ?? settings.mode;
      const needed = actsByDeleting(mode, settings) ? [...TO_READ, 'ManageMessages' as const] : TO_READ;
      // An archived thread is not in the cache; its permissions are checked once it is reopened.
      const channel = guild.channels.cache.get(boundChannel.channelId);
      return { boundChannel, mode, missing: channel === undefined ? [] : missingIn(channel, me, needed) };
    }),
  };
}

function actsByDeleting(mode: Mode, { action }: Pick<ServerSettings, 'action'>): boolean {
  return mode === 'act' && action !== 'timeout';
}

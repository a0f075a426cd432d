import { type Guild, type GuildBasedChannel, type GuildMember, PermissionFlagsBits } from 'discord.js';
import type { LocalizedText } from '../../../fault.js';
import {
  evidenceName,
  type AccuracyGate,
  accuracyGateOf,
  type Mode,
  type ServerSettings,
} from '../../../moderation/index.js';
import type { BoundChannel } from '../../../store/index.js';
import { PERMISSIONS } from '../../../wording/bot/guide.js';
import type { Services } from '../../services.js';

export type Permission = keyof typeof PERMISSIONS;

/** What the bot needs to read comments in a place, and to post cards in a channel. */
const TO_READ = ['ViewChannel', 'ReadMessageHistory'] as const satisfies readonly Permission[];
const TO_POST = ['ViewChannel', 'SendMessages'] as const satisfies readonly Permission[];

/** A channel that the settings name, as the bot sees it. */
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
  // Who may post in a thread is settled by a permission of its own.
  const required = needed.map((one) =>
    one === 'SendMessages' && channel.isThread() ? 'SendMessagesInThreads' : one,
  );
  return required.filter((one) => !here.has(PermissionFlagsBits[one]));
}

/** What is known of a server: what its settings panel and `/help` speak of. */
export interface ServerFacts {
  readonly settings: ServerSettings;
  readonly boundChannels: readonly ChannelFacts[];
  /** Null where none is settled. */
  readonly log: Reach | null;
  readonly hidden: Reach | null;
  readonly mayTimeOut: boolean;
  /** Whether anybody has decided anything yet. */
  readonly decided: boolean;
  /** Whether Discord lets the bot read messages in full. */
  readonly canRead: boolean;
  /** How far each kind of evidence is on its way to `act`, most decisions first. */
  readonly gates: readonly { readonly name: LocalizedText; readonly gate: AccuracyGate }[];
}

export interface ChannelFacts {
  readonly boundChannel: BoundChannel;
  /** The mode that counts there. */
  readonly mode: Mode;
  /** What the bot lacks there to do its work. */
  readonly missing: readonly Permission[];
}

type FactServices = Pick<Services, 'store' | 'judges' | 'canReadMessages'>;

/** Reads what the panel of a server shows. */
export async function readFacts(services: FactServices, guild: Guild): Promise<ServerFacts> {
  const { store, judges } = services;
  const [settings, boundChannels, cases, accuracy, me] = await Promise.all([
    store.servers.settings(guild.id),
    store.channels.of(guild.id),
    store.cases.latest(guild.id, 1),
    store.cases.accuracy(guild.id),
    meIn(guild),
  ]);
  const { logChannelId, hiddenChannelId } = settings;
  const [log, hidden] = await Promise.all(
    [logChannelId, hiddenChannelId].map(async (id) => (id === null ? null : reachOf(guild, id, TO_POST))),
  );
  const titles = new Map(judges.book.packs.map(({ id, title }) => [id, title]));
  const gates = [...accuracy]
    .map(([key, counted]) => ({
      name: evidenceName(key, titles),
      gate: accuracyGateOf(counted, settings.gate),
    }))
    .sort((a, b) => b.gate.decided - a.gate.decided);
  return {
    settings,
    gates,
    log: log ?? null,
    hidden: hidden ?? null,
    mayTimeOut: me.permissions.has(PermissionFlagsBits.ModerateMembers),
    decided: cases.length > 0,
    canRead: services.canReadMessages(),
    boundChannels: boundChannels.map((boundChannel) => {
      const mode = boundChannel.mode ?? settings.mode;
      const needed = actsByDeleting(mode, settings) ? [...TO_READ, 'ManageMessages' as const] : TO_READ;
      // A thread that sleeps is not in memory; it is looked at when it wakes.
      const channel = guild.channels.cache.get(boundChannel.channelId);
      return { boundChannel, mode, missing: channel === undefined ? [] : missingIn(channel, me, needed) };
    }),
  };
}

function actsByDeleting(mode: Mode, { action }: Pick<ServerSettings, 'action'>): boolean {
  return mode === 'act' && action !== 'timeout';
}

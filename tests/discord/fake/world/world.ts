import type {
  APIApplicationCommand,
  APIMessage,
  APIUser,
  GatewayDispatchPayload,
} from 'discord-api-types/v10';
import { ChannelType } from 'discord-api-types/v10';
import type { Settings } from '../options.js';
import { EffectLog } from './effects.js';
import type { InteractionRecord } from './interaction-record.js';
import { channelPermissions } from './permissions.js';
import type {
  ChannelRecord,
  EphemeralRecord,
  GuildRecord,
  MemberRecord,
  Ref,
  StoredFile,
} from './records.js';
import { idOf } from './records.js';
import { Snowflakes } from './snowflake.js';
import { newUser } from './users.js';

type Unnumbered<P> = P extends GatewayDispatchPayload ? Pick<P, 't' | 'd'> : never;

/** Something the gateway has to tell, and of which guild and channel it is. */
export interface Announcement {
  readonly event: Unnumbered<GatewayDispatchPayload>;
  readonly guildId: string | null;
  readonly channel?: ChannelRecord;
}

/** Everything Discord knows, and where to find it. What changes it stands in the modules beside this one. */
export class World {
  readonly ids = new Snowflakes();
  readonly effects = new EffectLog();
  readonly users = new Map<string, APIUser>();
  readonly guilds = new Map<string, GuildRecord>();
  readonly channels = new Map<string, ChannelRecord>();
  readonly messages = new Map<string, APIMessage>();
  readonly ephemerals = new Map<string, EphemeralRecord>();
  readonly files = new Map<string, StoredFile>();
  readonly nonces = new Map<string, { messageId: string; at: number }>();
  readonly globalCommands = new Map<string, APIApplicationCommand>();
  readonly guildCommands = new Map<string, Map<string, APIApplicationCommand>>();
  readonly interactions = new Map<string, InteractionRecord>();
  readonly interactionsByToken = new Map<string, InteractionRecord>();
  readonly bot: APIUser;
  /** The person who made the application. */
  readonly developer: APIUser;
  /** Where uploaded files are to be had; known once the server listens. */
  cdnBase = '';
  /** Tells the gateway; it puts itself here. */
  announce: (announcement: Announcement) => void = () => undefined;

  constructor(readonly settings: Settings) {
    this.bot = newUser(this, settings.name, true);
    this.developer = newUser(this, 'developer');
  }

  /** The application's id, which for every app of these years is its bot's too. */
  get appId(): string {
    return this.bot.id;
  }

  /** The guild of an id; a test that names none has a fault. */
  guild(ref: Ref): GuildRecord {
    return known(this.guilds.get(idOf(ref)), 'guild', ref);
  }

  /** The channel or thread of an id. */
  channel(ref: Ref): ChannelRecord {
    return known(this.channels.get(idOf(ref)), 'channel', ref);
  }

  /** The user of an id. */
  user(ref: Ref): APIUser {
    return known(this.users.get(idOf(ref)), 'user', ref);
  }

  /** The membership of a user in a guild. */
  member(guild: Ref, user: Ref): MemberRecord {
    return known(this.guild(guild).members.get(idOf(user)), 'member', user);
  }

  /** A message as it now stands, ephemeral ones included. */
  message(ref: Ref): APIMessage {
    return known(this.findMessage(idOf(ref)), 'message', ref);
  }

  /** A message as it now stands, or nothing once it was deleted. */
  findMessage(id: string): APIMessage | undefined {
    return this.messages.get(id) ?? this.ephemerals.get(id)?.message;
  }

  /** The guild a channel stands in; null for direct messages. */
  guildOf(channel: ChannelRecord): GuildRecord | null {
    return channel.guildId === null ? null : this.guild(channel.guildId);
  }

  /** What a user may do in a channel. */
  permissions(channel: ChannelRecord, user: Ref): bigint {
    return channelPermissions(this.guildOf(channel), channel, idOf(user));
  }

  /** People who take no direct messages of the bot: Discord opens the channel and refuses the message (50007). */
  readonly closedDirect = new Set<string>();

  /** The direct-message channel of the bot and a person, made when there is none. */
  directChannel(user: Ref): ChannelRecord {
    const recipientId = this.user(user).id;
    const known = [...this.channels.values()].find((channel) => channel.recipientId === recipientId);
    if (known) return known;
    const channel: ChannelRecord = {
      id: this.ids.next(),
      type: ChannelType.DM,
      guildId: null,
      name: '',
      topic: null,
      parentId: null,
      position: 0,
      overwrites: [],
      slowmode: 0,
      nsfw: false,
      lastMessageId: null,
      tags: [],
      thread: null,
      recipientId,
      messageIds: [],
    };
    this.channels.set(channel.id, channel);
    return channel;
  }
}

function known<T>(found: T | undefined, what: string, ref: Ref): T {
  if (found === undefined) throw new Error(`the fake Discord knows no ${what} ${idOf(ref)}`);
  return found;
}

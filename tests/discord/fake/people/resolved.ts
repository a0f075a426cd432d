import type { APIAttachment, APIInteractionDataResolved, APIMessage } from 'discord-api-types/v10';
import { channelPermissions, guildPermissions } from '../world/permissions.js';
import type { ChannelRecord, GuildRecord } from '../world/records.js';
import { channelView, memberWithoutUser } from '../world/views.js';
import type { World } from '../world/world.js';

type Kinds = Required<APIInteractionDataResolved>;

/** What an interaction names by id, gathered with what Discord sends along about it. */
export class Resolved {
  readonly #users: Kinds['users'] = {};
  readonly #members: Kinds['members'] = {};
  readonly #roles: Kinds['roles'] = {};
  readonly #channels: Kinds['channels'] = {};
  readonly #attachments: Kinds['attachments'] = {};
  readonly #messages: Record<string, APIMessage> = {};

  constructor(
    private readonly world: World,
    private readonly guild: GuildRecord | null,
    private readonly channel: ChannelRecord,
    private readonly byUserId: string,
  ) {}

  /** Adds a user, and their membership when they are in the guild. */
  user(id: string): void {
    this.#users[id] = this.world.user(id);
    const member = this.guild?.members.get(id);
    if (!member || !this.guild) return;
    const permissions = channelPermissions(this.guild, this.channel, id).toString();
    this.#members[id] = { ...memberWithoutUser(member), permissions };
  }

  /** Adds a role. */
  role(id: string): void {
    const role = this.guild?.roles.get(id);
    if (!role) throw new Error(`no role ${id} in the guild`);
    this.#roles[id] = role;
  }

  /** Adds a user or a role, whichever the id is of. */
  mentionable(id: string): void {
    if (this.guild?.roles.has(id)) this.role(id);
    else this.user(id);
  }

  /** Adds a channel, with what the person may do in it. */
  addChannel(id: string): void {
    const channel = this.world.channel(id);
    const view = channelView(channel) as unknown as Record<string, unknown>;
    const permissions = this.world.permissions(channel, this.byUserId).toString();
    const { type, name, parent_id, thread_metadata } = view;
    this.#channels[id] = {
      id,
      type,
      name,
      permissions,
      ...(channel.thread && { parent_id, thread_metadata }),
    } as unknown as Kinds['channels'][string];
  }

  /** Adds an uploaded file. */
  attachment(attachment: APIAttachment): void {
    this.#attachments[attachment.id] = attachment;
  }

  /** Adds a message; context menus bring its words whatever intents the bot has. */
  message(message: APIMessage): void {
    this.#messages[message.id] = message;
  }

  /** All of it, without the kinds there are none of; undefined when nothing was named. */
  toJSON(): APIInteractionDataResolved | undefined {
    const kinds = {
      users: this.#users,
      members: this.#members,
      roles: this.#roles,
      channels: this.#channels,
      attachments: this.#attachments,
      messages: this.#messages,
    };
    const filled = Object.entries(kinds).filter(([, entries]) => Object.keys(entries).length > 0);
    return filled.length > 0 ? Object.fromEntries(filled) : undefined;
  }
}

/** What a member may do anywhere, for deciding who sees a command. */
export const mayDo = (guild: GuildRecord | null, userId: string, needed: bigint): boolean => {
  const member = guild?.members.get(userId);
  return !guild || (member !== undefined && (guildPermissions(guild, member) & needed) === needed);
};

import type {
  APIGuildForumTag,
  APIMessage,
  APIOverwrite,
  APIRole,
  APIUser,
  ChannelType,
  Locale,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';

/** Anything with an id, or the id itself: how tests name users, channels and messages. */
export type Ref = string | { readonly id: string };

/** The id a reference stands for. */
export const idOf = (ref: Ref): string => (typeof ref === 'string' ? ref : ref.id);

/** A person, or the bot, as a member of one guild. */
export interface MemberRecord {
  user: APIUser;
  nick: string | null;
  roles: string[];
  joinedAt: string;
  timedOutUntil: string | null;
}

/** What a channel has only when it is a thread. */
export interface ThreadFields {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  autoArchiveMinutes: ThreadAutoArchiveDuration;
  archiveTimestamp: string;
  createTimestamp: string;
  /** Who joined, and when. */
  members: Map<string, string>;
  messageCount: number;
  totalMessageSent: number;
  appliedTags: string[];
}

/** A channel, thread or direct-message channel with its messages, oldest first. */
export interface ChannelRecord {
  readonly id: string;
  type: ChannelType;
  readonly guildId: string | null;
  name: string;
  topic: string | null;
  parentId: string | null;
  position: number;
  overwrites: APIOverwrite[];
  slowmode: number;
  nsfw: boolean;
  lastMessageId: string | null;
  tags: APIGuildForumTag[];
  thread: ThreadFields | null;
  /** The person on the other side of a direct-message channel. */
  recipientId: string | null;
  messageIds: string[];
}

/** A guild with all that stands in it. */
export interface GuildRecord {
  readonly id: string;
  name: string;
  ownerId: string;
  locale: Locale;
  botJoinedAt: string;
  roles: Map<string, APIRole>;
  members: Map<string, MemberRecord>;
  /** Channels and threads. */
  channels: Map<string, ChannelRecord>;
  /** False while the guild is in an outage. */
  available: boolean;
}

/** A file as it was uploaded. */
export interface StoredFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A message only one person sees, and who. */
export interface EphemeralRecord {
  message: APIMessage;
  readonly userId: string;
}

import { randomBytes } from 'node:crypto';
import type {
  APIApplicationCommandOptionChoice,
  APIMessageInteractionMetadata,
  APIModalInteractionResponseCallbackData,
  APIUser,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';

/** An interaction from its event to the end of its token. */
export interface InteractionRecord {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly createdAt: number;
  readonly user: APIUser;
  readonly channelId: string;
  readonly guildId: string | null;
  /** For components, and modals opened from one: the message the component stands on. */
  readonly sourceMessageId: string | null;
  readonly metadata: APIMessageInteractionMetadata;
  /** The name of the command, for the line over its answer. */
  readonly commandName: string | null;
  readonly byContextMenu: boolean;
  answer: { readonly type: InteractionResponseType; readonly at: number; readonly ephemeral: boolean } | null;
  /** What `@original` means. */
  originalId: string | null;
  /** True while a person sees "thinking…". */
  loading: boolean;
  followupIds: string[];
  modal: APIModalInteractionResponseCallbackData | null;
  choices: APIApplicationCommandOptionChoice[] | null;
}

/** A token as hard to guess, and about as long, as Discord's. */
export const newInteractionToken = (): string => randomBytes(80).toString('base64url');

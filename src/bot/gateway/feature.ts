import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { Language, LocalizedText } from '../../fault.js';
import type { Level } from './access.js';
import type { Services } from '../services.js';

/** What a handler gets beside its interaction. */
export interface InteractionContext extends Services {
  readonly language: Language;
  /** The sentence in the language of the person who asked. */
  readonly say: (said: LocalizedText) => string;
  /** The ids of the custom_id. */
  readonly ids: readonly string[];
}

/**
 * How the router answers before the handler runs, so that Discord's three seconds are never missed: `private` defers a
 * reply only the asker sees (the handler edits it), `update` defers an update of the message the component stands on,
 * `modal` leaves the first answer to the handler, which must open a modal at once and may not wait for anything before.
 */
export type FirstAnswer = 'private' | 'update' | 'modal';

/** How one command's handler wants to be called. `level` and `first` may depend on the subcommand or its options. */
interface Handling<Interaction> {
  readonly level: Level | ((interaction: Interaction) => Level);
  readonly first: FirstAnswer | ((interaction: Interaction) => FirstAnswer);
  run(interaction: Interaction, asked: InteractionContext): Promise<void>;
}

export interface Command extends Handling<ChatInputCommandInteraction<'cached'>> {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Must answer within three seconds, with 25 choices at most. */
  complete?(interaction: AutocompleteInteraction<'cached'>, asked: InteractionContext): Promise<void>;
}

export interface MessageMenu extends Handling<MessageContextMenuCommandInteraction<'cached'>> {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
}

export type Component = Handling<MessageComponentInteraction<'cached'>>;
export type Modal = Handling<ModalSubmitInteraction<'cached'>>;

/** One thing the bot can do: its commands, menus, components and modals. Components and modals go by action. */
export interface Feature {
  readonly commands?: readonly Command[];
  readonly menus?: readonly MessageMenu[];
  readonly components?: Readonly<Record<string, Component>>;
  readonly modals?: Readonly<Record<string, Modal>>;
}

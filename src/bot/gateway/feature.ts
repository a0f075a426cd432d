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

/** Context of a handler, beside its interaction. */
export interface InteractionContext extends Services {
  readonly language: Language;
  /** A sentence in the person's language. */
  readonly say: (text: LocalizedText) => string;
  /** The ids in the custom_id. */
  readonly ids: readonly string[];
}

/**
 * How the router answers before the handler runs, to meet Discord's three seconds: `private` defers an ephemeral reply (which
 * the handler edits), `update` defers an update of the component's message, `modal` leaves the first answer to the handler,
 * which must open a modal at once, without awaiting anything before.
 */
export type FirstAnswer = 'private' | 'update' | 'modal';

/** A handler with its permission and first answer; both may depend on the subcommand or its options. */
interface Handling<Interaction> {
  readonly level: Level | ((interaction: Interaction) => Level);
  readonly first: FirstAnswer | ((interaction: Interaction) => FirstAnswer);
  run(interaction: Interaction, context: InteractionContext): Promise<void>;
}

/** A slash command. */
export interface Command extends Handling<ChatInputCommandInteraction<'cached'>> {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Autocomplete: must respond within three seconds, with at most 25 choices. */
  complete?(interaction: AutocompleteInteraction<'cached'>, context: InteractionContext): Promise<void>;
}

/** A command in the context menu of messages. */
export interface MessageMenu extends Handling<MessageContextMenuCommandInteraction<'cached'>> {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
}

/** A button or select menu. */
export type Component = Handling<MessageComponentInteraction<'cached'>>;
/** A modal's submission. */
export type Modal = Handling<ModalSubmitInteraction<'cached'>>;

/** A feature of the bot: commands and menus, and components and modals by the action in their custom_id. */
export interface Feature {
  readonly commands?: readonly Command[];
  readonly menus?: readonly MessageMenu[];
  readonly components?: Readonly<Record<string, Component>>;
  readonly modals?: Readonly<Record<string, Modal>>;
  /**
   * Handlers of buttons and modals that work in direct messages too, for everybody. They send the first answer themselves, at
   * once, and find the server by the ids in the custom_id, which anybody could have made.
   */
  readonly everywhere?: {
    readonly components: Readonly<
      Record<string, (interaction: MessageComponentInteraction, context: InteractionContext) => Promise<void>>
    >;
    readonly modals: Readonly<
      Record<string, (interaction: ModalSubmitInteraction, context: InteractionContext) => Promise<void>>
    >;
  };
}

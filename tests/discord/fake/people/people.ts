import type { APIMessage, APIUser } from 'discord-api-types/v10';
import type { EffectKind, EffectOf } from '../world/effects.js';
import { idOf, type ChannelRecord, type Ref } from '../world/records.js';
import type { World } from '../world/world.js';
import type { OptionValues } from './command-options.js';
import { type CommandUse, typeInto, useCommand, useContextMenu } from './commands.js';
import { click, type ComponentUse, select } from './components.js';
import type { InteractionHandle } from './interaction-handle.js';
import { type ModalUse, submitModal } from './modals.js';
import { buttonsOf, type SeenButton, selectsOf, visibleText } from './reading.js';
import {
  edit,
  embed,
  openThread,
  post,
  type PostOptions,
  remove,
  removeMany,
  type ThreadOptions,
} from './talking.js';
import { type Patience, waitFor } from './wait-for.js';

/** What people do on Discord, and what they see. People, channels and messages are named by themselves or by id. */
export class People {
  constructor(readonly world: World) {}

  /** Writes a message. */
  post(channel: Ref, user: Ref, content: string, options?: PostOptions): APIMessage {
    return post(this.world, channel, user, content, options);
  }

  /** Changes the words of a message, as its author. */
  edit(message: Ref, content: string): APIMessage {
    return edit(this.world, message, content);
  }

  /** Fills the embeds of a message in later, as Discord does with links. */
  embed(message: Ref, embeds: APIMessage['embeds']): APIMessage {
    return embed(this.world, message, embeds);
  }

  /** Deletes a message, as its author or as `by`. */
  delete(message: Ref, by?: Ref): void {
    remove(this.world, message, by);
  }

  /** Deletes messages of one channel in one go. */
  bulkDelete(messages: Ref[], by: Ref): void {
    removeMany(this.world, messages, by);
  }

  /** Opens a thread, or a post of a forum. */
  createThread(parent: Ref, user: Ref, options: ThreadOptions): ChannelRecord {
    return openThread(this.world, parent, user, options);
  }

  /** The direct-message channel of a person and the bot. */
  directChannel(user: Ref): ChannelRecord {
    return this.world.directChannel(user);
  }

  /** Somebody takes no direct messages any more, or takes them again. */
  closeDirect(user: Ref, closed = true): void {
    const { id } = this.world.user(user);
    if (closed) this.world.closedDirect.add(id);
    else this.world.closedDirect.delete(id);
  }

  /** Sends a slash command. */
  command(
    user: Ref,
    channel: Ref,
    name: string,
    options?: OptionValues,
    use?: CommandUse,
  ): InteractionHandle {
    return useCommand(this.world, user, channel, name, options, use);
  }

  /** Types into an option that proposes choices. */
  autocomplete(
    user: Ref,
    channel: Ref,
    name: string,
    options: OptionValues,
    focused: string,
    use?: CommandUse,
  ): InteractionHandle {
    return typeInto(this.world, user, channel, name, options, focused, use);
  }

  /** Picks a command from the menu over a message. */
  contextMenu(user: Ref, channel: Ref, name: string, message: Ref, use?: CommandUse): InteractionHandle {
    return useContextMenu(this.world, user, channel, name, { message }, use);
  }

  /** Picks a command from the menu over a person. */
  userMenu(user: Ref, channel: Ref, name: string, target: Ref, use?: CommandUse): InteractionHandle {
    return useContextMenu(this.world, user, channel, name, { user: target }, use);
  }

  /** Presses a button, found by its custom id or the words on it. */
  click(user: Ref, message: Ref, button: string, use?: ComponentUse): InteractionHandle {
    return click(this.world, user, message, button, use);
  }

  /** Chooses from a select menu. */
  select(
    user: Ref,
    message: Ref,
    customId: string,
    values: readonly Ref[],
    use?: ComponentUse,
  ): InteractionHandle {
    return select(this.world, user, message, customId, values, use);
  }

  /** Fills in the modal that `opened` led to, and sends it. */
  submitModal(
    user: Ref,
    opened: InteractionHandle,
    values: ModalUse['values'] = {},
    files: ModalUse['files'] = {},
    { locale }: ComponentUse = {},
  ): Promise<InteractionHandle> {
    return submitModal(this.world, user, opened, { values, files, ...(locale && { locale }) });
  }

  /** All the words of a message that a person reads. */
  visibleText(message: Ref): string {
    return visibleText(this.world.message(message));
  }

  /** The buttons of a message as they now stand. */
  buttons(message: Ref): SeenButton[] {
    return buttonsOf(this.world.message(message));
  }

  /** The select menus of a message as they now stand. */
  selects(message: Ref): ReturnType<typeof selectsOf> {
    return selectsOf(this.world.message(message));
  }

  /** A message as it now stands; undefined once it was deleted. */
  message(message: Ref): APIMessage | undefined {
    return this.world.findMessage(idOf(message));
  }

  /** What stands in a channel, oldest first; without what only one person sees. */
  messages(channel: Ref): APIMessage[] {
    return this.world.channel(channel).messageIds.flatMap((id) => this.world.messages.get(id) ?? []);
  }

  /** The effects of one kind, in order. */
  effectsOf<K extends EffectKind>(kind: K): EffectOf<K>[] {
    return this.world.effects.of(kind);
  }

  /** The effects of one kind that the bot brought about. */
  byBot<K extends EffectKind>(kind: K): EffectOf<K>[] {
    const ids = [this.world.bot.id, this.world.appId];
    return this.effectsOf(kind).filter((effect) => ids.includes((effect as { by: string }).by));
  }

  /** Waits until something is so: `look` is asked after every effect. */
  waitFor<T>(look: () => T | null | undefined | false, patience?: Patience): Promise<T> {
    return waitFor(this.world, look, patience);
  }

  /** The users of an id or object, for tests that hold only one of them. */
  user(user: Ref): APIUser {
    return this.world.user(user);
  }
}

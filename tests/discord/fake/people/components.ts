import type { Locale } from 'discord-api-types/v10';
import { ButtonStyle, ComponentType, InteractionType } from 'discord-api-types/v10';
import { isSelect } from '../limits/controls.js';
import { type ComponentNode, nodesOf, walk } from '../world/component-tree.js';
import type { APIMessage } from 'discord-api-types/v10';
import { idOf, type Ref } from '../world/records.js';
import type { World } from '../world/world.js';
import type { InteractionHandle } from './interaction-handle.js';
import { Resolved } from './resolved.js';
import { startInteraction } from './start-interaction.js';

/** How somebody uses a component. */
export interface ComponentUse {
  locale?: Locale;
}

/** Somebody presses a button, found by its custom id or the words on it. */
export function click(
  world: World,
  userRef: Ref,
  messageRef: Ref,
  name: string,
  use: ComponentUse = {},
): InteractionHandle {
  const message = seenMessage(world, userRef, messageRef);
  const buttons = [...walk(nodesOf(message.components))].filter(({ type }) => type === ComponentType.Button);
  const button =
    buttons.find(({ custom_id }) => custom_id === name) ?? buttons.find(({ label }) => label === name);
  if (!button) {
    const known = buttons.map(({ label, custom_id }) => label ?? custom_id).join(', ');
    throw new Error(`the message has no button "${name}"; it has: ${known || 'none'}`);
  }
  if (button.disabled) throw new Error(`the button "${name}" is disabled`);
  if (button.style === ButtonStyle.Link) throw new Error(`the button "${name}" is a link`);
  return start(world, userRef, message, button, {}, use);
}

/** Somebody chooses from a select menu: values of a string select, people, roles or channels of the others. */
export function select(
  world: World,
  userRef: Ref,
  messageRef: Ref,
  customId: string,
  values: readonly Ref[],
  use: ComponentUse = {},
): InteractionHandle {
  const message = seenMessage(world, userRef, messageRef);
  const menu = [...walk(nodesOf(message.components))].find(
    (node) => isSelect(node) && node.custom_id === customId,
  );
  if (!menu) throw new Error(`the message has no select menu "${customId}"`);
  if (menu.disabled) throw new Error(`the select menu "${customId}" is disabled`);
  const channel = world.channel(message.channel_id);
  const resolved = new Resolved(world, world.guildOf(channel), channel, idOf(userRef));
  const chosen = choose(world, menu, values, resolved);
  return start(world, userRef, message, menu, { values: chosen, resolved: resolved.toJSON() }, use);
}

/** What a person can choose from a menu: it throws where Discord would not let them. */
export function choose(
  world: World,
  menu: ComponentNode,
  values: readonly Ref[],
  resolved: Resolved,
): string[] {
  const ids = values.map(idOf);
  const { min_values: min = 1, max_values: max = 1, custom_id: name = '' } = menu;
  if (ids.length < min || ids.length > max)
    throw new Error(`"${name}" takes ${min} to ${max} values, not ${ids.length}`);
  for (const id of ids)
    switch (menu.type) {
      case ComponentType.UserSelect:
        resolved.user(id);
        break;
      case ComponentType.RoleSelect:
        resolved.role(id);
        break;
      case ComponentType.MentionableSelect:
        resolved.mentionable(id);
        break;
      case ComponentType.ChannelSelect:
        if (menu.channel_types && !menu.channel_types.includes(world.channel(id).type))
          throw new Error(`"${name}" does not list channels of that type`);
        resolved.addChannel(id);
        break;
      default:
        if (!menu.options?.some((option) => option.value === id))
          throw new Error(`"${name}" offers no "${id}"`);
    }
  return ids;
}

function seenMessage(world: World, userRef: Ref, messageRef: Ref): APIMessage {
  const message = world.message(messageRef);
  const seer = world.ephemerals.get(message.id)?.userId;
  if (seer !== undefined && seer !== idOf(userRef)) throw new Error('nobody else sees that message');
  return message;
}

function start(
  world: World,
  userRef: Ref,
  message: APIMessage,
  node: ComponentNode,
  more: object,
  { locale }: ComponentUse,
): InteractionHandle {
  return startInteraction(world, {
    type: InteractionType.MessageComponent,
    user: world.user(userRef),
    channel: world.channel(message.channel_id),
    message,
    locale,
    data: { custom_id: node.custom_id, component_type: node.type, id: node.id, ...more },
  });
}

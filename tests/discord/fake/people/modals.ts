import type { Locale } from 'discord-api-types/v10';
import { ComponentType, InteractionType } from 'discord-api-types/v10';
import { isSelect } from '../limits/controls.js';
import { type ComponentNode, nodesOf } from '../world/component-tree.js';
import { storeFile, type Upload } from '../world/files.js';
import type { Ref } from '../world/records.js';
import type { World } from '../world/world.js';
import { choose } from './components.js';
import type { InteractionHandle } from './interaction-handle.js';
import { Resolved } from './resolved.js';
import { startInteraction } from './start-interaction.js';

/** What a person puts into one part of a modal. */
export type ModalValue = string | boolean | readonly Ref[];

/** What goes into a modal, by custom id. */
export interface ModalUse {
  values?: Record<string, ModalValue | undefined>;
  files?: Record<string, Upload[] | undefined>;
  locale?: Locale;
}

/** Somebody fills in the modal an interaction opened, and sends it. */
export async function submitModal(
  world: World,
  userRef: Ref,
  opened: InteractionHandle,
  { values = {}, files = {}, locale }: ModalUse,
): Promise<InteractionHandle> {
  const modal = await opened.modal();
  const { record } = opened;
  const user = world.user(userRef);
  if (user.id !== record.user.id) throw new Error('nobody else sees that modal');
  const channel = world.channel(record.channelId);
  const resolved = new Resolved(world, world.guildOf(channel), channel, user.id);
  const left = new Set([...Object.keys(values), ...Object.keys(files)]);
  let id = 0;
  const fill = (node: ComponentNode): object => {
    const own = { type: node.type, id: node.id ?? ++id };
    if (node.type === ComponentType.TextDisplay) return own;
    if (node.type === ComponentType.ActionRow)
      return { ...own, components: (node.components ?? []).map(fill) };
    if (node.type === ComponentType.Label)
      return { ...own, component: node.component && fill(node.component) };
    const name = node.custom_id ?? '';
    left.delete(name);
    const filled = filledIn(world, node, {
      value: values[name],
      files: files[name] ?? [],
      resolved,
      channelId: channel.id,
    });
    return { ...own, custom_id: name, ...filled };
  };
  const components = nodesOf(modal.components).map(fill);
  if (left.size > 0) throw new Error(`the modal has no part "${[...left].join('", "')}"`);
  const message = record.sourceMessageId === null ? undefined : world.findMessage(record.sourceMessageId);
  return startInteraction(world, {
    type: InteractionType.ModalSubmit,
    user,
    channel,
    message,
    locale,
    openedBy: record,
    data: { custom_id: modal.custom_id, components, resolved: resolved.toJSON() },
  });
}

interface Filling {
  value: ModalValue | undefined;
  files: Upload[];
  resolved: Resolved;
  channelId: string;
}

function filledIn(world: World, node: ComponentNode, { value, files, resolved, channelId }: Filling): object {
  const name = node.custom_id ?? '';
  const required = node.required ?? true;
  const list = Array.isArray(value) ? (value as readonly Ref[]) : typeof value === 'string' ? [value] : [];
  const offered = node.options ?? [];
  switch (node.type) {
    case ComponentType.TextInput:
      return { value: typed(node, value ?? node.value ?? '') };
    case ComponentType.Checkbox:
      return { value: value === true };
    case ComponentType.RadioGroup: {
      const chosen = (value as string | undefined) ?? offered.find((option) => option.default)?.value ?? null;
      if (chosen === null && required) throw new Error(`"${name}" has to be chosen`);
      if (chosen !== null && !offered.some((option) => option.value === chosen))
        throw new Error(`"${name}" offers no "${chosen}"`);
      return { value: chosen };
    }
    case ComponentType.CheckboxGroup:
    case ComponentType.StringSelect: {
      const chosen =
        value === undefined ? offered.filter((option) => option.default).map((option) => option.value) : list;
      return {
        values: withBounds(node, chosen, required, (some) =>
          choose(world, { ...node, min_values: 0, max_values: 25 }, some, resolved),
        ),
      };
    }
    case ComponentType.FileUpload: {
      const stored = withBounds(node, files, required, (some) =>
        some.map((file) => storeFile(world, channelId, file, true)),
      );
      for (const file of stored) resolved.attachment(file);
      return { values: stored.map(({ id }) => id) };
    }
    default:
      if (!isSelect(node)) throw new Error(`the fake cannot fill in a component of type ${node.type}`);
      return {
        values: withBounds(node, list, required, (some) =>
          choose(world, { ...node, min_values: 0, max_values: 25 }, some, resolved),
        ),
      };
  }
}

function withBounds<V, R>(
  node: ComponentNode,
  values: readonly V[],
  required: boolean,
  map: (values: readonly V[]) => R,
): R {
  const {
    min_values: min = 1,
    max_values: max = node.type === ComponentType.CheckboxGroup ? 25 : 1,
    custom_id = '',
  } = node;
  const isEmptyAndMayBe = values.length === 0 && !required;
  if (!isEmptyAndMayBe && (values.length < min || values.length > max))
    throw new Error(`"${custom_id}" takes ${min} to ${max}, not ${values.length}`);
  return map(values);
}

function typed(node: ComponentNode, value: ModalValue): string {
  const { min_length: min = 0, max_length: max = 4000, required = true, custom_id = '' } = node;
  if (typeof value !== 'string') throw new Error(`"${custom_id}" takes words`);
  const { length } = [...value];
  if (length === 0 && !required) return value;
  if (length === 0) throw new Error(`"${custom_id}" has to be filled in`);
  if (length < min || length > max)
    throw new Error(`"${custom_id}" takes ${min} to ${max} characters, not ${length}`);
  return value;
}

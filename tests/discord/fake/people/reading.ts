import type { APIEmbed, APIMessage } from 'discord-api-types/v10';
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { isSelect } from '../limits/controls.js';
import { nodesOf, walk } from '../world/component-tree.js';

/** A button as a person sees it. */
export interface SeenButton {
  label: string;
  customId: string | null;
  url: string | null;
  style: ButtonStyle;
  disabled: boolean;
}

/** All the words of a message that a person reads, in order: content, embeds, text displays. */
export function visibleText(message: APIMessage): string {
  const texts = [...walk(nodesOf(message.components))].flatMap((node) =>
    node.type === ComponentType.TextDisplay ? (node.content ?? []) : [],
  );
  return [message.content, ...message.embeds.map(embedText), ...texts]
    .filter((text) => text !== '')
    .join('\n');
}

const embedText = (embed: APIEmbed): string =>
  [
    embed.author?.name,
    embed.title,
    embed.description,
    ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
    embed.footer?.text,
  ]
    .filter((text) => text)
    .join('\n');

/** The buttons of a message, in order. */
export const buttonsOf = (message: APIMessage): SeenButton[] =>
  [...walk(nodesOf(message.components))]
    .filter(({ type }) => type === ComponentType.Button)
    .map(({ label, emoji, custom_id, url, style, disabled }) => ({
      label: label ?? emoji?.name ?? '',
      customId: custom_id ?? null,
      url: url ?? null,
      style: style ?? ButtonStyle.Secondary,
      disabled: disabled ?? false,
    }));

/** The select menus of a message, in order, with what they offer. */
export const selectsOf = (
  message: APIMessage,
): {
  customId: string;
  placeholder: string;
  disabled: boolean;
  options: { label: string; value: string }[];
}[] =>
  [...walk(nodesOf(message.components))].filter(isSelect).map((node) => ({
    customId: node.custom_id ?? '',
    placeholder: node.placeholder ?? '',
    disabled: node.disabled ?? false,
    options: (node.options ?? []).map(({ label, value }) => ({ label, value })),
  }));

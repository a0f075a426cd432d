import {
  ActionRowBuilder,
  type APIActionRowComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  type APISelectMenuOption,
  type APITextDisplayComponent,
  type ButtonBuilder,
  ButtonStyle,
  ChannelType,
  ComponentType,
  MessageFlags,
  SelectMenuDefaultValueType,
} from 'discord.js';

/** Discord's most characters in all text displays of one message. */
export const MOST_TEXT = 4_000;

/**
 * Components whose texts together fit into a message of Discord: the longest text is cut, at the end of a line where one
 * is near. What fits comes back as it is.
 */
export function fitTexts(
  components: readonly APIMessageTopLevelComponent[],
  most = MOST_TEXT,
): APIMessageTopLevelComponent[] {
  const copies = structuredClone([...components]);
  const texts = copies.flatMap(textsOf);
  const length = (): number => texts.reduce((sum, { content }) => sum + content.length, 0);
  for (let over = length() - most; over > 0; over = length() - most) {
    const longest = texts.reduce((one, other) => (other.content.length > one.content.length ? other : one));
    longest.content = cut(longest.content, Math.max(0, longest.content.length - over));
  }
  return copies;
}

function textsOf(component: APIMessageTopLevelComponent): APITextDisplayComponent[] {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return [component];
    case ComponentType.Section:
      return component.components;
    case ComponentType.Container:
      return component.components.flatMap(textsOf);
    default:
      return [];
  }
}

/** How far back from the end a line's end is looked for. */
const NEAR = 200;
const MARK = '\n…';

function cut(text: string, length: number): string {
  const room = Math.max(0, length - MARK.length);
  const line = text.lastIndexOf('\n', room);
  // A surrogate pair or an escape is not cut in two.
  const end = line > room - NEAR && line > 0 ? line : room;
  const kept = text.slice(0, end).replace(/(\\|[\uD800-\uDBFF])$/, '');
  return length < MARK.length ? kept : `${kept}${MARK}`;
}

// The parts that panels are built of (Components V2), as plain data.

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

export function line(): APIComponentInContainer {
  return { type: ComponentType.Separator };
}

export function row(
  ...components: readonly APIComponentInMessageActionRow[]
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components: [...components] };
}

/** Discord's most buttons in one row. */
const MOST_BUTTONS = 5;

/** Buttons in as many rows as Discord wants of them; no row without buttons. */
export function buttonRows(buttons: readonly ButtonBuilder[]): ActionRowBuilder<ButtonBuilder>[] {
  return Array.from({ length: Math.ceil(buttons.length / MOST_BUTTONS) }, (_, i) =>
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      ...buttons.slice(i * MOST_BUTTONS, (i + 1) * MOST_BUTTONS),
    ),
  );
}

interface ButtonLook {
  readonly style?: keyof typeof STYLES;
  readonly emoji?: string;
  readonly disabled?: boolean;
}

const STYLES = {
  plain: ButtonStyle.Secondary,
  primary: ButtonStyle.Primary,
  good: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

/** A button; its label is cut to what Discord takes. */
export function button(
  id: string,
  label: string,
  { style = 'plain', emoji, disabled = false }: ButtonLook = {},
): APIComponentInMessageActionRow {
  return {
    type: ComponentType.Button,
    custom_id: id,
    label: label.slice(0, 80),
    style: STYLES[style],
    disabled,
    ...(emoji === undefined ? {} : { emoji: { name: emoji } }),
  };
}

/** A menu of one choice among texts. */
export function choiceMenu(
  id: string,
  placeholder: string,
  options: readonly APISelectMenuOption[],
): APIComponentInMessageActionRow {
  return { type: ComponentType.StringSelect, custom_id: id, placeholder, options: [...options] };
}

/** A menu of one text channel or thread, or none. */
export function channelMenu(
  id: string,
  placeholder: string,
  chosen: string | null,
): APIComponentInMessageActionRow {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: id,
    placeholder,
    channel_types: [
      ChannelType.GuildText,
      ChannelType.GuildAnnouncement,
      ChannelType.PublicThread,
      ChannelType.PrivateThread,
    ],
    min_values: 0,
    max_values: 1,
    default_values: chosen === null ? [] : [{ id: chosen, type: SelectMenuDefaultValueType.Channel }],
  };
}

/** A menu of roles, 25 at most. */
export function roleMenu(
  id: string,
  placeholder: string,
  chosen: readonly string[],
): APIComponentInMessageActionRow {
  return {
    type: ComponentType.RoleSelect,
    custom_id: id,
    placeholder,
    min_values: 0,
    max_values: 25,
    default_values: chosen.map((role) => ({ id: role, type: SelectMenuDefaultValueType.Role })),
  };
}

/** A frame around parts, with a stripe of a colour. */
export function frame(
  parts: readonly APIComponentInContainer[],
  color: number = COLORS.plain,
): APIMessageTopLevelComponent {
  return { type: ComponentType.Container, components: [...parts], accent_color: color };
}

export const COLORS = {
  plain: 0x5b8def,
  good: 0x3fb950,
  warn: 0xf0883e,
  danger: 0xd83c3e,
  quiet: 0x6e7681,
} as const;

/** A message of panels: texts together within Discord's limit, mentions shown but not rung. */
export function panelMessage(...components: readonly APIMessageTopLevelComponent[]): PanelMessage {
  return {
    components: fitTexts(components),
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  };
}

export interface PanelMessage {
  readonly components: APIMessageTopLevelComponent[];
  readonly flags: MessageFlags.IsComponentsV2;
  readonly allowedMentions: { readonly parse: [] };
}

import {
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  type APIComponentInContainer,
} from 'discord.js';

/** Names that stand for ids, as Discord's client fills them in. */
export type Names = Readonly<Record<string, string>>;

type Part = APIMessageTopLevelComponent | APIComponentInContainer;

const BUTTON_CLASSES: Partial<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
};

/** Components V2 as Discord's dark theme shows them, near enough for a picture; unknown components throw. */
export function toHtml(parts: readonly Part[], names: Names): string {
  return parts.map((part) => partToHtml(part, names)).join('\n');
}

function partToHtml(part: Part, names: Names): string {
  switch (part.type) {
    case ComponentType.Container: {
      const color = (part.accent_color ?? 0x2b2d31).toString(16).padStart(6, '0');
      return `<div class="container" style="border-left-color:#${color}">${toHtml(part.components, names)}</div>`;
    }
    case ComponentType.TextDisplay:
      return `<div class="text">${markdownToHtml(part.content, names)}</div>`;
    case ComponentType.Separator:
      return '<hr>';
    case ComponentType.Section: {
      const accessory = part.accessory.type === ComponentType.Button ? control(part.accessory, names) : '';
      return `<div class="section"><div>${toHtml(part.components, names)}</div>${accessory}</div>`;
    }
    case ComponentType.File:
      return `<div class="file">📄 ${escape(part.file.url.replace('attachment://', ''))}</div>`;
    case ComponentType.MediaGallery:
      return part.items
        .map(({ media }) => `<img src="${escape(names[media.url] ?? media.url)}" style="width:100%;border-radius:8px">`)
        .join('');
    case ComponentType.ActionRow:
      return `<div class="row">${part.components.map((one) => control(one, names)).join('')}</div>`;
    default:
      throw new Error(`no picture of component ${(part as Part).type}`);
  }
}

type Control = Extract<Part, { type: ComponentType.ActionRow }>['components'][number];

function control(one: Control, names: Names): string {
  if (one.type === ComponentType.Button) {
    const shown = 'label' in one ? (one.label ?? '') : '';
    const emoji = 'emoji' in one && one.emoji?.name !== undefined ? `${one.emoji.name} ` : '';
    const arrow = one.style === ButtonStyle.Link ? ' ↗' : '';
    const disabled = one.disabled === true ? ' disabled' : '';
    return `<span class="button ${BUTTON_CLASSES[one.style] ?? ''}${disabled}">${escape(emoji + shown + arrow)}</span>`;
  }
  const chosen =
    one.type === ComponentType.StringSelect
      ? one.options.filter((option) => option.default).map((option) => `${option.emoji?.name ?? ''} ${option.label}`)
      : (one.default_values ?? []).map(({ id }) => names[id] ?? id);
  const shown = chosen.length > 0 ? escape(chosen.join(', ').trim()) : `<i>${escape(one.placeholder ?? '')}</i>`;
  return `<span class="select"><span>${shown}</span><span>⌄</span></span>`;
}

/** Discord's markdown, as far as the bot writes it. */
export function markdownToHtml(markdown: string, names: Names): string {
  return markdown
    .split('\n')
    .map((line) => lineToHtml(line, names))
    .join('');
}

const BLOCKS: readonly (readonly [RegExp, string])[] = [
  [/^### /, 'h3'],
  [/^## /, 'h2'],
  [/^-# /, 'small'],
  [/^> /, 'blockquote'],
  [/^- /, 'li'],
];

function lineToHtml(line: string, names: Names): string {
  const [mark, tag] = BLOCKS.find(([start]) => start.test(line)) ?? [/^/, 'p'];
  return `<${tag}>${inline(line.replace(mark, ''), names)}</${tag}>`;
}

function inline(text: string, names: Names): string {
  const kept: string[] = [];
  // Escaped characters and links are set aside, so that no later step reads them again.
  const keep = (html: string): string => `\u0000${kept.push(html) - 1}\u0000`;
  const html = escape(text.replace(/\\([^\w\s])/g, (_, char: string) => keep(escape(char))))
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, label: string) => keep(`<a>${label}</a>`))
    .replace(/`([^`]+)`/g, (_, code: string) => keep(`<code>${code}</code>`))
    .replace(/&lt;#(\d+)&gt;/g, (_, id: string) => keep(`<b class="mention"># ${escape(names[id] ?? id)}</b>`))
    .replace(/&lt;@(\d+)&gt;/g, (_, id: string) => keep(`<b class="mention">@${escape(names[id] ?? id)}</b>`))
    .replace(/&lt;t:\d+:(\w)&gt;/g, (_, style: string) => keep(`<span class="time">${TIMES[style] ?? ''}</span>`))
    .replace(/\|\|(.+?)\|\|/g, '<span class="spoiler">$1</span>')
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');
  return unkeep(html, kept);
}

/** Points in time are shown as if the picture were taken at one and the same moment. */
const TIMES: Readonly<Record<string, string>> = { R: '3분 전', f: '2025년 11월 24일 오후 2:05', d: '2025. 11. 24.' };

function unkeep(html: string, kept: readonly string[]): string {
  // eslint-disable-next-line no-control-regex -- the marks that `inline` sets
  return html.replace(/\u0000(\d+)\u0000/g, (_, index: string) => unkeep(kept[Number(index)] ?? '', kept));
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

import type { APIAttachment, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { ComponentType, SeparatorSpacingSize } from 'discord-api-types/v10';
import { type ComponentNode, nodesOf, walk } from './component-tree.js';
import { cleansed } from './files.js';

const ATTACHMENT = 'attachment://';

/** What answers spell out although requests may leave it out. */
const SPELLED_OUT: Partial<Record<ComponentType, object>> = {
  [ComponentType.Container]: { accent_color: null, spoiler: false },
  [ComponentType.Separator]: { divider: true, spacing: SeparatorSpacingSize.Small },
  [ComponentType.Thumbnail]: { description: null, spoiler: false },
  [ComponentType.File]: { spoiler: false, name: '', size: 0 },
  [ComponentType.StringSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.UserSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.RoleSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.MentionableSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.ChannelSelect]: { min_values: 1, max_values: 1 },
};

/** What Discord keeps of sent components: each with a number of its own, and links to sent files resolved. */
export function settleComponents(
  components: readonly unknown[] | null | undefined,
  attachments: readonly APIAttachment[],
): APIMessageTopLevelComponent[] {
  const trees = structuredClone(nodesOf(components));
  const taken = new Set([...walk(trees)].flatMap(({ id }) => id ?? []));
  let next = 1;
  for (const node of walk(trees)) {
    if (!node.id) {
      while (taken.has(next)) next++;
      node.id = next++;
    }
    settleMedia(node, attachments);
    spellOut(node);
  }
  return trees as unknown as APIMessageTopLevelComponent[];
}

function spellOut(node: ComponentNode): void {
  for (const [key, value] of Object.entries(node)) if (value === null) Reflect.deleteProperty(node, key);
  Object.assign(node, { ...SPELLED_OUT[node.type], ...node });
}

function settleMedia(node: ComponentNode, attachments: readonly APIAttachment[]): void {
  for (const item of node.items ?? []) {
    item.media = mediumOf(item.media.url, attachments);
    item.description ??= null;
    item.spoiler ??= false;
  }
  if (node.media) node.media = mediumOf(node.media.url, attachments);
  if (!node.file) return;
  const file = fileOf(node.file.url, attachments);
  node.file = mediumOf(node.file.url, attachments);
  if (file) Object.assign(node, { name: file.filename, size: file.size });
}

function fileOf(url: string, attachments: readonly APIAttachment[]): APIAttachment | undefined {
  if (!url.startsWith(ATTACHMENT)) return attachments.find((attachment) => attachment.url === url);
  const name = cleansed(url.slice(ATTACHMENT.length));
  return attachments.find(({ filename }) => filename === name);
}

/** The links of a message's components to files that are not sent along. */
export const missingFiles = (
  components: readonly unknown[] | null | undefined,
  attachments: readonly APIAttachment[],
): string[] =>
  [...walk(nodesOf(components))]
    .flatMap((node) => [node.media, node.file, ...(node.items ?? []).map(({ media }) => media)])
    .flatMap((medium) => medium?.url ?? [])
    .filter((url) => url.startsWith(ATTACHMENT) && !fileOf(url, attachments));

interface Medium {
  id: string;
  url: string;
  proxy_url: string;
  attachment_id?: string;
}

/** A medium as answers carry it; one that names a file sent along links to it. */
export function mediumOf(url: string, attachments: readonly APIAttachment[]): Medium {
  const file = fileOf(url, attachments);
  if (!file) return { id: '0', url, proxy_url: url };
  return { id: file.id, url: file.url, proxy_url: file.proxy_url, attachment_id: file.id };
}

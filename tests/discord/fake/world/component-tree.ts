import type { ButtonStyle, ComponentType } from 'discord-api-types/v10';

/** A component as code that walks trees sees it: whatever its type, its parts stand under one of these keys. */
export interface ComponentNode {
  type: ComponentType;
  id?: number;
  components?: ComponentNode[];
  component?: ComponentNode;
  accessory?: ComponentNode;
  custom_id?: string;
  content?: string;
  label?: string;
  title?: string;
  description?: string | null;
  placeholder?: string;
  style?: ButtonStyle;
  url?: string;
  sku_id?: string;
  emoji?: { id?: string; name?: string };
  disabled?: boolean;
  required?: boolean;
  value?: string;
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  channel_types?: number[];
  media?: { url: string };
  file?: { url: string };
  items?: { media: { url: string }; description?: string | null; spoiler?: boolean }[];
}

/** The trees of a message or modal, as nodes. */
export const nodesOf = (components: readonly unknown[] | null | undefined): ComponentNode[] =>
  (components ?? []) as ComponentNode[];

/** The direct parts of a component. */
export const partsOf = (node: ComponentNode): ComponentNode[] => [
  ...(node.components ?? []),
  ...(node.component ? [node.component] : []),
  ...(node.accessory ? [node.accessory] : []),
];

/** Every component of some trees, a parent before its parts. */
export function* walk(nodes: readonly ComponentNode[]): Generator<ComponentNode> {
  for (const node of nodes) {
    yield node;
    yield* walk(partsOf(node));
  }
}

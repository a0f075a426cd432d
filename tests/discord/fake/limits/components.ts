import { ComponentType } from 'discord-api-types/v10';
import type { FormErrors } from '../http/form-errors.js';
import { type ComponentNode, nodesOf, walk } from '../world/component-tree.js';
import { checkButton, checkSelect, isSelect } from './controls.js';

type Path = readonly (string | number)[];

const MOST_ROWS = 5;
const MOST_IN_ROW = 5;
const MOST_COMPONENTS = 40;
const MOST_TEXT = 4000;

const IN_CONTAINERS: readonly ComponentType[] = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
];
const AT_THE_TOP: readonly ComponentType[] = [...IN_CONTAINERS, ComponentType.Container];

/** Notes components of a message that Discord would refuse; `isV2` when the message says that it is all components. */
export function checkComponents(faults: FormErrors, components: readonly unknown[], isV2: boolean): void {
  const trees = nodesOf(components);
  if (!isV2) faults.count(['components'], trees.length, MOST_ROWS);
  const all = [...walk(trees)];
  if (all.length > MOST_COMPONENTS)
    faults.add(
      ['components'],
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      'The maximum number of components is 40',
    );
  const text = all.reduce((sum, node) => sum + [...(textOf(node) ?? '')].length, 0);
  if (text > MOST_TEXT)
    faults.add(
      ['components'],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Text exceeds ${MOST_TEXT} characters`,
    );
  trees.forEach((node, i) => {
    checkNode(faults, ['components', i], node, isV2 ? AT_THE_TOP : [ComponentType.ActionRow]);
  });
  checkUnique(faults, all);
}

const textOf = (node: ComponentNode): string | undefined =>
  node.type === ComponentType.TextDisplay ? node.content : undefined;

function checkNode(
  faults: FormErrors,
  path: Path,
  node: ComponentNode,
  allowed: readonly ComponentType[],
): void {
  if (!allowed.includes(node.type)) {
    faults.add(
      [...path, 'type'],
      'BASE_TYPE_CHOICES',
      `Value of field "type" must be one of (${allowed.join(', ')}).`,
    );
    return;
  }
  const parts = node.components ?? [];
  switch (node.type) {
    case ComponentType.ActionRow:
      checkRow(faults, path, parts);
      break;
    case ComponentType.Section:
      faults.count([...path, 'components'], parts.length, 3, 1);
      parts.forEach((part, i) => {
        checkNode(faults, [...path, 'components', i], part, [ComponentType.TextDisplay]);
      });
      checkAccessory(faults, [...path, 'accessory'], node.accessory);
      break;
    case ComponentType.TextDisplay:
      faults.text([...path, 'content'], node.content, MOST_TEXT, 1);
      break;
    case ComponentType.MediaGallery:
      faults.count([...path, 'items'], node.items?.length ?? 0, 10, 1);
      break;
    case ComponentType.Container:
      faults.count([...path, 'components'], parts.length, MOST_COMPONENTS, 1);
      parts.forEach((part, i) => {
        checkNode(faults, [...path, 'components', i], part, IN_CONTAINERS);
      });
      break;
    default:
  }
}

function checkRow(faults: FormErrors, path: Path, parts: readonly ComponentNode[]): void {
  faults.count([...path, 'components'], parts.length, MOST_IN_ROW, 1);
  const selects = parts.filter(isSelect);
  if (selects.length > 0 && parts.length > 1)
    faults.add(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  parts.forEach((part, i) => {
    const at = [...path, 'components', i];
    if (part.type === ComponentType.Button) checkButton(faults, at, part);
    else if (isSelect(part)) checkSelect(faults, at, part);
    else
      faults.add(
        [...at, 'type'],
        'BASE_TYPE_CHOICES',
        'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).',
      );
  });
}

function checkAccessory(faults: FormErrors, path: Path, accessory: ComponentNode | undefined): void {
  if (!accessory) faults.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  else if (accessory.type === ComponentType.Button) checkButton(faults, path, accessory);
  else if (accessory.type === ComponentType.Thumbnail)
    faults.text([...path, 'description'], accessory.description, 1024);
  else faults.add([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value of field "type" must be one of (2, 11).');
}

/** Notes ids that stand twice in one message or modal. */
export function checkUnique(faults: FormErrors, all: readonly ComponentNode[]): void {
  const customIds = all.flatMap(({ custom_id }) => custom_id ?? []);
  const ids = all.flatMap(({ id }) => id ?? []);
  if (new Set(customIds).size < customIds.length)
    faults.add(['components'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  if (new Set(ids).size < ids.length)
    faults.add(['components'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
}

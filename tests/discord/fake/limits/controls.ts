import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { FormErrors } from '../http/form-errors.js';
import type { ComponentNode } from '../world/component-tree.js';

type Path = readonly (string | number)[];

const SELECTS: readonly ComponentType[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

/** Whether a component is a select menu of any kind. */
export const isSelect = ({ type }: ComponentNode): boolean => SELECTS.includes(type);

/** Notes a button that Discord would refuse. */
export function checkButton(faults: FormErrors, path: Path, button: ComponentNode): void {
  faults.text([...path, 'label'], button.label, 80);
  const isLink = button.style === ButtonStyle.Link;
  const isPremium = button.style === ButtonStyle.Premium;
  if (isLink) faults.text([...path, 'url'], button.url, 512, 1);
  else if (!isPremium) faults.text([...path, 'custom_id'], button.custom_id, 100, 1);
  if ((isLink || isPremium) && button.custom_id)
    faults.add(
      [...path, 'custom_id'],
      'BUTTON_COMPONENT_INVALID_CUSTOM_ID',
      'A custom id is not allowed here',
    );
  if (!isLink && button.url)
    faults.add([...path, 'url'], 'BUTTON_COMPONENT_INVALID_URL', 'A url is only allowed on link buttons');
  if (!isPremium && !button.label && !button.emoji)
    faults.add(path, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required');
}

/** Notes a select menu that Discord would refuse. */
export function checkSelect(faults: FormErrors, path: Path, select: ComponentNode): void {
  faults.text([...path, 'custom_id'], select.custom_id, 100, 1);
  faults.text([...path, 'placeholder'], select.placeholder, 150);
  const { min_values: min = 1, max_values: max = 1, options } = select;
  if (min < 0 || min > 25)
    faults.add([...path, 'min_values'], 'NUMBER_TYPE_RANGE', 'int value should be 0 to 25.');
  if (max < 1 || max > 25)
    faults.add([...path, 'max_values'], 'NUMBER_TYPE_RANGE', 'int value should be 1 to 25.');
  if (min > max)
    faults.add([...path, 'min_values'], 'NUMBER_TYPE_MAX', `int value should be at most ${max}.`);
  if (select.type !== ComponentType.StringSelect) return;
  faults.count([...path, 'options'], options?.length ?? 0, 25, 1);
  checkOptions(faults, [...path, 'options'], options ?? []);
  if (max > (options?.length ?? 0))
    faults.add([...path, 'max_values'], 'SELECT_COMPONENT_MAX_VALUES', 'There are fewer options than that.');
  if ((options ?? []).filter((option) => option.default).length > max)
    faults.add([...path, 'options'], 'SELECT_COMPONENT_DEFAULTS', 'More options are chosen than may be.');
}

/** Notes options of a select menu, radio group or checkbox group that Discord would refuse. */
export function checkOptions(
  faults: FormErrors,
  path: Path,
  options: NonNullable<ComponentNode['options']>,
): void {
  options.forEach((option, i) => {
    faults.text([...path, i, 'label'], option.label, 100, 1);
    faults.text([...path, i, 'value'], option.value, 100, 1);
    faults.text([...path, i, 'description'], option.description, 100);
  });
  if (new Set(options.map(({ value }) => value)).size < options.length)
    faults.add(
      path,
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      'The specified option value is already used',
    );
}

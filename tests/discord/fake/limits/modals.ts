import { ComponentType } from 'discord-api-types/v10';
import { FormErrors } from '../http/form-errors.js';
import { type ComponentNode, nodesOf, walk } from '../world/component-tree.js';
import { checkUnique } from './components.js';
import { checkOptions, checkSelect, isSelect } from './controls.js';

type Path = readonly (string | number)[];

/** What of a modal's request is looked at. */
export interface WireModal {
  custom_id?: unknown;
  title?: unknown;
  components?: readonly unknown[];
}

/** Refuses a modal that Discord would refuse. */
export function checkModal(modal: WireModal): void {
  const faults = new FormErrors();
  const trees = nodesOf(modal.components);
  faults.text(['data', 'custom_id'], modal.custom_id, 100, 1);
  faults.text(['data', 'title'], modal.title, 45, 1);
  faults.count(['data', 'components'], trees.length, 5, 1);
  trees.forEach((node, i) => {
    checkLine(faults, ['data', 'components', i], node);
  });
  checkUnique(faults, [...walk(trees)]);
  faults.throwIfAny();
}

function checkLine(faults: FormErrors, path: Path, node: ComponentNode): void {
  switch (node.type) {
    case ComponentType.ActionRow: {
      const parts = node.components ?? [];
      faults.count([...path, 'components'], parts.length, 1, 1);
      parts.forEach((part, i) => {
        const at = [...path, 'components', i];
        if (part.type !== ComponentType.TextInput)
          faults.add([...at, 'type'], 'BASE_TYPE_CHOICES', 'Value of field "type" must be one of (4,).');
        else {
          faults.text([...at, 'label'], part.label, 45, 1);
          checkTextInput(faults, at, part);
        }
      });
      break;
    }
    case ComponentType.Label:
      faults.text([...path, 'label'], node.label, 45, 1);
      faults.text([...path, 'description'], node.description, 100);
      checkLabelled(faults, [...path, 'component'], node.component);
      break;
    case ComponentType.TextDisplay:
      faults.text([...path, 'content'], node.content, 4000, 1);
      break;
    default:
      faults.add([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
  }
}

function checkLabelled(faults: FormErrors, path: Path, part: ComponentNode | undefined): void {
  if (!part) {
    faults.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  if (isSelect(part)) {
    checkSelect(faults, path, part);
    if (part.disabled)
      faults.add([...path, 'disabled'], 'COMPONENT_DISABLED', 'Components in modals cannot be disabled');
    return;
  }
  faults.text([...path, 'custom_id'], part.custom_id, 100, 1);
  const options = part.options ?? [];
  switch (part.type) {
    case ComponentType.TextInput:
      // The label component around it says the label.
      if (part.label)
        faults.add([...path, 'label'], 'COMPONENT_LABEL_NOT_ALLOWED', 'Label is not allowed here');
      checkTextInput(faults, path, part);
      break;
    case ComponentType.RadioGroup:
      faults.count([...path, 'options'], options.length, 10, 2);
      checkOptions(faults, [...path, 'options'], options);
      break;
    case ComponentType.CheckboxGroup:
      faults.count([...path, 'options'], options.length, 10, 1);
      checkOptions(faults, [...path, 'options'], options);
      break;
    case ComponentType.FileUpload:
      checkFiles(faults, path, part);
      break;
    case ComponentType.Checkbox:
      break;
    default:
      faults.add([...path, 'type'], 'BASE_TYPE_CHOICES', 'This component is not allowed in a label.');
  }
}

function checkTextInput(faults: FormErrors, path: Path, input: ComponentNode): void {
  const { min_length: min = 0, max_length: max = 4000 } = input;
  faults.text([...path, 'custom_id'], input.custom_id, 100, 1);
  faults.text([...path, 'placeholder'], input.placeholder, 100);
  faults.text([...path, 'value'], input.value, 4000);
  if (min < 0 || min > 4000)
    faults.add([...path, 'min_length'], 'NUMBER_TYPE_RANGE', 'int value should be 0 to 4000.');
  if (max < 1 || max > 4000)
    faults.add([...path, 'max_length'], 'NUMBER_TYPE_RANGE', 'int value should be 1 to 4000.');
}

function checkFiles(faults: FormErrors, path: Path, upload: ComponentNode): void {
  const { min_values: min = 1, max_values: max = 1 } = upload;
  if (min < 0 || min > 10)
    faults.add([...path, 'min_values'], 'NUMBER_TYPE_RANGE', 'int value should be 0 to 10.');
  if (max < 1 || max > 10)
    faults.add([...path, 'max_values'], 'NUMBER_TYPE_RANGE', 'int value should be 1 to 10.');
}

import {
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Language } from '../../../fault.js';
import {
  OWN_RULE_LIMITS,
  OWN_RULE_WAYS,
  OWN_RULE_WEIGHTS,
  type RuleForm,
  ruleFormSchema,
} from '../../../moderation/index.js';
import {
  howWords,
  OWN_RULE_MODAL as MODAL,
  OWN_RULE_WAY,
  OWN_RULE_WEIGHT,
} from '../../../wording/bot/own-rules.js';
import { customId } from '../../discord/custom-id.js';

/** The window for a new rule, in its custom_id. */
export const NEW = 'new';

/** Weight and ways share a menu: a window has five fields. */
const HOWS = OWN_RULE_WEIGHTS.flatMap((weight) => OWN_RULE_WAYS.map((ways) => ({ weight, ways })));
const USUAL = { weight: 'medium', ways: 'ordinary' } as const;

type Field = 'name' | 'words' | 'unless' | 'about';

/** The window in which a rule is written, filled in with what was typed before. */
export function ruleModal(id: string, form: RuleForm | null, language: Language): ModalBuilder {
  const input = (field: Field, style: TextInputStyle, most: number, required: boolean): TextInputBuilder => {
    const made = new TextInputBuilder()
      .setCustomId(field)
      .setStyle(style)
      .setMaxLength(most)
      .setRequired(required);
    const value = form?.[field] ?? '';
    return value === '' ? made : made.setValue(value);
  };
  const label = (field: Field | 'how'): LabelBuilder =>
    new LabelBuilder().setLabel(MODAL[field][language]).setDescription(MODAL[`${field}Hint`][language]);
  const { name, field } = OWN_RULE_LIMITS;
  const { weight, ways } = form ?? USUAL;
  const how = new StringSelectMenuBuilder().setCustomId('how').addOptions(
    HOWS.map((one) => ({
      label: howWords(OWN_RULE_WEIGHT[one.weight], OWN_RULE_WAY[one.ways])[language],
      value: `${one.weight}-${one.ways}`,
      default: one.weight === weight && one.ways === ways,
    })),
  );
  return new ModalBuilder()
    .setCustomId(customId('own-rule-write', id))
    .setTitle((id === NEW ? MODAL.new : MODAL.edit)[language])
    .addLabelComponents(
      label('name').setTextInputComponent(input('name', TextInputStyle.Short, name, true)),
      label('words').setTextInputComponent(input('words', TextInputStyle.Paragraph, field, true)),
      label('unless').setTextInputComponent(input('unless', TextInputStyle.Paragraph, field, false)),
      label('about').setTextInputComponent(input('about', TextInputStyle.Paragraph, field, false)),
      label('how').setStringSelectMenuComponent(how),
    );
}

/** What was typed. Discord counts characters and not code units: a field of emoji is cut. */
export function formOf({ fields }: ModalSubmitInteraction<'cached'>): RuleForm {
  const [chosen = ''] = fields.getStringSelectValues('how');
  const [weight, ways] = chosen.split('-');
  const typed = (field: Field): string =>
    fields.getTextInputValue(field).slice(0, OWN_RULE_LIMITS[field === 'name' ? 'name' : 'field']);
  return ruleFormSchema.parse({
    name: typed('name'),
    words: typed('words'),
    unless: typed('unless'),
    about: typed('about'),
    weight,
    ways,
  });
}

import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { z } from 'zod';
import { Fault, Faults, type Language, type LocalizedText } from '../../../fault.js';
import type { ServerSettings } from '../../../moderation/index.js';
import { customId } from '../../discord/custom-id.js';
import { FAULTS, SETTINGS } from '../../../wording/bot/settings.js';

const { modal } = SETTINGS;

/** The fields of the modal with their bounds. */
const FIELDS = {
  timeoutMinutes: {
    name: modal.timeoutMinutes,
    about: modal.timeoutAbout,
    least: 1,
    most: 40_320,
    whole: true,
  },
  retentionDays: { name: modal.retentionDays, about: modal.retentionAbout, least: 1, most: 365, whole: true },
  least: { name: modal.least, about: modal.leastAbout, least: 10, most: 10_000, whole: true },
  precision: { name: modal.precision, about: modal.precisionAbout, least: 50, most: 100, whole: false },
  campaignCards: {
    name: modal.campaignCards,
    about: modal.campaignCardsAbout,
    least: 0,
    most: 100,
    whole: true,
  },
} satisfies Record<string, Field>;

/** A number that a modal asks for, with its bounds. */
export interface Field {
  readonly name: LocalizedText;
  readonly about: LocalizedText;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

type Key = keyof typeof FIELDS;
const KEYS = Object.keys(FIELDS) as Key[];

/** The modal for numbers; empty fields keep their values. */
export function numbersModal(
  settings: ServerSettings | null,
  language: Language,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId('settings-numbers'),
    title: modal.title[language],
    components: KEYS.map((key) =>
      numberInput(key, FIELDS[key], settings === null ? null : valueOf(key, settings), language),
    ),
  };
}

/** The field of a modal in which a number is typed; an empty one keeps its value. */
export function numberInput(
  key: string,
  { name, about }: Field,
  value: number | null,
  language: Language,
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: name[language],
    description: about[language],
    component: {
      type: ComponentType.TextInput,
      custom_id: key,
      style: TextInputStyle.Short,
      required: false,
      max_length: 8,
      ...(value === null ? {} : { value: String(value) }),
    },
  };
}

/** The number that was typed, with full-width digits, separators of thousands or a percent sign; undefined: nothing, or a fault is added. */
export function typedNumber(
  typed: string,
  { name, least, most, whole }: Field,
  faults: Fault[],
): number | undefined {
  const text = typed.normalize('NFKC').replace(/[\s,%]/gu, '');
  if (text === '') return undefined;
  const number = whole ? z.coerce.number().int() : z.coerce.number();
  const value = number.min(least).max(most).safeParse(text);
  if (value.success) return value.data;
  faults.push(new Fault('settings/number', FAULTS.number(name, least, most)));
  return undefined;
}

function valueOf(key: Key, settings: ServerSettings): number {
  if (key === 'precision') return Math.round(settings.gate.precision * 1000) / 10;
  return key === 'least' ? settings.gate.least : settings[key];
}

/**
 * Parses the modal's input into a change of settings.
 *
 * @param typed returns the text of a field
 * @throws Faults with one entry per field that is not a number within its bounds
 */
export function readNumbers(
  typed: (key: string) => string,
  { gate }: Pick<ServerSettings, 'gate'>,
): Partial<ServerSettings> {
  const faults: Fault[] = [];
  const read = (key: Key): number | undefined => typedNumber(typed(key), FIELDS[key], faults);
  const [timeoutMinutes, retentionDays, least, precision, campaignCards] = KEYS.map(read);
  if (faults.length > 0) throw new Faults(faults);
  return {
    ...(timeoutMinutes === undefined ? {} : { timeoutMinutes }),
    ...(retentionDays === undefined ? {} : { retentionDays }),
    ...(campaignCards === undefined ? {} : { campaignCards }),
    gate: {
      least: least ?? gate.least,
      precision: precision === undefined ? gate.precision : precision / 100,
    },
  };
}

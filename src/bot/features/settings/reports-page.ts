import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { z } from 'zod';
import { type Fault, Faults, type Language } from '../../../fault.js';
import type { ServerSettings } from '../../../moderation/index.js';
import { REPORT_SETTINGS as WORDS } from '../../../wording/bot/reports.js';
import { SETTINGS } from '../../../wording/bot/settings.js';
import {
  button,
  frame,
  panelMessage,
  type PanelMessage,
  roleMenu,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { type Field, numberInput, typedNumber } from './numbers.js';

type ReportSettings = ServerSettings['reports'];

/** Whether members may report, where, who, and how often. */
export function reportsPage({ reports }: Pick<ServerSettings, 'reports'>, language: Language): PanelMessage {
  const { on, unbound, roleIds, perPerson, perServer } = reports;
  const set = (key: string, now: boolean): string =>
    customId('settings-reports-set', key, now ? 'off' : 'on');
  return panelMessage(
    frame([
      text(`## ${WORDS.title[language]}\n${WORDS.about[language]}`),
      row(
        button(set('on', on), WORDS.on(on)[language], { emoji: '📣' }),
        button(set('unbound', unbound), WORDS.unbound(unbound)[language]),
        button(customId('settings-reports-limits'), WORDS.limitsButton[language], { emoji: '🔢' }),
      ),
      text(WORDS.roles[language]),
      row(roleMenu(customId('settings-reports-roles'), WORDS.rolesNone[language], roleIds)),
      text(WORDS.limits(perPerson, perServer)[language]),
      row(button(customId('settings-main'), SETTINGS.buttons.back[language], { emoji: '↩️' })),
    ]),
  );
}

/** The change that a switch of the page makes. */
export const reportSwitch = z
  .tuple([z.enum(['on', 'unbound']), z.enum(['on', 'off'])])
  .transform(([key, value]): Partial<ReportSettings> => ({ [key]: value === 'on' }));

const FIELDS = {
  perPerson: { name: WORDS.perPerson, about: WORDS.perPersonAbout, least: 1, most: 100, whole: true },
  perServer: { name: WORDS.perServer, about: WORDS.perServerAbout, least: 1, most: 10_000, whole: true },
} satisfies Record<string, Field>;
const KEYS = ['perPerson', 'perServer'] as const;

/** The modal for the limits; empty fields keep their values. */
export function reportLimitsModal(
  reports: ReportSettings | null,
  language: Language,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId('settings-reports-limits'),
    title: WORDS.limitsButton[language],
    components: KEYS.map((key) =>
      numberInput(key, FIELDS[key], reports === null ? null : reports[key], language),
    ),
  };
}

/**
 * Parses the modal's input into a change of settings.
 *
 * @throws Faults with one entry per field that is not a number within its bounds
 */
export function readReportLimits(typed: (key: string) => string): Partial<ReportSettings> {
  const faults: Fault[] = [];
  const [perPerson, perServer] = KEYS.map((key) => typedNumber(typed(key), FIELDS[key], faults));
  if (faults.length > 0) throw new Faults(faults);
  return {
    ...(perPerson === undefined ? {} : { perPerson }),
    ...(perServer === undefined ? {} : { perServer }),
  };
}

import type { APIComponentInContainer } from 'discord.js';
import type { Language, LocalizedText } from '../../../fault.js';
import { ACTIONS, gateLine, MODES } from '../../../moderation/index.js';
import { FEEDBACK_SETTINGS } from '../../../wording/bot/appeals.js';
import { REPORT_SETTINGS } from '../../../wording/bot/reports.js';
import { ACTION_NAMES, MODE_NAMES, SETTINGS } from '../../../wording/bot/settings.js';
import {
  button,
  channelMenu,
  choiceMenu,
  COLORS,
  frame,
  line,
  panelMessage,
  type PanelMessage,
  roleMenu,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';
import { plainName, stepsOf, warningsOf } from '../guide/advice.js';
import type { ServerFacts } from '../guide/facts.js';

/** Maximum number of kinds of evidence shown. */
const MOST = 20;

/** The accuracy of each kind of evidence, and what it lacks until the bot may act on it. */
export function gatesPage({ gates }: ServerFacts, language: Language): PanelMessage {
  const lines = gates
    .slice(0, MOST)
    .map(
      ({ name, gate }) =>
        `${gate.open ? '🟢' : '⚪'} **${safeLine(name[language], 40)}** · ${gateLine(gate)[language]}`,
    );
  const body = lines.length === 0 ? SETTINGS.gatesNone[language] : lines.join('\n');
  return panelMessage(
    frame([
      text(`## ${SETTINGS.gates[language]}\n-# ${SETTINGS.gatesHow[language]}`),
      text(body),
      row(button(customId('settings-main'), SETTINGS.buttons.back[language], { emoji: '↩️' })),
    ]),
  );
}

/** Maximum number of warnings shown. */
const MOST_WARNINGS = 5;

/** The settings panel of a server: current values, warnings, and a menu for each setting. */
export function mainPage(facts: ServerFacts, language: Language): PanelMessage {
  const { settings, asks } = facts;
  const { buttons } = SETTINGS;
  const warnings = warningsOf(facts);
  const set = (key: string, on: boolean): string => customId('settings-set', key, on ? 'off' : 'on');
  const parts: APIComponentInContainer[] = [
    text(`## ${SETTINGS.title[language]}\n-# ${SETTINGS.saved[language]}`),
    ...steps(facts, language),
    ...(warnings.length === 0
      ? []
      : [
          text(
            warnings
              .slice(0, MOST_WARNINGS)
              .map((said) => `⚠️ ${said[language]}`)
              .join('\n'),
          ),
        ]),
    line(),
    text(SETTINGS.log[language]),
    row(
      channelMenu(
        customId('settings-log'),
        SETTINGS.logNone[language],
        kept(settings.logChannelId, facts.log),
      ),
    ),
    text(SETTINGS.hidden[language]),
    row(
      channelMenu(
        customId('settings-hidden'),
        SETTINGS.hiddenNone[language],
        kept(settings.hiddenChannelId, facts.hidden),
      ),
    ),
    text(SETTINGS.roles[language]),
    row(roleMenu(customId('settings-roles'), SETTINGS.rolesNone[language], settings.moderatorRoleIds)),
    line(),
    text(SETTINGS.mode[language]),
    row(modeMenu(facts, language)),
    text(SETTINGS.action[language]),
    row(actionMenu(facts, language)),
    text(numbersLine(facts)[language]),
    row(
      button(
        customId('settings-set', 'language', settings.language === 'ko' ? 'en' : 'ko'),
        buttons.language(SETTINGS.languages[settings.language])[language],
        { emoji: '🌐' },
      ),
      button(set('spoiler', settings.spoiler), buttons.spoiler(settings.spoiler)[language], { emoji: '🙈' }),
      button(set('learning', settings.learning), buttons.learning(settings.learning)[language], {
        emoji: '🧠',
      }),
      button(set('campaigns', settings.campaigns), buttons.campaigns(settings.campaigns)[language], {
        emoji: '🧩',
      }),
      ...(asks === null
        ? []
        : [
            button(set('asking', settings.asking), buttons.asking(settings.asking)[language], {
              emoji: '🤖',
            }),
          ]),
    ),
    ...(asks === null ? [] : [text(askingLine(asks, settings.asking)[language])]),
    row(
      button(customId('settings-numbers'), buttons.numbers[language], { emoji: '🔢' }),
      button(customId('settings-places', '0'), buttons.places[language], { emoji: '📍' }),
      button(customId('settings-gates'), buttons.gates[language], { emoji: '🎯' }),
      button(customId('settings-adapt'), buttons.adaptation(settings.adaptation)[language], { emoji: '🌙' }),
    ),
    row(
      button(customId('settings-reports'), REPORT_SETTINGS.button[language], { emoji: '📣' }),
      button(customId('settings-feedback'), FEEDBACK_SETTINGS.button[language], { emoji: '✉️' }),
    ),
  ];
  return panelMessage(frame(parts, warnings.length > 0 ? COLORS.warn : COLORS.plain));
}

/** What leaves the machine, and where to, before it is turned on and while it is. */
function askingLine({ host, model }: NonNullable<ServerFacts['asks']>, on: boolean): LocalizedText {
  return SETTINGS.asking(safeLine(model, 60), safeLine(host, 80), on);
}

/** The three set-up steps; empty once all are done. */
function steps(facts: ServerFacts, language: Language): APIComponentInContainer[] {
  const all = stepsOf(facts, plainName);
  if (all.every(({ done }) => done)) return [];
  const lines = all.map((step) => `${step.done ? '✅' : '⬜'} ${step.text[language]}`);
  return [text(`### ${SETTINGS.stepsLeft[language]}\n${lines.join('\n')}`)];
}

/** The channel to preselect in a menu; null if it was deleted: Discord would refuse the whole panel. */
function kept(channelId: string | null, reach: ServerFacts['log']): string | null {
  return reach?.kind === 'gone' ? null : channelId;
}

function modeMenu({ settings }: ServerFacts, language: Language) {
  return choiceMenu(
    customId('settings-mode'),
    SETTINGS.modeNone[language],
    MODES.map((mode) => ({
      label: MODE_NAMES[mode].name[language],
      description: MODE_NAMES[mode].about[language],
      emoji: { name: MODE_NAMES[mode].emoji },
      value: mode,
      default: mode === settings.mode,
    })),
  );
}

function actionMenu({ settings }: ServerFacts, language: Language) {
  return choiceMenu(
    customId('settings-action'),
    SETTINGS.actionNone[language],
    ACTIONS.map((action) => ({
      label: ACTION_NAMES[action].name[language],
      description: ACTION_NAMES[action].about[language],
      value: action,
      default: action === settings.action,
    })),
  );
}

function numbersLine({ settings: { timeoutMinutes, retentionDays, gate } }: ServerFacts) {
  const precision = `${Math.round(gate.precision * 1000) / 10}%`;
  return SETTINGS.numbersLine(timeoutMinutes, retentionDays, gate.least, precision);
}

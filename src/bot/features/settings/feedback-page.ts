import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { z } from 'zod';
import { Fault, type Language, type LocalizedText } from '../../../fault.js';
import type { ServerSettings } from '../../../moderation/index.js';
import { FEEDBACK_SETTINGS as WORDS } from '../../../wording/bot/appeals.js';
import { FAULTS, SETTINGS } from '../../../wording/bot/settings.js';
import { reasonsOf } from '../../feedback/reasons.js';
import {
  button,
  choiceMenu,
  frame,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';
import { safeLine } from '../../discord/safe-text.js';

type Feedback = ServerSettings['feedback'];
const NOTES = ['off', 'dm', 'channel'] as const;

/** Reasons of decisions, the note to posters, and how long they may appeal. */
export function feedbackPage(settings: ServerSettings, language: Language): PanelMessage {
  const { feedback } = settings;
  const list = reasonsOf(settings)
    .map((reason) => safeLine(reason, 80))
    .join(' · ');
  return panelMessage(
    frame([
      text(`## ${WORDS.title[language]}\n${WORDS.about[language]}\n${WORDS.reasons(list)[language]}`),
      text(WORDS.note[language]),
      row(
        choiceMenu(
          customId('settings-feedback-note'),
          WORDS.notes[feedback.note][language],
          NOTES.map((note) => ({
            label: WORDS.notes[note][language],
            value: note,
            default: note === feedback.note,
          })),
        ),
      ),
      ...(feedback.noteText === '' ? [] : [text(`> ${safeLine(feedback.noteText, 500)}`)]),
      text(WORDS.days(feedback.appealDays)[language]),
      row(
        button(customId('settings-feedback-edit'), WORDS.edit[language], { emoji: '✏️' }),
        button(customId('settings-main'), SETTINGS.buttons.back[language], { emoji: '↩️' }),
      ),
    ]),
  );
}

/** The change that the menu of the page makes. */
export const noteChoice = z.enum(NOTES).transform((note): Partial<Feedback> => ({ note }));

/** The modal for reasons and texts. */
export function feedbackModal(
  feedback: Feedback | null,
  language: Language,
): APIModalInteractionResponseCallbackData {
  const field = (
    id: string,
    [label, about]: readonly [LocalizedText, LocalizedText],
    value: string,
    most: number,
    style: TextInputStyle,
  ) => ({
    type: ComponentType.Label as const,
    label: label[language],
    description: about[language],
    component: {
      type: ComponentType.TextInput as const,
      custom_id: id,
      style,
      required: false,
      max_length: most,
      ...(feedback === null || value === '' ? {} : { value }),
    },
  });
  const { reasons = [], noteText = '', appealDays = 7 } = feedback ?? {};
  return {
    custom_id: customId('settings-feedback-edit'),
    title: WORDS.title[language],
    components: [
      field(
        'reasons',
        [WORDS.reasonsLabel, WORDS.reasonsAbout],
        reasons.join('\n'),
        1000,
        TextInputStyle.Paragraph,
      ),
      field('noteText', [WORDS.textLabel, WORDS.textAbout], noteText, 500, TextInputStyle.Paragraph),
      field('appealDays', [WORDS.daysLabel, WORDS.daysAbout], String(appealDays), 3, TextInputStyle.Short),
    ],
  };
}

/**
 * Parses the modal's input into a change of settings.
 *
 * @throws Fault for days that are no number from 1 to 30
 */
export function readFeedback(typed: (key: string) => string): Partial<Feedback> {
  const reasons = [
    ...new Set(
      typed('reasons')
        .split('\n')
        .map((line) => line.replace(/\s+/gu, ' ').trim().slice(0, 80))
        .filter((line) => line !== ''),
    ),
  ].slice(0, 10);
  const days = typed('appealDays').normalize('NFKC').trim();
  const read = z.coerce.number().int().min(1).max(30).safeParse(days);
  if (days !== '' && !read.success) throw new Fault('settings/number', FAULTS.number(WORDS.daysLabel, 1, 30));
  return {
    reasons,
    noteText: typed('noteText').trim().slice(0, 500),
    ...(days !== '' && read.success ? { appealDays: read.data } : {}),
  };
}

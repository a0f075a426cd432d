import type { Language } from '../../../fault.js';
import { gateLine } from '../../../moderation/index.js';
import { safeLine } from '../../card/safe-text.js';
import { customId } from '../../discord/custom-id.js';
import type { ServerFacts } from '../guide/facts.js';
import { button, frame, panelMessage, type PanelMessage, row, text } from '../panel/components.js';
import { SETTINGS } from '../../../wording/bot/settings.js';

/** Kinds of evidence that are shown. */
const MOST = 20;

/** How right each kind of evidence was, and what is missing until the bot may act on it. */
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

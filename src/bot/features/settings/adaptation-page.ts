import type { Language, LocalizedText } from '../../../fault.js';
import type { AdaptationFigures, ServerSettings } from '../../../moderation/index.js';
import { ADAPTATION } from '../../../wording/bot/adaptation.js';
import { SETTINGS } from '../../../wording/bot/settings.js';
import {
  type AdaptationState,
  keptDays,
  MIN_ARTICLES,
  MIN_COMMENTS,
  type NightOutcome,
} from '../../adaptation/adaptation.js';
import {
  button,
  COLORS,
  frame,
  line,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../../discord/components.js';
import { customId } from '../../discord/custom-id.js';

/** The page on nightly adaptation: whether it is on, what the last night did, and how the model in use was measured. */
export function adaptationPage(
  settings: ServerSettings,
  state: AdaptationState,
  notice: LocalizedText | null,
  language: Language,
): PanelMessage {
  const { adaptation: on } = settings;
  const { possible, serving } = state;
  const lines = [
    `## ${ADAPTATION.title[language]}`,
    `-# ${ADAPTATION.about(keptDays(settings))[language]}`,
    ...(notice === null ? [] : [`**${notice[language]}**`]),
    ...stateLines(on, state).map((said) => said[language]),
  ];
  return panelMessage(
    frame([
      text(lines.join('\n')),
      ...(on && possible
        ? [
            line(),
            text(
              servingLines(serving)
                .map((said) => said[language])
                .join('\n'),
            ),
          ]
        : []),
      row(
        on
          ? button(customId('settings-adapt-off'), ADAPTATION.turnOff[language], { emoji: '🌙' })
          : button(customId('settings-adapt-on'), ADAPTATION.turnOn[language], {
              emoji: '🌙',
              style: 'primary',
              disabled: !possible,
            }),
        button(customId('settings-adapt-back', String(serving?.version ?? 0)), ADAPTATION.back[language], {
          emoji: '⏪',
          disabled: serving === null,
        }),
        button(customId('settings-main'), SETTINGS.buttons.back[language], { emoji: '↩️' }),
      ),
    ]),
  );
}

/** Asks before it is turned off, which deletes what was kept and learned. */
export function askOffPage(language: Language): PanelMessage {
  return panelMessage(
    frame(
      [
        text(ADAPTATION.askOff[language]),
        row(
          button(customId('settings-adapt-forget'), ADAPTATION.confirmOff[language], { style: 'danger' }),
          button(customId('settings-adapt'), ADAPTATION.cancel[language]),
        ),
      ],
      COLORS.danger,
    ),
  );
}

function stateLines(on: boolean, state: AdaptationState): LocalizedText[] {
  const { possible, running, triedAt, outcome, kept } = state;
  if (!possible) return [ADAPTATION.impossible];
  if (!on) return [ADAPTATION.off];
  if (running) return [ADAPTATION.on(kept), ADAPTATION.running];
  if (triedAt === null || outcome === null) return [ADAPTATION.on(kept), ADAPTATION.never];
  return [ADAPTATION.on(kept), ADAPTATION.lastNight(Math.floor(triedAt / 1000), outcomeText(outcome))];
}

function outcomeText(outcome: NightOutcome): LocalizedText {
  const said = ADAPTATION.outcome;
  switch (outcome.kind) {
    case 'few':
      return said.few(outcome, { comments: MIN_COMMENTS, articles: MIN_ARTICLES });
    case 'learned':
      return said.learned(outcome);
    case 'worse':
      return said.worse(outcome);
    default:
      return said[outcome.kind];
  }
}

function servingLines(serving: AdaptationState['serving']): LocalizedText[] {
  if (serving === null) return [ADAPTATION.shipped];
  const { version, readAt, summary } = serving;
  return [ADAPTATION.serving(version, Math.floor(readAt / 1000), summary), ...figureLines(summary.figures)];
}

function figureLines({
  planted,
  ownSuspected,
  foreignSuspected,
  decided,
}: AdaptationFigures): LocalizedText[] {
  const lines = [
    ADAPTATION.planted(planted),
    ADAPTATION.suspected(ownSuspected, foreignSuspected, planted.own),
    ...(decided === null ? [] : [ADAPTATION.decided(decided)]),
    ADAPTATION.figuresHow,
  ];
  return lines.map(({ ko, en }) => ({ ko: `-# ${ko}`, en: `-# ${en}` }));
}

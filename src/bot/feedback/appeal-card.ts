import { type APIComponentInContainer, RESTJSONErrorCodes } from 'discord.js';
import type { Language } from '../../fault.js';
import type { Case, NewEffect } from '../../moderation/index.js';
import type { Appeal } from '../../store/index.js';
import { APPEAL_CARD, NOTE_STATES } from '../../wording/bot/appeals.js';
import { decisionWords } from '../../wording/bot/cards.js';
import { authorWords, moderatorWords } from '../card/view.js';
import {
  button,
  COLORS,
  frame,
  line,
  panelMessage,
  type PanelMessage,
  row,
  text,
} from '../discord/components.js';
import { customId } from '../discord/custom-id.js';
import { isUnknown } from '../discord/failure.js';
import { edit, findOwn, post } from '../discord/messages.js';
import { quoted, safeLine } from '../discord/safe-text.js';
import {
  DONE,
  type EffectContext,
  type Ordered,
  type Outcome,
  withoutLogChannel,
} from '../outbox/effect-context.js';

/** Decisions that the card of an appeal shows. */
const MOST_CASES = 8;

/** An effect on an appeal; those of one appeal run in order. */
export function appealEffect(
  guildId: string,
  caseNumber: number,
  kind: 'appeal-card' | 'appeal-update' | 'appeal-result',
): NewEffect {
  return {
    guildId,
    partitionKey: `appeal:${guildId}:${caseNumber}`,
    key: `${kind}:${guildId}:${caseNumber}`,
    effect: { kind, caseNumber },
  };
}

/** Data of the card of an appeal. */
export interface AppealView {
  readonly appeal: Appeal;
  /** The case that it is against; undefined after the retention. */
  readonly against: Case | undefined;
  /** The decisions on the comment, oldest first. */
  readonly history: readonly Case[];
}

/** Renders the card of an appeal: the comment, the decisions on it, what its author says, and the buttons. */
export function renderAppeal({ appeal, against, history }: AppealView, language: Language): PanelMessage {
  const at = (ms: number): string => `<t:${Math.floor(ms / 1000)}:f>`;
  const shown = against?.shown;
  const cases = history.slice(-MOST_CASES).map(({ number, decision, moderatorId, at: when, why }) => {
    const reason = why === null ? '' : ` · ${safeLine(why, 100)}`;
    return `- #${number} ${decisionWords(decision, language)} · ${moderatorWords(moderatorId, language)} · ${at(when)}${reason}`;
  });
  const id = String(appeal.caseNumber);
  const says = appeal.text === null ? `-# ${APPEAL_CARD.gone[language]}` : quoted(appeal.text, 1000, false);
  const parts: APIComponentInContainer[] = [
    text(
      [
        `### ${APPEAL_CARD.title(appeal.caseNumber)[language]}`,
        `-# ${[shown?.author == null ? '' : authorWords(shown.author, language), at(appeal.at)].filter((part) => part !== '').join(' · ')}`,
        shown == null ? '' : quoted(shown.text, 600, false),
      ]
        .filter((part) => part !== '')
        .join('\n'),
    ),
    line(),
    text(`**${APPEAL_CARD.history[language]}**\n${cases.join('\n')}`),
    line(),
    text(`**${APPEAL_CARD.says[language]}**\n${says}`),
    ...(appeal.state === 'open'
      ? [
          row(
            button(customId('appeal-accept', id), APPEAL_CARD.accept[language], { style: 'good' }),
            button(customId('appeal-reject', id), APPEAL_CARD.reject[language]),
          ),
        ]
      : [text(settledWords(appeal, language))]),
  ];
  const color = { open: COLORS.warn, accepted: COLORS.good, rejected: COLORS.quiet }[appeal.state];
  return panelMessage(frame(parts, color));
}

function settledWords(appeal: Appeal, language: Language): string {
  if (appeal.state === 'open') return '';
  const when = `<t:${Math.floor((appeal.settledAt ?? appeal.at) / 1000)}:f>`;
  const who = moderatorWords(appeal.moderatorId, language);
  return [
    APPEAL_CARD[appeal.state](who, when)[language],
    appeal.answer === null ? '' : quoted(appeal.answer, 500, false),
    appeal.told === null ? '' : `-# ${NOTE_STATES[appeal.told][language]}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

async function viewOf(
  guildId: string,
  caseNumber: number,
  { store }: EffectContext,
): Promise<AppealView | undefined> {
  const [appeal, against] = await Promise.all([
    store.appeals.get(guildId, caseNumber),
    store.cases.get(guildId, caseNumber),
  ]);
  return appeal && { appeal, against, history: await store.cases.ofFlag(guildId, appeal.flagId) };
}

/** Posts the card of an appeal. A repeated attempt first looks for the card of an earlier one. */
export async function postAppeal(item: Ordered<'appeal-card'>, context: EffectContext): Promise<Outcome> {
  const { store, now } = context;
  const { guildId, effect } = item;
  const view = await viewOf(guildId, effect.caseNumber, context);
  if (view?.appeal.card !== null) return DONE;
  const { logChannelId, language } = await store.servers.settings(guildId);
  if (logChannelId === null) return withoutLogChannel(item, now());
  const mark = customId('appeal-reject', String(effect.caseNumber));
  const earlier = item.attempts > 0 ? await findOwn(logChannelId, item.createdAt, mark, context) : undefined;
  const nonce = `q${effect.caseNumber}-${view.appeal.flagId.slice(0, 12)}`;
  const card = earlier ?? (await post(logChannelId, renderAppeal(view, language), nonce, context));
  await store.appeals.setCard(guildId, effect.caseNumber, { channelId: logChannelId, messageId: card.id });
  return DONE;
}

/** Renders the card of an appeal again. One that a person deleted stays deleted. */
export async function updateAppeal(item: Ordered<'appeal-update'>, context: EffectContext): Promise<Outcome> {
  const view = await viewOf(item.guildId, item.effect.caseNumber, context);
  if (view?.appeal.card == null) return DONE;
  const { language } = await context.store.servers.settings(item.guildId);
  try {
    await edit(view.appeal.card, renderAppeal(view, language), context);
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
  return DONE;
}

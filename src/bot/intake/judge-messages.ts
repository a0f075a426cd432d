import { Fault } from '../../fault.js';
import { evidenceKeyOf, accuracyGateOf, outcomeOf } from '../../moderation/index.js';
import type { IncomingMessage, Judged, NewFlag } from '../../store/index.js';
import { newId } from '../card/ids.js';
import { actionEffects, cardEffect } from '../decide/effects.js';
import type { Result } from '../../judge/index.js';
import type { Services } from '../services.js';
import { modeOf, placeOf } from './place-of.js';

type JudgingServices = Pick<Services, 'store' | 'judges' | 'metrics' | 'now' | 'client' | 'log'>;

/** What becomes of one stored message: its verdict, and its flag if it earned one. Nothing is kept here. */
export async function judgeMessage(message: IncomingMessage, services: JudgingServices): Promise<Judged> {
  const { judges, metrics } = services;
  const { guildId, messageId, revision, articleId, text, parent } = message;
  const key = { guildId, messageId, revision };
  // Only pictures, or nothing: there is no text to judge.
  if (text.trim() === '') return { ...key, verdict: 'unclear', score: 0 };
  const result = await judges.judge(guildId, articleId, { text, parent }).catch((error: unknown) => {
    // The store's faults pass; a text that the judge cannot bear would come back for ever, and hold up all others.
    if (error instanceof Fault) throw error;
    services.log.error({ err: error, messageId }, 'a message could not be judged');
    return null;
  });
  // The place was bound to another article, or to none, while the message waited.
  if (result === null) return { ...key, verdict: 'unclear', score: 0 };
  metrics.judged(result.verdict);
  const flag = await flagOf(message, result, services);
  const { verdict, score } = result;
  return flag === undefined ? { ...key, verdict, score } : { ...key, verdict, score, flag };
}

async function flagOf(
  message: IncomingMessage,
  result: Result,
  services: JudgingServices,
): Promise<NewFlag | undefined> {
  if (!result.flag) return undefined;
  const { judges, store, metrics, now } = services;
  const { guildId, channelId } = message;
  const state = await judges.server(guildId);
  const { settings } = state;
  const mode = modeOf(placeOf(channelId, state, services.client), state);
  const evidenceKey = evidenceKeyOf(result);
  const gate =
    mode === 'act'
      ? accuracyGateOf(
          (await store.cases.accuracy(guildId)).get(evidenceKey) ?? { right: 0, wrong: 0 },
          settings.gate,
        )
      : null;
  const outcome = outcomeOf({ mode, result, gate, settings });
  if (outcome.kind === 'none') return undefined;
  metrics.flagged(outcome.kind);
  const id = newId();
  const createdAt = now();
  const { author, text, parent, attachments } = message;
  return {
    id,
    channelId,
    articleId: message.articleId,
    shadow: outcome.kind === 'shadow',
    evidenceKey,
    content: { text, author, parent, result, attachments: [...attachments] },
    createdAt,
    effects: outcome.kind === 'shadow' ? [] : [cardEffect(guildId, id)],
    ...(outcome.kind === 'act'
      ? {
          act: {
            decision: outcome.action,
            effects: (caseNumber: number) =>
              actionEffects({ id, guildId }, outcome.action, caseNumber, {
                timeoutMinutes: settings.timeoutMinutes,
                now: createdAt,
              }),
          },
        }
      : {}),
  };
}

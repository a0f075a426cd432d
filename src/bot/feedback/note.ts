import { ButtonStyle, ComponentType, MessageFlags, RESTJSONErrorCodes as Codes } from 'discord.js';
import type { Language } from '../../fault.js';
import { snowflake } from '../../moderation/index.js';
import type { NoteState } from '../../store/index.js';
import { NOTE } from '../../wording/bot/appeals.js';
import { updateAfter } from '../decide/effects.js';
import { frame, row, text } from '../discord/components.js';
import { customId } from '../discord/custom-id.js';
import { isUnknown } from '../discord/failure.js';
import { type Body, directChannel, findOwn, post } from '../discord/messages.js';
import { quoted, safeLine } from '../discord/safe-text.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from '../outbox/effect-context.js';

/** Time after a note in which its poster gets no other: a flood that is decided in one go is one message, not fifty. */
const NOTE_SPAN_MS = 10 * 60_000;
const COMMENT = 300;

/** Tells the poster of a decision: by a direct message, or by a line in the channel. Once, and not where messages are closed. */
export async function sendNote(item: Ordered<'note'>, context: EffectContext): Promise<Outcome> {
  const { store, now } = context;
  const { guildId, effect, attempts } = item;
  const { caseNumber } = effect;
  const [settings, decided, before] = await Promise.all([
    store.servers.settings(guildId),
    store.cases.get(guildId, caseNumber),
    store.appeals.note(guildId, caseNumber),
  ]);
  const flag = await store.flags.get(guildId, effect.flagId);
  const author = decided?.shown?.author;
  const { note, noteText, appealDays } = settings.feedback;
  if (before !== undefined || decided === undefined || flag === undefined || author == null) return DONE;
  // Undone before the poster heard of it.
  if (decided.undoneBy !== null || note === 'off' || !isPerson(author)) return DONE;
  const { language } = settings;
  const { authorHash } = flag;
  const noted = async (state: NoteState): Promise<Outcome> => {
    await store.appeals.noted(guildId, caseNumber, { state, authorHash, at: now() });
    await orderCard(item, context);
    return DONE;
  };
  if (attempts === 0 && !(await store.appeals.mayNote(guildId, authorHash, now() - NOTE_SPAN_MS)))
    return noted('limited');
  const server = safeLine(context.client.guilds.cache.get(guildId)?.name ?? '', 80);
  const isTimeout = decided.decision === 'timeout';
  const head =
    note === 'channel'
      ? NOTE[isTimeout ? 'timeoutInChannel' : 'inChannel'](`<@${author.id}>`)
      : NOTE[isTimeout ? 'timeout' : 'head'](server);
  const lines = [
    head[language],
    note === 'dm' && decided.shown !== null && decided.shown.text.trim() !== ''
      ? quoted(decided.shown.text, COMMENT, false)
      : '',
    decided.why === null ? '' : NOTE.why(safeLine(decided.why, 200))[language],
    safeLine(noteText, 500),
    NOTE.how(appealDays)[language],
  ];
  const body = noteBody(lines, language, guildId, caseNumber);
  const mark = customId('appeal', guildId, String(caseNumber));
  const nonce = `o${caseNumber}-${effect.flagId.slice(0, 12)}`;
  return attempt(noted, async () => {
    const channelId = note === 'channel' ? flag.channelId : await directChannel(author.id, context);
    const earlier = attempts > 0 ? await findOwn(channelId, item.createdAt, mark, context) : undefined;
    if (earlier === undefined) await post(channelId, body, nonce, context);
  });
}

/** Tells the poster what became of their appeal, by a direct message. */
export async function tellResult(item: Ordered<'appeal-result'>, context: EffectContext): Promise<Outcome> {
  const { store } = context;
  const { guildId, effect, attempts } = item;
  const { caseNumber } = effect;
  const appeal = await store.appeals.get(guildId, caseNumber);
  if (appeal === undefined || appeal.state === 'open' || appeal.told !== null || appeal.authorId === null)
    return DONE;
  const { language } = await store.servers.settings(guildId);
  const server = safeLine(context.client.guilds.cache.get(guildId)?.name ?? '', 80);
  const said = NOTE[appeal.state](server)[language];
  const answer = appeal.answer === null ? '' : quoted(appeal.answer, 500, false);
  const mark = `#${caseNumber} · ${appeal.flagId.slice(0, 8)}`;
  const body: Body = {
    flags: MessageFlags.IsComponentsV2,
    components: [frame([text([said, answer, `-# ${mark}`].filter((line) => line !== '').join('\n'))])],
  };
  const { authorId } = appeal;
  const told = async (state: NoteState): Promise<Outcome> => {
    await store.appeals.told(guildId, caseNumber, state);
    await store.outbox.add([
      {
        guildId,
        partitionKey: `appeal:${guildId}:${caseNumber}`,
        key: `appeal-update:${guildId}:${caseNumber}:told`,
        effect: { kind: 'appeal-update', caseNumber },
      },
    ]);
    return DONE;
  };
  return attempt(told, async () => {
    const channelId = await directChannel(authorId, context);
    const earlier = attempts > 0 ? await findOwn(channelId, item.createdAt, mark, context) : undefined;
    if (earlier === undefined)
      await post(channelId, body, `p${caseNumber}-${appeal.flagId.slice(0, 12)}`, context);
  });
}

/** Sends, and stores what became of it. Closed messages are no fault: nobody tries again. */
async function attempt(
  noted: (state: NoteState) => Promise<Outcome>,
  send: () => Promise<void>,
): Promise<Outcome> {
  try {
    await send();
  } catch (error) {
    if (isUnknown(error, Codes.CannotSendMessagesToThisUser)) return noted('closed');
    if (
      isUnknown(error, Codes.UnknownUser, Codes.MissingAccess, Codes.MissingPermissions, Codes.UnknownChannel)
    )
      return noted('failed');
    throw error;
  }
  return noted('sent');
}

/** The note to a poster: its lines, and the button of an appeal. */
export function noteBody(
  lines: readonly string[],
  language: Language,
  guildId: string,
  caseNumber: number,
): Body {
  const content = lines.filter((line) => line !== '').join('\n');
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      frame([
        text(content),
        row({
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          custom_id: customId('appeal', guildId, String(caseNumber)),
          label: NOTE.button[language],
        }),
      ]),
    ],
  };
}

/** Whether an author is a member whom Discord can write to. */
function isPerson({ id, webhook }: { readonly id: string; readonly webhook: boolean }): boolean {
  return !webhook && snowflake.safeParse(id).success;
}

async function orderCard({ guildId, effect, key }: Ordered<'note'>, { store }: EffectContext): Promise<void> {
  await store.outbox.add([updateAfter({ id: effect.flagId, guildId }, key, 'noted')]);
}

import {
  type Client,
  type MessageContextMenuCommandInteraction,
  type Message,
  MessageReferenceType,
} from 'discord.js';
import { Folder } from '../../../campaign/index.js';
import { Fault, type LocalizedText } from '../../../fault.js';
import type { Result } from '../../../judge/index.js';
import type { NewReport } from '../../../store/index.js';
import { tooOften } from '../../../wording/bot/check.js';
import { MENU, REPORT, tooManyReports } from '../../../wording/bot/reports.js';
import { messageMenu } from '../../discord/command-builders.js';
import { newId } from '../../discord/custom-id.js';
import { isAllowed } from '../../gateway/access.js';
import { fullText, shownText } from '../../gateway/comment-text.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { isComment, toIncoming } from '../../gateway/incoming.js';
import { boundArticle } from '../check/article.js';
import { PersonLimit } from '../check/person-limit.js';

type MenuInteraction = MessageContextMenuCommandInteraction<'cached'>;

/** Uses of the menu per person and minute, whatever comes of them: each one judges. */
const MOST = 10;
const MINUTE_MS = 60_000;
const limits = new WeakMap<Client, PersonLimit>();

/**
 * Letters of a folded text (some five syllables) from which two messages with the same one are alike. Set by hand: shouts such
 * as “ㅋㅋㅋㅋ” or “동의합니다” are said by many without being one text.
 */
const MIN_FOLDED = 14;

/** What is stored as the verdict on a message that has no article, or no text. */
const UNJUDGED: Result = {
  commentId: '',
  articleId: '',
  verdict: 'unclear',
  score: 0,
  flag: false,
  review: false,
  reasons: [],
  home: null,
  campaign: null,
};

/** The message menu by which members report a message as off topic. */
export const reportFeature: Feature = {
  menus: [
    {
      data: messageMenu({ name: 'Report as off topic', ...MENU }, 'everyone'),
      level: 'everyone',
      first: 'private',
      async run(interaction, context) {
        countUse(interaction, context);
        const said = await report(interaction, context);
        await interaction.editReply({ content: context.say(said), allowedMentions: { parse: [] } });
      },
    },
  ],
};

/** @throws Fault `check/too-often` */
function countUse({ client, guildId, user }: MenuInteraction, { now }: InteractionContext): void {
  const limit = limits.get(client) ?? new PersonLimit(MOST, MINUTE_MS);
  limits.set(client, limit);
  const wait = limit.use(`${guildId}/${user.id}`, now());
  if (wait > 0) throw new Fault('check/too-often', tooOften(MOST, wait));
}

/** Reports a message; returns what its reporter is told. */
async function report(interaction: MenuInteraction, context: InteractionContext): Promise<LocalizedText> {
  const { store, outbox, metrics, now } = context;
  const { guildId, targetMessage, user } = interaction;
  const settings = (await store.servers.settings(guildId)).reports;
  if (!settings.on) return REPORT.off;
  const roles = interaction.member.roles.cache;
  if (settings.roleIds.length > 0 && !settings.roleIds.some((id) => roles.has(id))) return REPORT.role;
  if (targetMessage.author.id === user.id) return REPORT.own;
  if (!isComment(targetMessage)) return REPORT.bot;
  const article = await boundArticle(context, interaction);
  if (article === undefined && !settings.unbound) return REPORT.unbound;
  if (await byModerator(interaction, context)) return REPORT.moderator;
  const [text, parent] = await Promise.all([
    fullText(targetMessage, context.articles),
    parentOf(targetMessage),
  ]);
  const incoming = toIncoming(targetMessage, article?.id ?? '', {
    text,
    parent: parent === null ? null : shownText(parent),
  });
  const result =
    article === undefined || incoming.text.trim() === ''
      ? UNJUDGED
      : await context.judges.judgeUnder(guildId, article, {
          text: incoming.text,
          parent: incoming.parent,
        });
  const given: NewReport = {
    guildId,
    channelId: incoming.channelId,
    messageId: incoming.messageId,
    revision: incoming.revision,
    articleId: incoming.articleId,
    reporterId: user.id,
    flagId: newId(),
    content: {
      text: incoming.text,
      author: incoming.author,
      parent: incoming.parent,
      result,
      attachments: [...incoming.attachments],
    },
    parentAuthorId: parent?.author.id,
    folded: foldedText(incoming.text),
    now: now(),
    limits: settings,
  };
  const reported = await store.reports.add(given);
  metrics.reported(reported.kind);
  if (reported.kind === 'too-many') {
    const most = reported.who === 'person' ? settings.perPerson : settings.perServer;
    return tooManyReports(reported.who, most, reported.waitMs);
  }
  if (reported.kind === 'taken') outbox.wake();
  return REPORT[reported.kind];
}

/** Whether a moderator wrote the message. Somebody who left the server is none. */
async function byModerator(
  { guild, targetMessage }: MenuInteraction,
  { store }: InteractionContext,
): Promise<boolean> {
  if (targetMessage.webhookId !== null) return false;
  const author = await guild.members.fetch(targetMessage.author.id).catch(() => null);
  if (author === null) return false;
  const person = {
    isOwner: guild.ownerId === author.id,
    permissions: author.permissions,
    roleIds: [...author.roles.cache.keys()],
  };
  return isAllowed('moderator', person, await store.servers.settings(guild.id));
}

/** The message that a message replies to; null if it is no reply, or the other is gone. */
async function parentOf(message: Message): Promise<Message | null> {
  if (message.reference?.type !== MessageReferenceType.Default) return null;
  return message.fetchReference().catch(() => null);
}

const folder = new Folder();

/** The text as a row of sounds, so that the same text in disguise is the same; null for one that is too short to tell. */
function foldedText(text: string): string | null {
  const { letters, length } = folder.fold(text);
  return length < MIN_FOLDED ? null : String.fromCharCode(...letters.subarray(0, length).map((n) => n + 64));
}

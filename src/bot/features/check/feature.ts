import {
  ApplicationCommandOptionType as Type,
  type ChatInputCommandInteraction,
  type Client,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  MessageType,
} from 'discord.js';
import type { Article } from '../../../article/index.js';
import { Fault } from '../../../fault.js';
import { COMMAND, FAULTS, tooOften } from '../../../wording/bot/check.js';
import { fullText, shownText } from '../../gateway/comment-text.js';
import { isAllowed } from '../../gateway/access.js';
import { command, messageMenu, option } from '../../discord/command-builders.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { articleAt, articleChoices, articleHere, articleNamed } from './article.js';
import { PersonLimit } from './person-limit.js';
import { renderChecked } from './view.js';

/** Definition of `/check`; open to everybody. */
const checkCommand = command({ name: 'check', ...COMMAND.check }, 'everyone', [
  option(Type.String, { name: 'text', ...COMMAND.text }, { required: true, max_length: 2000 }),
  option(Type.String, { name: 'article', ...COMMAND.article }, { autocomplete: true }),
  option(Type.String, { name: 'url', ...COMMAND.url }, { max_length: 1000 }),
]);

/** The same for an existing message. */
const checkMenu = messageMenu({ name: 'Check comment', ...COMMAND.menu }, 'everyone');

/** Checks per person and minute, so that nobody slows the others down. */
const MOST = 10;
const MINUTE = 60_000;

const limits = new WeakMap<Client, PersonLimit>();

/** `/check` and the message menu: judge one comment and reply ephemerally. */
export const checkFeature: Feature = {
  commands: [
    {
      data: checkCommand,
      level: 'everyone',
      first: 'private',
      async run(interaction, context) {
        countUse(interaction, context);
        const text = interaction.options.getString('text', true);
        const article = await articleAsked(interaction, context);
        await show(interaction, context, { text, parent: null, article });
      },
      async complete(interaction, context) {
        const { value } = interaction.options.getFocused(true);
        await interaction.respond(await articleChoices(context, interaction.guildId, value));
      },
    },
  ],
  menus: [
    {
      data: checkMenu,
      level: 'everyone',
      first: 'private',
      async run(interaction, context) {
        countUse(interaction, context);
        const { targetMessage } = interaction;
        const [article, parent, text] = await Promise.all([
          articleHere(context, interaction),
          parentOf(targetMessage),
          fullText(targetMessage, context.articles),
        ]);
        await show(interaction, context, { text, parent, article });
      },
    },
  ],
};

type CheckInteraction =
  ChatInputCommandInteraction<'cached'> | MessageContextMenuCommandInteraction<'cached'>;

/** @throws Fault `check/too-often` */
function countUse({ client, guildId, user }: CheckInteraction, { now }: InteractionContext): void {
  const limit = limits.get(client) ?? new PersonLimit(MOST, MINUTE);
  limits.set(client, limit);
  const wait = limit.use(`${guildId}/${user.id}`, now());
  if (wait > 0) throw new Fault('check/too-often', tooOften(MOST, wait));
}

async function articleAsked(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<Article> {
  const { options, guildId } = interaction;
  const [named, url] = [options.getString('article'), options.getString('url')];
  if (named !== null && url !== null) throw new Fault('check/both', FAULTS.both);
  if (url !== null) {
    await mustModerate(interaction, context);
    return articleAt(context, guildId, url);
  }
  return named === null ? articleHere(context, interaction) : articleNamed(context, guildId, named);
}

/**
 * Only moderators may make the bot fetch a URL, as the operator may have allowed internal hosts. The rest of the command
 * is open to everybody, so the router cannot check this.
 */
async function mustModerate(
  { guild, user, member, memberPermissions }: ChatInputCommandInteraction<'cached'>,
  { store }: InteractionContext,
): Promise<void> {
  const asker = {
    isOwner: guild.ownerId === user.id,
    permissions: memberPermissions,
    roleIds: [...member.roles.cache.keys()],
  };
  if (isAllowed('moderator', asker, await store.servers.settings(guild.id))) return;
  throw new Fault('check/url-moderators', FAULTS.urlModerators);
}

async function show(
  interaction: CheckInteraction,
  { judges, store, language }: InteractionContext,
  {
    text,
    parent,
    article,
  }: { readonly text: string; readonly parent: string | null; readonly article: Article },
): Promise<void> {
  if (text.trim() === '') throw new Fault('check/no-text', FAULTS.noText);
  const { guildId } = interaction;
  const result = await judges.judgeUnder(guildId, article, { text, parent });
  const home = result.home === null ? undefined : await store.articles.get(guildId, result.home.articleId);
  await interaction.editReply({
    components: renderChecked({ text, parent, article, result, home: home ?? null }, language),
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  });
}

/** The text of the message that a message replies to; null if it is no reply or the parent cannot be read. */
async function parentOf(message: Message): Promise<string | null> {
  // A forwarded message has a reference too, but is no reply.
  if (message.type !== MessageType.Reply) return null;
  const parent = await message.fetchReference().catch(() => null);
  const text = parent === null ? '' : shownText(parent);
  return text.trim() === '' ? null : text;
}

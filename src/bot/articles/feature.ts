import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as Type,
  type ChatInputCommandInteraction,
  LabelBuilder,
  type MessageContextMenuCommandInteraction,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { Fault, type Language, type LocalizedText } from '../../fault.js';
import { CHANNEL_OPTION, COMMAND, FAULTS, MODAL } from '../../wording/bot/articles.js';
import { command, messageMenu, option, subcommand } from '../discord/command-builders.js';
import { customId } from '../discord/custom-id.js';
import type { Feature, InteractionContext } from '../gateway/feature.js';
import { bindChannel, chosenChannel, isForum, isBindable, BINDABLE_TYPES } from './binding.js';
import { fromLinksAndFiles, fromOwnText } from './from-message.js';
import { MOST_FILE, type ReadArticle } from './reader.js';
import { LIST, runList, runShow } from './show.js';
import { runUnset, runUnsetThreads, UNSET_THREADS } from './unset.js';
import { boundAnswer } from './view.js';

const channelOption = (about: LocalizedText): APIApplicationCommandBasicOption =>
  option(
    Type.Channel,
    { name: 'channel', ...COMMAND.channel, about },
    { channel_types: [...BINDABLE_TYPES] },
  );

const setOptions: APIApplicationCommandBasicOption[] = [
  option(Type.String, { name: 'url', ...COMMAND.url }, { max_length: 2000 }),
  option(Type.Attachment, { name: 'file', ...COMMAND.file }),
  channelOption(CHANNEL_OPTION.set),
  option(Type.Boolean, { name: 'threads', ...COMMAND.threads }),
];

/** Definition of `/article`: binds channels to articles. */
const articleCommand = command({ name: 'article', ...COMMAND.article }, 'moderator', [
  subcommand({ name: 'set', ...COMMAND.set }, setOptions),
  subcommand({ name: 'show', ...COMMAND.show }, [channelOption(CHANNEL_OPTION.show)]),
  subcommand({ name: 'list', ...COMMAND.list }),
  subcommand({ name: 'unset', ...COMMAND.unset }, [channelOption(CHANNEL_OPTION.unset)]),
]);

/** Message menu "Use as article": binds the channel to the article that the message links, attaches or contains. */
const articleMenu = messageMenu({ name: 'Use as article', ...COMMAND.menu }, 'moderator');

const PASTE = 'article-paste';
const TITLE = 'title';
const BODY = 'body';
/** Discord's limit for a text field, in characters. */
const MOST = 4_000;

/** The modal for pasting an article. */
function pasteModal(channelId: string, language: Language): ModalBuilder {
  const title = new TextInputBuilder()
    .setCustomId(TITLE)
    .setStyle(TextInputStyle.Short)
    .setMinLength(2)
    .setMaxLength(200);
  const body = new TextInputBuilder()
    .setCustomId(BODY)
    .setStyle(TextInputStyle.Paragraph)
    .setMinLength(20)
    .setMaxLength(MOST);
  return new ModalBuilder()
    .setCustomId(customId(PASTE, channelId))
    .setTitle(MODAL.window[language])
    .addLabelComponents(
      new LabelBuilder().setLabel(MODAL.title[language]).setTextInputComponent(title),
      new LabelBuilder()
        .setLabel(MODAL.body[language])
        .setDescription(MODAL.bodyHint[language])
        .setTextInputComponent(body),
    );
}

/** Binds the channel to the pasted article. */
async function runPaste(
  interaction: ModalSubmitInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { fields, guildId, id } = interaction;
  const channel = await chosenChannel(interaction, context.ids[0]);
  const article = context.articles.fromText(fields.getTextInputValue(BODY), fields.getTextInputValue(TITLE));
  const bound = await bindChannel(context, { guildId, channelId: channel.id, article, cursor: id });
  await interaction.editReply(await boundAnswer(channel, bound, context));
}

type Interaction = ChatInputCommandInteraction<'cached'>;

/** Whether `/article set` opens the paste modal: no option names a source for the article. */
function wantsPaste({ options, channel }: Interaction): boolean {
  if (options.getString('url') !== null || options.getAttachment('file') !== null) return false;
  return options.getBoolean('threads') !== true && !isForum(options.getChannel('channel') ?? channel);
}

/** `/article set`. */
async function runSet(interaction: Interaction, context: InteractionContext): Promise<void> {
  const { options, guildId } = interaction;
  if (wantsPaste(interaction)) {
    const target = options.getChannel('channel') ?? interaction.channel;
    // Check before opening the modal, otherwise the pasted text would be lost.
    if (target !== null && !isBindable(target)) throw new Fault('article/no-place', FAULTS.noPlace);
    await interaction.showModal(pasteModal(target?.id ?? interaction.channelId, context.language));
    return;
  }
  const channel = await chosenChannel(interaction, options.getChannel('channel')?.id);
  const article = await givenArticle(interaction, context);
  const cursor = interaction.id;
  const bound = await bindChannel(context, { guildId, channelId: channel.id, article, cursor });
  await interaction.editReply(await boundAnswer(channel, bound, context));
}

async function givenArticle(
  { options }: Interaction,
  { articles }: InteractionContext,
): Promise<ReadArticle | null> {
  const url = options.getString('url')?.trim() ?? null;
  const file = options.getAttachment('file');
  if (url !== null && file !== null) throw new Fault('article/one-source', FAULTS.oneSource);
  if (url !== null) return articles.fromUrl(url);
  if (file === null) return null;
  return articles.fromBytes(await articles.readAttachment(file, MOST_FILE), file.name);
}

/**
 * "Use as article": binds the channel to the article that the message links, attaches or contains. If the message started
 * a thread, its comments are in the thread, so the thread is bound instead.
 */
async function runMenu(
  interaction: MessageContextMenuCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const { targetMessage: message, guildId, id } = interaction;
  // A thread has the same id as its starter message.
  const channel = await chosenChannel(interaction, message.hasThread ? message.id : message.channelId);
  const article = await articleOf(message, context);
  const bound = await bindChannel(context, { guildId, channelId: channel.id, article, cursor: id });
  await interaction.editReply(await boundAnswer(channel, bound, context));
}

async function articleOf(
  message: MessageContextMenuCommandInteraction<'cached'>['targetMessage'],
  { articles }: InteractionContext,
): Promise<ReadArticle> {
  const read = await fromLinksAndFiles(message, articles);
  if (read !== null && !(read instanceof Fault)) return read;
  const own = fromOwnText(message, articles);
  if (own !== null) return own;
  throw read ?? new Fault('article/nothing-in-message', FAULTS.nothingInMessage);
}

const RUNS = { set: runSet, show: runShow, list: runList, unset: runUnset };

/** `/article` and "Use as article": bind channels to articles. */
export const articleFeature: Feature = {
  commands: [
    {
      data: articleCommand,
      level: 'moderator',
      first: (interaction) =>
        interaction.options.getSubcommand() === 'set' && wantsPaste(interaction) ? 'modal' : 'private',
      async run(interaction, context) {
        await RUNS[interaction.options.getSubcommand() as keyof typeof RUNS](interaction, context);
      },
    },
  ],
  menus: [{ data: articleMenu, level: 'moderator', first: 'private', run: runMenu }],
  components: {
    [LIST]: { level: 'moderator', first: 'update', run: runList },
    [UNSET_THREADS]: { level: 'moderator', first: 'update', run: runUnsetThreads },
  },
  modals: {
    [PASTE]: { level: 'moderator', first: 'private', run: runPaste },
  },
};

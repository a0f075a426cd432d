import { ApplicationCommandType, ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { ContextMenuCommandBuilder, Events, type Interaction, SlashCommandBuilder } from 'discord.js';
import type { FakeOptions } from './fake/index.js';
import { scene, type Scene } from './scene.js';

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('검토')
    .setDescription('글을 살펴본다')
    .setNameLocalizations({ 'en-US': 'review' })
    .addSubcommand((sub) =>
      sub
        .setName('글')
        .setDescription('글 하나')
        .addStringOption((option) =>
          option.setName('주소').setDescription('주소').setRequired(true).setAutocomplete(true),
        )
        .addIntegerOption((option) =>
          option.setName('몇').setDescription('몇 개').setMinValue(1).setMaxValue(9),
        )
        .addStringOption((option) =>
          option.setName('말').setDescription('말').addChoices({ name: '한국어', value: 'ko' }),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('이것')
        .setDescription('이것저것')
        .addUserOption((option) => option.setName('사람').setDescription('사람'))
        .addChannelOption((option) =>
          option.setName('채널').setDescription('채널').addChannelTypes(ChannelType.GuildText),
        )
        .addRoleOption((option) => option.setName('역할').setDescription('역할'))
        .addBooleanOption((option) => option.setName('예').setDescription('예'))
        .addAttachmentOption((option) => option.setName('파일').setDescription('파일')),
    ),
  new SlashCommandBuilder()
    .setName('설정')
    .setDescription('설정')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild),
  new ContextMenuCommandBuilder().setName('글 살펴보기').setType(ApplicationCommandType.Message),
  new ContextMenuCommandBuilder().setName('이 사람').setType(ApplicationCommandType.User),
].map((command) => command.toJSON());

/** How a bot answers. */
export type Answer = (interaction: Interaction<'cached'>) => Promise<unknown>;

/** A scene with the commands, in which the bot answers with `answer`; what goes wrong there is kept. */
export async function answering(
  answer: Answer,
  options: FakeOptions = {},
): Promise<Scene & { errors: unknown[] }> {
  const set = await scene(options);
  await set.client.application.commands.set(COMMANDS);
  const errors: unknown[] = [];
  set.client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction as Interaction<'cached'>).catch((error: unknown) => errors.push(error));
  });
  return { ...set, errors };
}

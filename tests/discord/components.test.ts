import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  FileUploadBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  RadioGroupBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { answering } from './answering.js';

const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('remove').setLabel('지우기').setStyle(ButtonStyle.Danger),
  new ButtonBuilder().setCustomId('off').setLabel('끔').setStyle(ButtonStyle.Secondary).setDisabled(true),
  new ButtonBuilder().setURL('https://example.com').setLabel('글로').setStyle(ButtonStyle.Link),
);

describe('누르고 고르기', () => {
  test('단추를 누르면 글이 바뀌고, 꺼진 단추와 고리는 눌리지 않는다', async () => {
    const { fake, room, kim } = await answering(async (interaction) => {
      if (interaction.isButton()) await interaction.update({ content: '지웠습니다', components: [] });
    });
    const message = await room.send({ content: '지울까요?', components: [buttons] });
    expect(fake.buttons(message).map(({ label, disabled }) => [label, disabled])).toEqual([
      ['지우기', false],
      ['끔', true],
      ['글로', false],
    ]);
    expect(() => fake.click(kim, message, '끔')).toThrow('disabled');
    expect(() => fake.click(kim, message, '글로')).toThrow('link');
    expect(() => fake.click(kim, message, '없음')).toThrow('no button');
    const handle = fake.click(kim, message, '지우기');
    expect((await handle.reply()).content).toBe('지웠습니다');
    expect(fake.message(message)?.content).toBe('지웠습니다');
    expect(fake.violations).toEqual([]);
  });

  test('혼자 보는 글의 단추는 그 사람만 누른다', async () => {
    const { fake, guild, channel, kim } = await answering(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: '나만', components: [buttons], flags: MessageFlags.Ephemeral });
      if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: '고침', components: [] });
      }
    });
    const lee = guild.addMember('lee');
    const shown = await fake.command(kim, channel, '검토 글', { 주소: 'x' }).reply();
    expect(fake.messages(channel)).toEqual([]);
    expect(() => fake.click(lee, shown, '지우기')).toThrow('nobody else');
    fake.click(kim, shown, '지우기');
    await fake.waitFor(() => fake.message(shown)?.content === '고침');
  });

  test('고르면 고른 것이 온다', async () => {
    const seen: unknown[] = [];
    const { fake, room, kim } = await answering(async (interaction) => {
      if (interaction.isStringSelectMenu()) seen.push(interaction.values);
      if (interaction.isUserSelectMenu())
        seen.push(interaction.members.map(({ displayName }) => displayName));
      if (interaction.isAnySelectMenu()) await interaction.deferUpdate();
    });
    const menu = new StringSelectMenuBuilder().setCustomId('s').addOptions({ label: '하나', value: '1' });
    const people = new UserSelectMenuBuilder().setCustomId('u');
    const message = await room.send({
      components: [
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu),
        new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(people),
      ],
    });
    await fake.select(kim, message, 's', ['1']).answered;
    await fake.select(kim, message, 'u', [kim]).answered;
    expect(seen).toEqual([['1'], ['kim']]);
    expect(() => fake.select(kim, message, 's', ['2'])).toThrow('offers no "2"');
    expect(() => fake.select(kim, message, 's', [])).toThrow('takes 1 to 1');
    expect(fake.selects(message).map(({ customId }) => customId)).toEqual(['s', 'u']);
  });

  test('새 부품으로 된 글도 읽히고 눌린다', async () => {
    const { fake, room, kim } = await answering(async (interaction) => {
      if (interaction.isButton())
        await interaction.update({ components: [new TextDisplayBuilder().setContent('됐습니다')] });
    });
    const message = await room.send({
      flags: MessageFlags.IsComponentsV2,
      components: [new TextDisplayBuilder().setContent('# 알림'), buttons],
    });
    expect(fake.visibleText(message)).toBe('# 알림');
    await fake.click(kim, message, 'remove').answered;
    expect(fake.visibleText(message)).toBe('됐습니다');
    expect(fake.violations).toEqual([]);
  });
});

describe('서식', () => {
  const modal = new ModalBuilder()
    .setCustomId('modal')
    .setTitle('규칙')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('낱말')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('word').setStyle(TextInputStyle.Short).setMaxLength(5),
        ),
      new LabelBuilder()
        .setLabel('세기')
        .setRadioGroupComponent(
          new RadioGroupBuilder()
            .setCustomId('strength')
            .addOptions({ label: '세게', value: 'high' }, { label: '여리게', value: 'low' }),
        ),
      new LabelBuilder()
        .setLabel('파일')
        .setFileUploadComponent(new FileUploadBuilder().setCustomId('file').setRequired(false)),
    );

  test('채운 것이 온다', async () => {
    const { fake, room, kim } = await answering(async (interaction) => {
      if (interaction.isButton()) await interaction.showModal(modal);
      if (!interaction.isModalSubmit() || !interaction.isFromMessage()) return;
      const { fields } = interaction;
      const file = fields.getUploadedFiles('file')?.first();
      await interaction.update(
        `${fields.getTextInputValue('word')} ${fields.getRadioGroup('strength')} ${file?.size}`,
      );
    });
    const message = await room.send({ content: '서식', components: [buttons] });
    const opened = fake.click(kim, message, '지우기');
    expect((await opened.modal()).title).toBe('규칙');
    const files = { file: [{ name: 'a.txt', content: '123' }] };
    const sent = await fake.submitModal(kim, opened, { word: '머유', strength: 'low' }, files);
    expect((await sent.reply()).content).toBe('머유 low 3');
    expect(fake.message(message)?.content).toBe('머유 low 3');
    await expect(fake.submitModal(kim, opened, { word: '여섯글자넘음', strength: 'low' })).rejects.toThrow(
      '0 to 5',
    );
    await expect(fake.submitModal(kim, opened, { word: '' })).rejects.toThrow('has to be filled in');
    await expect(fake.submitModal(kim, opened, { word: 'x' })).rejects.toThrow('has to be chosen');
    await expect(fake.submitModal(kim, opened, { word: 'x', strength: 'low', no: 'x' })).rejects.toThrow(
      'no part',
    );
    expect(fake.violations).toEqual([]);
  });
});

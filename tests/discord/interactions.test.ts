import { ChannelType, Locale, PermissionFlagsBits } from 'discord-api-types/v10';
import { type Interaction, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { answering } from './answering.js';
import { codeOf } from './scene.js';

describe('명령', () => {
  test('물음에 곧바로 답한다', async () => {
    const { fake, channel, kim } = await answering(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply(
          `${interaction.options.getString('주소')} ${interaction.options.getInteger('몇')}`,
        );
    });
    const handle = fake.command(kim, channel, '검토 글', { 주소: '여기', 몇: 3 });
    const { latencyMs, ephemeral } = await handle.answered;
    // Discord itself closes the interaction after three seconds; the fake does so too.
    expect(latencyMs).toEqual(expect.any(Number));
    expect(ephemeral).toBe(false);
    expect((await handle.reply()).content).toBe('여기 3');
    expect(fake.messages(channel)).toMatchObject([
      { content: '여기 3', interaction_metadata: { id: handle.id } },
    ]);
    expect(fake.violations).toEqual([]);
  });

  test('말미를 얻어 나중에 채우고 더 말한다', async () => {
    const { fake, channel, kim } = await answering(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('다 됐습니다');
      const more = await interaction.followUp({ content: '하나 더', flags: MessageFlags.Ephemeral });
      await interaction.followUp('모두에게');
      await interaction.deleteReply(more);
    });
    const handle = fake.command(kim, channel, '검토 글', { 주소: 'x' });
    expect((await handle.reply()).content).toBe('다 됐습니다');
    expect([handle.deferred, handle.ephemeral]).toEqual([true, true]);
    await fake.waitFor(() => fake.byBot('message-deleted').length === 1);
    expect(handle.followups.map(({ content }) => content)).toEqual(['모두에게']);
    expect(fake.messages(channel).map(({ content }) => content)).toEqual(['모두에게']);
    expect(fake.violations).toEqual([]);
  });

  test('사람, 채널, 역할, 파일이 딸려 온다', async () => {
    const seen: unknown[] = [];
    const { fake, guild, channel, kim } = await answering(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { options } = interaction;
      const file = options.getAttachment('파일', true);
      seen.push(
        options.getMember('사람')?.permissions.has('BanMembers'),
        options.getChannel('채널')?.name,
        options.getRole('역할')?.name,
        options.getBoolean('예'),
        await (await fetch(file.url)).text(),
        interaction.memberPermissions.has('SendMessages'),
        interaction.appPermissions.has('ManageMessages'),
        interaction.locale,
        interaction.guildLocale,
      );
      await interaction.reply('네');
    });
    const lee = guild.addMember('lee', { permissions: PermissionFlagsBits.BanMembers });
    const role = guild.createRole({ name: '살핌이' });
    const file = { name: 'dump.csv', content: 'a,b' };
    const options = { 이것: { 사람: lee, 채널: channel, 역할: role, 예: true, 파일: file } };
    await fake.command(kim, channel, 'review', options, { locale: Locale.EnglishUS }).answered;
    expect(seen).toEqual([true, '자유게시판', '살핌이', true, 'a,b', true, true, 'en-US', 'ko']);
  });

  test('사람이 보낼 수 없는 것은 시험이 틀린 것이다', async () => {
    const { fake, guild, channel, kim } = await answering(() => Promise.resolve());
    const forum = guild.createChannel({ type: ChannelType.GuildForum });
    const use =
      (name: string, options = {}) =>
      () =>
        fake.command(kim, channel, name, options);
    expect(use('없는명령')).toThrow('no command');
    expect(use('검토')).toThrow('no subcommand');
    expect(use('검토 글')).toThrow('needs the option "주소"');
    expect(use('검토 글', { 주소: 'x', 몇: 10 })).toThrow('a number from 1 to 9');
    expect(use('검토 글', { 주소: 'x', 말: 'en' })).toThrow('offers no "en"');
    expect(use('검토 글', { 주소: 'x', 글꼴: 'y' })).toThrow('has no option "글꼴"');
    expect(use('검토 이것', { 채널: forum })).toThrow('channels of the types');
    expect(use('설정')).toThrow('does not see');
    expect(() => fake.command(guild.owner, channel, '설정')).not.toThrow();
    expect(() => fake.command(fake.createUser('밖'), channel, '검토 글', { 주소: 'x' })).toThrow();
  });

  test('글 위의 명령은 인텐트 없이도 글을 가져온다', async () => {
    const { fake, channel, kim } = await answering(async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(interaction.targetMessage.content);
      if (interaction.isUserContextMenuCommand()) await interaction.reply(interaction.targetUser.username);
    });
    const message = fake.post(channel, kim, '살펴볼 글');
    expect((await fake.contextMenu(kim, channel, '글 살펴보기', message).reply()).content).toBe('살펴볼 글');
    expect((await fake.userMenu(kim, channel, '이 사람', kim).reply()).content).toBe('kim');
    expect(fake.violations).toEqual([]);
  });

  test('치는 동안 고를 것을 내놓는다', async () => {
    const { fake, channel, kim } = await answering(async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: interaction.options.getFocused(), value: 'v' }]);
    });
    const handle = fake.autocomplete(kim, channel, '검토 글', { 주소: '머' }, '주소');
    expect(await handle.choices()).toEqual([{ name: '머', value: 'v' }]);
    expect(() => fake.autocomplete(kim, channel, '검토 글', {}, '말')).toThrow('proposes no choices');
  });
});

describe('때와 차례', () => {
  test('3초 안에 답하지 않으면 10062이고, 사람은 답을 보지 못한다', async () => {
    const late = async (interaction: Interaction<'cached'>): Promise<void> => {
      await new Promise((done) => setTimeout(done, 250));
      if (interaction.isChatInputCommand()) await interaction.reply('늦음');
    };
    const { fake, channel, kim, errors } = await answering(late, { interactionDeadlineMs: 150 });
    const handle = fake.command(kim, channel, '검토 글', { 주소: 'x' });
    await expect(handle.answered).rejects.toThrow('did not respond');
    await fake.waitFor(() => errors.length === 1);
    expect(errors).toMatchObject([{ code: 10062 }]);
    expect(fake.messages(channel)).toEqual([]);
  });

  test('두 번째 첫 대답은 40060이다', async () => {
    const { fake, channel, kim, client } = await answering(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('하나');
    });
    const handle = fake.command(kim, channel, '검토 글', { 주소: 'x' });
    await handle.answered;
    const again = client.rest.post(`/interactions/${handle.id}/${handle.token}/callback`, {
      body: { type: 4, data: { content: '둘' } },
      auth: false,
    });
    expect(await codeOf(again)).toBe(40060);
  });

  test('열다섯 분이 지난 표와 남의 표는 50027이다', async () => {
    const answer = async (interaction: Interaction<'cached'>): Promise<void> => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await new Promise((done) => setTimeout(done, 150));
      await interaction.editReply('늦음');
    };
    const { fake, channel, kim, errors, client } = await answering(answer, { interactionTokenMs: 100 });
    fake.command(kim, channel, '검토 글', { 주소: 'x' });
    await fake.waitFor(() => errors.length === 1);
    expect(errors).toMatchObject([{ code: 50027 }]);
    const stranger = client.rest.post(`/webhooks/${fake.appId}/none`, {
      body: { content: 'x' },
      auth: false,
    });
    expect(await codeOf(stranger)).toBe(50027);
  });
});

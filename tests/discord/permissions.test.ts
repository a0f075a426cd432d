import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { BOT_PERMISSIONS, EVERYONE_PERMISSIONS } from './fake/index.js';
import { codeOf, scene, type Scene } from './scene.js';

const MISSING_ACCESS = 50001;
const MISSING_PERMISSIONS = 50013;

const without = (bits: bigint): Promise<Scene> =>
  scene({}, { guild: { botPermissions: BOT_PERMISSIONS & ~bits, everyone: EVERYONE_PERMISSIONS & ~bits } });

const deny = ({ guild, channel }: Scene, id: string, bits: bigint): void => {
  const overwrite = { id, type: OverwriteType.Role, allow: '0', deny: bits.toString() };
  guild.updateChannel(channel, { overwrites: [overwrite] });
};

describe('봇의 권한', () => {
  test('보지 못하는 채널의 글은 들리지도 읽히지도 않는다', async () => {
    const set = await scene();
    deny(set, set.guild.id, PermissionFlagsBits.ViewChannel);
    set.fake.post(set.channel, set.kim, '안 보이는 글');
    expect(await codeOf(set.room.messages.fetch({ limit: 1 }))).toBe(MISSING_ACCESS);
    expect(await codeOf(set.room.send('글'))).toBe(MISSING_ACCESS);
    expect(set.heard).toEqual([]);
  });

  test.each([
    ['SendMessages', ({ room }: Scene) => room.send('글')],
    ['EmbedLinks', ({ room }: Scene) => room.send({ embeds: [{ title: '제목' }] })],
    [
      'AttachFiles',
      ({ room }: Scene) => room.send({ files: [{ attachment: Buffer.from('x'), name: 'a.txt' }] }),
    ],
    [
      'ReadMessageHistory',
      ({ room, fake, kim, channel }: Scene) => room.messages.fetch(fake.post(channel, kim, '글').id),
    ],
    [
      'ManageMessages',
      ({ room, fake, kim, channel }: Scene) => room.messages.delete(fake.post(channel, kim, '글').id),
    ],
    [
      'CreatePublicThreads',
      ({ room }: Scene) => room.threads.create({ name: '글타래', type: ChannelType.PublicThread }),
    ],
    [
      'CreatePrivateThreads',
      ({ room }: Scene) => room.threads.create({ name: '글타래', type: ChannelType.PrivateThread }),
    ],
    ['ManageChannels', ({ room }: Scene) => room.setTopic('주제')],
    [
      'AddReactions',
      ({ client, fake, kim, channel }: Scene) =>
        client.rest.put(
          `/channels/${channel.id}/messages/${fake.post(channel, kim, '글').id}/reactions/x/@me`,
        ),
    ],
    [
      'ModerateMembers',
      ({ client, guild, kim }: Scene) =>
        client.guilds.cache
          .get(guild.id)!
          .members.edit(kim.id, { communicationDisabledUntil: Date.now() + 1000 }),
    ],
  ] as const)('%s 없이는 막힌다', async (name, act) => {
    const set = await without(PermissionFlagsBits[name]);
    expect(await codeOf(act(set))).toBe(MISSING_PERMISSIONS);
  });

  test('지난 글을 읽을 권한 없이는 지난 글이 없어 보인다', async () => {
    const { fake, room, channel, kim } = await without(PermissionFlagsBits.ReadMessageHistory);
    fake.post(channel, kim, '글');
    expect((await room.messages.fetch({ limit: 10 })).size).toBe(0);
  });

  test('글타래에는 글타래의 권한이 있어야 한다', async () => {
    const set = await without(PermissionFlagsBits.SendMessagesInThreads);
    const thread = set.fake.createThread(set.channel, set.kim, { name: '글타래' });
    const known = await set.fake.waitFor(() => set.room.threads.cache.get(thread.id));
    expect(await codeOf(known.send('글'))).toBe(MISSING_PERMISSIONS);
    expect(await codeOf(set.room.send('글'))).toBe('no error');
  });

  test('제 글은 권한 없이도 지운다', async () => {
    const { room } = await without(PermissionFlagsBits.ManageMessages);
    expect(await codeOf((await room.send('글')).delete())).toBe('no error');
  });

  test('채널의 허락은 역할의 금지를 이긴다', async () => {
    const { guild, channel, room, fake } = await without(PermissionFlagsBits.SendMessages);
    const allow = PermissionFlagsBits.SendMessages.toString();
    guild.updateChannel(channel, {
      overwrites: [{ id: fake.bot.id, type: OverwriteType.Member, allow, deny: '0' }],
    });
    expect(await codeOf(room.send('글'))).toBe('no error');
  });

  test('잠잠히 있으라는 말을 들은 봇은 읽기만 한다', async () => {
    const { guild, fake, room } = await scene();
    guild.timeOut(fake.bot, 60_000);
    expect(await codeOf(room.send('글'))).toBe(MISSING_PERMISSIONS);
    expect(await codeOf(room.messages.fetch({ limit: 1 }))).toBe('no error');
  });
});

describe('높낮이', () => {
  const timeOut = ({ client, guild }: Scene, id: string): Promise<unknown> =>
    client.rest.patch(`/guilds/${guild.id}/members/${id}`, {
      body: { communication_disabled_until: new Date(Date.now() + 60_000).toISOString() },
    });

  test('주인, 관리자, 저보다 높은 이는 다스리지 못한다', async () => {
    const set = await scene();
    const admin = set.guild.addMember('admin', { permissions: PermissionFlagsBits.Administrator });
    const high = set.guild.addMember('high', { roles: [set.guild.createRole({ position: 50 })] });
    for (const { id } of [set.guild.owner, admin, high])
      expect(await codeOf(timeOut(set, id))).toBe(MISSING_PERMISSIONS);
    expect(await codeOf(timeOut(set, set.kim.id))).toBe('no error');
  });

  test('스물여드레를 넘는 벌은 없다', async () => {
    const set = await scene();
    const until = new Date(Date.now() + 29 * 24 * 3600_000).toISOString();
    const long = set.client.rest.patch(`/guilds/${set.guild.id}/members/${set.kim.id}`, {
      body: { communication_disabled_until: until },
    });
    expect(await codeOf(long)).toBe(50035);
  });
});

test('없는 회원과 없는 사람', async () => {
  const { fake, guild, client } = await scene();
  const stranger = fake.createUser('stranger');
  expect(await codeOf(client.rest.get(`/guilds/${guild.id}/members/${stranger.id}`))).toBe(10007);
  expect(await codeOf(client.rest.get(`/guilds/${guild.id}/members/1`))).toBe(10013);
  expect(await codeOf(client.rest.get('/guilds/1'))).toBe(10004);
});

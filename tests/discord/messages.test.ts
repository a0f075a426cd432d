import { AttachmentBuilder, ChannelType, MessageFlags, type ForumChannel } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { codeOf, scene } from './scene.js';

const DAY_MS = 24 * 3600_000;

describe('글', () => {
  test('보내고, 고치고, 답하고, 지운다', async () => {
    const { fake, room, kim, channel, heard } = await scene();
    const asked = fake.post(channel, kim, '질문');
    await fake.waitFor(() => heard.length === 1);
    const answer = await heard[0]!.reply('대답');
    await answer.edit('고친 대답');
    expect(fake.message(answer)).toMatchObject({
      content: '고친 대답',
      message_reference: { message_id: asked.id },
      referenced_message: { content: '질문' },
      mentions: [{ id: kim.id }],
    });
    await answer.delete();
    expect(fake.message(answer)).toBeUndefined();
    await room.messages.delete(asked.id);
    expect(fake.byBot('message-deleted').map(({ messageId }) => messageId)).toEqual([answer.id, asked.id]);
    expect(fake.violations).toEqual([]);
  });

  test('지난 글을 앞뒤로 넘겨 읽는다', async () => {
    const { fake, room, kim, channel } = await scene();
    const posts = Array.from({ length: 250 }, (_, i) => fake.post(channel, kim, `${i}`));
    const content = async (options: object): Promise<string[]> =>
      [...(await room.messages.fetch(options as { limit: number })).values()].map(
        (message) => message.content,
      );
    expect(await content({ limit: 3 })).toEqual(['249', '248', '247']);
    expect(await content({ limit: 2, before: posts[10]!.id })).toEqual(['9', '8']);
    expect(await content({ limit: 2, after: posts[10]!.id })).toEqual(['12', '11']);
    expect(await content({ limit: 3, around: posts[100]!.id })).toEqual(['101', '100', '99']);
    expect(await content({ limit: 100 })).toHaveLength(100);
    expect(await codeOf(content({ limit: 101 }))).toBe(50035);
  });

  test('옛 글은 옛 때의 번호를 갖는다', async () => {
    const { fake, room, kim, channel } = await scene();
    fake.post(channel, kim, '오늘');
    const old = fake.post(channel, kim, '지난해', { at: Date.now() - 365 * DAY_MS });
    const history = [...(await room.messages.fetch({ limit: 10 })).values()];
    expect(history.map(({ content }) => content)).toEqual(['오늘', '지난해']);
    expect(Date.now() - history[1]!.createdTimestamp).toBeGreaterThan(364 * DAY_MS);
    expect(history[1]!.id).toBe(old.id);
  });

  test('같은 nonce는 한 번만 글이 된다', async () => {
    const { fake, room } = await scene();
    const once = { content: '한 번', nonce: 'n1', enforceNonce: true };
    const [first, second] = [await room.send(once), await room.send(once)];
    expect(second.id).toBe(first.id);
    await room.send({ content: '막지 않은 글', nonce: 'n1' });
    expect(fake.byBot('message-created')).toHaveLength(2);
  });

  test('여럿을 한 번에 지우되 둘부터 백까지, 열나흘 안의 것만', async () => {
    const { fake, room, kim, channel, client } = await scene({ rateLimits: false });
    const bulk = (messages: string[]): Promise<unknown> =>
      client.rest.post(`/channels/${channel.id}/messages/bulk-delete`, { body: { messages } });
    const fresh = [fake.post(channel, kim, '1').id, fake.post(channel, kim, '2').id];
    const old = fake.post(channel, kim, '옛', { at: Date.now() - 15 * DAY_MS }).id;
    expect(await codeOf(bulk([fresh[0]!]))).toBe(50016);
    expect(await codeOf(bulk([...fresh, old]))).toBe(50034);
    await room.bulkDelete(fresh);
    expect(fake.messages(channel).map(({ id }) => id)).toEqual([old]);
    expect(fake.byBot('message-deleted').every(({ bulk: inBulk }) => inBulk)).toBe(true);
  });

  test('없는 글과 없는 채널', async () => {
    const { room, client, fake, kim, channel } = await scene();
    expect(await codeOf(room.messages.fetch('1'))).toBe(10008);
    expect(await codeOf(client.channels.fetch('1'))).toBe(10003);
    const message = fake.post(channel, kim, '남의 글');
    const edit = client.rest.patch(`/channels/${channel.id}/messages/${message.id}`, {
      body: { content: 'x' },
    });
    expect(await codeOf(edit)).toBe(50005);
  });

  test('웹훅과 봇의 글은 그렇게 보인다', async () => {
    const { fake, channel, kim, heard } = await scene();
    fake.post(channel, kim, '알림', { webhook: { name: '새 소식' } });
    await fake.waitFor(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ content: '알림', author: { username: '새 소식', bot: true } });
    expect(heard[0]!.webhookId).toBe(heard[0]!.author.id);
  });

  test('까닭이 남는다', async () => {
    const { fake, guild, kim, client, channel } = await scene();
    const member = await client.guilds.cache.get(guild.id)!.members.fetch(kim.id);
    await member.timeout(60_000, '도배, 세 번째');
    expect(fake.byBot('member-timed-out')).toMatchObject([{ userId: kim.id, reason: '도배, 세 번째' }]);
    expect(guild.isTimedOut(kim)).toBe(true);
    expect(() => fake.post(channel, kim, '글')).toThrow('timed out');
    await member.timeout(null);
    expect(guild.isTimedOut(kim)).toBe(false);
  });
});

describe('파일', () => {
  test('올린 것을 내려받는다', async () => {
    const { fake, room, channel, kim, heard } = await scene();
    const sent = await room.send({
      files: [new AttachmentBuilder(Buffer.from('가나다'), { name: 'report.txt' })],
    });
    const url = sent.attachments.first()!.url;
    expect(await (await fetch(url)).text()).toBe('가나다');
    expect((await fetch(url.replace(/hm=./, 'hm=g'))).status).toBe(404);
    fake.post(channel, kim, '', { attachments: [{ name: 'dump.csv', content: 'a,b' }] });
    await fake.waitFor(() => heard.length === 2);
    expect(heard[1]!.attachments.first()).toMatchObject({
      name: 'dump.csv',
      size: 3,
      contentType: 'text/csv; charset=utf-8',
    });
    expect(fake.violations).toEqual([]);
  });

  test('한글 이름은 title에 남는다', async () => {
    const { room } = await scene();
    const sent = await room.send({
      files: [new AttachmentBuilder(Buffer.from('x'), { name: '댓글 모음.txt' })],
    });
    expect(sent.attachments.first()).toMatchObject({ title: '댓글 모음' });
    expect(sent.attachments.first()!.name).toMatch(/^[0-9a-f]{16}\.txt$/);
  });

  test('고칠 때 남긴 파일만 남는다', async () => {
    const { fake, room } = await scene();
    const [a, b] = ['a.txt', 'b.txt'].map((name) => new AttachmentBuilder(Buffer.from(name), { name }));
    const sent = await room.send({ files: [a!, b!] });
    const edited = await sent.edit({
      attachments: [sent.attachments.first()!],
      files: [new AttachmentBuilder(Buffer.from('c'), { name: 'c.txt' })],
    });
    expect(edited.attachments.map(({ name }) => name)).toEqual(['a.txt', 'c.txt']);
    expect(fake.violations).toEqual([]);
  });

  test('너무 큰 파일은 받지 않는다', async () => {
    const { room, fake } = await scene({ maxFileBytes: 1000 });
    const files = [new AttachmentBuilder(Buffer.alloc(1001), { name: 'a.bin' })];
    expect(await codeOf(room.send({ files }))).toBe(40005);
    expect(fake.byBot('message-created')).toEqual([]);
  });
});

describe('글타래', () => {
  test('글에서, 글 없이, 포럼에 연다', async () => {
    const { fake, guild, channel, kim, room, client } = await scene();
    const start = fake.post(channel, kim, '이야기');
    const fromMessage = await (await room.messages.fetch(start.id)).startThread({ name: '글에서' });
    expect(fromMessage.id).toBe(start.id);
    await fromMessage.send('하나');
    const secret = await room.threads.create({ name: '몰래', type: ChannelType.PrivateThread });
    expect(secret.type).toBe(ChannelType.PrivateThread);
    const forum = guild.createChannel({ type: ChannelType.GuildForum, name: '포럼' });
    await fake.waitFor(() => client.channels.cache.has(forum.id));
    const entry = await (client.channels.cache.get(forum.id) as ForumChannel).threads.create({
      name: '첫 글',
      message: { content: '본문' },
    });
    expect(fake.messages(entry.id).map(({ id, content }) => [id, content])).toEqual([[entry.id, '본문']]);
    const { threads } = await client.guilds.cache.get(guild.id)!.channels.fetchActiveThreads();
    expect(threads.map(({ name }) => name).toSorted()).toEqual(['글에서', '몰래', '첫 글']);
    expect(await codeOf(room.messages.cache.get(start.id)!.startThread({ name: '또' }))).toBe(160004);
    expect(fake.violations).toEqual([]);
  });

  test('닫힌 글타래를 찾고, 글을 쓰면 다시 열린다', async () => {
    const { fake, channel, kim, room } = await scene();
    const thread = fake.createThread(channel, kim, { name: '닫힐 것' });
    const known = await fake.waitFor(() => room.threads.cache.get(thread.id));
    await known.setArchived(true);
    expect((await room.threads.fetchArchived()).threads.map(({ name }) => name)).toEqual(['닫힐 것']);
    await known.send('다시');
    expect(fake.world.channel(thread).thread?.archived).toBe(false);
    expect(fake.violations).toEqual([]);
  });

  test('사람이 연 포럼 글도 들린다', async () => {
    const { fake, guild, kim, heard } = await scene();
    const forum = guild.createChannel({ type: ChannelType.GuildForum });
    const entry = fake.createThread(forum, kim, { name: '질문', content: '본문' });
    await fake.waitFor(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ id: entry.id, content: '본문', channelId: entry.id });
    expect(heard[0]!.flags.has(MessageFlags.Ephemeral)).toBe(false);
  });
});

test('쪽지를 주고받는다', async () => {
  const { fake, kim, client, heard } = await scene();
  const direct = await client.users.createDM(kim.id);
  await direct.send('안녕하세요');
  fake.post(fake.directChannel(kim), kim, '네');
  await fake.waitFor(() => heard.length === 2);
  expect(fake.messages(fake.directChannel(kim)).map(({ content }) => content)).toEqual(['안녕하세요', '네']);
  expect(fake.violations).toEqual([]);
});
